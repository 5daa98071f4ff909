"""The composition root: which contexts run here, and which channel each stub is given.

The only reader of M_MODE. In indie every context stands behind an in-process server of its own and is reached through
an in-process channel; `M_REMOTE_<CONTEXT>` puts a channel over gRPC or NATS in its place, `overrides` any at all. In
enterprise a process runs the contexts it is told to, and every other one must be somewhere else.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import grpc
import grpc_inproc
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from businessm.identity.v1 import role_service_pb2, role_service_pb2_grpc
from m_engines.postgresql import PostgresAddress
from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.clock import Clock, SystemClock
from m_kit.contracts import Method, all_methods, methods_of
from m_kit.database import Database
from m_kit.errors import Unavailable
from m_kit.failpoints import FailPoints
from m_kit.interceptors.errors import guard_stream
from m_kit.interceptors.permission import RolePermissions
from m_kit.interceptors.pipeline import Pipeline
from m_kit.interceptors.retry import RetryingChannel
from m_kit.interceptors.standard import standard_steps
from m_kit.metrics import CallMetrics
from m_kit.module import Background, Environment, Module, Wiring, no_such_context
from m_kit.outgoing import OutgoingChannel
from m_kit.tokens import TokenIssuer, TokenVerifier

from business_m.broker import Broker
from business_m.catalog import NAMES, all_modules, owner_of, owners, sharers
from business_m.channels import LIMITS, mesh_channel, plugin_channel, remote_channels, variable_of
from business_m.databases import RolePasswords, role_of
from business_m.foreign_services import add_foreign_services
from business_m.keys import GATEWAY, IDENTITY, signing
from business_m.settings import SettingInvalid, Settings
from business_m.subscribers import SUBSCRIBED, subscribers
from business_m.ui_folders import installed_ui

INDIE, ENTERPRISE = "indie", "enterprise"
# What a process is told that runs the contexts it is given, and no others.
AS_PART_OF_A_MESH = {"M_MODE": ENTERPRISE}
STOP_GRACE_SECONDS = 2.0
RESTART_SECONDS = 1.0
HEALTH_TIMEOUT_SECONDS = 2.0

_GATEWAY = Caller(tenant="default", subject=SERVICE_PREFIX + GATEWAY, actor=GATEWAY)

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
    """All of it, started. `channels` reach every context, wherever it runs, `plugins` those that others run and that
    contexts here stand for."""

    settings: Settings
    modules: tuple[Module, ...]
    contexts: dict[str, Context]
    channels: dict[str, grpc.aio.Channel]
    issuer: TokenIssuer
    metrics: CallMetrics
    pipeline: Pipeline
    failpoints: FailPoints
    contracts: Mapping[str, Method]
    broker: Broker
    plugins: Mapping[str, grpc.aio.Channel]

    @property
    def topology(self) -> str:
        """indie where all runs here, mixed where some does, else network, or mesh where that is what reaches them."""
        if self.contexts:
            return "indie" if self.contexts.keys() >= {*NAMES, *self.settings.plugins} else "mixed"
        return "mesh" if self.settings.mesh_target else "network"

    @property
    def subscribers(self) -> Mapping[str, Sequence[str]]:
        """Type of event to the contexts that are told of it. Raises CatalogError."""
        return subscribers(self.modules, {**SUBSCRIBED, **self.settings.subscribed})

    def channel_for(self, service: str, context: str | None = None) -> grpc.aio.Channel:
        """The channel to a service's owner, or to the context named."""
        return self.channels[context or owner_of(service)]

    def calling(self, caller: str, context: str, *, repeats: bool = True) -> OutgoingChannel:
        """A channel to `context` with `caller`'s own token, filled in as contexts call each other; calls of other
        processes that never arrived are sent again, where `repeats`.

        Raises NotFound where there is no such context.
        """
        if context not in self.channels:
            no_such_context(context)
        channel = self.channels[context]
        if repeats and context not in self.contexts:
            channel = RetryingChannel(channel, self.contracts)
        return OutgoingChannel(channel, context, lambda tenant: self.issuer.service_token(caller, tenant))

    def calling_plugin(self, plugin: str) -> OutgoingChannel | None:
        """The channel by which its context calls a plugin that others run, with that context's token; None for what is
        no such plugin."""
        if plugin not in self.plugins:
            return None
        channel = RetryingChannel(self.plugins[plugin], self.contracts)
        return OutgoingChannel(channel, plugin, lambda tenant: self.issuer.service_token(plugin, tenant))

    async def health(self) -> dict[str, bool]:
        """Context to whether it can serve, those of other processes too."""
        names = [module.name for module in self.modules]
        return dict(zip(names, await asyncio.gather(*map(self._healthy, names)), strict=True))

    async def _healthy(self, context: str) -> bool:
        if context in self.contexts:
            return await self.contexts[context].healthy()
        stub = check_service_pb2_grpc.CheckServiceStub(self.calling(GATEWAY, context, repeats=False))
        request = check_service_pb2.DescribeContextRequest(context=context)
        try:
            with acting_as(_GATEWAY):
                return bool((await stub.DescribeContext(request, timeout=HEALTH_TIMEOUT_SECONDS)).healthy)
        except grpc.aio.AioRpcError:
            return False


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    overrides: Mapping[str, grpc.aio.Channel] | None = None,
    *,
    database: PostgresAddress | None = None,
    clock: Clock | None = None,
    modules: Sequence[Module] | None = None,
    here: Collection[str] | None = None,
) -> AsyncIterator[Application]:
    """`build`, started and in the end stopped."""
    application = build(settings, overrides, database=database, clock=clock, modules=modules, here=here)
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
    modules: Sequence[Module] | None = None,
    here: Collection[str] | None = None,
) -> Application:
    """Puts the contexts together, on `database` or the settings' DATABASE_URL.

    `modules` are presented to clients, all there are where none are named; `here` names those of them that run in
    this process, where nothing is said all that are not remote, and in enterprise none.

    Raises SettingInvalid for a mode, a key, a remote or a database that cannot be had, and for a context that is
    neither here nor anywhere else; PermissionOptionMissing for an rpc without permission, CatalogError for a service
    with two owners or a subscription that other processes do not know of.
    """
    presented = all_modules(settings.plugins) if modules is None else tuple(modules)
    broker = Broker(settings)
    distant = {**remote_channels(settings), **broker.channels, **(overrides or {})}
    by_mode = contexts_here(settings)
    names = set(by_mode if here is None else here) - distant.keys()
    local = [module for module in presented if module.name in names]
    channels = {**distant, **_reached_by_the_mesh(settings, {*distant, *(module.name for module in local)})}
    urls = _database_urls(settings, local, database)
    issuer, verifier = signing(settings)
    metrics = CallMetrics()
    methods = methods_of([*owners(presented), *sharers(presented)])
    caller = GATEWAY if modules is None else presented[0].name
    pipeline = _pipeline(methods, verifier, metrics, lambda: application.calling(caller, IDENTITY))
    failpoints = FailPoints.parse(settings.failpoint)
    plugins = {name: plugin_channel(settings, name) for name in settings.plugin_addresses if name in names}
    application = Application(
        settings, presented, {}, channels, issuer, metrics, pipeline, failpoints, all_methods(), broker, plugins
    )
    servers = {module.name: grpc_inproc.make_server(options=LIMITS) for module in local}
    for name, server in servers.items():
        channels[name] = grpc_inproc.connect(server, options=LIMITS, isolation=_isolation(methods, settings.testing))
    for module in local:
        application.contexts[module.name] = _context(
            application, module, servers[module.name], urls[module.name], clock
        )
    return application


def contexts_here(settings: Settings) -> tuple[str, ...]:
    """The contexts that run in a process that is told no names: all that are not remote, and the plugins; in enterprise
    none.

    Raises SettingInvalid for a mode that there is not.
    """
    if settings.mode not in (INDIE, ENTERPRISE):
        raise SettingInvalid(f"M_MODE={settings.mode}: it is {INDIE} or {ENTERPRISE}")
    if settings.mode == ENTERPRISE:
        return ()
    return tuple(name for name in (*NAMES, *settings.plugins) if name not in settings.remotes)


def _reached_by_the_mesh(settings: Settings, reached: set[str]) -> dict[str, grpc.aio.Channel]:
    """A channel to every context that nothing reaches yet."""
    missing = [name for name in (*NAMES, *settings.plugins) if name not in reached]
    mesh = mesh_channel(settings) if missing else None
    if missing and mesh is None:
        raise SettingInvalid(
            f"nothing reaches the context {missing[0]}: say where it is in {variable_of(missing[0])} or M_MESH_TARGET"
        )
    return dict.fromkeys(missing, mesh) if mesh else {}


def _database_urls(settings: Settings, local: Sequence[Module], database: PostgresAddress | None) -> dict[str, str]:
    """Context to the URL of its database, as its own role: whose password came with the address, or is kept here."""
    if not local:
        return {}
    if database is None and not settings.database_url:
        raise SettingInvalid("DATABASE_URL: where is the database?")
    address = database or PostgresAddress.parse(settings.database_url or "")
    passwords = RolePasswords(settings.data_dir / "role_passwords.json")
    roles = {module.name: role_of(module.name) for module in local}
    return {
        name: address.url() if role == address.user else address.url(user=role, password=passwords.of(role))
        for name, role in roles.items()
    }


def _context(
    application: Application,
    module: Module,
    server: grpc.aio.Server,
    url: str,
    clock: Clock | None,
) -> Context:
    database = Database(url, module.name)
    environment = Environment(
        name=module.name,
        database=database,
        clock=clock or SystemClock(),
        channel_to=lambda service: application.calling(module.name, owner_of(service)),
        channel_to_context=lambda context: application.calling(module.name, context),
        issuer=application.issuer if module.name == IDENTITY else None,
        settings=_settings_of_engines(application.settings),
        failpoints=application.failpoints.of(module.name),
        posting_times=application.settings.posting_times,
        subscribers=application.subscribers,
        carrier=application.broker.carrier(
            module.name, lambda tenant: application.issuer.service_token(module.name, tenant)
        ),
        contexts=(*NAMES, *application.settings.plugins),
        plugins=application.settings.plugins,
        plugin=application.calling_plugin(module.name),
        ui_folder=application.settings.ui_folders.get(module.name) or installed_ui(module.name),
    )
    wiring = module.wire(environment)
    for add, servicer in wiring.servicers:
        add(servicer, application.pipeline.registrar(server))
    return Context(module, database, server, wiring)


def _settings_of_engines(settings: Settings) -> dict[str, str]:
    """What contexts below the control panel choose their engines by."""
    return {
        "LEDGER_ENGINE": settings.ledger_engine,
        "TIGERBEETLE_ADDRESS": settings.tigerbeetle_address or "",
    }


def _pipeline(
    methods: Mapping[str, Method],
    verifier: TokenVerifier,
    metrics: CallMetrics,
    identity: Callable[[], grpc.aio.Channel],
) -> Pipeline:
    """What surrounds every rpc, outermost first."""

    async def permissions(_: str, roles: tuple[str, ...]) -> Sequence[str]:
        stub = role_service_pb2_grpc.RoleServiceStub(identity())
        request = role_service_pb2.ResolvePermissionsRequest(roles=roles)
        return list((await stub.ResolvePermissions(request)).permissions)

    steps = standard_steps(verifier, RolePermissions(permissions), metrics)
    return Pipeline(methods, steps, guard_stream)


def _isolation(methods: Mapping[str, Method], testing: bool) -> Callable[[str], Any]:
    """Tests watch every message for changes after it was handed over."""
    if testing:
        return lambda path: grpc_inproc.PARANOID
    shared = {path for path, method in methods.items() if method.immutable}
    return lambda path: grpc_inproc.IMMUTABLE if path in shared else grpc_inproc.COPY


async def _start(application: Application) -> None:
    await application.broker.start()
    for context in application.contexts.values():
        await add_foreign_services(context.server, [*context.module.services, *context.module.shared_services])
        await context.server.start()
    for context in application.contexts.values():
        if context.wiring.start:
            await context.wiring.start()
        taking = application.broker.taking(
            context.module.name, application.subscribers, application.channels[context.module.name]
        )
        context.work = [
            asyncio.create_task(_kept_going(work), name=work.name) for work in (*context.wiring.background, *taking)
        ]


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
    for channel in dict.fromkeys([*application.channels.values(), *application.plugins.values()]):
        await channel.close()
    await application.broker.stop()
    for context in application.contexts.values():
        await context.server.stop(STOP_GRACE_SECONDS)
        if context.wiring.stop:
            await context.wiring.stop()
        await context.database.close()
