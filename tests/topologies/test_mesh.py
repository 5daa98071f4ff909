"""The whole mesh: Envoy before and between the contexts, who show each other certificates."""

import json
import os
import signal
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from business_m.catalog import NAMES
from business_m.certificates import Authority
from business_m.channels import connect
from business_m.identity import DOMAIN, ENVOY, Identity, server_name
from businessm.masters.v1 import party_service_pb2, party_service_pb2_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from m_engines.tests.processes import ends_within, working_in

from tests.load import Load, require_all_there
from tests.support.books import Books
from tests.support.indie import folder
from tests.support.mesh import engine, identity, inside
from tests.support.native import Native
from tests.support.rest import Rest
from tests.support.whole import MESH, Whole, whole
from tests.topologies.test_processes import ACCOUNTS, parent_of, within

BACK_SECONDS = STOP_SECONDS = 60.0
PARTIES = "/v1/masters/parties"


@pytest.fixture
def mesh(breakable_mesh: Whole) -> Whole:
    """One whose processes are killed."""
    return breakable_mesh


def test_the_ready_line_says_what_runs(mesh: Whole) -> None:
    started = mesh.started
    assert (started["topology"], started["pid"]) == (MESH, mesh.running.process.pid)
    contexts = [one["context"] for one in started["processes"]]
    assert sorted(contexts) == sorted((*NAMES, "wms"))
    pids = [one["pid"] for one in (*started["processes"], *started["engines"])]
    assert len({started["pid"], *pids}) == len(pids) + 1
    assert {parent_of(pid) for pid in pids} == {started["pid"]}
    assert [one["name"] for one in started["engines"]] == ["postgresql", "nats", "envoy"]
    assert list(started["phases"]) == ["postgresql", "databases", "nats", "contexts", "envoy"]
    print("ready, by second:", started["phases"])
    assert {one["database"] for one in started["processes"]} == {f"business_m_{name}" for name in NAMES}
    assert float(started["start_seconds"]) > 0


def test_the_doctor_shows_contexts_envoy_and_nats(mesh: Whole) -> None:
    found = mesh.m("doctor", "--json").ok()
    assert (found["topology"], [one["context"] for one in found["contexts"]]) == (MESH, list(NAMES))
    assert all(one["healthy"] for one in (*found["contexts"], *found["engines"]))
    shown = {one["name"]: (one["version"], one["address"], one["adapter"]) for one in found["engines"]}
    assert shown["envoy"] == ("1.40.0", mesh.http_url, "edge")
    assert shown["nats"] == ("2.15.1", engine(mesh, "nats")["address"], "jetstream")


def test_alive_ready_and_pages_are_where_they_are_in_one_process(mesh: Whole) -> None:
    with mesh.rest() as rest:
        assert rest.get("/healthz").body == {"status": "ok"}
        ready = rest.get("/readyz")
        assert (ready.status, ready.body["contexts"]) == (200, dict.fromkeys(NAMES, True))
        assert {rest.get(page).status for page in ("/", "/docs", "/openapi.json")} == {200}
        assert rest.get("/v1/nowhere").reason == "RESOURCE_NOT_FOUND"
        not_served = rest.send("PUT", PARTIES, content=b"{}")
        assert (not_served.status, not_served.headers["allow"]) == (405, "GET, POST")


def test_reflection_and_health_are_the_whole_meshs(mesh: Whole) -> None:
    with mesh.native() as native:
        asked = iter([reflection_pb2.ServerReflectionRequest(list_services="")])
        stub = reflection_pb2_grpc.ServerReflectionStub(native.channel)
        (answer,) = stub.ServerReflectionInfo(asked, timeout=BACK_SECONDS)
        services = {one.name for one in answer.list_services_response.service}
        assert services > {"businessm.wms.v1.DeliveryService", "businessm.ledger.v1.LedgerService"}
        health = health_pb2_grpc.HealthStub(native.channel)
        answered = health.Check(health_pb2.HealthCheckRequest(), timeout=BACK_SECONDS)
        assert answered.status == health_pb2.HealthCheckResponse.SERVING


@pytest.mark.parametrize("token", [None, "nonsense", "x.y.z"])
def test_a_bad_token_is_refused_at_the_edge_over_rest_and_grpc(mesh: Whole, token: str | None) -> None:
    said = "the token does not verify" if token else "send a token: authorization: Bearer <token>"
    with Rest(mesh.http_url, token) as rest:
        refused = rest.get(PARTIES)
        assert (refused.status, refused.reason, refused.body["message"]) == (401, "TOKEN_INVALID", said)
    with Native(mesh.grpc_target, token) as native:
        method = party_service_pb2_grpc.PartyServiceStub(native.channel).ListParties
        reply = native.call(method, party_service_pb2.ListPartiesRequest())
        assert (reply.code, reply.reason, reply.message) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID", said)


def test_a_context_s_own_token_opens_nothing_at_the_edge(mesh: Whole) -> None:
    """The key of a context speaks inside, where its certificate is asked for too."""
    from m_kit.tokens import TokenIssuer, load_or_make_key

    issuer = TokenIssuer(load_or_make_key(mesh.data_dir / "keys" / "finance.pem"), ["service:finance"])
    token, _ = issuer.issue("service:finance", "default", (), 600)
    with Rest(mesh.http_url, token) as rest:
        assert rest.get("/v1/finance/outbox").reason == "TOKEN_INVALID"


def test_what_only_gateways_may_say_is_not_believed_of_a_client(mesh: Whole) -> None:
    """Over gRPC a request_id is needed, and a client that says it comes over REST still needs one."""
    with mesh.native() as native:
        native.metadata.append(("x-businessm-rest", "1"))
        method = party_service_pb2_grpc.PartyServiceStub(native.channel).CreateParty
        request = party_service_pb2.CreatePartyRequest()
        request.party.name = "Nobody"
        reply = native.call(method, request)
        assert (reply.code, reply.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FIELD_REQUIRED"), reply


def _refused(channel: grpc.aio.Channel) -> Any:
    return health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=2.0)


@pytest.mark.parametrize("where", ["inside", "finance"])
async def test_nobody_gets_in_without_a_certificate_of_the_mesh(mesh: Whole, where: str) -> None:
    target = inside(mesh) if where == "inside" else str(mesh.processes[where]["grpc_target"])
    process = ENVOY if where == "inside" else where
    async with connect(target, identity(mesh, "wms"), process) as channel:
        assert (await _refused(channel)).status == health_pb2.HealthCheckResponse.SERVING
    with folder() as place:
        made = Authority(place).identity("wms")
        foreign = Identity(identity(mesh, "wms").authority, made.certificate, made.key)
        for name, way_in in (("foreign", connect(target, foreign, process)), ("plain", connect(target))):
            async with way_in as channel:
                with pytest.raises(grpc.aio.AioRpcError) as refused:
                    await _refused(channel)
            assert refused.value.code() is grpc.StatusCode.UNAVAILABLE, name


def test_pages_are_for_envoy_alone(mesh: Whole) -> None:
    """It asks there whether what comes over REST can be read: nobody else is answered."""
    made = json.loads((mesh.data_dir / "envoy" / "envoy.json").read_text())
    (pages,) = [one for one in made["static_resources"]["clusters"] if one["name"] == "front_pages"]
    (endpoint,) = pages["load_assignment"]["endpoints"][0]["lb_endpoints"]
    port = endpoint["endpoint"]["address"]["socket_address"]["port_value"]
    ours = identity(mesh, ENVOY)
    trusting = ssl.create_default_context(cafile=ours.authority)
    trusting.check_hostname = False
    for url, verify in ((f"http://127.0.0.1:{port}/", True), (f"https://127.0.0.1:{port}/", trusting)):
        with pytest.raises(httpx.TransportError):
            httpx.get(url, verify=verify)
    trusting.load_cert_chain(ours.certificate, ours.key)
    assert httpx.get(f"https://127.0.0.1:{port}/healthz", verify=trusting).json() == {"status": "ok"}
    asked = {"x-businessm-check": "1"}
    answer = httpx.post(f"https://127.0.0.1:{port}{PARTIES}", verify=trusting, headers=asked, json={"party": {}})
    assert (answer.status_code, answer.content) == (200, b"{}"), "it is asked, and calls nobody"


async def test_nobody_takes_another_context_for_the_one_that_was_meant(mesh: Whole) -> None:
    target = str(mesh.processes["finance"]["grpc_target"])
    async with connect(target, identity(mesh, "wms"), "book_keeper") as channel:
        with pytest.raises(grpc.aio.AioRpcError):
            await _refused(channel)


def test_keys_and_certificates_are_their_owner_s_alone(mesh: Whole) -> None:
    files = list((mesh.data_dir / "certificates").iterdir())
    assert {one.name for one in files} >= {f"{name}.key.pem" for name in (*NAMES, "wms-2", "envoy", "front")}
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert "authority.key.pem" not in {one.name for one in files}
    host, _, port = str(mesh.processes["stock_keeper"]["grpc_target"]).partition(":")
    trusting = ssl.create_default_context(cafile=mesh.data_dir / "certificates" / "authority.pem")
    ours = identity(mesh, "wms")
    trusting.load_cert_chain(ours.certificate, ours.key)
    trusting.set_alpn_protocols(["h2"])
    name = server_name("stock_keeper")
    with socket.create_connection((host, int(port))) as plain, trusting.wrap_socket(plain, server_hostname=name) as tls:
        assert tls.version() == "TLSv1.3"
        certificate = tls.getpeercert()
    assert certificate is not None
    assert certificate["subjectAltName"] == (("DNS", f"stock-keeper.{DOMAIN}"),)


def test_kill_minus_nine_under_load_loses_nothing_that_was_acknowledged(mesh: Whole) -> None:
    """Over REST; tests/faults/test_mesh.py kills all of them, over gRPC."""
    context = "book_keeper"
    with mesh.rest() as rest:
        books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
        with Load(mesh.http_url, mesh.admin_token, books.company) as load:
            load.wait_for(20)
            killed = mesh.m("mesh", "kill", context).ok()
            assert (killed["event"], killed["context"]) == ("killed", context)
            killed_at = time.monotonic()
            load.wait_for(20, BACK_SECONDS)
            assert load.last_success_at - killed_at < BACK_SECONDS
        within(BACK_SECONDS, lambda: rest.get("/readyz").status == 200, f"{context} is back")
        require_all_there(books, load.sent)


def test_a_killed_engine_comes_back(mesh: Whole) -> None:
    name = "envoy"
    before = engine(mesh, name)["pid"]
    assert mesh.m("mesh", "kill", name).ok() == {"event": "killed", "engine": name, "pid": before}

    def is_back() -> bool:
        try:
            with mesh.rest() as rest:
                return rest.get("/v1/ledger/companies").status == 200 and engine(mesh, name)["pid"] != before
        except httpx.TransportError:
            return False

    within(BACK_SECONDS, is_back, name)
    within(BACK_SECONDS, lambda: mesh.m("doctor").code == 0, "all is well")


def test_a_frozen_context_is_passed_over_and_taken_back(mesh: Whole) -> None:
    """Of two replicas the other one answers; a call that is with the frozen one waits for its own deadline alone."""
    pid = mesh.processes["wms"]["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:

        def is_passed_over() -> bool:
            with mesh.rest() as rest:
                headers = {"grpc-timeout": "500m"}
                return all(rest.send("GET", "/v1/wms/description", headers=headers).status == 200 for _ in range(10))

        within(BACK_SECONDS, is_passed_over, "the other replica answers alone")
    finally:
        os.kill(pid, signal.SIGCONT)
    within(BACK_SECONDS, lambda: mesh.m("doctor").code == 0, "wms")


def test_a_rolling_restart_under_load_fails_no_call(mesh: Whole) -> None:
    answers: list[tuple[int, bytes]] = []
    over = threading.Event()

    def client() -> None:
        with mesh.rest() as rest:
            while not over.is_set():
                answer = rest.get("/v1/wms/description")
                answers.append((answer.status, answer.content if answer.status != 200 else b""))

    clients = [threading.Thread(target=client) for _ in range(3)]
    before = {one["pid"] for one in mesh.run_file["processes"] if one["context"] == "wms"}
    for one in clients:
        one.start()
    try:
        restarted = mesh.m("mesh", "restart", "wms").ok()
    finally:
        over.set()
        for one in clients:
            one.join(BACK_SECONDS)
    after = {one["pid"] for one in mesh.run_file["processes"] if one["context"] == "wms"}
    assert (len(before), set(restarted["pids"]), before & after) == (2, after, set())
    assert len(answers) > 100
    assert set(answers) == {(200, b"")}


def test_nothing_is_violated_after_all_that(mesh: Whole) -> None:
    assert mesh.m("check", "--json").ok()["ok"]


def test_it_goes_down_in_order_leaves_nothing_and_comes_up_with_all_it_had() -> None:
    with folder() as place:
        data = place / "data"
        with whole(MESH, data, watched=False) as system:
            with system.rest() as rest:
                books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
            pids = [one["pid"] for one in (*system.started["processes"], *system.started["engines"])]
            told_at = time.monotonic()
            assert system.m("mesh", "down").ok() == {"event": "stopped", "pid": system.started["pid"]}
            assert system.running.process.wait(STOP_SECONDS) == 0
            assert time.monotonic() - told_at < STOP_SECONDS
            assert all(ends_within(pid, 0) for pid in pids)
            assert (working_in(data / "postgresql"), (data / "run.json").exists()) == ([], False)
        with whole(MESH, data, watched=False) as again:
            with again.rest() as rest:
                assert rest.get(f"/v1/ledger/companies/{books.id}").ok()["company"] == books.company
            pids = [one["pid"] for one in (*again.started["processes"], *again.started["engines"])]
            os.kill(again.started["pid"], signal.SIGKILL)
            assert all(ends_within(pid, STOP_SECONDS) for pid in pids), Path("/proc")
            again.running.process.wait(STOP_SECONDS)
