"""What a stub is given: an in-process channel to RemoteCalls, that says of a call what its servicer cannot see."""

from typing import Any

from grpc.aio import UnaryUnaryMultiCallable
from m_kit.channel_around import ChannelAround

from m_engines.nats.remote_calls import STREAM_PREFIX, WAIT_FOR_READY


class NatsChannel(ChannelAround):
    """A channel to one context: unary calls, and streams that are refused."""

    def unary_unary(self, *arguments: Any, **given: Any) -> UnaryUnaryMultiCallable:
        """As grpc.aio.Channel."""
        return _Marked(super().unary_unary(*arguments, **given))

    def unary_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel; its calls are UNIMPLEMENTED."""
        return super().unary_stream(STREAM_PREFIX + method, *arguments, **given)

    def stream_unary(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel; its calls are UNIMPLEMENTED."""
        return super().stream_unary(STREAM_PREFIX + method, *arguments, **given)

    def stream_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel; its calls are UNIMPLEMENTED."""
        return super().stream_stream(STREAM_PREFIX + method, *arguments, **given)


class _Marked(UnaryUnaryMultiCallable):  # type: ignore[misc]
    """Calls that say whether they wait for a server."""

    def __init__(self, call: UnaryUnaryMultiCallable) -> None:
        self._call = call

    def __call__(self, request: Any, *, wait_for_ready: bool | None = None, **given: Any) -> Any:
        if wait_for_ready:
            given["metadata"] = (*(given.get("metadata") or ()), (WAIT_FOR_READY, "1"))
        return self._call(request, wait_for_ready=wait_for_ready, **given)
