"""REST over the real contracts, answered by a real gRPC server."""

from typing import Any

import grpc
import httpx
import pytest
from m_gateway.http import Surface, create_app
from m_gateway.http.metadata import parse_timeout
from m_gateway.http.routes import RouteConflict

from gateway.tests.services import CHECKS, PARTIES, Calls


def reason_of(answer: httpx.Response) -> str | None:
    found = [detail["reason"] for detail in answer.json()["details"] if detail["@type"].endswith("ErrorInfo")]
    return found[0] if found else None


def fields_of(answer: httpx.Response) -> list[str]:
    details = [detail for detail in answer.json()["details"] if detail["@type"].endswith("BadRequest")]
    return [violation["field"] for detail in details for violation in detail["field_violations"]]


async def test_get(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.get("/v1/masters/parties/p%2F1")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    party = answer.json()["party"]
    assert (party["id"], party["name"], party["kind"], party["archived"]) == (
        "p/1",
        "Asha & Sons",
        "KIND_UNSPECIFIED",
        False,
    )
    assert "create_time" not in party
    assert calls.last.id == "p/1"


async def test_create_with_the_whole_body(client: httpx.AsyncClient, calls: Calls) -> None:
    body = {"request_id": "r", "party": {"name": "अमित", "kind": "PERSON"}, "validate_only": True}
    answer = await client.post("/v1/masters/parties", json=body)
    assert answer.status_code == 200
    assert answer.json()["party"]["name"] == "अमित"
    assert calls.last.validate_only is True


async def test_update_with_one_field_as_body(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.patch(
        "/v1/masters/parties/7?update_mask=name,languageCode&request_id=r", json={"name": "B", "etag": "e"}
    )
    assert answer.status_code == 200, answer.text
    assert (calls.last.party.id, calls.last.party.name, calls.last.request_id) == ("7", "B", "r")
    assert list(calls.last.update_mask.paths) == ["name", "language_code"]


async def test_a_body_may_repeat_the_path_and_may_not_contradict_it(client: httpx.AsyncClient, calls: Calls) -> None:
    same = await client.patch("/v1/masters/parties/7?update_mask=name", json={"id": "7", "name": "B"})
    other = await client.patch("/v1/masters/parties/7?update_mask=name", json={"id": "8", "name": "B"})
    assert same.status_code == 200
    assert (other.status_code, fields_of(other)) == (400, ["party.id"])
    assert len(calls.requests) == 1


async def test_query_parameters(client: httpx.AsyncClient, calls: Calls) -> None:
    await client.get("/v1/masters/parties:batchGet?ids=a&ids=b%2Cc&ids=d+e")
    assert list(calls.last.ids) == ["a", "b,c", "d e"]
    await client.get("/v1/masters/parties?pageSize=5&include_archived=true&code=")
    assert (calls.last.page_size, calls.last.include_archived) == (5, True)


async def test_voucher_with_lines(client: httpx.AsyncClient, calls: Calls) -> None:
    lines = [
        {"account_code": "Assets:Cash", "debit": {"currency_code": "USD", "amount": "1.50"}},
        {"account_code": "Income", "credit": {"currency_code": "USD", "amount": "1.50"}},
    ]
    body = {"company_id": "c", "voucher": {"posting_date": "2026-01-31", "lines": lines}}
    answer = await client.post("/v1/ledger/vouchers:post", json=body)
    voucher = answer.json()["voucher"]
    assert voucher["state"] == "POSTED"
    assert voucher["lines"][0]["debit"] == {"currency_code": "USD", "amount": "1.50"}
    assert "credit" not in voucher["lines"][0]
    assert calls.last.voucher.lines[1].credit.amount == "1.50"


async def test_headers_that_travel_and_headers_that_do_not(client: httpx.AsyncClient, calls: Calls) -> None:
    sent = {
        "Authorization": "Bearer t",
        "Idempotency-Key": "k-1",
        "Traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "Accept-Language": "hi",
        "X-Request-Id": "q",
        "X-BusinessM-Actor": "root",
        "X-BusinessM-Rest": "0",
        "X-BusinessM-Context": "masters",
        "Cookie": "a=b",
    }
    await client.get("/v1/masters/parties/1", headers=sent)
    arrived = calls.metadata
    for name in ("authorization", "idempotency-key", "traceparent", "accept-language", "x-request-id"):
        assert arrived[name] == {key.lower(): value for key, value in sent.items()}[name]
    assert {key: value for key, value in arrived.items() if key.startswith("x-businessm")} == {"x-businessm-rest": "1"}
    assert "cookie" not in arrived


async def test_trailers_that_come_back(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/masters/parties", json={})
    assert answer.headers["idempotency-replayed"] == "true"
    assert answer.headers["retry-after"] == "3"
    assert "other" not in answer.headers


# gRPC rounds up what it writes into its header: to whole seconds from 100 s on.
@pytest.mark.parametrize(
    ("headers", "low", "high"),
    [({}, 25, 30.6), ({"grpc-timeout": "5S"}, 3, 5.1), ({"grpc-timeout": "9999H"}, 290, 301.1)],
)
async def test_deadline(
    client: httpx.AsyncClient, calls: Calls, headers: dict[str, str], low: float, high: float
) -> None:
    await client.get("/v1/masters/parties/1", headers=headers)
    assert calls.seconds_left is not None
    assert low < calls.seconds_left < high


async def test_a_deadline_that_passes_is_504(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/wait/a", headers={"grpc-timeout": "20m"})
    assert (answer.status_code, answer.json()["code"]) == (504, 4)


@pytest.mark.parametrize("timeout", ["0S", "1n", "999u", "999999n"])
async def test_a_time_too_short_to_be_measured_is_over_and_calls_nobody(
    client: httpx.AsyncClient, calls: Calls, timeout: str
) -> None:
    answer = await client.get("/v1/masters/parties/1", headers={"grpc-timeout": timeout})
    assert (answer.status_code, answer.json()["code"]) == (504, 4)
    assert not calls.requests


def test_timeouts_are_held_in_bounds() -> None:
    assert parse_timeout("1000u") == 0.001
    assert parse_timeout("9999H") == 300
    assert parse_timeout("1500m") == 1.5
    assert parse_timeout("2M") == 120


FAILED = [
    ("stale", 409, 10, "it changed", "ETAG_MISMATCH"),
    ("busy", 429, 8, "slow down", None),
    ("bare", 400, 9, "not today", None),
    ("unknown-detail", 404, 5, "gone", "RESOURCE_NOT_FOUND"),
    ("garbled", 409, 6, "there is one", None),
    ("crash", 500, 2, "internal error", None),
]


@pytest.mark.parametrize(("party_id", "http_status", "code", "message", "reason"), FAILED, ids=[f[0] for f in FAILED])
async def test_errors(
    client: httpx.AsyncClient, party_id: str, http_status: int, code: int, message: str, reason: str | None
) -> None:
    answer = await client.get(f"/v1/masters/parties/{party_id}")
    assert answer.status_code == http_status
    assert (answer.json()["code"], answer.json()["message"], reason_of(answer)) == (code, message, reason)
    assert "hunter2" not in answer.text


async def test_an_error_is_the_whole_status(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/masters/parties/stale")
    assert answer.json()["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ETAG_MISMATCH",
            "domain": "businessm.type.v1",
            "metadata": {"etag": "7"},
        }
    ]


async def test_retry_info_becomes_a_header(client: httpx.AsyncClient) -> None:
    assert (await client.get("/v1/masters/parties/busy")).headers["retry-after"] == "2"


async def test_violations_name_fields_by_their_path_in_the_request_message(client: httpx.AsyncClient) -> None:
    answer = await client.patch("/v1/masters/parties/7?update_mask=name", json={"name": "refused"})
    assert fields_of(answer) == ["party.name", "party.id", "update_mask"]


async def test_rpc_that_is_not_implemented(client: httpx.AsyncClient) -> None:
    assert (await client.get("/v1/ledger/companies/1")).status_code == 501


async def test_a_channel_that_reaches_nothing_is_503(surface: Surface) -> None:
    async with grpc.aio.insecure_channel("unix:/nonexistent/socket") as nowhere:
        app = create_app(Surface(services=[PARTIES], channel_for=lambda service, context: nowhere))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
            answer = await client.get("/v1/masters/parties/1")
    assert (answer.status_code, reason_of(answer)) == (503, "DEPENDENCY_UNAVAILABLE")
    assert "nonexistent" not in answer.text


async def test_a_closed_channel_is_503() -> None:
    closed = grpc.aio.insecure_channel("unix:/nonexistent/socket")
    await closed.close()
    app = create_app(Surface(services=[PARTIES], channel_for=lambda service, context: closed))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
        answer = await client.get("/v1/masters/parties/1")
    assert (answer.status_code, reason_of(answer)) == (503, "DEPENDENCY_UNAVAILABLE")


async def test_shared_service_by_path(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.get("/v1/book_keeper/checks", headers={"x-businessm-context": "masters"})
    assert answer.json()["invariants"][0]["checked"] == "9007199254740993"
    assert calls.metadata["x-businessm-context"] == "book_keeper"
    assert calls.last.context == "book_keeper"


async def test_shared_service_of_a_context_that_does_not_serve_it(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.get("/v1/nobody/checks")
    assert (answer.status_code, answer.json()["code"], reason_of(answer)) == (404, 5, "RESOURCE_NOT_FOUND")
    assert not calls.requests


async def test_shared_service_is_asked_of_its_own_channel(channel: grpc.aio.Channel) -> None:
    asked: list[Any] = []

    def channel_for(service: str, context: str | None) -> grpc.aio.Channel:
        asked.append((service, context))
        return channel

    app = create_app(Surface(services=[CHECKS], channel_for=channel_for, shared_services={CHECKS: ["a", "b"]}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
        for context in ("a", "b", "a"):
            assert (await client.get(f"/v1/{context}/checks")).status_code == 200
    assert asked == [(CHECKS, "a"), (CHECKS, "b")]


async def test_shared_service_without_a_context_in_the_path(channel: grpc.aio.Channel, calls: Calls) -> None:
    shared = {PARTIES: ["masters"]}
    app = create_app(Surface(services=[PARTIES], channel_for=lambda service, context: channel, shared_services=shared))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
        without = await client.get("/v1/masters/parties/1")
        wrong = await client.get("/v1/masters/parties/1", headers={"x-businessm-context": "x"})
        assert not calls.requests
        named = await client.get("/v1/masters/parties/1", headers={"x-businessm-context": "masters"})
    assert (without.status_code, reason_of(without), fields_of(without)) == (400, "CONTEXT_REQUIRED", ["context"])
    assert (wrong.status_code, reason_of(wrong)) == (404, "RESOURCE_NOT_FOUND")
    assert (named.status_code, calls.metadata["x-businessm-context"]) == (200, "masters")


def test_a_service_without_descriptor_stops_the_start() -> None:
    with pytest.raises(KeyError):
        create_app(Surface(services=["no.such.Service"], channel_for=lambda service, context: None))  # type: ignore[arg-type, return-value]


def test_a_service_named_twice_stops_the_start() -> None:
    with pytest.raises(RouteConflict):
        create_app(Surface(services=[PARTIES, PARTIES], channel_for=lambda service, context: None))  # type: ignore[arg-type, return-value]


async def test_what_a_browser_says_of_itself_goes_on_and_no_other_cookie_does(
    client: httpx.AsyncClient, calls: Calls
) -> None:
    said = {
        "origin": "http://a",
        "referer": "http://a/b",
        "sec-fetch-site": "same-origin",
        "x-forwarded-proto": "https",
    }
    cookies = "theme=\xe9; businessm_session=a.b.c; other=secret".encode("latin-1")
    await client.get("/v1/masters/parties/p", headers={**said, "cookie": cookies})  # type: ignore[dict-item]
    assert {name: calls.metadata[name] for name in said} == said
    assert calls.metadata["cookie"] == "businessm_session=a.b.c"
    assert calls.metadata["x-forwarded-host"] == "front"


async def test_whom_a_proxy_was_asked_for_is_whom_the_browser_asked(client: httpx.AsyncClient, calls: Calls) -> None:
    await client.get("/v1/masters/parties/p", headers={"x-forwarded-host": "shop.example"})
    assert calls.metadata["x-forwarded-host"] == "shop.example"
