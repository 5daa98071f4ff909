"""Sends entries from a process of its own and prints how many of each answer it got.

What it is given is JSON: [engine, place, tenant, ledger, debit, credit, ids].
"""

import asyncio
import json
import sys
from collections import Counter

from m_kit.database import Database

from m_engines.ledger import Entry, LedgerEngine, Leg, PostgresLedgerEngine
from m_engines.tests.ledger.conformance.world import TIMEOUT_SECONDS


async def main(given: str) -> None:
    """Entries of amount 1, all at once."""
    name, place, tenant, ledger, debit, credit, ids = json.loads(given)
    database = Database(place, "book_keeper") if name == "postgres" else None
    engine = PostgresLedgerEngine(database) if database else await _cluster(place)
    entries = [Entry((Leg(one, debit, credit, 1, ledger, code=7),)) for one in ids]
    results = await asyncio.gather(*(engine.submit(tenant, [entry], TIMEOUT_SECONDS) for entry in entries))
    await engine.close()
    if database:
        await database.close()
    counted = Counter(type(one).__name__ for many in results for one in many)
    print(json.dumps({"Committed": 0, "AlreadyCommitted": 0, **counted}))


async def _cluster(place: str) -> LedgerEngine:
    from m_engines.ledger.tigerbeetle import TigerBeetleAddress, TigerBeetleLedgerEngine

    return await TigerBeetleLedgerEngine.connect(TigerBeetleAddress.parse(place), TIMEOUT_SECONDS)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
