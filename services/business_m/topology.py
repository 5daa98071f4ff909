"""The composition root: which contexts run here, and which channel each stub is given.

The only reader of M_MODE. In indie every context stands behind an in-process server of its own and is reached through
an in-process channel; `M_REMOTE_<CONTEXT>` puts a gRPC channel in its place, and `overrides` any channel at all.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import grpc
import grpc_inproc
from businessm.identity.v1 import role_service_pb2, role_service_pb2_grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from m_engines.postgresql import PostgresAddress
from m_kit.clock import Clock, SystemClock
from m_kit.contracts import Method, methods_of
from m_kit.database import Database
from m_kit.errors import Unavailable
from m_kit.interceptors.errors import guard_stream
from m_kit.interceptors.permission import RolePermissions
from m_kit.interceptors.pipeline import Pipeline
from m_kit.interceptors.standard import standard_steps
from m_kit.interceptors.unreadable import RefuseUnreadable
from m_kit.metrics import CallMetrics
from m_kit.module import Background, Environment, Module, Wiring, no_such_context
from m_kit.outgoing import OutgoingChannel
from m_kit.tokens import TokenIssuer, load_or_make_key

from business_m.catalog import MODULES, owners, sharers
from business_m.databases import RolePasswords, role_of
from business_m.native import ContextRouter
from business_m.settings import SettingInvalid, Settings

MODES = ("indie",)
IDENTITY = "identity"
# The contracts' limit of a message, the same over a network and in the process: 4 MiB.
LIMITS = (("grpc.max_receive_message_length", 4 * 1024 * 1024),)
STOP_GRACE_SECONDS = 2.0
RESTART_SECONDS = 1.0
FOREIGN_SERVICES = (health.SERVICE_NAME, reflection.SERVICE_NAME)

log = logging.getLogger(__name__)


@dataclass
class Context:
    """One context running in this process."""

    module: Module
    database: Database
    server: grpc.aio.Server
    wiring: Wiring
    work: list[asyncio.Task[None]] = field(default_factory=list)

    async def healthy(self) -> bool:
        """Whether its database answers."""
        try:
            await self.database.call("select 1")
        except Unavailable:
            return False
        return True


@dataclass
class Application:
    """All of it, started. `channels` reach every context, wherever it runs."""

    settings: Settings
    modules: tuple[Module, ...]
    contexts: dict[str, Context]
    channels: dict[str, grpc.aio.Channel]
    issuer: TokenIssuer
    metrics: CallMetrics
    pipeline: Pipeline

    @property
    def topology(self) -> str:
        """indie where all runs here, mixed where a context is remote."""
        return "indie" if self.contexts.keys() >= {module.name for module in self.modules} else "mixed"

    def channel_for(self, service: str, context: str | None = None) -> grpc.aio.Channel:
        """The channel to a service's owner, or to the context named."""
        return self.channels[context or owners(self.modules)[service]]

    def calling(self, caller: str, context: str) -> OutgoingChannel:
        """A channel to `context` with `caller`'s own token, filled in as contexts call each other.

        Raises NotFound where there is no such context.
        """
        if context not in self.channels:
            no_such_context(context)
        return OutgoingChannel(
            self.channels[context], context, lambda tenant: self.issuer.service_token(caller, tenant)
        )

    async def health(self) -> dict[str, bool]:
        """Context to whether it can serve."""
        names = list(self.contexts)
        return dict(zip(names, await asyncio.gather(*(self.contexts[name].healthy() for name in names)), strict=True))

    async def native_server(self, address: str) -> tuple[grpc.aio.Server, int]:
        """(a network server over the same servicers, the port it got). Start it; port 0 asks for a free one."""
        server = grpc.aio.server(interceptors=[RefuseUnreadable(), self.pipeline], options=LIMITS)
        wirings = {name: context.wiring for name, context in self.contexts.items()}
        server.add_generic_rpc_handlers((ContextRouter(wirings, sharers(self.modules)),))
        await _add_foreign_services(server, [*owners(self.modules), *sharers(self.modules)])
        return server, server.add_insecure_port(address)


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    overrides: Mapping[str, grpc.aio.Channel] | None = None,
    *,
    database: PostgresAddress | None = None,
    clock: Clock | None = None,
    modules: tuple[Module, ...] = MODULES,
) -> AsyncIterator[Application]:
    """`build`, started and in the end stopped."""
    application = build(settings, overrides, database=database, clock=clock, modules=modules)
    try:
        await _start(application)
        yield application
    finally:
        await _stop(application)


def build(
    settings: Settings,
    overrides: Mapping[str, grpc.aio.Channel] | None = None,
    *,
    database: PostgresAddress | None = None,
    clock: Clock | None = None,
    modules: tuple[Module, ...] = MODULES,
) -> Application:
    """Puts the contexts together, on `database` or the settings' DATABASE_URL.

    Raises SettingInvalid for a mode, a remote or a database that cannot be had, PermissionOptionMissing for an rpc
    without permission, CatalogError for a service with two owners.
    """
    if settings.mode not in MODES:
        raise SettingInvalid(f"M_MODE={settings.mode}: this version runs {', '.join(MODES)}")
    if database is None and not settings.database_url:
        raise SettingInvalid("DATABASE_URL: where is the database?")
    address = database or PostgresAddress.parse(settings.database_url or "")
    distant = {**_remote_channels(settings, modules), **(overrides or {})}
    local = [module for module in modules if module.name not in distant]
    issuer = TokenIssuer(load_or_make_key(settings.data_dir / "keys" / "tokens.pem"))
    metrics, owner_of = CallMetrics(), owners(modules)
    methods = methods_of([*owner_of, *sharers(modules)])
    channels: dict[str, grpc.aio.Channel] = dict(distant)
    pipeline = _pipeline(methods, issuer, metrics, lambda: channels[IDENTITY])
    application = Application(settings, modules, {}, channels, issuer, metrics, pipeline)
    servers = {module.name: grpc_inproc.make_server(interceptors=[pipeline], options=LIMITS) for module in local}
    for name, server in servers.items():
        channels[name] = grpc_inproc.connect(server, options=LIMITS, isolation=_isolation(methods, settings.testing))
    passwords = RolePasswords(settings.data_dir / "role_passwords.json")
    for module in local:
        server = servers[module.name]
        application.contexts[module.name] = _context(application, module, server, address, passwords, clock)
    return application


def _context(
    application: Application,
    module: Module,
    server: grpc.aio.Server,
    address: PostgresAddress,
    passwords: RolePasswords,
    clock: Clock | None,
) -> Context:
    role, owner_of = role_of(module.name), owners(application.modules)
    database = Database(address.url(user=role, password=passwords.of(role)), module.name)
    environment = Environment(
        name=module.name,
        database=database,
        clock=clock or SystemClock(),
        channel_to=lambda service: application.calling(module.name, owner_of[service]),
        channel_to_context=lambda context: application.calling(module.name, context),
        issuer=application.issuer if module.name == IDENTITY else None,
    )
    wiring = module.wire(environment)
    for add, servicer in wiring.servicers:
        add(servicer, server)
    return Context(module, database, server, wiring)


def _remote_channels(settings: Settings, modules: tuple[Module, ...]) -> dict[str, grpc.aio.Channel]:
    names = {module.name for module in modules}
    channels = {}
    for context, address in settings.remotes.items():
        if context not in names:
            raise SettingInvalid(f"M_REMOTE_{context.upper()}: there is no context {context}")
        scheme, _, target = address.partition("://")
        if scheme != "grpc" or not target:
            raise SettingInvalid(f"M_REMOTE_{context.upper()}={address}: say grpc://host:port")
        channels[context] = grpc.aio.insecure_channel(target)
    return channels


def _pipeline(
    methods: Mapping[str, Method],
    issuer: TokenIssuer,
    metrics: CallMetrics,
    identity: Callable[[], grpc.aio.Channel],
) -> Pipeline:
    """What surrounds every rpc, outermost first."""

    async def permissions(_: str, roles: tuple[str, ...]) -> Sequence[str]:
        channel = OutgoingChannel(identity(), IDENTITY, lambda tenant: issuer.service_token("gateway", tenant))
        stub = role_service_pb2_grpc.RoleServiceStub(channel)  # type: ignore[no-untyped-call]
        request = role_service_pb2.ResolvePermissionsRequest(roles=roles)
        return list((await stub.ResolvePermissions(request)).permissions)

    steps = standard_steps(issuer.verifier(), RolePermissions(permissions), metrics)
    return Pipeline(methods, steps, guard_stream)


def _isolation(methods: Mapping[str, Method], testing: bool) -> Callable[[str], Any]:
    """Tests watch every message for changes after it was handed over."""
    if testing:
        return lambda path: grpc_inproc.PARANOID
    shared = {path for path, method in methods.items() if method.immutable}
    return lambda path: grpc_inproc.IMMUTABLE if path in shared else grpc_inproc.COPY


async def _add_foreign_services(server: grpc.aio.Server, services: Sequence[str]) -> None:
    """Health, all serving, and reflection."""
    servicer = health.aio.HealthServicer()
    for service in ("", *services):
        await servicer.set(service, health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    reflection.enable_server_reflection([*services, *FOREIGN_SERVICES], server)


async def _start(application: Application) -> None:
    for context in application.contexts.values():
        await _add_foreign_services(context.server, [*context.module.services, *context.module.shared_services])
        await context.server.start()
    for context in application.contexts.values():
        if context.wiring.start:
            await context.wiring.start()
        context.work = [asyncio.create_task(_kept_going(work), name=work.name) for work in context.wiring.background]


async def _kept_going(work: Background) -> None:
    """Background work that fails is a defect: it is logged whole, and starts again."""
    while True:
        try:
            await work.run()
        except Exception:
            log.exception("background work failed: %s", work.name)
        await asyncio.sleep(RESTART_SECONDS)


async def _stop(application: Application) -> None:
    for context in application.contexts.values():
        for task in context.work:
            task.cancel()
        await asyncio.gather(*context.work, return_exceptions=True)
    for channel in application.channels.values():
        await channel.close()
    for context in application.contexts.values():
        await context.server.stop(STOP_GRACE_SECONDS)
        if context.wiring.stop:
            await context.wiring.stop()
        await context.database.close()
