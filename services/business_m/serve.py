"""`m start` and `m mesh up`: the process at the front, in the foreground, until Ctrl+C.

It runs every context itself, or starts a process for each of those that are to be apart and runs the rest; of a whole
mesh it starts Envoy too, which then is what clients find at the front.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from m_engines.envoy import EmbeddedEnvoy
from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_kit import clock

from business_m.catalog import NAMES
from business_m.channels import variable_of
from business_m.children import ContextProcesses, kept_running
from business_m.databases import prepare
from business_m.edge import Edge, kept_edge
from business_m.first_admin import TENANT, USERNAME, ensure_admin
from business_m.front_door import OwnersWay, http_port
from business_m.layout import keep_layout
from business_m.mesh import Planned, context_processes, mesh_processes, reaching
from business_m.native import native_port
from business_m.nats_port import nats_port
from business_m.ports import listen, reserve
from business_m.run_file import RunFile
from business_m.settings import DEFAULT_GRPC_PORT, DEFAULT_HTTP_PORT, SettingInvalid, Settings
from business_m.stopping import happens_before, stop_signals
from business_m.topology import contexts_here, running

STOP_GRACE_SECONDS = 1.0
OWNER_TOKENS_RENEWED_SECONDS = 43_200.0
ENGINES_WATCH_SECONDS = 0.2

log = logging.getLogger(__name__)
Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """What the ready line says; `processes` only where contexts have processes of their own, `engines` only of a
    whole mesh."""

    topology: str
    http_url: str
    grpc_target: str
    data_dir: str
    pid: int
    postgres_pid: int | None
    start_seconds: str
    processes: Sequence[Mapping[str, Any]] = ()
    engines: Sequence[Mapping[str, Any]] = ()

    def line(self) -> str:
        """One JSON object."""
        may_be_missing = ("processes", "engines")
        fields = {name: getattr(self, name) for name in self.__slots__}
        fields = {name: value for name, value in fields.items() if value or name not in may_be_missing}
        return json.dumps({"event": "ready", **fields})


@dataclass(frozen=True, slots=True)
class _Start:
    """What a start is asked for, and the ports that this process itself serves on; of a whole mesh they are behind
    those of its edge."""

    settings: Settings
    here: tuple[str, ...]
    apart: tuple[str, ...]
    http: socket.socket
    grpc: socket.socket
    announce: Announce
    ready: Callable[[Ready], None]
    edge: Edge | None = None


def serve(
    settings: Settings,
    announce: Announce,
    ready: Callable[[Ready], None],
    apart: Collection[str] = (),
    replicas: Mapping[str, int] | None = None,
) -> None:
    """Starts, tells stages to `announce` and the ready line to `ready`, serves until SIGINT or SIGTERM, stops.

    The contexts `apart` get a process and a database each. Where `replicas` are given it is a whole mesh, with Envoy
    and as many processes of a context as they say, else one. Raises EngineError (embedded PostgreSQL, Envoy),
    PortTaken, SettingInvalid, MigrationError, Unavailable, ContextStartFailed.
    """
    import uvloop

    if apart and settings.remotes:
        variable = variable_of(next(iter(settings.remotes)))
        raise SettingInvalid(f"{variable} says where a context is, but this start makes every process itself")
    here = contexts_here(settings)
    if apart:
        here = tuple(name for name in NAMES if name not in apart)
    with contextlib.ExitStack() as stack:
        host = settings.listen_host
        edge = None if replicas is None else stack.enter_context(kept_edge(settings, replicas))
        http = edge.pages if edge else stack.enter_context(listen(settings.http_port, DEFAULT_HTTP_PORT, host))
        grpc = edge.native if edge else stack.enter_context(reserve(settings.grpc_port, DEFAULT_GRPC_PORT, host))
        postgres = _embedded(settings, announce, stack) if here or apart else None
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        names = tuple(name for name in NAMES if name in apart)
        uvloop.run(_serve(_Start(settings, here, names, http, grpc, announce, ready, edge), postgres))


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
    stopping = stop_signals()
    planned = await _prepared(start, postgres)
    settings, edge = planned.settings, start.edge
    async with contextlib.AsyncExitStack() as stack:
        children = await stack.enter_async_context(kept_running(planned.processes, settings.failpoint))
        engines = stack.enter_context(_engines(planned.envoy, postgres))
        application = await stack.enter_async_context(running(settings, database=planned.database, here=start.here))
        grpc_target = await stack.enter_async_context(native_port(application, start.grpc, STOP_GRACE_SECONDS))
        await stack.enter_async_context(nats_port(application, STOP_GRACE_SECONDS))
        if not await happens_before(_ready(children, planned.envoy), stopping):
            return
        password = await ensure_admin(application)
        pages = http_port(application, start.http, is_behind_another=edge is not None)
        http_url = await stack.enter_async_context(pages)
        if edge:
            http_url, grpc_target = edge.http_url, edge.grpc_target
        way = OwnersWay(application, http_url, grpc_target, children.described, partial(_described, engines, http_url))
        stack.callback(RunFile.remove, settings.data_dir)
        await way.renew()
        children.changed = way.write
        if planned.envoy:
            stack.callback(planned.envoy.stop)  # first of all: who is shut out early waits for nobody
        stack.enter_context(_background(_keep_renewing(way)))
        for name, engine in engines.items():
            stack.enter_context(_background(_watch(name, engine, way.write)))
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
                engines=_described(engines, http_url) if edge else (),
            )
        )
        await stopping.wait()
        start.announce("stopping")


async def _prepared(start: _Start, postgres: EmbeddedPostgres | None) -> Planned:
    """Databases, roles and schemas brought up to date, and the processes to start."""
    data_dir = start.settings.data_dir
    keep_layout(data_dir, together=start.here, apart=start.apart)
    if not start.here and not start.apart:
        return Planned(start.settings)
    server = postgres.address if postgres else PostgresAddress.parse(start.settings.database_url or "")
    shared, migrated = await prepare(
        server, data_dir, together=start.here, apart=start.apart, is_embedded=postgres is not None
    )
    if sum(migrated.values()):
        start.announce("database brought up to date: " + ", ".join(f"{name} +{n}" for name, n in migrated.items() if n))
    if start.edge:
        return mesh_processes(start.settings, server, start.edge)
    processes = context_processes(start.settings, server, start.apart, start.here, start.grpc)
    return Planned(reaching(start.settings, processes) if processes else start.settings, shared, processes)


@contextlib.contextmanager
def _engines(
    envoy: EmbeddedEnvoy | None, postgres: EmbeddedPostgres | None
) -> Iterator[dict[str, EmbeddedEnvoy | EmbeddedPostgres]]:
    """The servers beside us by name; Envoy started, and in the end stopped."""
    found: dict[str, EmbeddedEnvoy | EmbeddedPostgres] = {"postgresql": postgres} if postgres else {}
    with contextlib.ExitStack() as stack:
        if envoy:
            stack.callback(envoy.stop)
            envoy.spawn()
            found["envoy"] = envoy
        yield found


async def _ready(children: ContextProcesses, envoy: EmbeddedEnvoy | None) -> None:
    await children.ready()
    if envoy:
        await asyncio.to_thread(envoy.await_ready)


def _described(engines: Mapping[str, EmbeddedEnvoy | EmbeddedPostgres], http_url: str) -> list[dict[str, Any]]:
    """Engines as run.json and the ready line have them."""
    address = {"envoy": http_url}
    return [
        {"name": name, "version": engine.version, "pid": engine.pid, "address": address.get(name, "")}
        for name, engine in engines.items()
    ]


async def _keep_renewing(way: OwnersWay) -> None:
    """Renews the owner's tokens before they end."""
    while True:
        await asyncio.sleep(OWNER_TOKENS_RENEWED_SECONDS)
        try:
            await way.renew()
        except Exception:
            log.exception("the owner's tokens were not renewed: trying again before they end")


async def _watch(name: str, engine: EmbeddedEnvoy | EmbeddedPostgres, changed: Callable[[], None]) -> None:
    """Starts an embedded server again where it died."""
    while True:
        await asyncio.sleep(ENGINES_WATCH_SECONDS)
        if not engine.is_running:
            log.error("%s ended: starting it again", name)
            try:
                if isinstance(engine, EmbeddedEnvoy):
                    engine.spawn()
                else:
                    engine.start()
            except Exception:
                log.exception("%s did not start: trying again", name)
            else:
                log.info("%s is back, pid %d", name, engine.pid)
                changed()


@contextlib.contextmanager
def _background(work: "asyncio._CoroutineLike[None]") -> Iterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
