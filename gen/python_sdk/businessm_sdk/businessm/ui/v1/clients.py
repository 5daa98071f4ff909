"""Clients of businessm.ui.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    DescribeUiRequest,
    DescribeUiResponse,
    GetUiAssetRequest,
    GetUiAssetResponse,
)


class UiServiceClient:
    """What a context brings to the user interface, and the files of it that its process carries. Every context that has
    something to show serves it for itself, so calls name the context in metadata `x-businessm-context`; over REST it is
    in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.describe_ui: Unary[DescribeUiRequest, DescribeUiResponse] = channel.unary_unary(
            "/businessm.ui.v1.UiService/DescribeUi",
            request_serializer=DescribeUiRequest.SerializeToString,
            response_deserializer=DescribeUiResponse.FromString,
        )
        """Describes what the context brings. For the desk.
        Reasons: CONTEXT_REQUIRED.
        """
        self.get_ui_asset: Unary[GetUiAssetRequest, GetUiAssetResponse] = channel.unary_unary(
            "/businessm.ui.v1.UiService/GetUiAsset",
            request_serializer=GetUiAssetRequest.SerializeToString,
            response_deserializer=GetUiAssetResponse.FromString,
        )
        """Reads one built file. For the front door, which shows it to anybody.
        Reasons: CONTEXT_REQUIRED; RESOURCE_NOT_FOUND on path.
        """
