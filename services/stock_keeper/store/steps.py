"""Reserve, confirm and cancel: one call of a set-based function for each batch."""

from collections.abc import Sequence

from m_kit.database import Database
from m_kit.failpoints import FailPoints
from m_kit.posting.keeper_steps import CONFIRM_KINDS, KeeperSteps, ToConfirm, confirm_columns, step_sql
from m_kit.posting.reservations import HeldStore

from stock_keeper.domain.reservations import Reserved, ReservedLine
from stock_keeper.store.asked import Reserve
from stock_keeper.store.reserve_columns import RESERVE_KINDS, reserve_columns

_RESERVE = step_sql("reserve_movements", *RESERVE_KINDS)
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
        rows = await self._database.call(_RESERVE, tenant, deferred, *reserve_columns(batch))
        return [
            Reserved(
                row["outcome"],
                row["line"],
                row["available"],
                row["serial"],
                tuple(
                    map(
                        ReservedLine,
                        row["line_values"] or (),
                        row["line_variances"] or (),
                        row["line_corrections"] or (),
                    )
                ),
            )
            for row in rows
        ]

    async def confirm_round(self, tenant: str, batch: Sequence[ToConfirm]) -> list[str]:
        """See KeeperSteps."""
        deferred = all(one.deferred for one in batch)
        rows = await self._database.call(_CONFIRM, tenant, deferred, *confirm_columns(batch))
        return [row["outcome"] for row in rows]
