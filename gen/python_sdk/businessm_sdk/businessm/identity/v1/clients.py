"""Clients of businessm.identity.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    ArchiveUserRequest,
    ArchiveUserResponse,
    CreateApiKeyRequest,
    CreateApiKeyResponse,
    CreateRoleRequest,
    CreateRoleResponse,
    CreateUserRequest,
    CreateUserResponse,
    ExchangeApiKeyRequest,
    ExchangeApiKeyResponse,
    GetRoleRequest,
    GetRoleResponse,
    GetUserRequest,
    GetUserResponse,
    IssueTokenRequest,
    IssueTokenResponse,
    ListApiKeysRequest,
    ListApiKeysResponse,
    ListRolesRequest,
    ListRolesResponse,
    ListSigningKeysRequest,
    ListSigningKeysResponse,
    ListUsersRequest,
    ListUsersResponse,
    LoginRequest,
    LoginResponse,
    ResolvePermissionsRequest,
    ResolvePermissionsResponse,
    RevokeApiKeyRequest,
    RevokeApiKeyResponse,
    SetPasswordRequest,
    SetPasswordResponse,
    SignInRequest,
    SignInResponse,
    SignOutRequest,
    SignOutResponse,
    UpdateRoleRequest,
    UpdateRoleResponse,
    UpdateUserRequest,
    UpdateUserResponse,
)


class ApiKeyServiceClient:
    """Keys for programs."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_api_key: Unary[CreateApiKeyRequest, CreateApiKeyResponse] = channel.unary_unary(
            "/businessm.identity.v1.ApiKeyService/CreateApiKey",
            request_serializer=CreateApiKeyRequest.SerializeToString,
            response_deserializer=CreateApiKeyResponse.FromString,
        )
        """Creates an API key.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.list_api_keys: Unary[ListApiKeysRequest, ListApiKeysResponse] = channel.unary_unary(
            "/businessm.identity.v1.ApiKeyService/ListApiKeys",
            request_serializer=ListApiKeysRequest.SerializeToString,
            response_deserializer=ListApiKeysResponse.FromString,
        )
        """Lists API keys in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.revoke_api_key: Unary[RevokeApiKeyRequest, RevokeApiKeyResponse] = channel.unary_unary(
            "/businessm.identity.v1.ApiKeyService/RevokeApiKey",
            request_serializer=RevokeApiKeyRequest.SerializeToString,
            response_deserializer=RevokeApiKeyResponse.FromString,
        )
        """Ends a key for good.
        Reasons: RESOURCE_NOT_FOUND.
        """


class RoleServiceClient:
    """Roles and the permissions they carry, as data."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_role: Unary[CreateRoleRequest, CreateRoleResponse] = channel.unary_unary(
            "/businessm.identity.v1.RoleService/CreateRole",
            request_serializer=CreateRoleRequest.SerializeToString,
            response_deserializer=CreateRoleResponse.FromString,
        )
        """Creates a role.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_role: Unary[GetRoleRequest, GetRoleResponse] = channel.unary_unary(
            "/businessm.identity.v1.RoleService/GetRole",
            request_serializer=GetRoleRequest.SerializeToString,
            response_deserializer=GetRoleResponse.FromString,
        )
        """Reads one role.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_roles: Unary[ListRolesRequest, ListRolesResponse] = channel.unary_unary(
            "/businessm.identity.v1.RoleService/ListRoles",
            request_serializer=ListRolesRequest.SerializeToString,
            response_deserializer=ListRolesResponse.FromString,
        )
        """Lists roles in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_role: Unary[UpdateRoleRequest, UpdateRoleResponse] = channel.unary_unary(
            "/businessm.identity.v1.RoleService/UpdateRole",
            request_serializer=UpdateRoleRequest.SerializeToString,
            response_deserializer=UpdateRoleResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_INVALID.
        """
        self.resolve_permissions: Unary[ResolvePermissionsRequest, ResolvePermissionsResponse] = channel.unary_unary(
            "/businessm.identity.v1.RoleService/ResolvePermissions",
            request_serializer=ResolvePermissionsRequest.SerializeToString,
            response_deserializer=ResolvePermissionsResponse.FromString,
        )
        """Answers the permissions that a set of roles carries in the caller's tenant. For contexts, which ask once and
        keep the answer a short while.
        """


class SessionServiceClient:
    """Signing in: passwords and keys in, JSON Web Tokens (ES256) out."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.login: Unary[LoginRequest, LoginResponse] = channel.unary_unary(
            "/businessm.identity.v1.SessionService/Login",
            request_serializer=LoginRequest.SerializeToString,
            response_deserializer=LoginResponse.FromString,
        )
        """Signs a user in. Throttled per user: ten failures within a minute.
        Reasons: TOKEN_INVALID (name or password is wrong), LOGIN_THROTTLED.
        """
        self.sign_in: Unary[SignInRequest, SignInResponse] = channel.unary_unary(
            "/businessm.identity.v1.SessionService/SignIn",
            request_serializer=SignInRequest.SerializeToString,
            response_deserializer=SignInResponse.FromString,
        )
        """Signs a browser in: the token is not answered but kept by it in the cookie `businessm_session` (HttpOnly,
        SameSite=Strict, Secure where the connection is), which stands for the header Authorization from then on. Calls that
        rely on the cookie come from pages of the same origin alone: see docs/desk.md. Throttled as Login is.
        Reasons: TOKEN_INVALID (name or password is wrong), LOGIN_THROTTLED, ORIGIN_REFUSED.
        """
        self.sign_out: Unary[SignOutRequest, SignOutResponse] = channel.unary_unary(
            "/businessm.identity.v1.SessionService/SignOut",
            request_serializer=SignOutRequest.SerializeToString,
            response_deserializer=SignOutResponse.FromString,
        )
        """Signs a browser out: its cookie is cleared. What is signed in by header stays so.
        Reasons: ORIGIN_REFUSED.
        """
        self.exchange_api_key: Unary[ExchangeApiKeyRequest, ExchangeApiKeyResponse] = channel.unary_unary(
            "/businessm.identity.v1.SessionService/ExchangeApiKey",
            request_serializer=ExchangeApiKeyRequest.SerializeToString,
            response_deserializer=ExchangeApiKeyResponse.FromString,
        )
        """Signs a program in by its key.
        Reasons: TOKEN_INVALID.
        """
        self.issue_token: Unary[IssueTokenRequest, IssueTokenResponse] = channel.unary_unary(
            "/businessm.identity.v1.SessionService/IssueToken",
            request_serializer=IssueTokenRequest.SerializeToString,
            response_deserializer=IssueTokenResponse.FromString,
        )
        """Makes a token for any user and role of a tenant: what the owner of the data directory may do (`m token`).
        Reasons: RESOURCE_NOT_FOUND (unknown user and no role given).
        """
        self.list_signing_keys: Unary[ListSigningKeysRequest, ListSigningKeysResponse] = channel.unary_unary(
            "/businessm.identity.v1.SessionService/ListSigningKeys",
            request_serializer=ListSigningKeysRequest.SerializeToString,
            response_deserializer=ListSigningKeysResponse.FromString,
        )
        """The public keys that tokens are checked with, as a JSON Web Key Set (RFC 7517)."""


class UserServiceClient:
    """Users of a tenant. Passwords are kept as argon2id hashes and never leave."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_user: Unary[CreateUserRequest, CreateUserResponse] = channel.unary_unary(
            "/businessm.identity.v1.UserService/CreateUser",
            request_serializer=CreateUserRequest.SerializeToString,
            response_deserializer=CreateUserResponse.FromString,
        )
        """Creates a user.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_user: Unary[GetUserRequest, GetUserResponse] = channel.unary_unary(
            "/businessm.identity.v1.UserService/GetUser",
            request_serializer=GetUserRequest.SerializeToString,
            response_deserializer=GetUserResponse.FromString,
        )
        """Reads one user.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_users: Unary[ListUsersRequest, ListUsersResponse] = channel.unary_unary(
            "/businessm.identity.v1.UserService/ListUsers",
            request_serializer=ListUsersRequest.SerializeToString,
            response_deserializer=ListUsersResponse.FromString,
        )
        """Lists users in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.set_password: Unary[SetPasswordRequest, SetPasswordResponse] = channel.unary_unary(
            "/businessm.identity.v1.UserService/SetPassword",
            request_serializer=SetPasswordRequest.SerializeToString,
            response_deserializer=SetPasswordResponse.FromString,
        )
        """Sets a password, 12 characters at least, and ends what was open under the old one.
        Reasons: RESOURCE_NOT_FOUND, FIELD_INVALID.
        """
        self.update_user: Unary[UpdateUserRequest, UpdateUserResponse] = channel.unary_unary(
            "/businessm.identity.v1.UserService/UpdateUser",
            request_serializer=UpdateUserRequest.SerializeToString,
            response_deserializer=UpdateUserResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_INVALID.
        """
        self.archive_user: Unary[ArchiveUserRequest, ArchiveUserResponse] = channel.unary_unary(
            "/businessm.identity.v1.UserService/ArchiveUser",
            request_serializer=ArchiveUserRequest.SerializeToString,
            response_deserializer=ArchiveUserResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
