"""Holding movements for a document, making them final, giving them back."""

from businessm.stock.v1 import movement_pb2
from m_kit.decimals import format_minor
from m_kit.errors import Archived, BusinessError, FieldInvalid, NotFound
from m_kit.posting import Decision, Posting
from m_kit.posting.keeper_steps import require_own
from m_kit.posting.reservations import HeldStore, require_cancelled, require_confirmed

from stock_keeper.convert import money_message
from stock_keeper.domain.errors import InsufficientStock, ItemDiffers, SourceMovementInvalid
from stock_keeper.domain.reservations import Reserved, movement_id_of
from stock_keeper.store.asked import Reserve
from stock_keeper.store.steps import Steps


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
            raise _refusal(asked, found)
        return movement_pb2.ReserveMovementsResponse(
            movements=[
                movement_pb2.ReservedMovement(
                    movement_id=str(movement_id_of(asked.posting.id, number)),
                    value=money_message(value, asked.currency_code, asked.currency_scale),
                )
                for number, value in enumerate(found.values, 1)
            ]
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


def _refusal(asked: Reserve, found: Reserved) -> BusinessError:
    if found.outcome == "currency_differs":
        return FieldInvalid("the company's stock is valued in another currency or scale", field="currency_code")
    return _refused_line(asked, found)


def _refused_line(asked: Reserve, found: Reserved) -> BusinessError:
    index = max(found.line - 1, 0)
    path, line = f"movements[{index}]", asked.lines[index]
    if found.outcome == "item_differs":
        return ItemDiffers(
            "it moved before under another unit, scale or valuation method",
            field=f"{path}.item_id",
            metadata={"item_id": str(line.item.id)},
        )
    if found.outcome == "warehouse_missing":
        return NotFound(f"no warehouse {line.warehouse_id}", field=f"{path}.warehouse_id")
    if found.outcome == "warehouse_archived":
        return Archived(f"warehouse {line.warehouse_id} is archived", field=f"{path}.warehouse_id")
    if found.outcome == "source_invalid":
        return SourceMovementInvalid(
            f"movement {line.source_movement_id} is not confirmed, moved other goods, or has no such quantity left",
            field=f"{path}.source_movement_id",
        )
    if found.outcome != "insufficient":
        raise AssertionError(f"stock does not know the outcome {found.outcome}")
    available = format_minor(found.available or 0, line.item.quantity_scale, 0)
    requested = format_minor(line.quantity, line.item.quantity_scale, 0)
    return InsufficientStock(
        f"{available} available, {requested} asked for",
        field=f"{path}.quantity",
        metadata={
            "item_id": str(line.item.id),
            "warehouse_id": str(line.warehouse_id),
            "available": available,
            "requested": requested,
        },
    )
