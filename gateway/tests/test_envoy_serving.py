"""A real Envoy on a configuration of ours, before servers that remember what reached them."""

import asyncio
import json
import os
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import httpx
import jwt
import pytest
from business_m.certificates import Authority
from business_m.identity import DOMAIN, ENVOY, FRONT, Identity
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from businessm.masters.v1 import party_service_pb2, party_service_pb2_grpc
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from m_engines.envoy import EmbeddedEnvoy, EnvoyStartFailed
from m_gateway.envoy import Address, Certificates, Mesh, Provider, configuration_text, descriptor_set

from gateway.tests.services import CHECKS, PARTIES, Calls, Checks, Parties

CALLS_PER_SECOND = 10
PATH = "/v1/masters/parties/1"
KEY = ec.generate_private_key(ec.SECP256R1())


def token(tenant: str = "default", **claims: Any) -> str:
    given = {"iss": "us", "aud": "ours", "sub": "ann", "tenant": tenant, "exp": int(time.time()) + 60, **claims}
    return jwt.encode(given, KEY, "ES256", headers={"kid": "1"})


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="business-m-gateway-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def authority(place: Path) -> Authority:
    return Authority(place / "certificates")


@pytest.fixture(scope="module")
def mesh(place: Path, authority: Authority) -> Mesh:
    """Masters on one port that answers, book_keeper on one where nobody is."""
    shown = authority.identity(ENVOY)
    jwk = {**json.loads(ECAlgorithm.to_jwk(KEY.public_key())), "kid": "1", "alg": "ES256"}
    ports = [Address("127.0.0.1", free_port()) for _ in range(7)]
    made = Mesh(
        owners={PARTIES: "masters"},
        shared={CHECKS: ["masters", "book_keeper"]},
        contexts={"masters": [ports[0]], "book_keeper": [ports[1]]},
        edge=ports[2:4],
        inside=ports[4],
        pages=ports[5],
        reflection=ports[6],
        certificates=Certificates(str(shown.authority), str(shown.certificate), str(shown.key), names="{}." + DOMAIN),
        providers=[Provider("people", json.dumps({"keys": [jwk]}))],
        issuer="us",
        audience="ours",
        descriptors=str(place / "descriptors.binpb"),
        calls_per_second=CALLS_PER_SECOND,
        cors_origins=["https://desk.example"],
    )
    Path(made.descriptors).write_bytes(descriptor_set(made))
    return made


@pytest.fixture(scope="module")
def envoy(mesh: Mesh, place: Path) -> Iterator[EmbeddedEnvoy]:
    made = EmbeddedEnvoy(
        lambda admin: configuration_text(replace(mesh, admin_socket=admin)), place / "envoy", workers=1
    )
    made.spawn()
    try:
        made.await_ready()
        yield made
    finally:
        made.stop()


@pytest.fixture
async def calls(mesh: Mesh, authority: Authority, envoy: EmbeddedEnvoy) -> AsyncIterator[Calls]:
    """What reached masters."""
    found = Calls()
    server = grpc.aio.server()
    party_service_pb2_grpc.add_PartyServiceServicer_to_server(Parties(found), server)
    check_service_pb2_grpc.add_CheckServiceServicer_to_server(Checks(found), server)
    ours = authority.identity("masters")
    credentials = grpc.ssl_server_credentials([_pair(ours)], ours.authority.read_bytes(), require_client_auth=True)
    (address,) = mesh.contexts["masters"]
    server.add_secure_port(f"{address.host}:{address.port}", credentials)
    await server.start()
    yield found
    await server.stop(None)


def _pair(identity: Identity) -> tuple[bytes, bytes]:
    return identity.key.read_bytes(), identity.certificate.read_bytes()


@pytest.fixture
async def client(mesh: Mesh, calls: Calls) -> AsyncIterator[httpx.AsyncClient]:
    url = f"http://{mesh.edge[0].host}:{mesh.edge[0].port}"
    async with httpx.AsyncClient(base_url=url, headers={"authorization": f"Bearer {token()}"}) as found:
        yield found


@pytest.fixture
async def channel(mesh: Mesh, calls: Calls) -> AsyncIterator[grpc.aio.Channel]:
    async with grpc.aio.insecure_channel(f"{mesh.edge[1].host}:{mesh.edge[1].port}") as found:
        yield found


async def test_rest_becomes_an_rpc_and_its_answer_json(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.get(PATH, headers={"x-request-id": "of-the-client"})
    assert (answer.status_code, answer.json()["party"]["name"]) == (200, "Asha & Sons")
    assert (calls.last.id, calls.metadata["x-businessm-rest"]) == ("1", "1")
    assert calls.metadata["x-request-id"] == "of-the-client"
    assert calls.metadata["authorization"].startswith("Bearer ey")
    assert not [name for name in answer.headers if "envoy" in name or (name == "server" and answer.headers[name])]


async def test_who_acts_is_taken_off(client: httpx.AsyncClient, channel: grpc.aio.Channel, calls: Calls) -> None:
    pretended = {"x-businessm-actor": "root", "x-businessm-cluster": "1", "x-businessm-rest": "0"}
    await client.get(PATH, headers=pretended)
    assert {key: value for key, value in calls.metadata.items() if key.startswith("x-businessm")} == {
        "x-businessm-rest": "1"
    }
    stub = party_service_pb2_grpc.PartyServiceStub(channel)
    metadata = (("authorization", f"Bearer {token()}"), *pretended.items())
    await stub.GetParty(party_service_pb2.GetPartyRequest(id="1"), metadata=metadata)
    assert not [key for key in calls.metadata if key.startswith("x-businessm")]


async def test_over_rest_the_context_is_that_of_the_path(client: httpx.AsyncClient, calls: Calls) -> None:
    await client.get("/v1/masters/checks", headers={"x-businessm-context": "book_keeper"})
    assert (calls.metadata["x-businessm-context"], calls.last.context) == ("masters", "masters")
    await client.get("/v1/nobody/checks")
    assert calls.metadata["x-businessm-context"] == "nobody"


async def test_one_that_is_away_is_said_in_our_words(client: httpx.AsyncClient, channel: grpc.aio.Channel) -> None:
    said = "the service does not answer; the same call may be sent again"
    answer = await client.get("/v1/book_keeper/checks", timeout=20)
    assert (answer.status_code, answer.json()["message"]) == (503, said)
    assert answer.json()["details"][0]["reason"] == "DEPENDENCY_UNAVAILABLE"
    stub = check_service_pb2_grpc.CheckServiceStub(channel)
    metadata = (("authorization", f"Bearer {token()}"), ("x-businessm-context", "book_keeper"))
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.RunChecks(check_service_pb2.RunChecksRequest(), metadata=metadata, timeout=20)
    assert (refused.value.code(), refused.value.details()) == (grpc.StatusCode.UNAVAILABLE, said)


@pytest.mark.parametrize(
    "claims", [{"iss": "them"}, {"aud": "theirs"}, {"exp": int(time.time()) - 60}, {"nbf": int(time.time()) + 86_400}]
)
async def test_a_token_of_another_door_is_none(client: httpx.AsyncClient, calls: Calls, claims: dict[str, Any]) -> None:
    answer = await client.get(PATH, headers={"authorization": f"Bearer {token(**claims)}"})
    assert (answer.status_code, answer.json()["message"]) == (401, "the token does not verify")
    assert calls.requests == []


async def test_a_token_without_an_end_is_none(client: httpx.AsyncClient, calls: Calls) -> None:
    endless = jwt.encode({"iss": "us", "aud": "ours", "sub": "ann", "tenant": "t"}, KEY, "ES256", headers={"kid": "1"})
    assert (await client.get(PATH, headers={"authorization": f"Bearer {endless}"})).status_code == 401
    assert calls.requests == []


async def test_one_tenant_s_haste_is_not_another_s(client: httpx.AsyncClient) -> None:
    hasty, calm = ({"authorization": f"Bearer {token(tenant)}"} for tenant in ("hasty", "calm"))
    answers = await asyncio.gather(*(client.get(PATH, headers=hasty) for _ in range(10 * CALLS_PER_SECOND)))
    refused = [one for one in answers if one.status_code != 200]
    assert len(answers) - 7 * CALLS_PER_SECOND <= len(refused) <= len(answers) - 4 * CALLS_PER_SECOND
    assert {one.status_code for one in refused} == {429}
    assert refused[0].json()["details"][0]["reason"] == "RATE_LIMITED"
    assert (await client.get(PATH, headers=calm)).status_code == 200


async def test_what_nobody_can_read_first_is_not_let_through(client: httpx.AsyncClient, calls: Calls) -> None:
    """The front is away here: a call with a body or a query waits for it, one that is all path does not."""
    answer = await client.post("/v1/masters/parties", json={"party": {"name": "Ann"}})
    assert (answer.status_code, answer.json()["details"][0]["reason"]) == (503, "DEPENDENCY_UNAVAILABLE")
    assert (await client.get("/v1/masters/parties?page_size=1")).status_code == 503
    assert (await client.get(PATH, headers={"grpc-timeout": "5S"})).status_code == 503
    assert calls.requests == []
    assert (await client.get(PATH)).status_code == 200


async def test_other_origins_are_asked_for_by_name(client: httpx.AsyncClient) -> None:
    asked = {"access-control-request-method": "POST", "origin": "https://desk.example"}
    allowed = await client.options("/v1/masters/parties", headers=asked)
    assert allowed.headers["access-control-allow-origin"] == "https://desk.example"
    other = await client.options("/v1/masters/parties", headers={**asked, "origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in other.headers


async def test_gRPC_Web_is_spoken(client: httpx.AsyncClient) -> None:
    request = party_service_pb2.GetPartyRequest(id="1").SerializeToString()
    headers = {"content-type": "application/grpc-web+proto", "x-grpc-web": "1"}
    content = b"\0" + len(request).to_bytes(4, "big") + request
    answer = await client.post(f"/{PARTIES}/GetParty", content=content, headers=headers)
    length = int.from_bytes(answer.content[1:5], "big")
    assert party_service_pb2.GetPartyResponse.FromString(answer.content[5 : 5 + length]).party.name == "Asha & Sons"
    assert b"grpc-status:0" in answer.content[5 + length :]


async def test_inside_nobody_is_let_in_without_a_certificate(mesh: Mesh, authority: Authority, calls: Calls) -> None:
    target = f"{mesh.inside.host}:{mesh.inside.port}"
    named = (("grpc.ssl_target_name_override", f"envoy.{DOMAIN}"),)
    ours = authority.identity(FRONT)
    root = ours.authority.read_bytes()
    request = party_service_pb2.GetPartyRequest(id="1")
    async with grpc.aio.secure_channel(target, grpc.ssl_channel_credentials(root, *_pair(ours)), named) as channel:
        stub = party_service_pb2_grpc.PartyServiceStub(channel)
        await stub.GetParty(request, metadata=(("x-businessm-actor", "ann"),))
        assert calls.metadata["x-businessm-actor"] == "ann"
    async with grpc.aio.secure_channel(target, grpc.ssl_channel_credentials(root), named) as channel:
        with pytest.raises(grpc.aio.AioRpcError):
            await party_service_pb2_grpc.PartyServiceStub(channel).GetParty(request, timeout=2)


def test_what_envoy_does_not_understand_is_said_with_its_words(place: Path) -> None:
    broken = EmbeddedEnvoy(lambda _: '{"static_resources": {"listeners": [{"name": 5}]}}', place / "broken")
    broken.spawn()
    try:
        with pytest.raises(EnvoyStartFailed, match="ended while it started"):
            broken.await_ready()
    finally:
        broken.stop()


def test_one_that_was_killed_starts_again_and_one_that_was_stopped_is_gone(place: Path) -> None:
    again = EmbeddedEnvoy(lambda admin: json.dumps({"admin": {"address": {"pipe": {"path": admin}}}}), place / "again")
    assert not again.is_ready()
    again.spawn()
    again.await_ready()
    first = again.pid
    os.kill(first, 9)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert not again.is_running
    again.spawn()
    again.await_ready()
    assert again.pid != first
    again.stop()
    assert (again.is_running, again.is_ready()) == (False, False)
