"""One context's database: its own schema and role, through SQLAlchemy's pool.

Two ways in. `Database.call` runs one set-based function as one statement and one transaction, on the driver's own
connection: the hot path. Everything else goes through `uow.UnitOfWork`.
"""

import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from m_kit.errors import ConflictRetry, Duplicate, Unavailable

MOST_HELD = 4

# A connection waits for the disk when it commits, also where its server's configuration would not have it so.
_MET = """
select system_identifier::text as cluster, to_regprocedure('server_life()') is not null as remembers,
  case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', false) end
from pg_control_system()
"""
_LIFE = "select server_life()"

_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    # What the driver says on a connection whose server took its leave while nothing was asked.
    asyncpg.InternalClientError,
    OSError,
)
_RETRY = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)


@dataclass(frozen=True, slots=True)
class _Held:
    """A connection checked out of the pool, with the driver's own below it."""

    connection: AsyncConnection
    raw: asyncpg.Connection

    async def give_back(self) -> None:
        """To the pool; a broken one ends."""
        if self.raw.is_closed():
            await self.connection.invalidate()
        await self.connection.close()


class Database:
    """A pool of connections as one role, with one schema first in its search path."""

    def __init__(self, url: str, schema: str, *, pool_size: int = 8) -> None:
        self.schema = schema
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=20,
            connect_args={
                "timeout": 10,
                "server_settings": {
                    "search_path": schema,
                    "application_name": f"business-m {schema}",
                    "timezone": "UTC",
                    "jit": "off",
                },
            },
        )
        self._held: list[_Held] = []
        self._clusters: set[str] = set()
        self._lives: WeakKeyDictionary[asyncpg.Connection, uuid.UUID] = WeakKeyDictionary()
        self._life: uuid.UUID | None = None
        event.listen(self.engine.sync_engine, "connect", lambda made, _: made.run_async(self._meet))
        self._autocommit = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def address(self) -> str:
        """Where it is, without the password."""
        url = self.engine.url
        return f"{url.host or url.query.get('host', '')}:{url.port or url.query.get('port', '')}/{url.database}"

    @property
    def cluster(self) -> str:
        """`pg_control_system().system_identifier` of the server, as its connections said; databases with the same one
        share a write-ahead log. Empty before the first connection, and for good where connections said different ones.
        """
        return next(iter(self._clusters)) if len(self._clusters) == 1 else ""

    @property
    def life(self) -> uuid.UUID | None:
        """The server's life, as its youngest connection knows it: another one after every crash of the server, the
        same one after an orderly stop. None before the first connection."""
        return self._life

    def life_of(self, connection: asyncpg.Connection) -> uuid.UUID | None:
        """The life that a connection began in, and is in while it works: a crash ends every connection."""
        return self._lives.get(connection)

    @asynccontextmanager
    async def driver(self) -> AsyncIterator[asyncpg.Connection]:
        """The driver's connection, outside any transaction.

        Raises Unavailable where the server does not answer or the connection broke (the work may have happened),
        ConflictRetry where concurrent work got in the way.
        """
        async with translated_errors(), self._autocommit.connect() as connection:
            raw = await driver_connection(connection)
            try:
                yield raw
            except _LOST:
                await connection.invalidate()
                raise
            except Exception:
                if raw.is_closed() or raw.is_in_transaction():
                    await connection.invalidate()
                raise
            except BaseException:
                await connection.invalidate()
                raise

    @asynccontextmanager
    async def kept_driver(self) -> AsyncIterator[asyncpg.Connection]:
        """As `driver`, on one of a few connections that stay checked out in between: checking out costs more than a
        call."""
        async with translated_errors():
            held = await self._kept()
            try:
                yield held.raw
            except BaseException as error:
                unsure = isinstance(error, asyncpg.InternalClientError) or not isinstance(error, Exception)
                if unsure or held.raw.is_in_transaction():
                    held.raw.terminate()
                await held.give_back()
                raise
            if len(self._held) < MOST_HELD:
                self._held.append(held)
            else:
                await held.give_back()

    async def call(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """Runs one statement as one transaction and answers its rows. Errors as `driver`."""
        async with self.kept_driver() as raw:
            rows: list[asyncpg.Record] = await raw.fetch(sql, *arguments)
        return rows

    async def close(self) -> None:
        """Closes every connection."""
        while self._held:
            await self._held.pop().give_back()
        await self.engine.dispose()

    async def _meet(self, connection: asyncpg.Connection) -> None:
        """Asks a new connection whose it is."""
        try:
            met = await connection.fetchrow(_MET)
        except asyncpg.InsufficientPrivilegeError:
            # Its server tells nobody which one it is: like one that shares its log with nobody.
            self._clusters.add("")
            return
        self._clusters.add(met["cluster"])
        if met["remembers"]:
            self._life = self._lives[connection] = await connection.fetchval(_LIFE)

    async def _kept(self) -> "_Held":
        """One that its server has not closed meanwhile, or a new one."""
        while self._held:
            held = self._held.pop()
            if not held.raw.is_closed():
                return held
            await held.give_back()
        return await self._hold()

    async def _hold(self) -> "_Held":
        connection = await self._autocommit.connect()
        try:
            return _Held(connection, await driver_connection(connection))
        except BaseException:
            await connection.close()
            raise


async def driver_connection(connection: AsyncConnection) -> asyncpg.Connection:
    """The asyncpg connection under an autocommit connection of SQLAlchemy.

    Raises RuntimeError where SQLAlchemy believes to be in a transaction that it has not begun on the server yet: a raw
    call there would commit by itself and a later rollback would undo nothing.
    """
    if connection.sync_connection is not None and connection.sync_connection.in_transaction():
        raise RuntimeError("never mix a SQLAlchemy transaction with calls on the driver's connection")
    for _ in range(64):
        raw = (await connection.get_raw_connection()).driver_connection
        if raw is not None and not raw.is_closed() and not raw.is_in_transaction():
            return raw
        await connection.invalidate()
    raise Unavailable("the database closed every connection")


@asynccontextmanager
async def translated_errors() -> AsyncIterator[None]:
    """Turns a driver's errors into ours; its messages stay inside the process (as the cause, for the log)."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(_original(error), error) from error
    except TimeoutError as error:
        raise Unavailable("the database did not answer in time") from error
    except (*_LOST, *_RETRY, asyncpg.InterfaceError) as error:
        raise _translated(error, error) from error
    except ConnectionError as error:
        raise Unavailable("the database does not answer") from error


def violated_constraint(error: BaseException) -> str | None:
    """The name of the constraint that an IntegrityError names, or None."""
    original = _original(error)
    return getattr(original, "constraint_name", None)


def _original(error: BaseException) -> BaseException:
    """The driver's error under SQLAlchemy's."""
    found: BaseException = error
    while (cause := getattr(found, "orig", None) or found.__cause__) is not None:
        found = cause
        if isinstance(found, asyncpg.PostgresError | asyncpg.InterfaceError | asyncpg.InternalClientError | OSError):
            break
    return found


def _translated(original: BaseException, error: BaseException) -> BaseException:
    if isinstance(original, _RETRY):
        return ConflictRetry("concurrent work got in the way: send the same call again")
    lost = isinstance(original, _LOST) or (
        isinstance(original, asyncpg.InterfaceError) and "clos" in str(original).lower()
    )
    return Unavailable("the database does not answer") if lost else error


@contextmanager
def duplicates_refused(**fields: str) -> Iterator[None]:
    """Turns a unique constraint's violation into Duplicate on the field given for the constraint's name."""
    try:
        yield
    except IntegrityError as error:
        field = fields.get(violated_constraint(error) or "")
        if field is None:
            raise
        raise Duplicate(f"another one has this {field.rpartition('.')[2]}", field=field) from error
