"""Closing a fiscal year: its result goes to retained earnings, then all its periods close.

Three steps, each safe to repeat: let nothing but the closing voucher in (CLOSING), post that voucher under an id
derived from the year and from how many closing vouchers it had, close. A crash between them leaves the periods closing;
the same call again ends it, and ReopenFiscalYear takes it back. A period may be reopened by hand in between: so the
last step looks, with every period locked, whether the result is still moved, and refuses to close where it is not; the
same call again moves what is left by a voucher of its own.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from m_kit.clock import Clock
from m_kit.document import require_current, revised
from m_kit.errors import ConflictRetry
from m_kit.ids import derived_id, new_id, parse_id
from m_kit.uow import Transaction, UnitOfWork

from book_keeper.domain.balances import Movement
from book_keeper.domain.closing import result_lines
from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.dimensions import NO_DIMENSIONS, DimensionSet
from book_keeper.domain.errors import (
    AccountArchived,
    AccountUnknown,
    FiscalYearClosed,
    PeriodClosed,
    PostingRuleMissing,
)
from book_keeper.domain.fiscal_years import FiscalYear, PeriodState, YearState
from book_keeper.domain.posting_rules import RETAINED_EARNINGS
from book_keeper.domain.vouchers import CLOSING_JOURNAL, Draft, Line, Voucher
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.audit import record
from book_keeper.store.balances import BalanceReader
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.dimensions import DimensionSetReader
from book_keeper.store.fiscal_years import FiscalYearRepository
from book_keeper.store.posting_rules import PostingRuleRepository
from book_keeper.store.reservations import pending_postings
from book_keeper.store.vouchers import VoucherRepository
from book_keeper.usecases.drain_periods import PeriodDrain, require_none_pending
from book_keeper.usecases.fiscal_years import close_locked
from book_keeper.usecases.post_vouchers import Posting


@dataclass(frozen=True, slots=True)
class YearClose:
    """What the three steps work with."""

    uow: UnitOfWork
    posting: Posting
    balances: BalanceReader
    drain: PeriodDrain
    clock: Clock

    async def post_result(self, tenant: str, year_id: str, etag: str, account_code: str, actor: str) -> None:
        """Steps one and two; nothing where the year is closed.

        Raises NotFound, EtagMismatch, PeriodClosed (last month), PeriodPending, PostingRuleMissing, AccountUnknown,
        AccountArchived.
        """
        async with self.uow.transaction(tenant) as transaction:
            years = FiscalYearRepository(transaction)
            year = await years.get(parse_id(year_id, "id", "fiscal year"), lock=True)
            if year.state is YearState.CLOSED:
                return
            if etag:
                require_current(year, etag)
            retained = await _retained_earnings(transaction, year, account_code)
            await _let_nothing_more_in(years, year)
            # Counted before the balances are read: whoever reads them after another closing voucher posts nothing.
            count = await VoucherRepository(transaction).count_closings(year)
        await self.drain.drain_year(tenant, year)
        ledgers = partial(self._ledgers, tenant, year.company_id)
        moved = await self.balances.movements(
            tenant, year.company_id, year.start_date, year.end_date, ledgers, by_dimension=True
        )
        lines = result_lines(moved, await self._sets(tenant, moved), retained)
        if lines:
            draft = replace(_closing_draft(year, count, lines, actor), own=await self._own(tenant, year.company_id))
            await self.posting.post_one(tenant, draft)

    async def finish(self, transaction: Transaction, year_id: str, actor: str) -> tuple[FiscalYear, Voucher | None]:
        """Step three, in the request's own transaction: the closed year and its closing voucher.

        Raises FiscalYearClosed where another request did it, ConflictRetry where a period took more meanwhile.
        """
        years = FiscalYearRepository(transaction)
        year = await years.get(parse_id(year_id, "id", "fiscal year"), lock=True)
        if year.state is YearState.CLOSED:
            raise FiscalYearClosed("it is closed already", field="id")
        periods = await years.periods_of_year(year, lock=True)
        require_none_pending(await pending_postings(transaction, year.company_id, year.start_date, year.end_date))
        if await years.has_result(year):
            raise ConflictRetry("a period was reopened meanwhile: send the same call again", field="id")
        now = self.clock.now()
        for period in periods:
            if period.state is not PeriodState.CLOSED:
                await close_locked(transaction, period, actor, now, with_year=True)
        voucher = next(reversed(await VoucherRepository(transaction).closings_of(year)), None)
        voucher_id = voucher.draft.id if voucher else None
        closed = revised(year, now, state=YearState.CLOSED, closing_voucher_id=voucher_id)
        await years.update(closed)
        await record(transaction, year.company_id, "fiscal_year.close", year.id, actor, now)
        return closed, voucher

    async def _sets(self, tenant: str, moved: Sequence[Movement]) -> dict[int, DimensionSet]:
        async with self.uow.transaction(tenant) as transaction:
            codes = await DimensionSetReader(transaction).codes({one.dimension_set for one in moved})
        return {0: NO_DIMENSIONS} | {key: DimensionSet(key, pairs) for key, pairs in codes.items()}

    async def _own(self, tenant: str, company_id: uuid.UUID) -> CurrencyLedger:
        async with self.uow.transaction(tenant) as transaction:
            return (await CompanyRepository(transaction).get(company_id)).own

    async def _ledgers(self, tenant: str, company_id: uuid.UUID) -> dict[int, CurrencyLedger]:
        async with self.uow.transaction(tenant) as transaction:
            company = await CompanyRepository(transaction).get(company_id)
        return {one.ledger: one for one in company.ledgers}


async def _let_nothing_more_in(years: FiscalYearRepository, year: FiscalYear) -> None:
    periods = await years.periods_of_year(year, lock=True)
    if periods[-1].state is PeriodState.CLOSED:
        raise PeriodClosed("the closing voucher goes into the last month, which is closed: reopen it", field="id")
    for period in periods:
        if period.state is PeriodState.OPEN:
            await years.update_period(replace(period, state=PeriodState.CLOSING, revision=period.revision + 1))


async def _retained_earnings(transaction: Transaction, year: FiscalYear, account_code: str) -> str:
    if not account_code:
        rules = await PostingRuleRepository(transaction).by_roles(year.company_id, [RETAINED_EARNINGS])
        if RETAINED_EARNINGS not in rules:
            raise PostingRuleMissing(
                "name an account, or make a posting rule for RETAINED_EARNINGS",
                field="retained_earnings_account_code",
            )
        account_code = rules[RETAINED_EARNINGS].account_code
    account = (await AccountRepository(transaction).by_codes(year.company_id, [account_code])).get(account_code)
    if account is None:
        raise AccountUnknown(f"no account {account_code!r}", field="retained_earnings_account_code")
    if account.archived:
        raise AccountArchived(f"account {account_code!r} is archived", field="retained_earnings_account_code")
    return account_code


def _closing_draft(year: FiscalYear, count: int, lines: Sequence[Line], actor: str) -> Draft:
    """Empties every income and expense account into retained earnings, currency by currency."""
    request_id = derived_id(year.id, "closing voucher", str(count))
    return Draft(
        id=new_id(),
        company_id=year.company_id,
        request_id=request_id,
        input_hash=hashlib.sha256(request_id.bytes).digest(),
        journal_code=CLOSING_JOURNAL,
        posting_date=year.end_date,
        lines=tuple(lines),
        actor=actor,
        narration=f"Result of the fiscal year {year.start_date} to {year.end_date}",
        closing=True,
    )
