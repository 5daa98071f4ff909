"""JSON of more than a kibibyte goes out compressed to clients that take gzip, as Envoy's compressor does it.

Answers that come whole and are JSON alone: streams are to arrive as they are said, and files are compressed when they
are built.
"""

import gzip

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from m_gateway.http.built_files import encodings_taken

LEAST_BYTES = 1024
# Much smaller than nothing, and not much larger than the best that there is.
_LEVEL = 5
_JSON = b"application/json"


class Compressed:
    """The ASGI application around all others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        takes_gzip = scope["type"] == "http" and "gzip" in encodings_taken(Request(scope))
        await self._app(scope, receive, _Compressing(send, takes_gzip) if scope["type"] == "http" else send)


class _Compressing:
    """Holds the head of an answer back until its body says what becomes of it."""

    def __init__(self, send: Send, takes_gzip: bool) -> None:
        self._send, self._takes_gzip = send, takes_gzip
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if _may_be_compressed(message):
                self._head = message
                return
        elif self._head is not None:
            head, self._head = self._head, None
            message = self._whole(head, message)
            await self._send(head)
        await self._send(message)

    def _whole(self, head: Message, body: Message) -> Message:
        """The body as it goes out; the head is changed to fit."""
        content = body.get("body", b"")
        if body.get("more_body") or len(content) < LEAST_BYTES:
            return body
        kept = [(name, value) for name, value in head["headers"] if name.lower() != b"content-length"]
        kept.append((b"vary", b"Accept-Encoding"))
        if self._takes_gzip:
            content = gzip.compress(content, _LEVEL, mtime=0)
            kept.append((b"content-encoding", b"gzip"))
        head["headers"] = [*kept, (b"content-length", str(len(content)).encode())]
        return {**body, "body": content}


def _may_be_compressed(head: Message) -> bool:
    headers = {name.lower(): value for name, value in head["headers"]}
    is_json = headers.get(b"content-type", b"").partition(b";")[0].strip() == _JSON
    return is_json and not headers.keys() & {b"content-encoding", b"etag"}
