"""What is held for documents that nobody has decided about yet."""

from typing import Any

from m_kit.database import Database
from m_kit.posting import Posting

MOST = 200

_TENANTS = "select name from working_tenant order by name"
_TENANT = "insert into working_tenant values ($1) on conflict do nothing"
_HELD = """
select * from reservation where tenant = $1 and state = 1
  and reserve_time < clock_timestamp() - make_interval(secs => $2)
order by reserve_time limit $3
"""


class HeldStore:
    """Reads pending reservations, for the sweeper."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known_tenants: set[str] = set()

    async def remember(self, tenant: str) -> None:
        """Before its first reservation: the sweeper visits it from now on."""
        if tenant not in self._known_tenants:
            await self._database.call(_TENANT, tenant)
            self._known_tenants.add(tenant)

    async def tenants(self) -> list[str]:
        """Everyone who ever had something held here."""
        return [row["name"] for row in await self._database.call(_TENANTS)]

    async def older_than(self, tenant: str, seconds: float) -> list[Posting]:
        """The oldest first, at most MOST."""
        # The setting must be there before the rows are looked at: a statement of its own, in one transaction.
        async with self._database.driver() as raw, raw.transaction():
            await raw.execute("select set_config('m.tenant', $1, true)", tenant)
            return [_posting(row) for row in await raw.fetch(_HELD, tenant, seconds, MOST)]


def _posting(row: Any) -> Posting:
    return Posting(
        row["owner_context"],
        row["company_id"],
        row["document_type"],
        row["document_id"],
        row["purpose"],
        row["revision"],
        row["attempt"],
    )
