"""The front door behind another gateway: asked whether a call can be read, and told what that one has nothing for."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from m_gateway.http import Surface, create_app
from m_gateway.http.metadata import TOLD_LATE

from gateway.tests.services import Calls

ASKED = {"x-businessm-check": "1"}
PARTIES = "/v1/masters/parties"


@pytest.fixture
async def behind(surface: Surface) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(replace(surface, is_behind_another=True))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as found:
        yield found


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "reason"),
    [
        ("POST", PARTIES, b'{"party": {"name": "Ann"}}', 200, ""),
        ("POST", PARTIES, b'{"party": {"nmae": "Ann"}}', 400, "FIELD_INVALID"),
        ("POST", PARTIES, b'{"party": {"name": "Ann", "name": "Bob"}}', 400, "FIELD_INVALID"),
        ("POST", PARTIES, b"", 400, "FIELD_INVALID"),
        ("GET", f"{PARTIES}?page_size=2", b"", 200, ""),
        ("GET", f"{PARTIES}?page_size=2&page_size=3", b"", 400, "FIELD_INVALID"),
        ("GET", f"{PARTIES}/%ff", b"", 400, "FIELD_INVALID"),
        ("GET", f"{PARTIES}/", b"", 404, "RESOURCE_NOT_FOUND"),
        ("PUT", PARTIES, b"{}", 405, "METHOD_NOT_ALLOWED"),
        ("HEAD", PARTIES, b"", 200, ""),
        ("GET", "/v1/nobody/checks", b"", 404, "RESOURCE_NOT_FOUND"),
        ("GET", "/v1/masters/checks", b"", 200, ""),
    ],
)
async def test_a_question_is_answered_as_the_call_would_be_refused_and_calls_nobody(
    behind: httpx.AsyncClient,
    client: httpx.AsyncClient,
    calls: Calls,
    method: str,
    path: str,
    content: bytes,
    status: int,
    reason: str,
) -> None:
    answer = await behind.request(method, path, content=content, headers=ASKED)
    assert (answer.status_code, _reason(answer)) == (status, reason)
    assert calls.requests == []
    if status != 200:
        called = await client.request(method, path, content=content)
        assert (called.status_code, called.content) == (status, answer.content)


async def test_a_time_that_cannot_be_read_is_no_call(behind: httpx.AsyncClient) -> None:
    answer = await behind.get(PARTIES, headers={**ASKED, "grpc-timeout": "soon"})
    assert (answer.status_code, answer.json()["message"].partition(":")[0]) == (400, "grpc-timeout")


async def test_a_time_that_is_over_is_said_before_what_cannot_be_read(
    behind: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    late = {"grpc-timeout": "1n"}
    asked, called = (
        await behind.get(f"{PARTIES}?nothing=1", headers={**ASKED, **late}),
        await client.get(f"{PARTIES}?nothing=1", headers=late),
    )
    assert (asked.status_code, called.status_code) == (TOLD_LATE, 504)
    assert asked.content == called.content


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", PARTIES, 404), ("PUT", PARTIES, 405)]
)
async def test_rpcs_are_not_served_here(
    behind: httpx.AsyncClient, calls: Calls, method: str, path: str, status: int
) -> None:
    assert (await behind.request(method, path)).status_code == status
    assert calls.requests == []


async def test_pages_are(behind: httpx.AsyncClient) -> None:
    assert {(await behind.get(path)).status_code for path in ("/", "/docs", "/openapi.json", "/readyz")} == {200}


def _reason(answer: httpx.Response) -> str:
    details: list[dict[str, Any]] = answer.json().get("details", []) if answer.content else []
    return next((str(one["reason"]) for one in details if "reason" in one), "")
