"""D1: whose commits may be made without waiting for the disk."""

import asyncpg
import grpc
import pytest

from m_kit.database import Database
from m_kit.durability import may_defer
from m_kit.outgoing import CLUSTER
from m_kit.testing import Metadata
from m_kit.tests.served import context_named, served, somebody


async def answered(database: Database, metadata: Metadata) -> bool:
    """What may_defer says in a call with this metadata."""
    said: list[bool] = []

    async def handler(_: object, context: grpc.aio.ServicerContext) -> None:
        said.append(may_defer(context, database))

    async with served(handler) as rpcs:
        await rpcs.read(metadata)
    return said[0]


async def test_a_database_knows_its_servers_cluster_from_its_connections(
    database: Database, superuser: asyncpg.Connection
) -> None:
    assert (database.cluster, database.life) == ("", None)
    await database.call("select 1")
    assert database.cluster == str(await superuser.fetchval("select system_identifier from pg_control_system()"))
    assert database.life == await superuser.fetchval("select server_life()")


async def test_a_pool_that_met_two_clusters_shares_a_log_with_nobody(database: Database) -> None:
    await database.call("select 1")
    database._clusters.add("7")
    assert database.cluster == ""


@pytest.mark.parametrize(
    ("said", "caller", "may"),
    [
        ("the same", context_named("notes"), True),
        ("another", context_named("notes"), False),
        ("nothing", context_named("notes"), False),
        ("the same", somebody("admin"), False),
    ],
)
async def test_an_owner_on_the_same_cluster_lets_a_keeper_defer(
    database: Database, said: str, caller: Metadata, may: bool
) -> None:
    await database.call("select 1")
    clusters = {"the same": database.cluster, "another": "7000000000000000001"}
    metadata = (*caller, (CLUSTER, clusters[said])) if said in clusters else caller
    assert await answered(database, metadata) is may


async def test_a_keeper_that_does_not_know_its_own_cluster_waits(database: Database) -> None:
    assert await answered(database, (*context_named("notes"), (CLUSTER, ""))) is False


async def test_a_connection_waits_for_the_disk_whatever_its_server_is_configured_to_do(database: Database) -> None:
    """Every other commit here is made on a server whose configuration says `off`."""
    assert (await database.call("show synchronous_commit"))[0]["synchronous_commit"] == "on"
