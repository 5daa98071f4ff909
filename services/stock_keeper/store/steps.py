"""Reserve, confirm and cancel: one call of a set-based function for each batch."""

from collections.abc import Sequence
from typing import Any

from m_kit.database import Database
from m_kit.failpoints import FailPoints
from m_kit.posting.keeper_steps import CONFIRM_KINDS, KeeperSteps, ToConfirm, confirm_columns, step_sql
from m_kit.posting.reservations import POSTING_KINDS, HeldStore, columns, posting_row

from stock_keeper.domain.reservations import Reserved, movement_id_of
from stock_keeper.store.asked import Reserve

_RESERVED = ("bytea", "date", "text", "int")
_MOVED = ("int", "uuid", "text", "int", "int", "boolean")
_PLACES = ("uuid", "uuid", "uuid")
_LINE = ("int", "int", "uuid", "int", "int", "int", "int", "bigint", "bigint", "uuid")


_RESERVE = step_sql("reserve_movements", *POSTING_KINDS, *_RESERVED, *_MOVED, *_PLACES, *_LINE)
_CONFIRM = step_sql("confirm_movements", *CONFIRM_KINDS)


class Steps(KeeperSteps[Reserve, Reserved, str]):
    """The three steps of posting. A batch that meets concurrent work raises ConflictRetry."""

    def __init__(self, database: Database, held: HeldStore, failpoints: FailPoints) -> None:
        super().__init__(
            database, held, failpoints, cancel_function="cancel_movements", lines_of=lambda one: len(one.lines)
        )

    async def reserve_round(self, tenant: str, batch: Sequence[Reserve]) -> list[Reserved]:
        """See KeeperSteps."""
        deferred = all(one.deferred for one in batch)
        rows = await self._database.call(_RESERVE, tenant, deferred, *_reserve_columns(batch))
        return [
            Reserved(row["outcome"], row["line"], row["available"], tuple(row["line_values"] or ())) for row in rows
        ]

    async def confirm_round(self, tenant: str, batch: Sequence[ToConfirm]) -> list[str]:
        """See KeeperSteps."""
        deferred = all(one.deferred for one in batch)
        rows = await self._database.call(_CONFIRM, tenant, deferred, *confirm_columns(batch))
        return [row["outcome"] for row in rows]


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
