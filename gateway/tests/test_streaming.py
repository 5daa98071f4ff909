"""Streams as lines of JSON, and clients who leave."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from gateway.tests.services import Calls


async def test_lines(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.get("/x/watch/3")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert answer.text.endswith("\n")
    assert [json.loads(line)["f_int32"] for line in answer.text.splitlines()] == [0, 1, 2]
    assert calls.seconds_left is None or calls.seconds_left > 10_000


async def test_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/watch/0")
    assert (answer.status_code, answer.text) == (200, "")


async def test_an_error_before_the_first_line_is_an_error(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/watch/0-fail")
    assert (answer.status_code, answer.json()["code"]) == (400, 9)


async def test_an_error_later_is_the_last_line(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/watch/2-fail")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.status_code == 200
    assert [line["f_int32"] for line in lines[:2]] == [0, 1]
    assert lines[2] == {"error": {"code": 9, "message": "broke off", "details": []}}
    assert len(lines) == 3


async def test_a_deadline_ends_a_stream(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/watch/1-hang", headers={"grpc-timeout": "100m"})
    assert json.loads(answer.text.splitlines()[-1])["error"]["code"] == 4


class Leaver:
    """An ASGI client that disconnects when told to, and keeps what it was sent."""

    def __init__(self, path: str, body: bytes | None = b"") -> None:
        self.scope = {
            "type": "http",
            "method": "GET" if body == b"" else "POST",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [],
            "http_version": "1.1",
            "scheme": "http",
            "server": ("front", 80),
        }
        self.leave = asyncio.Event()
        self.answered = asyncio.Event()
        self.sent: list[Any] = []
        self._first = {"type": "http.request", "body": body or b"{", "more_body": body is None}

    async def receive(self) -> Any:
        first, self._first = self._first, {}
        if first:
            return first
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)
        self.answered.set()


@pytest.mark.parametrize("path", ["/x/wait/a", "/x/watch/1-hang"])
async def test_a_client_who_leaves_cancels_the_call(app: Starlette, calls: Calls, path: str) -> None:
    client = Leaver(path)
    running = asyncio.create_task(app(client.scope, client.receive, client.send))
    async with asyncio.timeout(60):
        await calls.waiting.wait()  # type: ignore[attr-defined]
        if "watch" in path:
            await client.answered.wait()
        client.leave.set()
        await calls.cancelled.wait()  # type: ignore[attr-defined]
        await running
    assert [message["type"] for message in client.sent if message["type"] == "http.response.start"] == (
        ["http.response.start"] if "watch" in path else []
    )
    assert not [message for message in client.sent if message.get("more_body") is False]


async def test_a_client_who_leaves_while_sending_calls_nothing(app: Starlette, calls: Calls) -> None:
    client = Leaver("/v1/masters/parties", body=None)
    client.leave.set()
    async with asyncio.timeout(60):
        await app(client.scope, client.receive, client.send)
    assert not calls.requests
    assert not client.sent


async def test_a_server_that_stops_cancels_the_call(app: Starlette, calls: Calls) -> None:
    client = Leaver("/x/wait/a")
    running = asyncio.create_task(app(client.scope, client.receive, client.send))
    async with asyncio.timeout(60):
        await calls.waiting.wait()  # type: ignore[attr-defined]
        running.cancel()
        await calls.cancelled.wait()  # type: ignore[attr-defined]
        with pytest.raises(asyncio.CancelledError):
            await running
