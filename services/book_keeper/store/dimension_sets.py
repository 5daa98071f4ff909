"""Sets of dimensions, as lines ask for them (migrations/0023_lines_say_more.sql)."""

import json
import uuid
from collections.abc import Collection

from m_kit.database import Database

from book_keeper.domain.dimensions import DimensionSet
from book_keeper.domain.terms import Named, NoDimensionSet

_OPEN = "select * from open_dimension_sets($1, $2, $3::text[]::jsonb[], $4)"


class DimensionSets:
    """Finds or makes sets: one statement for all that a call names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def opened(
        self, tenant: str, company_id: uuid.UUID, named: Collection[Named], *, archived_too: bool = False
    ) -> dict[Named, DimensionSet | NoDimensionSet]:
        """The company's sets of these dimensions, or why there can be none; `archived_too` for what is taken back."""
        wanted = sorted(named)
        rows = await self._database.call(
            _OPEN, tenant, company_id, [json.dumps(dict(one)) for one in wanted], archived_too
        )
        return {
            one: NoDimensionSet(row["problem"], row["type_code"])
            if row["problem"]
            else DimensionSet(row["set_key"], one)
            for one, row in zip(wanted, rows, strict=True)
        }
