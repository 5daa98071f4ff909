"""The chain of seals over vouchers (migrations/0020_audit_chain.sql)."""

import uuid

import sqlalchemy as sa
from m_kit.database import Database
from m_kit.uow import Transaction

from book_keeper.domain.audit import VERIFIED_AT_ONCE, Stretch

SEALED_AT_ONCE = 500
MOST_UNSEALED = 100

_SEAL = "select seal_vouchers($1, $2) as count"
_TENANTS = "select name from known_tenant"
_VERIFY = sa.text("select * from verify_seals(current_setting('m.tenant'), :company, :after, :most)")
_VOUCHERS = sa.text("select count(*) from voucher where company_id = :company")
_UNSEALED = sa.text(
    "select v.id from voucher v where v.company_id = :company"
    " and not exists (select from seal s where s.voucher_id = v.id) order by v.xact, v.id limit :most"
)
_COMPANIES = sa.text("select id from company order by id")


class Sealer:
    """Chains what was posted. One a tenant works at a time, whatever the number of processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seal(self) -> int:
        """Seals what every tenant has posted since, and answers how many vouchers that were."""
        sealed = 0
        for tenant in await known_tenants(self._database):
            sealed += await self._seal_tenant(tenant)
        return sealed

    async def _seal_tenant(self, tenant: str) -> int:
        sealed = 0
        while True:
            done: int = (await self._database.call(_SEAL, tenant, SEALED_AT_ONCE))[0]["count"]
            sealed += done
            if done < SEALED_AT_ONCE:
                return sealed


async def known_tenants(database: Database) -> list[str]:
    """Everyone who has books here."""
    return [row["name"] for row in await database.call(_TENANTS)]


class AuditChain:
    """Reads the chains of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def verify(self, company_id: uuid.UUID, after: int) -> Stretch:
        """Goes along from a seal on (0: the beginning)."""
        given = {"company": company_id, "after": after, "most": VERIFIED_AT_ONCE}
        row = (await self._transaction.execute(_VERIFY, given)).one()
        return Stretch(row.checked, row.last, row.broken, row.voucher_id)

    async def voucher_count(self, company_id: uuid.UUID) -> int:
        """Sealed or not."""
        return int((await self._transaction.execute(_VOUCHERS, {"company": company_id})).scalar_one())

    async def unsealed(self, company_id: uuid.UUID) -> list[uuid.UUID]:
        """Vouchers that no seal covers yet, up to MOST_UNSEALED."""
        given = {"company": company_id, "most": MOST_UNSEALED}
        return [row.id for row in await self._transaction.execute(_UNSEALED, given)]

    async def companies(self) -> list[uuid.UUID]:
        """All of the tenant."""
        return [row.id for row in await self._transaction.execute(_COMPANIES)]
