"""Goes on where a crash, a lost answer or a keeper that was away left a decided posting unconfirmed."""

import asyncio
import logging

from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import Unavailable
from m_kit.posting.decisions import DecisionStore
from m_kit.posting.procedure import Procedure

# P13: a younger one is being confirmed by its own request.
OLDER_THAN_SECONDS = 1.0
MOST_AT_ONCE = 100

log = logging.getLogger(__name__)


class Resumer:
    """Repeats confirms until every keeper has answered."""

    def __init__(self, context: str, decisions: DecisionStore, procedure: Procedure, every_seconds: float) -> None:
        self._subject = f"{SERVICE_PREFIX}{context}"
        self._decisions = decisions
        self._procedure = procedure
        self._every_seconds = every_seconds

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.once()
            except Unavailable as error:
                log.warning("cannot look for unconfirmed postings: %s", error.message)
            await asyncio.sleep(self._every_seconds)

    async def once(self, older_than_seconds: float = OLDER_THAN_SECONDS) -> int:
        """One look at every tenant; how many postings are confirmed by it. Raises Unavailable."""
        confirmed = 0
        for tenant in await self._decisions.tenants():
            with acting_as(Caller(tenant, self._subject, self._subject)):
                for decision, keepers in await self._decisions.unconfirmed(tenant, older_than_seconds, MOST_AT_ONCE):
                    confirmed += await self._procedure.confirm(tenant, decision, keepers)
        return confirmed
