"""A browser as the front door sees it: gRPC-Web, a cookie jar, and where each call comes from."""

import base64
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote

import httpx
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2

TIMEOUT_SECONDS = 60.0
_TRAILERS = 0x80
_WEB = {"content-type": "application/grpc-web+proto", "x-grpc-web": "1"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a call came to: its messages, gRPC's status and words, the reason, and how HTTP has it."""

    http_status: int
    code: int
    message: str
    reason: str
    responses: tuple[Any, ...]


class Browser:
    """One window on the pages of one origin."""

    def __init__(self, http_url: str) -> None:
        self.own = {"origin": http_url}
        self._client = httpx.Client(base_url=http_url, timeout=TIMEOUT_SECONDS, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def cookies(self) -> dict[str, str]:
        """What is kept."""
        return dict(self._client.cookies)

    def call(self, path: str, request: Message, answer: Any, **headers: str) -> Told:
        """By gRPC-Web, from the own page where nothing else is said; `path` is "businessm.desk.v1.DeskService/..."."""
        answered = self._client.post(f"/{path}", content=_framed(request), headers={**_WEB, **(headers or self.own)})
        return _told(answered, answered.content, answer)

    @contextmanager
    def stream(self, path: str, request: Message, answer: Any) -> Iterator[Iterator[Any]]:
        """The messages of a stream as they come; the call ends with the block."""
        headers = {**_WEB, **self.own}
        with self._client.stream("POST", f"/{path}", content=_framed(request), headers=headers) as answered:
            assert answered.status_code == 200, answered.read()
            yield (answer.FromString(body) for kind, body in _arriving(answered) if not kind & _TRAILERS)


def _framed(request: Message) -> bytes:
    content = request.SerializeToString()
    return b"\0" + struct.pack(">I", len(content)) + content


def _arriving(answered: httpx.Response) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each frame, as soon as it is whole."""
    held = b""
    for part in answered.iter_raw():
        held += part
        while len(held) >= 5 and len(held) >= 5 + (size := struct.unpack(">I", held[1:5])[0]):
            yield held[0], held[5 : 5 + size]
            held = held[5 + size :]


def _told(answered: httpx.Response, content: bytes, answer: Any) -> Told:
    """A refusal before any message may stand in HTTP's headers instead of the last frame."""
    found, responses = dict(answered.headers), []
    while content:
        size = struct.unpack(">I", content[1:5])[0]
        kind, body, content = content[0], content[5 : 5 + size], content[5 + size :]
        if kind & _TRAILERS:
            lines = (line.partition(":") for line in body.decode().split("\r\n") if line)
            found |= {name.strip().lower(): value.strip() for name, _, value in lines}
        else:
            responses.append(answer.FromString(body))
    return Told(
        answered.status_code,
        int(found["grpc-status"]),
        unquote(found.get("grpc-message", "")),
        _reason(found.get("grpc-status-details-bin", "")),
        tuple(responses),
    )


def _reason(details: str) -> str:
    status = status_pb2.Status.FromString(base64.b64decode(details + "=" * (-len(details) % 4)))
    info = error_details_pb2.ErrorInfo()
    return next((info.reason for detail in status.details if detail.Unpack(info)), "")
