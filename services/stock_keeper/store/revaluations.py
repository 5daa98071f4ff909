"""A revaluation's three steps of posting, and what is held for them."""

import uuid
from datetime import date

from m_kit.database import Database
from m_kit.posting import Decision, Posting
from m_kit.posting.reservations import HeldStore, posting_row

_RESERVE = "select reserve_revaluation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as outcome"
_CONFIRM = "select confirm_revaluation($1, $2, $3, $4) as outcome"
_CANCEL = "select cancel_revaluation($1, $2, $3, $4, $5, $6, $7, $8, $9) as outcome"


class RevaluationSteps:
    """Each is one call and one transaction: documents of this kind are few."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, tenant: str, posting: Posting, revaluation_id: uuid.UUID, day: date) -> str:
        """The outcome as reserve_revaluation answers it."""
        return await self._outcome(_RESERVE, tenant, *posting_row(posting), revaluation_id, day)

    async def confirm(self, tenant: str, decision: Decision) -> str:
        """The outcome: confirmed, replayed, unknown or cancelled."""
        number, decided_time = decision.document_number, decision.decided_time
        return await self._outcome(_CONFIRM, tenant, decision.posting_id, number, decided_time)

    async def cancel(self, tenant: str, posting: Posting) -> str:
        """The outcome: cancelled, replayed or confirmed."""
        return await self._outcome(_CANCEL, tenant, *posting_row(posting))

    async def _outcome(self, sql: str, *arguments: object) -> str:
        return str((await self._database.call(sql, *arguments))[0]["outcome"])


def held_revaluations(database: Database) -> HeldStore:
    """What the sweeper asks about."""
    return HeldStore(database, table="revaluation_hold")
