"""A client that costs little beside what it measures: one kept connection, one prepared request at a time, HTTP/1.1."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httptools


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request as bytes, and what its answer must hold: else it was no answer to it."""

    content: bytes
    holds: bytes

    @classmethod
    def of(cls, method: str, path: str, headers: Mapping[str, str], holds: bytes, body: bytes = b"") -> "Prepared":
        """With its length, where there is a body."""
        given = {"host": "front", **headers}
        if body:
            given["content-length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        return cls(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body, holds)


class WrongAnswer(Exception):
    """An answer that is no 200, or does not hold what it must."""


@dataclass
class Connection(asyncio.Protocol):
    """Answers come in the order of requests, one at a time."""

    _transport: Any = None
    _answered: "asyncio.Future[None] | None" = None
    _parser: httptools.HttpResponseParser | None = None
    _body: list[bytes] = field(default_factory=list)
    _holds: bytes = b""

    @classmethod
    async def to(cls, port: int) -> "Connection":
        """On the loopback."""
        _, made = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return made

    async def send(self, request: Prepared) -> None:
        """Returns with the answer. Raises WrongAnswer, ConnectionError."""
        if self._transport is None:
            raise ConnectionError("closed")
        self._answered = asyncio.get_running_loop().create_future()
        self._parser, self._holds = httptools.HttpResponseParser(self), request.holds
        self._body.clear()
        self._transport.write(request.content)
        await self._answered

    def close(self) -> None:
        """Hangs up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """As asyncio.Protocol."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """As asyncio.Protocol."""
        if self._parser is not None:
            self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        """As asyncio.Protocol."""
        self._transport = None
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(error or ConnectionError("the server hung up"))

    def on_body(self, body: bytes) -> None:
        """As httptools calls it."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """As httptools calls it."""
        assert self._parser is not None
        assert self._answered is not None
        body = b"".join(self._body)
        if self._parser.get_status_code() == 200 and self._holds in body:
            self._answered.set_result(None)
        else:
            self._answered.set_exception(WrongAnswer(f"{self._parser.get_status_code()}: {body[:500]!r}"))
