"""A context beside a mesh, in a process of its own, that keeps what wms posts; nobody reaches it but the mesh's NATS.

`python -m tests.support.readers` is that process; `reading` starts one. The mesh knows it by M_SUBSCRIBED.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from business_m.databases import RolePasswords, database_of
from business_m.embedded_broker import PASSWORDS
from business_m.identity import BROKER, FRONT, server_name
from business_m.keys import MeshKeys
from business_m.parent import die_with
from business_m.settings import Settings
from business_m.stopping import stop_signals
from business_m.topology import running
from m_engines.nats.address import NatsAddress
from m_engines.postgresql import PostgresAddress
from m_kit.testing import PASSWORD, connected, make_database, migrate_module, role_of
from m_kit.tests.readers import Reader, readers_module

from tests.setup.running import environment
from tests.support.mesh import engine, identity, inside
from tests.support.whole import Whole
from tools.layout import ROOT

READERS = readers_module(Reader(), "wms.goods_receipt.posted")


@dataclass(frozen=True, slots=True)
class Readers:
    """`process` reads, into a database of its own on the mesh's server."""

    process: "subprocess.Popen[str]"
    server: PostgresAddress

    def times_told(self) -> Counter[str]:
        """Goods receipt to how often it was read."""
        return asyncio.run(self.told())

    async def told(self) -> Counter[str]:
        """The same, within an event loop."""
        connection = await connected(self.server, database_of(READERS.name))
        try:
            rows = await connection.fetch(f"select slip_id from {READERS.name}.reading")
            return Counter(str(row["slip_id"]) for row in rows)
        finally:
            await connection.close()


@contextlib.contextmanager
def reading(mesh: Whole) -> Iterator[Readers]:
    """A process that reads; ended in the end."""
    server = postgresql_of(mesh)
    database = database_of(READERS.name)
    asyncio.run(_prepared(server, database))
    own = replace(server, user=role_of(READERS), password=PASSWORD, database=database)
    keys = MeshKeys(mesh.data_dir / "keys")
    told = {
        "M_MODE": "enterprise",
        "M_DATA_DIR": str(mesh.data_dir),
        "M_MESH_TARGET": f"grpc://{inside(mesh)}",
        "M_SIGNING_KEY": str(keys.of(FRONT)),
        "M_TRUSTED_KEYS": str(keys.trusted),
        "NATS_URL": broker_as(mesh, READERS.name).url(),
        "DATABASE_URL": own.url(),
        **identity(mesh, FRONT).variables(),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.readers", str(os.getpid())],
        cwd=ROOT,
        env=environment(**told),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield Readers(process, server)
    finally:
        process.terminate()
        process.communicate()


def broker_as(mesh: Whole, user: str) -> NatsAddress:
    """The mesh's NATS, as one of its users."""
    address = NatsAddress.parse(str(engine(mesh, "nats")["address"]))
    trusted = replace(address, authority=mesh.data_dir / "certificates" / "authority.pem", name=server_name(BROKER))
    return trusted.of_user(user, RolePasswords(mesh.data_dir / PASSWORDS).of(user))


def postgresql_of(mesh: Whole) -> PostgresAddress:
    """The mesh's PostgreSQL, as its superuser."""
    contexts = [one for one in mesh.m("doctor", "--json").ok()["engines"] if one["name"] == "database"]
    sockets = str(contexts[0]["address"]).partition(":")[0]
    return PostgresAddress(sockets, 5432, "postgres", None, "postgres")


async def _prepared(server: PostgresAddress, database: str) -> None:
    await make_database(server, database)
    await migrate_module(server, database, READERS)


async def _read() -> None:
    settings, stopping = Settings.from_environment(), stop_signals()
    address = PostgresAddress.parse(settings.database_url or "")
    async with running(settings, modules=[READERS], here=[READERS.name], database=address):
        print("ready", flush=True)
        await stopping.wait()


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    asyncio.run(_read())
