"""Clients of businessm.desk.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Streaming, Unary
from . import (
    CreateSavedViewRequest,
    CreateSavedViewResponse,
    DeleteSavedViewRequest,
    DeleteSavedViewResponse,
    GetNavigationRequest,
    GetNavigationResponse,
    GetPreferencesRequest,
    GetPreferencesResponse,
    GetSavedViewRequest,
    GetSavedViewResponse,
    GetSessionRequest,
    GetSessionResponse,
    ListNotificationsRequest,
    ListNotificationsResponse,
    ListSavedViewsRequest,
    ListSavedViewsResponse,
    MarkNotificationsReadRequest,
    MarkNotificationsReadResponse,
    UpdatePreferencesRequest,
    UpdatePreferencesResponse,
    UpdateSavedViewRequest,
    UpdateSavedViewResponse,
    WatchNotificationsRequest,
    WatchNotificationsResponse,
)


class DeskServiceClient:
    """What the Desk shows around documents: where its user may go, and as whom."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_navigation: Unary[GetNavigationRequest, GetNavigationResponse] = channel.unary_unary(
            "/businessm.desk.v1.DeskService/GetNavigation",
            request_serializer=GetNavigationRequest.SerializeToString,
            response_deserializer=GetNavigationResponse.FromString,
        )
        """Collects what every context brings and leaves out what the caller may not open. A context that does not answer is
        named and leaves the rest.
        """
        self.get_session: Unary[GetSessionRequest, GetSessionResponse] = channel.unary_unary(
            "/businessm.desk.v1.DeskService/GetSession",
            request_serializer=GetSessionRequest.SerializeToString,
            response_deserializer=GetSessionResponse.FromString,
        )
        """Says who calls, and what he may do.
        Reasons: TOKEN_INVALID.
        """


class NotificationServiceClient:
    """What the caller is told of. Nobody sees what is another user's. A user's latest 1,000 are kept."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.list_notifications: Unary[ListNotificationsRequest, ListNotificationsResponse] = channel.unary_unary(
            "/businessm.desk.v1.NotificationService/ListNotifications",
            request_serializer=ListNotificationsRequest.SerializeToString,
            response_deserializer=ListNotificationsResponse.FromString,
        )
        """Lists the caller's notifications in pages, the latest first.
        Reasons: FIELD_INVALID (page_token).
        """
        self.mark_notifications_read: Unary[MarkNotificationsReadRequest, MarkNotificationsReadResponse] = channel.unary_unary(
            "/businessm.desk.v1.NotificationService/MarkNotificationsRead",
            request_serializer=MarkNotificationsReadRequest.SerializeToString,
            response_deserializer=MarkNotificationsReadResponse.FromString,
        )
        """Marks notifications read. Those that are read already stay as they are; ids that are not there are left aside."""
        self.watch_notifications: Streaming[WatchNotificationsRequest, WatchNotificationsResponse] = channel.unary_stream(
            "/businessm.desk.v1.NotificationService/WatchNotifications",
            request_serializer=WatchNotificationsRequest.SerializeToString,
            response_deserializer=WatchNotificationsResponse.FromString,
        )
        """Tells of notifications as they come: first those that are unread (the latest 250, oldest first), then every one that
        comes, none left out and none twice. Messages without notifications come in between, when some were read or so that
        who listens knows the line is open. It ends after a quarter of an hour: who lost it, or saw it end, calls again with
        the last cursor he got.
        Reasons: FIELD_INVALID (cursor).
        buf:lint:ignore RPC_NO_SERVER_STREAMING
        """


class PreferencesServiceClient:
    """The caller's own preferences, and nobody else's."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_preferences: Unary[GetPreferencesRequest, GetPreferencesResponse] = channel.unary_unary(
            "/businessm.desk.v1.PreferencesService/GetPreferences",
            request_serializer=GetPreferencesRequest.SerializeToString,
            response_deserializer=GetPreferencesResponse.FromString,
        )
        """Reads them."""
        self.update_preferences: Unary[UpdatePreferencesRequest, UpdatePreferencesResponse] = channel.unary_unary(
            "/businessm.desk.v1.PreferencesService/UpdatePreferences",
            request_serializer=UpdatePreferencesRequest.SerializeToString,
            response_deserializer=UpdatePreferencesResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """


class SavedViewServiceClient:
    """Views that people keep: their own, and those that others share with them."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_saved_view: Unary[CreateSavedViewRequest, CreateSavedViewResponse] = channel.unary_unary(
            "/businessm.desk.v1.SavedViewService/CreateSavedView",
            request_serializer=CreateSavedViewRequest.SerializeToString,
            response_deserializer=CreateSavedViewResponse.FromString,
        )
        """Keeps a view of the caller's.
        Reasons: DUPLICATE_RESOURCE (name), REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_saved_view: Unary[GetSavedViewRequest, GetSavedViewResponse] = channel.unary_unary(
            "/businessm.desk.v1.SavedViewService/GetSavedView",
            request_serializer=GetSavedViewRequest.SerializeToString,
            response_deserializer=GetSavedViewResponse.FromString,
        )
        """Reads one view: the caller's own or a shared one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_saved_views: Unary[ListSavedViewsRequest, ListSavedViewsResponse] = channel.unary_unary(
            "/businessm.desk.v1.SavedViewService/ListSavedViews",
            request_serializer=ListSavedViewsRequest.SerializeToString,
            response_deserializer=ListSavedViewsResponse.FromString,
        )
        """Lists the caller's views and shared ones by name, in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_saved_view: Unary[UpdateSavedViewRequest, UpdateSavedViewResponse] = channel.unary_unary(
            "/businessm.desk.v1.SavedViewService/UpdateSavedView",
            request_serializer=UpdateSavedViewRequest.SerializeToString,
            response_deserializer=UpdateSavedViewResponse.FromString,
        )
        """Changes the fields named in the mask of one of the caller's views.
        Reasons: RESOURCE_NOT_FOUND, PERMISSION_MISSING (somebody else's), ETAG_MISMATCH, DUPLICATE_RESOURCE,
        REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_INVALID.
        """
        self.delete_saved_view: Unary[DeleteSavedViewRequest, DeleteSavedViewResponse] = channel.unary_unary(
            "/businessm.desk.v1.SavedViewService/DeleteSavedView",
            request_serializer=DeleteSavedViewRequest.SerializeToString,
            response_deserializer=DeleteSavedViewResponse.FromString,
        )
        """Forgets one of the caller's views.
        Reasons: RESOURCE_NOT_FOUND, PERMISSION_MISSING (somebody else's), ETAG_MISMATCH, REQUEST_ID_REUSED.
        """
