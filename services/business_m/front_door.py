"""What the process at the front shows: the HTTP front door, and run.json for the owner's commands."""

import asyncio
import contextlib
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import businessm
import uvicorn
from businessm.identity.v1 import session_service_pb2, session_service_pb2_grpc
from m_gateway.http.app import create_app
from m_gateway.http.surface import LandingPage, Surface
from m_kit.caller import OWNER, Caller, acting_as

from business_m import __version__, keys
from business_m.built_files import built_files
from business_m.catalog import owners, sharers
from business_m.first_admin import TENANT, USERNAME
from business_m.identity import Identity
from business_m.ports import LOOPBACK, port_of
from business_m.run_file import RunFile
from business_m.settings import Settings
from business_m.topology import Application

OWNER_TOKEN_SECONDS = 86_400
# The context whose user interface is the Desk itself.
SHELL = "desk"
_DESK = ("Desk", "/desk/", "Work with it: lists, forms and reports in the browser.")


class _Uvicorn(uvicorn.Server):
    """Leaves signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def http_port(application: Application, http: socket.socket) -> AsyncIterator[str]:
    """The front door on a socket that listens; its URL. Behind Envoy it has pages alone, for Envoy alone."""
    tls = shown_to_envoy(application.settings)
    app = create_app(surface_of(application, is_behind_another=tls is not None))
    server = _Uvicorn(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
            **(_mutual_tls(tls) if tls else {}),
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[http]))
    try:
        yield f"{'https' if tls else 'http'}://{LOOPBACK}:{port_of(http)}"
    finally:
        server.should_exit = True
        await serving


def shown_to_envoy(settings: Settings) -> Identity | None:
    """How we show ourselves to Envoy where clients find that, and us through it: where we reach others through it too,
    by mutual TLS."""
    return settings.tls if settings.mesh_target is not None else None


def _mutual_tls(tls: Identity) -> dict[str, Any]:
    """Nobody gets in without a certificate of the same authority."""
    return {
        "ssl_certfile": tls.certificate,
        "ssl_keyfile": tls.key,
        "ssl_ca_certs": str(tls.authority),
        "ssl_cert_reqs": ssl.CERT_REQUIRED,
    }


def surface_of(application: Application, *, is_behind_another: bool = False) -> Surface:
    """What the front door shows: every service of the catalog."""
    image = Path(businessm.__path__[0]) / "descriptors.binpb"
    return Surface(
        services=[*owners(application.modules), *sharers(application.modules)],
        channel_for=application.channel_for,
        shared_services=sharers(application.modules),
        image=image.read_bytes(),
        health=application.health,
        metrics=application.metrics.text,
        landing=LandingPage(version=__version__, topology=application.topology, links=[_DESK]),
        built_file=built_files(application),
        shell=SHELL,
        is_behind_another=is_behind_another,
    )


class OwnersWay:
    """Keeps run.json: where we answer, and tokens for the owner's commands."""

    def __init__(
        self,
        application: Application,
        http_url: str,
        grpc_target: str,
        processes: Callable[[], Sequence[Mapping[str, Any]]],
        engines: Callable[[], Sequence[Mapping[str, Any]]] = tuple,
    ) -> None:
        self._application = application
        self._processes, self._engines = processes, engines
        plugins = application.settings.plugins
        self._facts = RunFile(application.topology, http_url, grpc_target, "", "", os.getpid(), plugins=plugins)

    async def renew(self) -> None:
        """Gets new tokens, the administrator's from identity, which alone signs for people; writes the file."""
        owner_token, _ = self._application.issuer.issue(OWNER, TENANT, (), OWNER_TOKEN_SECONDS)
        self._facts = replace(self._facts, token=await self._administrators_token(), owner_token=owner_token)
        self.write()

    def write(self) -> None:
        """Writes the file with the processes and engines there are now."""
        facts = replace(self._facts, processes=self._processes(), engines=self._engines())
        facts.write(self._application.settings.data_dir)

    async def _administrators_token(self) -> str:
        channel = self._application.calling(keys.OWNER, keys.IDENTITY)
        stub = session_service_pb2_grpc.SessionServiceStub(channel)
        request = session_service_pb2.IssueTokenRequest(
            tenant=TENANT, username=USERNAME, roles=["admin"], lifetime_seconds=OWNER_TOKEN_SECONDS
        )
        with acting_as(Caller(tenant=TENANT, subject=OWNER, actor=USERNAME)):
            return str((await stub.IssueToken(request)).access_token)
