"""Signing in, with passwords and with keys."""

from http.cookies import SimpleCookie
from typing import Any

import jwt
import pytest
from businessm.identity.v1 import api_key_pb2, api_key_service_pb2, user_service_pb2
from businessm.identity.v1 import session_service_pb2 as pb
from m_kit.ids import new_id
from m_kit.testing import calling_as, refusal_of, was_replayed
from m_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, TokenIssuer

from m_identity.domain.throttle import MOST_FAILURES
from m_identity.tests.conftest import PASSWORD, Identity


def login(identity: Identity, password: str = PASSWORD, username: str = "asha", tenant: str = "") -> Any:
    request = pb.LoginRequest(tenant=tenant or identity.tenant, username=username, password=password)
    return identity.sessions.Login(request)


OWN_PAGE = (("sec-fetch-site", "same-origin"),)


def sign_in(identity: Identity, password: str = PASSWORD, metadata: Any = OWN_PAGE) -> Any:
    request = pb.SignInRequest(tenant=identity.tenant, username="asha", password=password)
    return identity.sessions.SignIn(request, metadata=metadata)


async def cookie_of(call: Any) -> SimpleCookie:
    """What the browser is told to keep."""
    await call
    return SimpleCookie(dict(await call.initial_metadata())["set-cookie"])


async def test_a_browser_keeps_the_token_where_no_script_reads_it(identity: Identity, issuer: TokenIssuer) -> None:
    await identity.add_user(roles=["viewer"])
    call = sign_in(identity)
    kept = (await cookie_of(call))["businessm_session"]
    assert (kept["httponly"], kept["samesite"], kept["path"], kept["secure"]) == (True, "Strict", "/", "")
    claims = claims_of(issuer, kept.value)
    assert (claims["sub"], claims["roles"]) == ("asha", ["viewer"])
    assert claims["exp"] == (await call).expire_time.seconds
    assert int(kept["max-age"]) == claims["exp"] - claims["iat"]


async def test_a_cookie_is_sent_over_tls_alone_where_it_was_made_over_tls(identity: Identity) -> None:
    await identity.add_user()
    kept = await cookie_of(sign_in(identity, metadata=(*OWN_PAGE, ("x-forwarded-proto", "https"))))
    assert kept["businessm_session"]["secure"] is True


async def test_signing_out_clears_the_cookie(identity: Identity) -> None:
    kept = await cookie_of(identity.sessions.SignOut(pb.SignOutRequest(), metadata=OWN_PAGE))
    assert (kept["businessm_session"].value, kept["businessm_session"]["max-age"]) == ("", "0")


async def test_nobody_is_signed_in_or_out_by_another_page(identity: Identity) -> None:
    await identity.add_user()
    foreign = (("sec-fetch-site", "cross-site"),)
    for call in (sign_in(identity, metadata=foreign), sign_in(identity, metadata=())):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "ORIGIN_REFUSED")
    out = identity.sessions.SignOut(pb.SignOutRequest(), metadata=foreign)
    assert (await refusal_of(out)).reason == "ORIGIN_REFUSED"


async def test_browsers_that_guess_are_slowed_down_too(identity: Identity) -> None:
    await identity.add_user()
    for _ in range(MOST_FAILURES):
        assert (await refusal_of(sign_in(identity, "wrong horse battery"))).reason == "TOKEN_INVALID"
    assert (await refusal_of(sign_in(identity))).reason == "LOGIN_THROTTLED"


def claims_of(issuer: TokenIssuer, token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, jwt.PyJWK(issuer.jwk), algorithms=[ALGORITHM], audience=AUDIENCE))


async def test_a_token_says_who_where_and_what(identity: Identity, issuer: TokenIssuer) -> None:
    await identity.add_user(roles=["viewer", "till"])
    answer = await login(identity)
    claims = claims_of(issuer, answer.access_token)
    assert (claims["iss"], claims["sub"], claims["tenant"]) == (ISSUER, "asha", identity.tenant)
    assert claims["roles"] == ["viewer", "till"]
    assert claims["exp"] == answer.expire_time.seconds


async def test_a_wrong_password_an_unknown_name_and_an_archived_user_are_told_the_same(identity: Identity) -> None:
    user = await identity.add_user()
    refusals = [
        await refusal_of(login(identity, "wrong horse battery")),
        await refusal_of(login(identity, username="nobody")),
        await refusal_of(login(identity, tenant=f"{identity.tenant}x")),
    ]
    archive = user_service_pb2.ArchiveUserRequest(request_id=str(new_id()), id=user.id, etag=user.etag)
    await identity.users.ArchiveUser(archive, metadata=identity.metadata)
    refusals.append(await refusal_of(login(identity)))
    assert {(refusal.code, refusal.reason, refusal.message) for refusal in refusals} == {
        ("UNAUTHENTICATED", "TOKEN_INVALID", "the name or the password is wrong")
    }


async def test_a_user_without_a_password_cannot_sign_in_until_one_is_set(identity: Identity) -> None:
    user = await identity.add_user(password="")
    assert (await refusal_of(login(identity, "x" * 12))).reason == "TOKEN_INVALID"
    request = user_service_pb2.SetPasswordRequest(request_id=str(new_id()), id=user.id, password="another horse 12")
    await identity.users.SetPassword(request, metadata=identity.metadata)
    assert (await login(identity, "another horse 12")).access_token


async def test_guessing_is_slowed_down_for_that_user_alone(identity: Identity) -> None:
    await identity.add_user()
    await identity.add_user("ravi")
    for _ in range(MOST_FAILURES):
        await refusal_of(login(identity, "wrong horse battery"))
    refused = await refusal_of(login(identity))
    assert (refused.code, refused.reason) == ("RESOURCE_EXHAUSTED", "LOGIN_THROTTLED")
    assert (await login(identity, username="ravi")).access_token


@pytest.mark.parametrize("password", ["short", "x" * 257])
async def test_a_password_of_another_length_is_refused_on_its_field(identity: Identity, password: str) -> None:
    refused = await refusal_of(identity.add_user(password=password))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("password",))


async def test_the_published_keys_check_what_is_signed(identity: Identity) -> None:
    await identity.add_user()
    key = (await identity.sessions.ListSigningKeys(pb.ListSigningKeysRequest())).keys[0]
    published = {name: getattr(key, name) for name in ("kty", "crv", "x", "y", "alg")}
    token = (await login(identity)).access_token
    assert jwt.get_unverified_header(token)["kid"] == key.kid
    assert jwt.decode(token, jwt.PyJWK(published), algorithms=[key.alg], audience=AUDIENCE)["sub"] == "asha"


async def make_key(identity: Identity, request_id: str = "", **fields: Any) -> api_key_service_pb2.CreateApiKeyResponse:
    request = api_key_service_pb2.CreateApiKeyRequest(
        request_id=request_id or str(new_id()), api_key=api_key_pb2.ApiKey(name="till", username="asha", **fields)
    )
    made: api_key_service_pb2.CreateApiKeyResponse = await identity.keys.CreateApiKey(
        request, metadata=identity.metadata
    )
    return made


def exchange(identity: Identity, secret: str) -> Any:
    return identity.sessions.ExchangeApiKey(pb.ExchangeApiKeyRequest(secret=secret))


async def test_a_key_signs_in_as_its_user_until_it_is_revoked(identity: Identity, issuer: TokenIssuer) -> None:
    await identity.add_user(roles=["viewer"])
    made = await make_key(identity)
    claims = claims_of(issuer, (await exchange(identity, made.secret)).access_token)
    assert (claims["sub"], claims["roles"], claims["tenant"]) == ("asha", ["viewer"], identity.tenant)
    revoke = api_key_service_pb2.RevokeApiKeyRequest(request_id=str(new_id()), id=made.api_key.id)
    revoked = (await identity.keys.RevokeApiKey(revoke, metadata=identity.metadata)).api_key
    assert revoked.HasField("revoke_time")
    assert (await refusal_of(exchange(identity, made.secret))).reason == "TOKEN_INVALID"


async def test_a_changed_secret_and_one_of_another_tenant_are_refused(identity: Identity) -> None:
    await identity.add_user()
    secret = (await make_key(identity)).secret
    _, tenant, key_id, tail = secret.split(".")
    for wrong in (
        f"bm.{tenant}.{key_id}.{tail}x",
        f"bm.{tenant}x.{key_id}.{tail}",
        f"bm.{tenant}.nonsense.{tail}",
        "x",
    ):
        assert (await refusal_of(exchange(identity, wrong))).reason == "TOKEN_INVALID"


async def test_a_keys_secret_is_shown_once_and_no_replay_shows_it(identity: Identity) -> None:
    await identity.add_user()
    request_id = str(new_id())
    first, second = await make_key(identity, request_id), await make_key(identity, request_id)
    assert first.api_key == second.api_key
    assert first.secret
    assert not second.secret


async def test_a_key_for_nobody_is_refused(identity: Identity) -> None:
    assert (await refusal_of(make_key(identity))).fields == ("api_key.username",)


async def test_only_the_owner_makes_tokens_for_others(identity: Identity, issuer: TokenIssuer) -> None:
    request = pb.IssueTokenRequest(tenant="elsewhere", username="admin")
    context = calling_as(issuer, "elsewhere", user="service:wms", roles=())
    for metadata in (identity.metadata, context):
        refused = await refusal_of(identity.sessions.IssueToken(request, metadata=metadata))
        assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
    owner = calling_as(issuer, "default", user="service:owner", roles=())
    issued = await identity.sessions.IssueToken(request, metadata=owner)
    claims = claims_of(issuer, issued.access_token)
    assert (claims["tenant"], claims["sub"], claims["roles"]) == ("elsewhere", "admin", ["admin"])


async def test_a_token_for_a_known_user_carries_the_users_roles_and_an_unknown_one_needs_a_role(
    identity: Identity, issuer: TokenIssuer
) -> None:
    await identity.add_user(roles=["viewer"])
    owner = calling_as(issuer, identity.tenant, user="service:owner", roles=())
    issue = identity.sessions.IssueToken
    known = await issue(pb.IssueTokenRequest(username="asha"), metadata=owner)
    assert claims_of(issuer, known.access_token)["roles"] == ["viewer"]
    assert (await refusal_of(issue(pb.IssueTokenRequest(username="guest"), metadata=owner))).fields == ("username",)
    guest = await issue(pb.IssueTokenRequest(username="guest", roles=["till"]), metadata=owner)
    assert claims_of(issuer, guest.access_token)["roles"] == ["till"]


async def test_nobody_gets_a_token_that_speaks_for_a_context(identity: Identity, issuer: TokenIssuer) -> None:
    owner = calling_as(issuer, identity.tenant, user="service:owner", roles=())
    request = pb.IssueTokenRequest(username="service:finance", roles=["admin"])
    refused = await refusal_of(identity.sessions.IssueToken(request, metadata=owner))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_PATTERN", ("username",))


async def test_a_repeated_password_change_is_a_replay(identity: Identity) -> None:
    user = await identity.add_user()
    request = user_service_pb2.SetPasswordRequest(request_id=str(new_id()), id=user.id, password="another horse 12")
    first = await identity.users.SetPassword(request, metadata=identity.metadata)
    again = identity.users.SetPassword(request, metadata=identity.metadata)
    assert await again == first
    assert await was_replayed(again)
