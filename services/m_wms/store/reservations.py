"""Stock reservations."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from m_kit.errors import Duplicate, EtagMismatch, NotFound, StateInvalid
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from m_wms.domain.reservations import StockReservation
from m_wms.store.tables import stock_reservation

_row = stock_reservation.c

SORTING = Sorting(
    fields={"create_time": _row.create_time, "reference": _row.reference},
    unique=(_row.id,),
    default="create_time",
)
_INSERT = insert(stock_reservation).on_conflict_do_nothing()


class ReservationRepository:
    """Reads and writes the stock reservations of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: StockReservation) -> None:
        """Stores it; one that the same request stored stays as it is. Raises Duplicate, StateInvalid."""
        found = (await self._transaction.execute(self._one(new.id))).one_or_none()
        if found is None:
            values = {"tenant": self._transaction.tenant, **asdict(new)}
            await self._transaction.execute(_INSERT, values)
            found = (await self._transaction.execute(self._one(new.id))).one_or_none()
        if found is None or found.request_id != new.request_id:
            raise Duplicate("there is one of this id", field="stock_reservation.id")
        if found.released:
            raise StateInvalid("it was given up before stock had answered", field="stock_reservation.id")

    async def forget(self, reservation_id: uuid.UUID) -> None:
        """Stock keeps nothing back for it."""
        await self._transaction.execute(stock_reservation.delete().where(_row.id == reservation_id))

    async def get(self, reservation_id: uuid.UUID, field: str = "id") -> StockReservation:
        """One. Raises NotFound on `field`."""
        row = (await self._transaction.execute(self._one(reservation_id))).one_or_none()
        if row is None:
            raise NotFound(f"no stock reservation {reservation_id}", field=field)
        return _reservation(row)

    async def page(
        self, page: SortedPage, company_id: uuid.UUID, customer_id: uuid.UUID | None
    ) -> tuple[Sequence[StockReservation], str]:
        """A page of a company's, and the next one's token."""
        query = sa.select(stock_reservation).where(_row.company_id == company_id)
        if customer_id is not None:
            query = query.where(_row.customer_id == customer_id)
        return await read_page(self._transaction, query, page, _reservation)

    async def release(self, released: StockReservation) -> None:
        """Its next revision, given up. Raises EtagMismatch where another came first."""
        mine = sa.and_(_row.id == released.id, _row.revision == released.revision - 1)
        values = {name: getattr(released, name) for name in ("released", "revision", "update_time")}
        if not (await self._transaction.execute(stock_reservation.update().where(mine).values(values))).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field="etag")

    def _one(self, reservation_id: uuid.UUID) -> sa.Select[Any]:
        return sa.select(stock_reservation).where(_row.id == reservation_id)


def _reservation(row: sa.Row[Any]) -> StockReservation:
    values = row._asdict()
    return StockReservation(**{name: values[name] for name in StockReservation.__dataclass_fields__})
