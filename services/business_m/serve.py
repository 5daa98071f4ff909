"""`m start`: everything in this process, in the foreground, until Ctrl+C."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import businessm
import uvicorn
from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_gateway.http.app import create_app
from m_gateway.http.surface import LandingPage, Surface
from m_kit import clock
from m_kit.caller import SERVICE_PREFIX

from business_m import __version__
from business_m.catalog import MODULES, owners, sharers
from business_m.databases import RolePasswords, prepare_databases, prepare_server
from business_m.first_admin import TENANT, USERNAME, ensure_admin
from business_m.ports import LOOPBACK, listen
from business_m.run_file import RunFile
from business_m.settings import DEFAULT_GRPC_PORT, DEFAULT_HTTP_PORT, Settings
from business_m.topology import STOP_GRACE_SECONDS, Application, running

OWNER_TOKEN_SECONDS = 86_400
OWNER_TOKEN_RENEWED_SECONDS = 43_200.0
POSTGRES_WATCH_SECONDS = 0.2

log = logging.getLogger(__name__)
Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """What the ready line says."""

    topology: str
    http_url: str
    grpc_target: str
    data_dir: str
    pid: int
    postgres_pid: int | None
    start_seconds: str

    def line(self) -> str:
        """One JSON object."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({"event": "ready", **fields})


def serve(settings: Settings, announce: Announce, ready: Callable[[Ready], None]) -> None:
    """Starts, tells stages to `announce` and the ready line to `ready`, serves until SIGINT or SIGTERM, stops.

    Raises EngineError (embedded PostgreSQL), PortTaken, SettingInvalid, MigrationError, Unavailable.
    """
    import uvloop

    http, grpc_port = listen(settings.http_port, DEFAULT_HTTP_PORT), _grpc_port(settings)
    with contextlib.ExitStack() as stack:
        stack.callback(http.close)
        postgres = _embedded(settings, announce, stack)
        address = postgres.address if postgres else PostgresAddress.parse(settings.database_url or "")
        uvloop.run(_serve(settings, address, postgres, http, grpc_port, announce, ready))


def _embedded(settings: Settings, announce: Announce, stack: contextlib.ExitStack) -> EmbeddedPostgres | None:
    if settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        announce("using the PostgreSQL of DATABASE_URL")
        return None
    announce(f"starting PostgreSQL on {settings.data_dir}")
    postgres = EmbeddedPostgres(settings.data_dir)
    postgres.start()
    stack.callback(postgres.stop)
    return postgres


def _grpc_port(settings: Settings) -> int:
    """The port for gRPC, looked up by taking it for a moment: gRPC binds by number."""
    with listen(settings.grpc_port, DEFAULT_GRPC_PORT) as found:
        port: int = found.getsockname()[1]
        return port


async def _serve(
    settings: Settings,
    address: PostgresAddress,
    postgres: EmbeddedPostgres | None,
    http: socket.socket,
    grpc_port: int,
    announce: Announce,
    ready: Callable[[Ready], None],
) -> None:
    stopping = _stop_signals()
    if postgres:
        address = await prepare_server(address)
    migrated = await prepare_databases(address, MODULES, RolePasswords(settings.data_dir / "role_passwords.json"))
    if sum(migrated.values()):
        announce("database brought up to date: " + ", ".join(f"{name} +{n}" for name, n in migrated.items() if n))
    async with running(settings, database=address) as application, contextlib.AsyncExitStack() as stack:
        password = await ensure_admin(application)
        grpc_target = await stack.enter_async_context(_native(application, grpc_port))
        http_url = await stack.enter_async_context(_front_door(application, http))
        stack.callback(RunFile.remove, settings.data_dir)
        stack.enter_context(_background(_keep_run_file(application, http_url, grpc_target)))
        if postgres:
            stack.enter_context(_background(_watch(postgres)))
        seconds = f"{clock.process_age_seconds():.1f}"
        if password:
            announce(f"first sign-in: user {USERNAME}, tenant {TENANT}, password {password} (shown once)")
        _write_run_file(application, http_url, grpc_target)
        pid = postgres.pid if postgres else None
        ready(Ready(application.topology, http_url, grpc_target, str(settings.data_dir), os.getpid(), pid, seconds))
        await stopping.wait()
        announce("stopping")


@contextlib.asynccontextmanager
async def _native(application: Application, port: int) -> AsyncIterator[str]:
    server, bound = await application.native_server(f"{LOOPBACK}:{port}")
    await server.start()
    try:
        yield f"{LOOPBACK}:{bound}"
    finally:
        await server.stop(STOP_GRACE_SECONDS)


class _Uvicorn(uvicorn.Server):
    """Leaves signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _front_door(application: Application, http: socket.socket) -> AsyncIterator[str]:
    app = create_app(surface_of(application))
    server = _Uvicorn(
        uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
    )
    serving = asyncio.create_task(server.serve(sockets=[http]))
    try:
        yield f"http://{LOOPBACK}:{http.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


def surface_of(application: Application) -> Surface:
    """What the front door shows: every service of the catalog."""
    image = Path(businessm.__path__[0]) / "descriptors.binpb"
    return Surface(
        services=[*owners(application.modules), *sharers(application.modules)],
        channel_for=application.channel_for,
        shared_services=sharers(application.modules),
        image=image.read_bytes(),
        health=application.health,
        metrics=application.metrics.text,
        landing=LandingPage(version=__version__, topology=application.topology),
    )


def _write_run_file(application: Application, http_url: str, grpc_target: str) -> None:
    issue = application.issuer.issue
    token, _ = issue(USERNAME, TENANT, ("admin",), OWNER_TOKEN_SECONDS)
    owner_token, _ = issue(f"{SERVICE_PREFIX}owner", TENANT, (), OWNER_TOKEN_SECONDS)
    found = RunFile(application.topology, http_url, grpc_target, token, owner_token, os.getpid())
    found.write(application.settings.data_dir)


async def _keep_run_file(application: Application, http_url: str, grpc_target: str) -> None:
    """Writes it again before its tokens end."""
    while True:
        await asyncio.sleep(OWNER_TOKEN_RENEWED_SECONDS)
        _write_run_file(application, http_url, grpc_target)


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


def _stop_signals() -> asyncio.Event:
    """Set by SIGINT and SIGTERM."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


def to_stderr(text: str) -> None:
    """A stage of the start, for people."""
    print(text, file=sys.stderr, flush=True)
