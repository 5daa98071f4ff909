"""One rpc, one transaction. Nobody else commits.

A transaction opens with the caller's tenant, which row-level security reads; it is never held over a call to another
service. `Transaction.roll_back()` makes it end without effect (validate_only).
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable, text
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncConnection

from m_kit.database import Database, translated_errors

_SET_TENANT = text("select set_config('m.tenant', :tenant, true)")


@dataclass
class Transaction:
    """An open transaction of one tenant."""

    connection: AsyncConnection
    tenant: str
    ends_without_effect: bool = False
    committed: list[Callable[[], None]] = field(default_factory=list)

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Runs a statement of SQLAlchemy Core; a list of parameters is one round trip for all."""
        return await self.connection.execute(statement, parameters)

    def roll_back(self) -> None:
        """Ends without effect when the block ends, whatever was done."""
        self.ends_without_effect = True

    def after_commit(self, call: Callable[[], None]) -> None:
        """Calls it when the transaction is known to be committed. Nothing may rest on it: a process may die between."""
        self.committed.append(call)


class UnitOfWork:
    """Opens transactions on one context's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def transaction(self, tenant: str) -> AsyncIterator[Transaction]:
        """Commits when the block ends, rolls back when it raises. Errors as Database.driver."""
        async with translated_errors(), self._database.engine.connect() as connection:
            begun = await connection.begin()
            try:
                await connection.execute(_SET_TENANT, {"tenant": tenant})
                transaction = Transaction(connection, tenant)
                yield transaction
                if transaction.ends_without_effect:
                    await begun.rollback()
                else:
                    await begun.commit()
                    for call in transaction.committed:
                        call()
            except Exception:
                if begun.is_active:
                    await begun.rollback()
                raise
            except BaseException:
                # Cancelled, perhaps in the middle of a round trip: nobody knows whether the server has begun or ended
                # the transaction, and whoever got this connection next would work in it and never commit.
                await connection.invalidate()
                raise
