"""A channel that stands in a context's place and sees what is asked of it."""

from collections.abc import Collection
from typing import Any

import grpc
from m_kit.errors import Unavailable


class RecordingChannel(grpc.aio.Channel):
    """Hands calls on, and remembers what was called; those `refused` it answers itself."""

    def __init__(self, channel: grpc.aio.Channel, refused: Collection[str] = ()) -> None:
        self._channel = channel
        self._refused = refused
        self.called: list[str] = []

    def _recorded(self, method: str, call: Any) -> Any:
        def recorded(*request: Any, **options: Any) -> Any:
            self.called.append(method)
            if method in self._refused:
                raise Unavailable(f"{method} is refused")
            return call(*request, **options)

        return recorded

    def unary_unary(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._recorded(method, self._channel.unary_unary(method, *arguments, **given))

    def unary_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._recorded(method, self._channel.unary_stream(method, *arguments, **given))

    def stream_unary(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._recorded(method, self._channel.stream_unary(method, *arguments, **given))

    def stream_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._recorded(method, self._channel.stream_stream(method, *arguments, **given))

    async def __aenter__(self) -> "RecordingChannel":
        return self

    async def __aexit__(self, *_: object) -> None:
        """The channel below is somebody else's."""

    async def close(self, grace: float | None = None) -> None:
        """As above."""

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        return self._channel.get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        await self._channel.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        await self._channel.channel_ready()
