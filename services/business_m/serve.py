"""`m start` and `m mesh up --plain`: the process at the front, in the foreground, until Ctrl+C.

It runs every context itself, or starts a process for each of those that are to be apart and runs the rest.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_kit import clock

from business_m.catalog import NAMES
from business_m.channels import variable_of
from business_m.children import ContextProcess, kept_running
from business_m.databases import prepare
from business_m.first_admin import TENANT, USERNAME, ensure_admin
from business_m.front_door import OwnersWay, http_port
from business_m.layout import keep_layout
from business_m.mesh import context_processes, reaching
from business_m.native import native_port
from business_m.ports import listen, reserve
from business_m.run_file import RunFile
from business_m.settings import DEFAULT_GRPC_PORT, DEFAULT_HTTP_PORT, SettingInvalid, Settings
from business_m.stopping import happens_before, stop_signals
from business_m.topology import contexts_here, running

STOP_GRACE_SECONDS = 1.0
OWNER_TOKENS_RENEWED_SECONDS = 43_200.0
POSTGRES_WATCH_SECONDS = 0.2

log = logging.getLogger(__name__)
Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """What the ready line says; `processes` only where contexts have processes of their own."""

    topology: str
    http_url: str
    grpc_target: str
    data_dir: str
    pid: int
    postgres_pid: int | None
    start_seconds: str
    processes: Sequence[Mapping[str, Any]] = ()

    def line(self) -> str:
        """One JSON object."""
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "processes" or self.processes}
        return json.dumps({"event": "ready", **fields})


@dataclass(frozen=True, slots=True)
class _Start:
    """What a start is asked for, and the ports it has taken."""

    settings: Settings
    here: tuple[str, ...]
    apart: tuple[str, ...]
    http: socket.socket
    grpc: socket.socket
    announce: Announce
    ready: Callable[[Ready], None]


def serve(settings: Settings, announce: Announce, ready: Callable[[Ready], None], apart: Collection[str] = ()) -> None:
    """Starts, tells stages to `announce` and the ready line to `ready`, serves until SIGINT or SIGTERM, stops.

    The contexts `apart` get a process and a database each. Raises EngineError (embedded PostgreSQL), PortTaken,
    SettingInvalid, MigrationError, Unavailable, ContextStartFailed.
    """
    import uvloop

    if apart and settings.remotes:
        variable = variable_of(next(iter(settings.remotes)))
        raise SettingInvalid(f"{variable} says where a context is, but this start makes every process itself")
    here = contexts_here(settings)
    if apart:
        here = tuple(name for name in NAMES if name not in apart)
    with contextlib.ExitStack() as stack:
        http = stack.enter_context(listen(settings.http_port, DEFAULT_HTTP_PORT))
        grpc = stack.enter_context(reserve(settings.grpc_port, DEFAULT_GRPC_PORT))
        postgres = _embedded(settings, announce, stack) if here or apart else None
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        names = tuple(name for name in NAMES if name in apart)
        uvloop.run(_serve(_Start(settings, here, names, http, grpc, announce, ready), postgres))


def _embedded(settings: Settings, announce: Announce, stack: contextlib.ExitStack) -> EmbeddedPostgres | None:
    if settings.database_url:
        announce("using the PostgreSQL of DATABASE_URL")
        return None
    announce(f"starting PostgreSQL on {settings.data_dir}")
    postgres = EmbeddedPostgres(settings.data_dir)
    postgres.start()
    stack.callback(postgres.stop)
    return postgres


async def _serve(start: _Start, postgres: EmbeddedPostgres | None) -> None:
    stopping, settings = stop_signals(), start.settings
    address, processes = await _prepared(start, postgres)
    if processes:
        settings = reaching(settings, processes)
    async with contextlib.AsyncExitStack() as stack:
        children = await stack.enter_async_context(kept_running(processes, settings.failpoint))
        application = await stack.enter_async_context(running(settings, database=address, here=start.here))
        grpc_target = await stack.enter_async_context(native_port(application, start.grpc, STOP_GRACE_SECONDS))
        if not await happens_before(children.ready(), stopping):
            return
        password = await ensure_admin(application)
        http_url = await stack.enter_async_context(http_port(application, start.http))
        way = OwnersWay(application, http_url, grpc_target, children.described)
        stack.callback(RunFile.remove, settings.data_dir)
        await way.renew()
        children.changed = way.write
        stack.enter_context(_background(_keep_renewing(way)))
        if postgres:
            stack.enter_context(_background(_watch(postgres)))
        if password:
            start.announce(f"first sign-in: user {USERNAME}, tenant {TENANT}, password {password} (shown once)")
        start.ready(
            Ready(
                topology=application.topology,
                http_url=http_url,
                grpc_target=grpc_target,
                data_dir=str(settings.data_dir),
                pid=os.getpid(),
                postgres_pid=postgres.pid if postgres else None,
                start_seconds=f"{clock.process_age_seconds():.1f}",
                processes=children.described(),
            )
        )
        await stopping.wait()
        start.announce("stopping")


async def _prepared(
    start: _Start, postgres: EmbeddedPostgres | None
) -> tuple[PostgresAddress | None, list[ContextProcess]]:
    """Databases, roles and schemas brought up to date: where contexts here find theirs, and the processes to start."""
    data_dir = start.settings.data_dir
    keep_layout(data_dir, together=start.here, apart=start.apart)
    if not start.here and not start.apart:
        return None, []
    server = postgres.address if postgres else PostgresAddress.parse(start.settings.database_url or "")
    shared, migrated = await prepare(
        server, data_dir, together=start.here, apart=start.apart, is_embedded=postgres is not None
    )
    if sum(migrated.values()):
        start.announce("database brought up to date: " + ", ".join(f"{name} +{n}" for name, n in migrated.items() if n))
    return shared, context_processes(start.settings, server, start.apart, start.here, start.grpc)


async def _keep_renewing(way: OwnersWay) -> None:
    """Renews the owner's tokens before they end."""
    while True:
        await asyncio.sleep(OWNER_TOKENS_RENEWED_SECONDS)
        try:
            await way.renew()
        except Exception:
            log.exception("the owner's tokens were not renewed: trying again before they end")


async def _watch(postgres: EmbeddedPostgres) -> None:
    """Starts the embedded server again where it died."""
    while True:
        await asyncio.sleep(POSTGRES_WATCH_SECONDS)
        if not postgres.is_running:
            log.error("PostgreSQL ended: starting it again")
            try:
                postgres.start()
            except Exception:
                log.exception("PostgreSQL did not start: trying again")
            else:
                log.info("PostgreSQL is back, pid %d", postgres.pid)


@contextlib.contextmanager
def _background(work: "asyncio._CoroutineLike[None]") -> Iterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
