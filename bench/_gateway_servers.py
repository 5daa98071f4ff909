"""The two servers of bench.gateway, each in a process of its own: the front door on a context in its process, and that
context alone behind grpc.aio and mutual TLS, as it stands behind Envoy.

Both serve parties that are there already, with all the steps that surround an rpc of ours and nothing below them.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import businessm
import grpc
import grpc_inproc
import uvicorn
import uvloop
from business_m.channels import LIMITS, SERVER_OPTIONS, add_port
from business_m.foreign_services import add_foreign_services
from business_m.identity import Identity
from business_m.ports import listen, port_of
from businessm.masters.v1 import party_pb2, party_service_pb2, party_service_pb2_grpc
from m_gateway.http.app import create_app
from m_gateway.http.surface import Surface
from m_kit.contracts import methods_of
from m_kit.ids import new_id
from m_kit.interceptors.errors import guard_stream
from m_kit.interceptors.permission import RolePermissions
from m_kit.interceptors.pipeline import Pipeline
from m_kit.interceptors.standard import standard_steps
from m_kit.interceptors.unreadable import RefuseUnreadable
from m_kit.metrics import CallMetrics
from m_kit.tokens import TokenIssuer, load_or_make_key

CONTEXT, SERVICE = "masters", "businessm.masters.v1.PartyService"
PAGE = 50
READY = "ready"


class Parties(party_service_pb2_grpc.PartyServiceServicer):
    """One party, and a page of them."""

    def __init__(self) -> None:
        parties = [_party(number) for number in range(PAGE)]
        self._one = party_service_pb2.GetPartyResponse(party=parties[0])
        self._page = party_service_pb2.ListPartiesResponse(parties=parties, next_page_token="more")

    async def GetParty(
        self, _: party_service_pb2.GetPartyRequest, __: grpc.aio.ServicerContext
    ) -> party_service_pb2.GetPartyResponse:
        return self._one

    async def ListParties(
        self, _: party_service_pb2.ListPartiesRequest, __: grpc.aio.ServicerContext
    ) -> party_service_pb2.ListPartiesResponse:
        return self._page


def _party(number: int) -> party_pb2.Party:
    made = party_pb2.Party(
        id=str(new_id()), name=f"Tea Traders {number} Private Limited", kind=party_pb2.Party.ORGANIZATION, etag="1"
    )
    made.create_time.GetCurrentTime()
    made.update_time.CopyFrom(made.create_time)
    return made


def pipeline(key: Path) -> Pipeline:
    """What surrounds every rpc; every role may do everything."""

    async def everything(_: str, __: tuple[str, ...]) -> Sequence[str]:
        return ["*"]

    verifier = TokenIssuer(load_or_make_key(key)).verifier()
    steps = standard_steps(verifier, RolePermissions(everything), CallMetrics())
    return Pipeline(methods_of([SERVICE]), steps, guard_stream)


async def front(key: Path) -> None:
    """The front door, until it is killed. What contracts call immutable is handed over uncopied, as in the product."""
    server = grpc_inproc.make_server(options=LIMITS)
    party_service_pb2_grpc.add_PartyServiceServicer_to_server(Parties(), pipeline(key).registrar(server))
    await server.start()
    methods = methods_of([SERVICE])

    def isolation(path: str) -> Any:
        return grpc_inproc.IMMUTABLE if methods[path].immutable else grpc_inproc.COPY

    channel = grpc_inproc.connect(server, options=LIMITS, isolation=isolation)
    image = Path(businessm.__path__[0]) / "descriptors.binpb"
    app = create_app(Surface([SERVICE], lambda service, context: channel, image=image.read_bytes()))
    with listen(0, 0) as http:
        print(READY, port_of(http), flush=True)
        await uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")).serve([http])


async def context(key: Path, tls: Identity, port: int) -> None:
    """The context behind grpc.aio, until it is killed."""
    server = grpc.aio.server(interceptors=[RefuseUnreadable(), pipeline(key)], options=SERVER_OPTIONS)
    party_service_pb2_grpc.add_PartyServiceServicer_to_server(Parties(), server)
    await add_foreign_services(server, [SERVICE])
    print(READY, add_port(server, f"127.0.0.1:{port}", tls), flush=True)
    await server.start()
    await server.wait_for_termination()


def main() -> None:
    """`front KEY` or `context KEY PORT AUTHORITY CERTIFICATE PRIVATE_KEY`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["front", "context"])
    parser.add_argument("key", type=Path)
    parser.add_argument("port", type=int, nargs="?", default=0)
    parser.add_argument("tls", type=Path, nargs="*")
    given = parser.parse_args()
    uvloop.run(front(given.key) if given.what == "front" else context(given.key, Identity(*given.tls), given.port))


if __name__ == "__main__":
    main()
