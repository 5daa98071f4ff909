"""A channel that hands everything to another one: what changes something about calls begins with this."""

from typing import Any, Self

import grpc
from grpc.aio import Channel


class ChannelAround(Channel):  # type: ignore[misc]
    """Every method as grpc.aio.Channel's, of the channel below."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def unary_unary(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._channel.unary_unary(*arguments, **given)

    def unary_stream(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._channel.unary_stream(*arguments, **given)

    def stream_unary(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._channel.stream_unary(*arguments, **given)

    def stream_stream(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._channel.stream_stream(*arguments, **given)

    async def __aenter__(self) -> Self:
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
