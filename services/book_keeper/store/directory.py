"""What posting looks up again and again and never changes: ledgers of currencies, and keys of accounts.

Kept in the process: a scale is fixed once set, an account's code and key live for ever. What may change (archived
accounts, posting rules, periods) is never kept.
"""

import uuid
from collections.abc import Collection

from m_kit.uow import UnitOfWork

from book_keeper.domain.companies import CurrencyLedger, iso_digits
from book_keeper.domain.errors import LedgerEngineDiffers
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.companies import CompanyRepository

KEPT_COMPANIES = 1000
KEPT_ACCOUNTS = 100_000

_Company = tuple[str, uuid.UUID]


class LedgerDirectory:
    """Ledgers by currency and account keys by code, per (tenant, company)."""

    def __init__(self, uow: UnitOfWork, engine: str = "postgres") -> None:
        self._uow = uow
        self._engine = engine
        self._bound: set[_Company] = set()
        self._ledgers: dict[_Company, dict[str, CurrencyLedger]] = {}
        self._own: dict[_Company, CurrencyLedger] = {}
        self._accounts: dict[_Company, dict[str, int]] = {}
        self._codes: dict[int, str] = {}

    async def ledgers(
        self, tenant: str, company_id: uuid.UUID, currencies: Collection[str]
    ) -> dict[str, CurrencyLedger]:
        """The company's ledgers of these currencies, by code.

        A currency of ISO 4217 that no voucher used yet has its ISO digits and, for a number, a negative one: the first
        voucher that is posted in it stores both. A unit that was never declared is left out. Raises NotFound on
        `company_id`.
        """
        known = self._ledgers.get((tenant, company_id), {})
        if not known or not known.keys() >= set(currencies):
            known = await self._load_ledgers(tenant, company_id)
            return _unused(set(currencies) - known.keys()) | known
        return known

    async def own(self, tenant: str, company_id: uuid.UUID) -> CurrencyLedger:
        """The ledger of the company's own currency. Raises NotFound on `company_id`."""
        if (tenant, company_id) not in self._own:
            await self._load_ledgers(tenant, company_id)
        return self._own[tenant, company_id]

    async def require_engine(self, tenant: str, company_id: uuid.UUID) -> None:
        """Raises LedgerEngineDiffers where the company's money is in another engine, NotFound on `company_id`."""
        if (tenant, company_id) in self._bound:
            return
        async with self._uow.transaction(tenant) as transaction:
            company = await CompanyRepository(transaction).get(company_id, "company_id")
        if company.engine != self._engine:
            raise LedgerEngineDiffers(
                f"the money of {company.code} is in {company.engine}: set LEDGER_ENGINE={company.engine}",
                field="company_id",
                metadata={"engine": company.engine},
            )
        if len(self._bound) > KEPT_COMPANIES:
            self._bound.clear()
        self._bound.add((tenant, company_id))

    async def account_keys(self, tenant: str, company_id: uuid.UUID, codes: Collection[str]) -> dict[str, int]:
        """Keys of the company's accounts by code, those asked for among them; unknown ones are left out."""
        if len(self._accounts) > KEPT_COMPANIES or sum(map(len, self._accounts.values())) > KEPT_ACCOUNTS:
            self._accounts.clear()
        known = self._accounts.setdefault((tenant, company_id), {})
        missing = [code for code in set(codes) if code not in known]
        if missing:
            async with self._uow.transaction(tenant) as transaction:
                found = await AccountRepository(transaction).by_codes(company_id, missing)
            known.update({code: account.key for code, account in found.items()})
        return known

    async def account_codes(self, tenant: str, keys: Collection[int]) -> dict[int, str]:
        """Codes by key, of accounts that there are."""
        missing = [key for key in set(keys) if key not in self._codes]
        if missing:
            if len(self._codes) > KEPT_ACCOUNTS:
                self._codes.clear()
                missing = list(keys)
            async with self._uow.transaction(tenant) as transaction:
                self._codes.update(await AccountRepository(transaction).codes_of(missing))
        return {key: self._codes[key] for key in keys}

    async def _load_ledgers(self, tenant: str, company_id: uuid.UUID) -> dict[str, CurrencyLedger]:
        async with self._uow.transaction(tenant) as transaction:
            company = await CompanyRepository(transaction).get(company_id, "company_id")
        if len(self._ledgers) > KEPT_COMPANIES:
            self._ledgers.clear()
            self._own.clear()
        known = {ledger.currency_code: ledger for ledger in company.ledgers}
        self._ledgers[tenant, company_id] = known
        self._own[tenant, company_id] = company.own
        return known


def _unused(currencies: Collection[str]) -> dict[str, CurrencyLedger]:
    scales = {code: iso_digits(code) for code in sorted(currencies)}
    return {
        code: CurrencyLedger(-number, code, scale)
        for number, (code, scale) in enumerate(scales.items(), 1)
        if scale is not None
    }
