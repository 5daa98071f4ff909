"""How a client's methods are called: as grpc.aio's are, with the messages' types."""

from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Protocol, TypeVar

Request = TypeVar("Request", contravariant=True)
Response = TypeVar("Response", covariant=True)
Metadata = Sequence[tuple[str, str | bytes]]


class Call(Awaitable[Response], Protocol[Response]):
    """A call under way. Awaiting it gives the response, or raises grpc.aio.AioRpcError."""

    def cancel(self) -> bool:
        """Gives it up; whether there was anything left to give up."""


class Unary(Protocol[Request, Response]):
    """One request, one response."""

    def __call__(
        self, request: Request, /, *, timeout: float | None = None, metadata: Metadata | None = None
    ) -> Call[Response]:
        """Starts the call; `timeout` in seconds."""


class Streaming(Protocol[Request, Response]):
    """One request, a stream of responses."""

    def __call__(
        self, request: Request, /, *, timeout: float | None = None, metadata: Metadata | None = None
    ) -> AsyncIterator[Response]:
        """Starts the call; `timeout` in seconds for the whole stream."""
