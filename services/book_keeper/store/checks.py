"""What must never break in the books, asked of the tables themselves.

Each check is one statement that answers how many things it looked at and, for those that break the rule, a sentence.
"""

import sqlalchemy as sa
from m_kit.checks import MOST_VIOLATIONS, Finding
from m_kit.uow import Transaction

from book_keeper.store import subledgers
from book_keeper.store.audit_chain import AuditChain
from book_keeper.store.fiscal_years import FiscalYearRepository

_UNBALANCED = """
select 'voucher ' || voucher_id || ': ' || ledger || ' is off by ' || sum(amount) from line
group by voucher_id, ledger having sum(amount) <> 0 limit :most
"""
_LINES_WITHOUT_VOUCHER = """
select 'line ' || l.number || ' of ' || l.voucher_id || ' has no voucher' from line l
where not exists (select from voucher v where v.id = l.voucher_id) limit :most
"""
_COMPANY_UNBALANCED = """
select 'company ' || c.company_id || ', ' || c.currency_code || ': debit minus credit is ' || sum(l.amount)
from line l join company_currency c using (ledger) group by c.company_id, c.currency_code
having sum(l.amount) <> 0 limit :most
"""
_REPEATED = """
select 'request ' || request_id || ' has ' || count(*) || ' vouchers' from voucher
group by request_id having count(*) > 1
union all
select 'document step ' || source_type || ' ' || source_id || ' ' || source_purpose || ' has ' || count(*)
from voucher where source_id <> '' group by company_id, source_type, source_id, source_purpose having count(*) > 1
limit :most
"""
_BALANCES_OFF = """
with kept as (
  select company_id, account_key, ledger, unit_code, posting_date, closing, dimension_set, debit, credit, units,
    functional_debit, functional_credit, unvalued from balance_day
  union all
  select company_id, account_key, ledger, unit_code, posting_date, closing, dimension_set, debit, credit, units,
    functional_debit, functional_credit, unvalued from balance_delta
  union all
  select v.company_id, l.account_key, l.ledger, l.unit_code, l.posting_date, v.closing, l.dimension_set,
    -greatest(l.amount, 0), -greatest(-l.amount, 0), -l.units, -greatest(l.functional_amount, 0),
    -greatest(-l.functional_amount, 0), case when l.functional_amount is null then -l.amount else 0 end
  from line l join voucher v on v.id = l.voucher_id
)
select 'account ' || account_key || ' on ' || posting_date || ': balances and lines differ by debit ' || sum(debit)
  || ', credit ' || sum(credit) || ', units ' || sum(units) || ', functional '
  || sum(functional_debit) - sum(functional_credit)
from kept group by company_id, account_key, ledger, unit_code, posting_date, closing, dimension_set
having sum(debit) <> 0 or sum(credit) <> 0 or sum(units) <> 0 or sum(functional_debit) <> 0
  or sum(functional_credit) <> 0 or sum(unvalued) <> 0 limit :most
"""
_PERIODS_OFF = """
with kept as (
  select company_id, period_key, account_key, ledger, unit_code, closing, dimension_set, debit, credit, units,
    functional_debit, functional_credit, unvalued from balance_period
  union all
  select company_id, period_key, account_key, ledger, unit_code, closing, dimension_set, -debit, -credit, -units,
    -functional_debit, -functional_credit, -unvalued from balance_day
)
select 'account ' || account_key || ' in period ' || period_key || ': period and days differ'
from kept group by company_id, period_key, account_key, ledger, unit_code, closing, dimension_set
having sum(debit) <> 0 or sum(credit) <> 0 or sum(units) <> 0 or sum(functional_debit) <> 0
  or sum(functional_credit) <> 0 or sum(unvalued) <> 0 limit :most
"""
_NUMBERS_WITH_GAPS = """
select 'series ' || journal_code || '/' || year_label || ' of company ' || company_id || ': ' || count(*)
  || ' vouchers, numbers ' || min(sequence) || ' to ' || max(sequence)
from voucher group by company_id, journal_code, year_label
having min(sequence) <> 1 or max(sequence) <> count(*) or count(distinct sequence) <> count(*) limit :most
"""
_HELD = """
select 'posting ' || id || ' of ' || owner_context || ' is held since ' || reserve_time from reservation
where state = 1 and reserve_time < clock_timestamp() - make_interval(secs => :seconds) order by reserve_time limit :most
"""
LONGEST_HOLD_SECONDS = 60


async def findings_of_books(transaction: Transaction) -> list[Finding]:
    """Every invariant that the books of the transaction's tenant can speak of."""
    return await BooksChecker(transaction).findings()


class BooksChecker:
    """Checks the books of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def findings(self) -> list[Finding]:
        """Every invariant that the books can speak of."""
        vouchers = await self._count("select count(*) from voucher")
        balances = await self._count("select count(*) from balance_day")
        series = await self._count("select count(distinct (company_id, journal_code, year_label)) from voucher")
        balanced = await self._violations(_UNBALANCED, _COMPANY_UNBALANCED, _LINES_WITHOUT_VOUCHER)
        return [
            Finding("I1", "debit = credit per voucher and currency, and over the company", vouchers, balanced),
            Finding("I4", "one voucher per request and document step", vouchers, await self._violations(_REPEATED)),
            Finding(
                "I7",
                "sub-ledgers = control accounts",
                await self._count(subledgers.COUNT),
                await self._violations(*subledgers.STATEMENTS),
            ),
            Finding(
                "I8",
                "balances = the lines they stand for",
                balances,
                await self._violations(_BALANCES_OFF, _PERIODS_OFF),
            ),
            Finding("I9", "voucher numbers are gapless", series, await self._violations(_NUMBERS_WITH_GAPS)),
            await self._closed_periods_unchanged(),
            await self._chains_hold(),
            Finding(
                "I14",
                "nothing is held longer than a minute",
                await self._count("select count(*) from reservation"),
                await self._violations(_HELD, seconds=LONGEST_HOLD_SECONDS),
            ),
        ]

    async def _closed_periods_unchanged(self) -> Finding:
        years = FiscalYearRepository(self._transaction)
        closed = await years.closed_periods()
        changed = [
            f"period {period.start_date} of company {period.company_id} is not what it was when closed"
            for period in closed
            if await years.content_hash(period) != period.content_hash
        ]
        return Finding("I10", "closed periods are unchanged", len(closed), changed)

    async def _chains_hold(self) -> Finding:
        chain = AuditChain(self._transaction)
        checked, broken = 0, []
        for company_id in await chain.companies():
            stretch = await chain.verify(company_id, 0)
            checked += stretch.checked
            while not stretch.is_end:
                stretch = await chain.verify(company_id, stretch.last)
                checked += stretch.checked
            if stretch.broken:
                broken.append(
                    f"seal {stretch.last} of company {company_id}: voucher {stretch.voucher_id} is {stretch.broken}"
                    if stretch.broken != "gap"
                    else f"a seal before {stretch.last} of company {company_id} is not there"
                )
        return Finding("I13", "the audit chain verifies", checked, broken)

    async def _count(self, sql: str) -> int:
        return int((await self._transaction.execute(sa.text(sql))).scalar_one())

    async def _violations(self, *statements: str, **given: object) -> list[str]:
        found: list[str] = []
        for sql in statements:
            rows = await self._transaction.execute(sa.text(sql), {"most": MOST_VIOLATIONS, **given})
            found += [row[0] for row in rows]
        return found[:MOST_VIOLATIONS]
