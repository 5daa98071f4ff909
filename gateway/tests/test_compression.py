"""JSON that is long goes out compressed to clients that take it."""

import gzip
from typing import Any

import httpx
import pytest
from m_gateway.http.compression import LEAST_BYTES, Compressed
from starlette.types import Receive, Scope, Send

LONG, SHORT = b'"' + b"a" * LEAST_BYTES + b'"', b'"' + b"a" * (LEAST_BYTES - 3) + b'"'
JSON, NDJSON, PAGE = b"application/json", b"application/x-ndjson", b"text/html"


def answering(content: bytes, kind: bytes = JSON, *more: tuple[bytes, bytes], parts: int = 1) -> Compressed:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", kind), (b"content-length", str(len(content) * parts).encode()), *more]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for part in range(parts):
            await send({"type": "http.response.body", "body": content, "more_body": part < parts - 1})

    return Compressed(app)


async def asked(app: Any, accepted: str = "gzip") -> tuple[httpx.Response, bytes]:
    """The answer, and its content as it was sent."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
        request = client.build_request("GET", "/", headers={"accept-encoding": accepted})
        answer = await client.send(request, stream=True)
        return answer, b"".join([part async for part in answer.aiter_raw()])


@pytest.mark.parametrize("kind", [JSON, b"application/json; charset=utf-8"])
async def test_long_json_is_compressed(kind: bytes) -> None:
    answer, sent = await asked(answering(LONG, kind))
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(sent) == LONG
    assert int(answer.headers["content-length"]) == len(sent) < len(LONG)


AS_THEY_ARE = [
    pytest.param(answering(SHORT), "gzip", SHORT, id="short"),
    pytest.param(answering(LONG), "br, gzip;q=0", LONG, id="not taken"),
    pytest.param(answering(LONG, NDJSON), "gzip", LONG, id="a stream"),
    pytest.param(answering(LONG, PAGE), "gzip", LONG, id="a page"),
    pytest.param(answering(LONG, JSON, parts=2), "gzip", LONG * 2, id="in parts"),
    pytest.param(answering(LONG, JSON, (b"etag", b'"a"')), "gzip", LONG, id="with an etag"),
    pytest.param(answering(LONG, JSON, (b"content-encoding", b"br")), "gzip", LONG, id="compressed before"),
]


@pytest.mark.parametrize(("app", "accepted", "content"), AS_THEY_ARE)
async def test_other_answers_go_out_as_they_are(app: Any, accepted: str, content: bytes) -> None:
    answer, sent = await asked(app, accepted)
    assert sent == content
    assert int(answer.headers["content-length"]) == len(content)
    assert answer.headers.get("content-encoding") != "gzip"


async def test_a_cache_is_told_that_long_json_comes_in_two_ways() -> None:
    answer, _ = await asked(answering(LONG), "identity")
    assert answer.headers["vary"] == "Accept-Encoding"
