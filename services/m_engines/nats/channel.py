"""What a stub is given: an in-process channel to RemoteCalls, that says of a call what its servicer cannot see."""

from typing import Any

import grpc
from grpc.aio import Channel, UnaryUnaryMultiCallable

from m_engines.nats.remote_calls import STREAM_PREFIX, WAIT_FOR_READY


class NatsChannel(Channel):  # type: ignore[misc]
    """A channel to one context: unary calls, and streams that are refused."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def unary_unary(self, *arguments: Any, **given: Any) -> UnaryUnaryMultiCallable:
        """As grpc.aio.Channel."""
        return _Marked(self._channel.unary_unary(*arguments, **given))

    def unary_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel; its calls are UNIMPLEMENTED."""
        return self._channel.unary_stream(STREAM_PREFIX + method, *arguments, **given)

    def stream_unary(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel; its calls are UNIMPLEMENTED."""
        return self._channel.stream_unary(STREAM_PREFIX + method, *arguments, **given)

    def stream_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel; its calls are UNIMPLEMENTED."""
        return self._channel.stream_stream(STREAM_PREFIX + method, *arguments, **given)

    async def __aenter__(self) -> "NatsChannel":
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    async def close(self, grace: float | None = None) -> None:
        """Closes the channel below."""
        await self._channel.close(grace)

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        """As grpc.aio.Channel."""
        return self._channel.get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        """As grpc.aio.Channel."""
        await self._channel.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        """As grpc.aio.Channel."""
        await self._channel.channel_ready()


class _Marked(UnaryUnaryMultiCallable):  # type: ignore[misc]
    """Calls that say whether they wait for a server."""

    def __init__(self, call: UnaryUnaryMultiCallable) -> None:
        self._call = call

    def __call__(self, request: Any, *, wait_for_ready: bool | None = None, **given: Any) -> Any:
        if wait_for_ready:
            given["metadata"] = (*(given.get("metadata") or ()), (WAIT_FOR_READY, "1"))
        return self._call(request, wait_for_ready=wait_for_ready, **given)
