"""Bringing what a recompute found to the balances, together with the document that brings it to the ledger."""

import uuid
from datetime import date

from m_kit.errors import NotFound, StateInvalid
from m_kit.posting import Decision, Posting
from m_kit.posting.keeper_steps import require_own
from m_kit.posting.reservations import HeldStore, require_cancelled, require_confirmed

from stock_keeper.domain.errors import PeriodClosed
from stock_keeper.store.revaluations import RevaluationSteps


class RevaluationHolds:
    """The keeper's side of posting a revaluation; what its sweeper works on."""

    def __init__(self, steps: RevaluationSteps, store: HeldStore) -> None:
        self._steps = steps
        self._store = store

    async def reserve(self, tenant: str, posting: Posting, revaluation_id: uuid.UUID, day: date) -> None:
        """Held for this posting alone.

        Raises NotFound, StateInvalid, PeriodClosed, ReservationDiffers, ReservationCancelled.
        """
        await self._store.remember(tenant)
        outcome = await self._steps.reserve(tenant, posting, revaluation_id, day)
        require_own(outcome)
        if outcome == "missing":
            raise NotFound(f"the company has no revaluation {revaluation_id}", field="revaluation_id")
        if outcome == "taken":
            raise StateInvalid(f"another document has revaluation {revaluation_id}", field="revaluation_id")
        if outcome == "closed":
            raise PeriodClosed(f"{day:%Y-%m} is closed for stock", field="posting_date")

    async def confirm(self, tenant: str, decision: Decision) -> None:
        """P6: refuses nothing that is held. Raises ReservationUnknown, ReservationCancelled."""
        require_confirmed(await self._steps.confirm(tenant, decision), decision.posting_id)

    async def cancel(self, tenant: str, posting: Posting) -> None:
        """It waits again. Raises StateInvalid where it is confirmed."""
        require_cancelled(await self._steps.cancel(tenant, posting), posting.id)

    async def tenants(self) -> list[str]:
        """Everyone who ever had something held here."""
        return await self._store.tenants()

    async def held(self, tenant: str, older_than_seconds: float) -> list[Posting]:
        """Postings that are neither confirmed nor cancelled, the oldest first."""
        return await self._store.older_than(tenant, older_than_seconds)
