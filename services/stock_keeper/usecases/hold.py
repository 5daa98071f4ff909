"""Holding movements for a document, making them final, giving them back."""

from businessm.stock.v1 import movement_pb2
from businessm.type.v1 import money_pb2
from m_kit.posting import Decision, Posting
from m_kit.posting.keeper_steps import require_own
from m_kit.posting.reservations import HeldStore, require_cancelled, require_confirmed

from stock_keeper.convert import money_message
from stock_keeper.domain.reservations import ReservedLine, movement_id_of
from stock_keeper.store.asked import Reserve
from stock_keeper.store.steps import Steps
from stock_keeper.usecases.refusals import refusal


class Holds:
    """The keeper's side of posting; what the sweeper works on."""

    def __init__(self, steps: Steps, store: HeldStore) -> None:
        self._steps = steps
        self._store = store

    async def reserve(self, tenant: str, asked: Reserve) -> movement_pb2.ReserveMovementsResponse:
        """Every movement's value. Raises what the posting is refused with: then nothing of it is held."""
        found = await self._steps.reserve(tenant, asked)
        require_own(found.outcome)
        if found.outcome not in ("reserved", "replayed"):
            raise refusal(asked, found)
        return movement_pb2.ReserveMovementsResponse(
            movements=[_reserved_movement(asked, number, line) for number, line in enumerate(found.lines, 1)]
        )

    async def confirm(self, tenant: str, decision: Decision, *, deferred: bool = False) -> None:
        """P6: refuses nothing that is held. Raises ReservationUnknown, ReservationCancelled."""
        require_confirmed(await self._steps.confirm(tenant, decision, deferred=deferred), decision.posting_id)

    async def cancel(self, tenant: str, posting: Posting) -> None:
        """Gives back what is held. Raises StateInvalid where it is confirmed."""
        require_cancelled(await self._steps.cancel(tenant, posting), posting.id)

    async def tenants(self) -> list[str]:
        """Everyone who ever had something held here."""
        return await self._store.tenants()

    async def held(self, tenant: str, older_than_seconds: float) -> list[Posting]:
        """Postings that are neither confirmed nor cancelled, the oldest first."""
        return await self._store.older_than(tenant, older_than_seconds)


def _reserved_movement(asked: Reserve, number: int, line: ReservedLine) -> movement_pb2.ReservedMovement:
    def money(minor: int) -> money_pb2.Money:
        return money_message(minor, asked.currency_code, asked.currency_scale)

    return movement_pb2.ReservedMovement(
        movement_id=str(movement_id_of(asked.posting.id, number)),
        value=money(line.value),
        variance=money(line.variance),
        correction=money(line.correction),
    )
