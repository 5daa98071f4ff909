"""For tests of contexts: a migrated database of one's own, tokens, and fakes' addresses. No test imports a context's
neighbour for this. The server itself is started by services/conftest.py, for the kit knows no engine."""

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import asyncpg
import grpc
from cryptography.hazmat.primitives.asymmetric import ec

from m_kit.contracts import methods_of
from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.interceptors.errors import guard_stream
from m_kit.interceptors.permission import RolePermissions
from m_kit.interceptors.pipeline import Pipeline
from m_kit.interceptors.standard import standard_steps
from m_kit.metrics import CallMetrics
from m_kit.migrations import ensure_role, migrate, read_migrations
from m_kit.module import Module
from m_kit.statuses import reason_of, status_of_rpc_error, violations_of
from m_kit.tokens import TokenIssuer

PASSWORD = "no secret"
TOKEN_SECONDS = 3600
PERMISSIONS = {"admin": ["*"], "reader": ["*.read"]}

Metadata = tuple[tuple[str, str], ...]


class Address(Protocol):
    """Where a PostgreSQL server is, as its superuser."""

    @property
    def host(self) -> str:
        """A name, or the folder of a socket."""

    @property
    def port(self) -> int:
        """The port."""

    @property
    def user(self) -> str:
        """Who may make databases and roles."""

    @property
    def password(self) -> str | None:
        """Of that user."""

    def url(self, *, user: str | None = None, password: str | None = None, database: str | None = None) -> str:
        """SQLAlchemy's URL."""


def role_of(module: Module) -> str:
    """The role a context's tests run as."""
    return f"m_{module.name}"


def new_tenant() -> str:
    """A tenant that nobody else has: how tests share a database and never meet."""
    return f"t-{new_id()}"


async def connected(address: Address, database: str = "postgres") -> asyncpg.Connection:
    """A connection as the superuser; close it."""
    return await asyncpg.connect(
        host=address.host, port=address.port, user=address.user, password=address.password, database=database
    )


async def make_database(address: Address, name: str) -> None:
    """An empty database."""
    connection = await connected(address)
    try:
        await connection.execute(f"create database {name}")
    finally:
        await connection.close()


async def migrate_module(address: Address, database: str, module: Module, up_to: int | None = None) -> int:
    """Brings the module's schema in a database up to date, or to a version; answers how many migrations ran."""
    connection = await connected(address, database)
    try:
        await ensure_role(connection, role_of(module), PASSWORD)
        return await migrate(connection, module.name, role_of(module), read_migrations(module.migrations), up_to)
    finally:
        await connection.close()


class MigratedDatabases:
    """One database per context on a server, made and migrated at its first use. Tests keep apart by tenants."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._ready: set[str] = set()

    async def of(self, module: Module) -> Database:
        """The context's database, as the context sees it; close it."""
        name = f"of_{module.name}"
        if name not in self._ready:
            await make_database(self.address, name)
            await migrate_module(self.address, name, module)
            self._ready.add(name)
        return Database(self.address.url(user=role_of(module), password=PASSWORD, database=name), module.name)


def make_issuer() -> TokenIssuer:
    """Signs tokens for one test run."""
    return TokenIssuer(ec.generate_private_key(ec.SECP256R1()))


def calling_as(issuer: TokenIssuer, tenant: str, *, user: str = "asha", roles: Iterable[str] = ("admin",)) -> Metadata:
    """Metadata of a call by this user: role `admin` may do all, `reader` may read."""
    token, _ = issuer.issue(user, tenant, tuple(roles), TOKEN_SECONDS)
    return (("authorization", f"Bearer {token}"),)


def pipeline_of(module: Module, issuer: TokenIssuer) -> Pipeline:
    """What surrounds the module's rpcs when it is served, with the permissions of PERMISSIONS."""

    async def permissions(_: str, roles: tuple[str, ...]) -> list[str]:
        return [pattern for role in roles for pattern in PERMISSIONS.get(role, [])]

    steps = standard_steps(issuer.verifier(), RolePermissions(permissions), CallMetrics())
    return Pipeline(methods_of([*module.services, *module.shared_services]), steps, guard_stream)


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a call was refused: the code's name, the reason, and the fields named."""

    code: str
    reason: str
    fields: tuple[str, ...]
    message: str


async def refusal_of(call: Awaitable[Any]) -> Refusal:
    """The refusal of a call that must not succeed: AssertionError where it does."""
    try:
        answer = await call
    except grpc.aio.AioRpcError as error:
        status = status_of_rpc_error(error)
        fields = tuple(violation.field for violation in violations_of(status))
        return Refusal(error.code().name, reason_of(status), fields, status.message)
    raise AssertionError(f"it was not refused but answered {answer}")


async def was_replayed(call: Any) -> bool:
    """Whether a call that was answered says that its answer is a repeated one."""
    return ("idempotency-replayed", "true") in [tuple(item) for item in await call.trailing_metadata()]
