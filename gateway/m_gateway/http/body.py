"""Reads a request body under a limit that holds while it arrives, length given or not.

The content type is not asked for: Envoy's transcoder reads every body as JSON, so a body that is something else is
refused as malformed JSON, in both gateways.
"""

from starlette.types import Receive, Scope

from m_gateway.http.errors import body_too_large, invalid_field


class ClientGone(Exception):
    """The client closed the connection: there is nobody to answer."""


async def read_body(scope: Scope, receive: Receive, max_bytes: int) -> bytes:
    """The whole body; raises RestError (413) as soon as it is known to be too large, and ClientGone."""
    if _declared_length(scope) > max_bytes:
        raise body_too_large(max_bytes)
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > max_bytes:
            raise body_too_large(max_bytes)
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def refuse_body(scope: Scope) -> None:
    """Raises RestError (400) where a body comes to a method that takes none."""
    for name, value in scope["headers"]:
        if name == b"transfer-encoding" or (name == b"content-length" and value.strip(b"0 ")):
            raise invalid_field("", "this method takes no body")


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return 0
