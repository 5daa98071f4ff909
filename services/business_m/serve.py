"""`m start` and `m mesh up`: the process at the front, in the foreground, until Ctrl+C.

It runs every context itself, or starts a process for each of those that are to be apart and runs the rest; of a whole
mesh it starts NATS and Envoy too, which then is what clients find at the front.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_kit import clock

from business_m.catalog import NAMES
from business_m.certificates import Authority
from business_m.channels import variable_of
from business_m.children import ContextProcesses, kept_running
from business_m.databases import prepare
from business_m.edge import Edge, kept_edge
from business_m.engines import Engine, described, watch
from business_m.first_admin import TENANT, USERNAME, ensure_admin
from business_m.front_door import OwnersWay, http_port
from business_m.identity import BROKER
from business_m.layout import keep_layout
from business_m.mesh import Planned, Way, context_processes, mesh_processes, reaching, straight
from business_m.native import native_port
from business_m.nats_port import nats_port
from business_m.ports import listen, reserve
from business_m.run_file import RunFile
from business_m.settings import DEFAULT_GRPC_PORT, DEFAULT_HTTP_PORT, SettingInvalid, Settings
from business_m.stopping import happens_before, stop_signals
from business_m.topology import contexts_here, running

if TYPE_CHECKING:
    from business_m.embedded_broker import EmbeddedBroker

STOP_GRACE_SECONDS = 1.0
OWNER_TOKENS_RENEWED_SECONDS = 43_200.0

log = logging.getLogger(__name__)
Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """What the ready line says; `processes` only where contexts have processes of their own, `engines` and `phases`
    only of a whole mesh: what was done by which second."""

    topology: str
    http_url: str
    grpc_target: str
    data_dir: str
    pid: int
    postgres_pid: int | None
    start_seconds: str
    processes: Sequence[Mapping[str, Any]] = ()
    engines: Sequence[Mapping[str, Any]] = ()
    phases: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """One JSON object."""
        may_be_missing = ("processes", "engines", "phases")
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
    way: Way = straight
    phases: dict[str, str] = field(default_factory=dict)

    def done(self, phase: str) -> None:
        """Notes that it is."""
        self.phases[phase] = f"{clock.process_age_seconds():.1f}"


def serve(
    settings: Settings,
    announce: Announce,
    ready: Callable[[Ready], None],
    apart: Collection[str] = (),
    replicas: Mapping[str, int] | None = None,
    way: Way = straight,
) -> None:
    """Starts, tells stages to `announce` and the ready line to `ready`, serves until SIGINT or SIGTERM, stops.

    The contexts `apart` get a process and a database each. Where `replicas` are given it is a whole mesh, with Envoy,
    NATS and as many processes of a context as they say, else one, which reach each other by `way`. Raises EngineError
    (an embedded server), PortTaken, SettingInvalid, MigrationError, Unavailable, ContextStartFailed.
    """
    import uvloop

    if apart and settings.remotes:
        variable = variable_of(next(iter(settings.remotes)))
        raise SettingInvalid(f"{variable} says where a context is, but this start makes every process itself")
    here, names = contexts_here(settings), (*NAMES, *settings.plugins)
    if apart:
        here = tuple(name for name in names if name not in apart)
    with contextlib.ExitStack() as stack:
        host = settings.listen_host
        edge = None if replicas is None else stack.enter_context(kept_edge(settings, replicas))
        http = edge.pages if edge else stack.enter_context(listen(settings.http_port, DEFAULT_HTTP_PORT, host))
        grpc = edge.native if edge else stack.enter_context(reserve(settings.grpc_port, DEFAULT_GRPC_PORT, host))
        postgres = _embedded(settings, announce, stack) if here or apart else None
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        elsewhere = tuple(name for name in names if name in apart)
        uvloop.run(_serve(_Start(settings, here, elsewhere, http, grpc, announce, ready, edge, way), postgres))


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
    start.done("postgresql")
    async with contextlib.AsyncExitStack() as stack:
        planned = await _prepared(start, postgres, stack)
        settings, edge = planned.settings, start.edge
        children = await stack.enter_async_context(kept_running(planned.processes, settings.failpoint))
        engines = stack.enter_context(_engines(planned, postgres, edge))
        application = await stack.enter_async_context(running(settings, database=planned.database, here=start.here))
        grpc_target = await stack.enter_async_context(native_port(application, start.grpc, STOP_GRACE_SECONDS))
        await stack.enter_async_context(nats_port(application, STOP_GRACE_SECONDS))
        if not await happens_before(_ready(start, children, planned), stopping):
            return
        password = await ensure_admin(application)
        http_url = await stack.enter_async_context(http_port(application, start.http))
        if edge:
            http_url, grpc_target = edge.http_url, edge.grpc_target
        way = OwnersWay(application, http_url, grpc_target, children.described, partial(described, engines))
        stack.callback(RunFile.remove, settings.data_dir)
        await way.renew()
        children.changed = way.write
        if planned.envoy:
            stack.callback(planned.envoy.stop)  # first of all: who is shut out early waits for nobody
        stack.enter_context(_background(_keep_renewing(way)))
        for engine in engines:
            stack.enter_context(_background(watch(engine, way.write)))
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
                engines=described(engines) if edge else (),
                phases=start.phases if edge else {},
            )
        )
        await stopping.wait()
        start.announce("stopping")


async def _prepared(start: _Start, postgres: EmbeddedPostgres | None, stack: contextlib.AsyncExitStack) -> Planned:
    """Databases, roles and schemas brought up to date, and the processes to start; NATS runs, where there is one."""
    data_dir = start.settings.data_dir
    keep_layout(data_dir, together=start.here, apart=start.apart)
    if not start.here and not start.apart:
        return Planned(start.settings)
    server = postgres.address if postgres else PostgresAddress.parse(start.settings.database_url or "")
    shared, migrated = await prepare(
        server, data_dir, together=start.here, apart=start.apart, is_embedded=postgres is not None
    )
    start.done("databases")
    if sum(migrated.values()):
        start.announce("database brought up to date: " + ", ".join(f"{name} +{n}" for name, n in migrated.items() if n))
    if start.edge:
        authority = Authority(data_dir / "certificates")
        broker = stack.enter_context(_broker(start, authority))
        return mesh_processes(start.settings, server, start.edge, authority, broker, start.way)
    processes = context_processes(start.settings, server, start.apart, start.here, start.grpc)
    return Planned(reaching(start.settings, processes) if processes else start.settings, shared, processes)


@contextlib.contextmanager
def _broker(start: _Start, authority: Authority) -> "Iterator[EmbeddedBroker | None]":
    """NATS for events, started; none where NATS_URL names another."""
    if start.settings.nats_url is not None:
        yield None
        return
    from business_m.embedded_broker import kept_broker

    with kept_broker(start.settings.data_dir, authority.identity(BROKER), start.settings.subscribed) as broker:
        start.done("nats")
        yield broker


@contextlib.contextmanager
def _engines(planned: Planned, postgres: EmbeddedPostgres | None, edge: Edge | None) -> Iterator[list[Engine]]:
    """The servers beside us; Envoy started, and in the end stopped."""
    found = [Engine("postgresql", postgres, postgres.start)] if postgres else []
    if planned.broker:
        nats = planned.broker.server
        found.append(Engine("nats", nats, nats.start, nats.address.server_url))
    with contextlib.ExitStack() as stack:
        if planned.envoy and edge:
            stack.callback(planned.envoy.stop)
            planned.envoy.spawn()
            found.append(Engine("envoy", planned.envoy, planned.envoy.spawn, edge.http_url))
        yield found


async def _ready(start: _Start, children: ContextProcesses, planned: Planned) -> None:
    await children.ready()
    start.done("contexts")
    if planned.envoy:
        await asyncio.to_thread(planned.envoy.await_ready)
        start.done("envoy")


async def _keep_renewing(way: OwnersWay) -> None:
    """Renews the owner's tokens before they end."""
    while True:
        await asyncio.sleep(OWNER_TOKENS_RENEWED_SECONDS)
        try:
            await way.renew()
        except Exception:
            log.exception("the owner's tokens were not renewed: trying again before they end")


@contextlib.contextmanager
def _background(work: "asyncio._CoroutineLike[None]") -> Iterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
