"""The front door of one process beside Envoy with grpc.aio: requests per second, of the same servicer in one run.

Ours is HTTP to the front door, which calls a context in its process; the peer is the same HTTP to Envoy, configured as
for a mesh, which checks the token, turns JSON into an rpc and calls the same context, alone in a process behind mutual
TLS. That judges every token again. Both have all the steps around an rpc and parties that are in memory, so what is
measured is the way there and back. Connect goes to the front door alone: Envoy has no way in for it.

The client shares the machine with both, on connections that are kept, each with one request at a time.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import uvloop
from business_m.certificates import Authority
from business_m.identity import DOMAIN, ENVOY
from businessm.masters.v1 import party_service_pb2
from m_engines.envoy import EmbeddedEnvoy
from m_gateway.envoy import Address, Certificates, Mesh, Provider, configuration_text, descriptor_set
from m_kit.contracts import all_methods
from m_kit.tokens import AUDIENCE, ISSUER, TokenIssuer, load_or_make_key

from bench._gateway_servers import CONTEXT, READY, SERVICE
from bench._http_client import Connection, Prepared
from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, alternate, arguments, fsync_p50_us, rate, report
from tests.plugins.node_plugin import free_port

PEER = "Envoy + grpc.aio"
PATH = "/v1/masters/parties"
SOME_ID = "018f0000-0000-7000-8000-000000000000"
CLIENTS = (1, 8, 32)
TOKEN_SECONDS = 3600
# So many that the limit of a tenant is never what is measured.
NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Doors:
    """Ports of the front door and of Envoy's edge, and a token that both let in."""

    ours: int
    peer: int
    token: str


def requests(token: str) -> Mapping[str, Prepared]:
    """What is sent, by its name."""
    bearer = {"authorization": f"Bearer {token}"}
    message = party_service_pb2.GetPartyRequest(id=SOME_ID).SerializeToString()
    framed = b"\0" + len(message).to_bytes(4, "big") + message
    rpc, name = f"/{SERVICE}/GetParty", b"Tea Traders 0"
    grpc_web = {**bearer, "content-type": "application/grpc-web+proto", "x-grpc-web": "1"}
    connect = {**bearer, "content-type": "application/proto", "connect-protocol-version": "1"}
    return {
        "REST get": Prepared.of("GET", f"{PATH}/{SOME_ID}", bearer, name),
        "REST list of 50": Prepared.of("GET", PATH, bearer, b"Tea Traders 49"),
        "gRPC-Web get": Prepared.of("POST", rpc, grpc_web, name, framed),
        "Connect get": Prepared.of("POST", rpc, connect, name, message),
    }


# Name to how many times the peer ours is to be at least, with the most clients.
GOALS = {"REST get": 3.0, "REST list of 50": 1.0}
OURS_ALONE = ("Connect get",)


async def measured(doors: Doors, folder: Path, *, quick: bool) -> list[Measured]:
    """Every row, each side once before it counts."""
    seconds, samples = (0.3, QUICK_SAMPLES) if quick else (1.0, SAMPLES)
    rows = []
    for name, request in requests(doors.token).items():
        for clients in CLIENTS:
            row = Measured(name, "requests/s", clients, peer_name=PEER)
            if clients == CLIENTS[-1] and name in GOALS:
                row.goal, row.reach = f">= {GOALS[name]:.0f} x {PEER}", partial(_reaches, GOALS[name])
            ports = {"ours": doors.ours} if name in OURS_ALONE else {"ours": doors.ours, "peer": doors.peer}
            sides = {side: partial(_rate, port, request, clients, seconds) for side, port in ports.items()}
            for side in sides.values():
                await side()
            await alternate(row, sides, samples, folder)
            rows.append(row)
            print(row.line(), file=sys.stderr, flush=True)
    return rows


def _reaches(times: float, row: Measured) -> bool:
    return (row.ratio("peer") or 0.0) >= times


async def _rate(port: int, request: Prepared, clients: int, seconds: float) -> float:
    """Requests a second. Raises WrongAnswer for the first that is not answered as it must be."""
    connections = [await Connection.to(port) for _ in range(clients)]
    try:
        return await rate(lambda client: connections[client].send(request), clients, seconds)
    finally:
        for connection in connections:
            connection.close()


@contextlib.contextmanager
def doors_of(folder: Path) -> Iterator[Doors]:
    """Both, started."""
    key, authority = folder / "key.pem", Authority(folder / "certificates")
    issuer = TokenIssuer(load_or_make_key(key))
    token, _ = issuer.issue("ann", "default", ("admin",), TOKEN_SECONDS)
    tls = authority.identity(CONTEXT)
    mesh = _mesh(folder, authority, issuer)
    (behind,) = mesh.contexts[CONTEXT]
    files = (tls.authority, tls.certificate, tls.key)
    with _server("front", key) as ours, _server("context", key, behind.port, *files), _envoy(mesh, folder):
        yield Doors(ours, mesh.edge[0].port, token)


def _mesh(folder: Path, authority: Authority, issuer: TokenIssuer) -> Mesh:
    """One context, as a mesh configures Envoy."""
    all_methods()  # loads the contracts
    shown = authority.identity(ENVOY)
    ports = [Address("127.0.0.1", free_port()) for _ in range(6)]
    made = Mesh(
        owners={SERVICE: CONTEXT},
        shared={},
        contexts={CONTEXT: [ports[0]]},
        edge=ports[1:3],
        inside=ports[3],
        pages=ports[4],
        reflection=ports[5],
        certificates=Certificates(str(shown.authority), str(shown.certificate), str(shown.key), names="{}." + DOMAIN),
        providers=[Provider("people", json.dumps({"keys": [issuer.jwk]}))],
        issuer=ISSUER,
        audience=AUDIENCE,
        descriptors=str(folder / "descriptors.binpb"),
        calls_per_second=NO_LIMIT,
    )
    Path(made.descriptors).write_bytes(descriptor_set(made))
    return made


@contextlib.contextmanager
def _envoy(mesh: Mesh, folder: Path) -> Iterator[None]:
    (folder / "envoy").mkdir()
    envoy = EmbeddedEnvoy(lambda admin: configuration_text(replace(mesh, admin_socket=admin)), folder / "envoy")
    envoy.spawn()
    try:
        envoy.await_ready()
        yield
    finally:
        envoy.stop()


@contextlib.contextmanager
def _server(*what: object) -> Iterator[int]:
    """One of _gateway_servers.py; its port."""
    command = [sys.executable, "-m", "bench._gateway_servers", *map(str, what)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = process.stdout.readline().split()
        if said[:1] != [READY]:
            raise SystemExit(f"{what[0]} did not start")
        yield int(said[1])
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def main() -> None:
    """Measures and prints."""
    options = arguments("gateway", __doc__ or "")
    with tempfile.TemporaryDirectory(prefix="business-m-bench-", dir="/var/tmp") as name:
        folder = Path(name)
        fsync_us = fsync_p50_us(folder)
        with doors_of(folder) as doors:
            rows = uvloop.run(measured(doors, folder, quick=options.quick))
        report("gateway", rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
