"""The native gRPC port as any client sees it."""

from dataclasses import dataclass, field
from typing import Any, Self

import grpc
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from grpc_status import rpc_status

TIMEOUT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call came to: the response, or code and reason."""

    code: grpc.StatusCode
    response: Any = None
    reason: str = ""
    message: str = ""
    trailers: dict[str, str | bytes] = field(default_factory=dict)

    @property
    def replayed(self) -> bool:
        """Whether an earlier answer was repeated."""
        return self.trailers.get("idempotency-replayed") == "true"


class Native:
    """A channel with one token."""

    def __init__(self, target: str, token: str | None) -> None:
        self.channel = grpc.insecure_channel(target)
        self.metadata = [("authorization", f"Bearer {token}")] if token else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.channel.close()

    def call(self, method: Any, request: Message | bytes, *, context: str = "") -> Reply:
        """Calls a stub's method, refused or not; `context` where several serve it."""
        metadata = [*self.metadata, *([("x-businessm-context", context)] if context else [])]
        try:
            response, call = method.with_call(request, metadata=metadata, timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            return reply_of(error)
        return Reply(grpc.StatusCode.OK, response, trailers=dict(call.trailing_metadata()))


def reply_of(error: Any) -> Reply:
    """A failed call's code, reason and words."""
    status = rpc_status.from_call(error)
    infos = []
    for detail in status.details if status else ():
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            infos.append(info.reason)
    assert len(infos) <= 1, infos
    return Reply(error.code(), None, infos[0] if infos else "", error.details() or "")
