"""Somebody at the tables behind stock's back, and what CheckService says of it."""

from typing import Any

import asyncpg
import grpc
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub

from stock_keeper.tests.worlds import World

ALL = ("I4", "I5", "I6", "I14")


class Tampering:
    """The server's owner at work on one tenant's stock."""

    def __init__(self, connection: asyncpg.Connection, tenant: str) -> None:
        self.connection = connection
        self._tenant = tenant

    async def run(self, statement: str) -> None:
        """One row of this tenant is changed, unseen by triggers."""
        await self.connection.execute("set session_replication_role = replica")
        try:
            done = await self.connection.execute(statement, self._tenant)
        finally:
            await self.connection.execute("set session_replication_role = origin")
        assert done.endswith(" 1"), f"{done}: it must hit one row"


async def found(channel: grpc.aio.Channel, world: World) -> dict[str, Any]:
    """Every invariant as answered, by its id."""
    stub = CheckServiceStub(channel)
    answer = await stub.RunChecks(check_service_pb2.RunChecksRequest(), metadata=world.metadata)
    assert [one.id for one in answer.invariants] == list(ALL)
    return {one.id: one for one in answer.invariants}


async def violated(channel: grpc.aio.Channel, world: World) -> set[str]:
    """Those that do not hold."""
    return {
        name
        for name, one in (await found(channel, world)).items()
        if one.status == check_service_pb2.Invariant.VIOLATED
    }


def one_of(table: str, condition: str, column: str = "ctid") -> str:
    """That names one row of the tenant's."""
    return f"{column} = (select {column} from {table} where tenant = $1 and {condition} order by {column} limit 1)"
