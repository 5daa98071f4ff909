"""`m serve CONTEXT`: one context in this process until it is told to stop, behind a gRPC port of its own, and behind
NATS where NATS_URL says so."""

import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace

from m_engines.postgresql import PostgresAddress
from m_kit import clock

from business_m.catalog import module_of
from business_m.databases import RolePasswords, prepare_databases, role_of
from business_m.native import native_port
from business_m.nats_port import nats_port
from business_m.ports import reserve, share
from business_m.settings import DEFAULT_GRPC_PORT, SettingInvalid, Settings
from business_m.stopping import stop_signals
from business_m.topology import running

STOP_GRACE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class ContextReady:
    """What the ready line says."""

    context: str
    pid: int
    grpc_target: str
    database: str
    start_seconds: str

    def line(self) -> str:
        """One JSON object."""
        return json.dumps({"event": "ready", **{name: getattr(self, name) for name in self.__slots__}})


def serve_context(
    settings: Settings, context: str, ready: Callable[[ContextReady], None], *, kept_port: int | None = None
) -> None:
    """Serves until SIGINT or SIGTERM, on a port that our parent keeps for us, or one of our own.

    The database is DATABASE_URL's: where that names the context's own role it is taken as it is, else it is brought
    up to date first.

    Raises PortTaken, SettingInvalid, DatabaseUrlInvalid, MigrationError, Unavailable.
    """
    import uvloop

    if not settings.database_url:
        raise SettingInvalid("DATABASE_URL: where is the database of this context?")
    remotes = {name: address for name, address in settings.remotes.items() if name != context}
    address = PostgresAddress.parse(settings.database_url)
    with (
        reserve(settings.grpc_port, DEFAULT_GRPC_PORT, settings.listen_host)
        if kept_port is None
        else share(kept_port) as port
    ):
        uvloop.run(_serve(replace(settings, remotes=remotes), context, address, port, ready))


async def _serve(
    settings: Settings,
    context: str,
    address: PostgresAddress,
    port: socket.socket,
    ready: Callable[[ContextReady], None],
) -> None:
    stopping, module = stop_signals(), module_of(context)
    if address.user != role_of(context):
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        await prepare_databases(address, [module], RolePasswords(settings.data_dir / "role_passwords.json"))
    async with (
        running(settings, database=address, modules=[module], here=[context]) as application,
        native_port(application, port, STOP_GRACE_SECONDS) as target,
        nats_port(application, STOP_GRACE_SECONDS),
    ):
        ready(ContextReady(context, os.getpid(), target, address.database, f"{clock.process_age_seconds():.1f}"))
        await stopping.wait()
