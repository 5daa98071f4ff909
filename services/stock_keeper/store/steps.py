"""Reserve, confirm and cancel in batches: one in flight per tenant and step, a result for each entry."""

from collections.abc import Sequence
from typing import Any

from m_kit.batcher import Batcher
from m_kit.database import Database
from m_kit.failpoints import FailPoints
from m_kit.posting import Decision, Posting
from m_kit.posting.reservations import POSTING_KINDS, HeldStore, columns, in_rounds, posting_row

from stock_keeper.domain.reservations import Reserved, movement_id_of
from stock_keeper.store.asked import Reserve

BATCH_LINES = 20_000

_RESERVED = ("bytea", "date", "text", "int")
_MOVED = ("int", "uuid", "text", "int", "int", "boolean")
_PLACES = ("uuid", "uuid", "uuid")
_LINE = ("int", "int", "uuid", "int", "int", "int", "int", "bigint", "bigint", "uuid")


def _call(function: str, *kinds: str) -> str:
    return f"select * from {function}($1, $2, " + ", ".join(f"${i}::{kind}[]" for i, kind in enumerate(kinds, 3)) + ")"


_RESERVE = _call("reserve_movements", *POSTING_KINDS, *_RESERVED, *_MOVED, *_PLACES, *_LINE)
_CONFIRM = _call("confirm_movements", "uuid", "text", "timestamptz")
_CANCEL = _call("cancel_movements", *POSTING_KINDS)


class Steps:
    """The three steps of posting. A batch that meets concurrent work raises ConflictRetry."""

    def __init__(self, database: Database, held: HeldStore, failpoints: FailPoints) -> None:
        self._database = database
        self._held = held
        self._failpoints = failpoints
        self._reserving: Batcher[Reserve, Reserved] = Batcher(
            self._reserve, most_weight=BATCH_LINES, weight=lambda one: len(one.lines)
        )
        self._confirming: Batcher[tuple[Decision, bool], str] = Batcher(self._confirm)
        self._cancelling: Batcher[Posting, str] = Batcher(self._cancel)

    async def reserve(self, tenant: str, asked: Reserve) -> Reserved:
        """Holds a posting's movements, or says why not."""
        return await self._reserving.submit(tenant, asked)

    async def confirm(self, tenant: str, decision: Decision, *, deferred: bool = False) -> str:
        """The outcome: confirmed, replayed, unknown or cancelled. `deferred`: the commit need not wait for the disk."""
        return await self._confirming.submit(tenant, (decision, deferred))

    async def cancel(self, tenant: str, posting: Posting) -> str:
        """The outcome: cancelled, replayed or confirmed."""
        return await self._cancelling.submit(tenant, posting)

    async def drained(self) -> None:
        """Returns when nothing is being written any more."""
        for batcher in (self._reserving, self._confirming, self._cancelling):
            await batcher.drained()

    async def _reserve(self, tenant: str, batch: Sequence[Reserve]) -> list[Reserved]:
        await self._held.remember(tenant)
        await self._failpoints.reach("late_reserve_after_cancel")

        async def reserve(chosen: Sequence[Reserve]) -> list[Reserved]:
            deferred = all(one.deferred for one in chosen)
            rows = await self._database.call(_RESERVE, tenant, deferred, *_reserve_columns(chosen))
            return [
                Reserved(row["outcome"], row["line"], row["available"], tuple(row["line_values"] or ())) for row in rows
            ]

        return await in_rounds(batch, lambda one: one.posting.id, reserve)

    async def _confirm(self, tenant: str, batch: Sequence[tuple[Decision, bool]]) -> list[str]:
        async def confirm(chosen: Sequence[tuple[Decision, bool]]) -> list[str]:
            deferred = all(may for _, may in chosen)
            given = columns([(one.posting_id, one.document_number, one.decided_time) for one, _ in chosen])
            return [row["outcome"] for row in await self._database.call(_CONFIRM, tenant, deferred, *given)]

        return await in_rounds(batch, lambda one: one[0].posting_id, confirm)

    async def _cancel(self, tenant: str, batch: Sequence[Posting]) -> list[str]:
        async def cancel(chosen: Sequence[Posting]) -> list[str]:
            given = columns([posting_row(one) for one in chosen])
            return [row["outcome"] for row in await self._database.call(_CANCEL, tenant, False, *given)]

        return await in_rounds(batch, lambda one: one.id, cancel)


def _reserve_columns(batch: Sequence[Reserve]) -> list[list[Any]]:
    """reserve_movements' arrays: keys and warehouses by id, the order that they are locked in."""
    lines = [
        (place, one, number, line) for place, one in enumerate(batch, 1) for number, line in enumerate(one.lines, 1)
    ]
    keys = sorted({(line.item.id, line.warehouse_id) for _, _, _, line in lines})
    warehouses = sorted({line.warehouse_id for _, _, _, line in lines})
    moved = [(place, item) for place, one in enumerate(batch, 1) for item in one.items]
    key_index = {key: index for index, key in enumerate(keys, 1)}
    warehouse_index = {key: index for index, key in enumerate(warehouses, 1)}
    moved_index = {(place, item.id): index for index, (place, item) in enumerate(moved, 1)}
    return [
        *columns(
            [
                (*posting_row(one.posting), one.input_hash, one.posting_date, one.currency_code, one.currency_scale)
                for one in batch
            ]
        ),
        *columns(
            [
                (place, item.id, item.uom_code, item.quantity_scale, item.method, item.allow_negative)
                for place, item in moved
            ]
        ),
        warehouses,
        *columns(keys),
        *columns(
            [
                (
                    place,
                    number,
                    movement_id_of(one.posting.id, number),
                    key_index[line.item.id, line.warehouse_id],
                    moved_index[place, line.item.id],
                    warehouse_index[line.warehouse_id],
                    int(line.direction),
                    line.quantity,
                    line.value,
                    line.source_movement_id,
                )
                for place, one, number, line in lines
            ]
        ),
    ]
