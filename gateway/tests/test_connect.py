"""gRPC-Web and Connect on the front door: the same answers and the same rich errors as on any other way in."""

import asyncio
import struct
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from businessm.masters.v1 import party_pb2, party_service_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from starlette.applications import Starlette

from gateway.tests import exotic
from gateway.tests.services import PARTIES, Calls
from gateway.tests.test_streaming import Leaver

GET, CREATE = f"/{PARTIES}/GetParty", f"/{PARTIES}/CreateParty"
WATCH = f"/{exotic.SERVICE}/Watch"
WEB = {"content-type": "application/grpc-web+proto", "x-grpc-web": "1"}
PROTO = {"content-type": "application/proto", "connect-protocol-version": "1"}
ASHA = party_service_pb2.GetPartyResponse(party=party_pb2.Party(id="7", name="Asha & Sons"))


def framed(message: Any) -> bytes:
    """A message as gRPC-Web sends it."""
    body = message.SerializeToString()
    return struct.pack(">BI", 0, len(body)) + body


def frames(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Flags and contents."""
    while body:
        flags, length = struct.unpack(">BI", body[:5])
        yield flags, body[5 : 5 + length]
        body = body[5 + length :]


def trailers(answer: httpx.Response) -> dict[str, str]:
    """Of the last frame, or of the head where there is nothing but trailers."""
    parts = list(frames(answer.content))
    if not parts:
        return dict(answer.headers)
    flags, text = parts[-1]
    assert flags & 0x80
    return dict(line.split(": ", 1) for line in text.decode().split("\r\n") if line)


def messages(answer: httpx.Response, kind: Any) -> list[Any]:
    """What came before the trailers."""
    return [kind.FromString(content) for flags, content in frames(answer.content) if not flags & 0x80]


async def test_grpc_web_unary(client: httpx.AsyncClient, calls: Calls) -> None:
    request = party_service_pb2.GetPartyRequest(id="7")
    headers = {
        **WEB,
        "authorization": "Bearer t",
        "x-businessm-actor": "root",
        "cookie": "a=b",
        "accept-language": "hi",
    }
    answer = await client.post(GET, content=framed(request), headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/grpc-web+proto")
    assert messages(answer, party_service_pb2.GetPartyResponse) == [ASHA]
    assert trailers(answer)["grpc-status"] == "0"
    assert calls.last == request
    assert calls.metadata["authorization"] == "Bearer t"
    assert calls.metadata["accept-language"] == "hi"
    assert not {"cookie", "x-businessm-actor", "x-businessm-rest"} & set(calls.metadata)
    assert 20 < (calls.seconds_left or 0) < 31


async def test_grpc_web_passes_trailers_back(client: httpx.AsyncClient) -> None:
    answer = await client.post(CREATE, content=framed(party_service_pb2.CreatePartyRequest()), headers=WEB)
    found = trailers(answer)
    assert (found["idempotency-replayed"], found["retry-after"]) == ("true", "3")
    assert "other" not in found


async def test_a_grpc_web_error_is_the_whole_status(client: httpx.AsyncClient) -> None:
    answer = await client.post(GET, content=framed(party_service_pb2.GetPartyRequest(id="stale")), headers=WEB)
    found = trailers(answer)
    assert (answer.status_code, found["grpc-status"]) == (200, str(code_pb2.ABORTED))
    raw = found["grpc-status-details-bin"]
    status = status_pb2.Status.FromString(b64decode(raw + "=" * (-len(raw) % 4)))
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    assert (status.message, info.reason, dict(info.metadata)) == ("it changed", "ETAG_MISMATCH", {"etag": "7"})


@pytest.mark.parametrize(("party_id", "code"), [("bare", code_pb2.FAILED_PRECONDITION), ("crash", code_pb2.UNKNOWN)])
async def test_what_is_wrong_inside_stays_inside(client: httpx.AsyncClient, party_id: str, code: int) -> None:
    answer = await client.post(GET, content=framed(party_service_pb2.GetPartyRequest(id=party_id)), headers=WEB)
    assert trailers(answer)["grpc-status"] == str(code)
    assert "hunter2" not in answer.text


async def test_grpc_web_streams(client: httpx.AsyncClient) -> None:
    answer = await client.post(WATCH, content=framed(exotic.Thing(f_string="3")), headers=WEB)
    assert [message.f_int32 for message in messages(answer, exotic.Thing)] == [0, 1, 2]
    assert trailers(answer)["grpc-status"] == "0"


async def test_an_error_ends_a_stream_after_what_came(client: httpx.AsyncClient) -> None:
    answer = await client.post(WATCH, content=framed(exotic.Thing(f_string="2-fail")), headers=WEB)
    assert len(messages(answer, exotic.Thing)) == 2
    found = trailers(answer)
    assert (found["grpc-status"], found["grpc-message"]) == (str(code_pb2.FAILED_PRECONDITION), "broke%20off")


async def test_connect_with_messages_and_with_json(client: httpx.AsyncClient) -> None:
    request = party_service_pb2.GetPartyRequest(id="7")
    answer = await client.post(GET, content=request.SerializeToString(), headers=PROTO)
    assert (answer.status_code, party_service_pb2.GetPartyResponse.FromString(answer.content)) == (200, ASHA)
    spoken = await client.post(GET, json={"id": "7"}, headers={"connect-protocol-version": "1"})
    assert spoken.json() == {"party": {"id": "7", "name": "Asha & Sons"}}
    unknown = await client.post(GET, json={"id": "7", "oops": 1}, headers={"connect-protocol-version": "1"})
    assert (unknown.status_code, unknown.json()["code"]) == (400, "invalid_argument")


async def test_a_connect_error_is_the_whole_status(client: httpx.AsyncClient) -> None:
    answer = await client.post(GET, json={"id": "stale"}, headers={"connect-protocol-version": "1"})
    assert (answer.status_code, answer.json()["code"], answer.json()["message"]) == (409, "aborted", "it changed")
    assert answer.json()["details"][0]["type"] == "google.rpc.ErrorInfo"


async def test_a_shared_service_is_asked_of_the_context_that_is_named(client: httpx.AsyncClient, calls: Calls) -> None:
    path = "/businessm.check.v1.CheckService/RunChecks"
    nobody = await client.post(path, content=framed(party_service_pb2.GetPartyRequest()), headers=WEB)
    assert trailers(nobody)["grpc-status"] == str(code_pb2.INVALID_ARGUMENT)
    headers = {**WEB, "x-businessm-context": "masters"}
    answer = await client.post(path, content=framed(party_service_pb2.GetPartyRequest()), headers=headers)
    assert trailers(answer)["grpc-status"] == "0"
    assert calls.metadata["x-businessm-context"] == "masters"


@pytest.mark.parametrize(("timeout", "low", "high"), [("5S", 3, 5.1), ("9999H", 290, 301.1)])
async def test_a_deadline_goes_on(
    client: httpx.AsyncClient, calls: Calls, timeout: str, low: float, high: float
) -> None:
    headers = {**WEB, "grpc-timeout": timeout}
    await client.post(GET, content=framed(party_service_pb2.GetPartyRequest(id="7")), headers=headers)
    assert low < (calls.seconds_left or 0) < high


async def test_plain_grpc_is_told_where_it_is_served(client: httpx.AsyncClient) -> None:
    answer = await client.post(GET, content=b"", headers={"content-type": "application/grpc"})
    assert answer.status_code == 415


async def test_a_message_that_cannot_be_read_and_one_too_large(client: httpx.AsyncClient) -> None:
    torn = await client.post(GET, content=b"\0\0\0\0\x02\xff\xff", headers=WEB)
    assert trailers(torn)["grpc-status"] == str(code_pb2.INVALID_ARGUMENT)
    large = await client.post(GET, content=b"\0" + struct.pack(">I", 5 << 20) + b"\0" * (5 << 20), headers=WEB)
    assert trailers(large)["grpc-status"] == str(code_pb2.RESOURCE_EXHAUSTED)


@pytest.mark.parametrize(("method", "text"), [("Wait", "a"), ("Watch", "1-hang")])
async def test_a_client_who_leaves_ends_the_call(app: Starlette, calls: Calls, method: str, text: str) -> None:
    client = Leaver(f"/{exotic.SERVICE}/{method}", framed(exotic.Thing(f_string=text)))
    client.scope["headers"] = [(name.encode(), value.encode()) for name, value in WEB.items()]
    running = asyncio.create_task(app(client.scope, client.receive, client.send))
    async with asyncio.timeout(60):
        await calls.waiting.wait()  # type: ignore[attr-defined]
        client.leave.set()
        await calls.cancelled.wait()  # type: ignore[attr-defined]
        await running


async def test_a_safe_method_may_be_got(client: httpx.AsyncClient, calls: Calls) -> None:
    query = {"connect": "v1", "encoding": "json", "message": '{"id": "7"}'}
    answer = await client.get(GET, params=query)
    assert (answer.status_code, answer.json()) == (200, {"party": {"id": "7", "name": "Asha & Sons"}})
    refused = await client.get(CREATE, params={**query, "message": "{}"})
    assert refused.status_code == 405


async def test_what_speaks_neither_protocol_is_told_as_rest_tells_it(client: httpx.AsyncClient) -> None:
    assert (await client.post(GET, json={"id": "7"})).status_code == 404
    assert (await client.get(GET)).status_code == 404
