"""`python -m m_kit.tests.teller_process URL TENANT TEXT...`: tells readers and dies between commit and publish, if
a fail point is any good. Readers would be at a port where nobody is."""

import asyncio
import sys

import grpc

from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.tests.readers import World


async def tell(url: str, tenant: str, texts: list[str]) -> None:
    """Ends at the fail point, or not at all."""
    notes = Database(url, "notes")
    async with grpc.aio.insecure_channel("127.0.0.1:1") as channel:
        world = World(notes, notes, tenant, channel, failpoint="after_commit_before_publish:kill")
        async with world.relaying():
            await world.tell(new_id(), *texts)
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(tell(sys.argv[1], sys.argv[2], sys.argv[3:]))
