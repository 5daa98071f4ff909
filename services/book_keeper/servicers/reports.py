"""Reports."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime

import grpc
from businessm.ledger.v1 import report_pb2 as pb
from m_kit.caller import current_caller
from m_kit.dates import parse_date, parse_optional_date
from m_kit.decimals import format_decimal
from m_kit.errors import FieldInvalid
from m_kit.ids import parse_id
from m_kit.pagination import page_of

from book_keeper.convert import balance_message, functional_text, money_message
from book_keeper.domain.accounts import AccountType
from book_keeper.domain.balances import (
    Dimensions,
    Movement,
    View,
    by_currency,
    by_unit,
    in_own,
    money_text,
    net_by_currency,
    totals,
)
from book_keeper.domain.companies import CurrencyLedger
from book_keeper.servicers.environment import Books
from book_keeper.store.statement import StatementLine

ORDER_BITS = 63
RESULT = (AccountType.INCOME, AccountType.EXPENSE)


class ReportRpcs:
    """See ledger_service.proto."""

    books: Books

    async def GetTrialBalance(
        self, request: pb.GetTrialBalanceRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetTrialBalanceResponse:
        start, end = _span(request.from_date, request.as_of, "as_of")
        company_id = parse_id(request.company_id, "company_id", "company")
        moved = await self.books.reports.movements(
            current_caller().tenant, company_id, start, end, _view(request, _known_at(request))
        )
        moved, unvalued = await self._shown(request.functional, company_id, moved)
        rows = [one for one in by_currency(moved) if one.net]
        return pb.GetTrialBalanceResponse(
            company_id=request.company_id,
            as_of=request.as_of,
            rows=map(balance_message, rows),
            totals=[
                pb.CurrencyTotal(
                    currency_code=ledger.currency_code,
                    debit=money_text(debit, ledger),
                    credit=money_text(credit, ledger),
                )
                for ledger, debit, credit in totals(rows)
            ],
            unvalued=unvalued,
        )

    async def GetBalances(self, request: pb.GetBalancesRequest, _: grpc.aio.ServicerContext) -> pb.GetBalancesResponse:
        tenant, reports = current_caller().tenant, self.books.reports
        end, view = parse_date(request.as_of, "as_of"), _view(request, _known_at(request))
        company_id = parse_id(request.company_id, "company_id", "company")
        if request.account_code:
            code, subtree = request.account_code, request.subtree
            moved = await reports.movements_of(tenant, company_id, code, end, view, subtree=subtree)
        else:
            moved = await reports.movements(tenant, company_id, None, end, view)
        shown, unvalued = await self._shown(request.functional, company_id, moved)
        return pb.GetBalancesResponse(
            company_id=request.company_id,
            as_of=request.as_of,
            rows=[balance_message(one) for one in by_currency(shown) if one.net],
            unvalued=unvalued,
            units=[
                pb.UnitsRow(account_code=account, unit_code=unit, units=format_decimal(value))
                for account, unit, value in by_unit(moved)
            ],
        )

    async def GetProfitAndLoss(
        self, request: pb.GetProfitAndLossRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetProfitAndLossResponse:
        start, end = _span(request.from_date, request.to_date, "to_date")
        company_id = parse_id(request.company_id, "company_id", "company")
        moved = await self.books.reports.movements(
            current_caller().tenant, company_id, start, end, _view(request), with_closing=False
        )
        moved = [one for one in moved if one.account_type.is_result]
        moved, unvalued = await self._shown(request.functional, company_id, moved)
        rows = [one for one in by_currency(moved) if one.net]
        return pb.GetProfitAndLossResponse(
            company_id=request.company_id,
            rows=map(balance_message, rows),
            income=net_by_currency(rows, [AccountType.INCOME]),
            expenses=net_by_currency(rows, [AccountType.EXPENSE]),
            net=net_by_currency(rows, RESULT, sign=-1),
            unvalued=unvalued,
        )

    async def GetBalanceSheet(
        self, request: pb.GetBalanceSheetRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetBalanceSheetResponse:
        end = parse_date(request.as_of, "as_of")
        company_id = parse_id(request.company_id, "company_id", "company")
        moved = await self.books.reports.movements(current_caller().tenant, company_id, None, end)
        moved, unvalued = await self._shown(request.functional, company_id, moved)
        every = by_currency(moved)
        return pb.GetBalanceSheetResponse(
            company_id=request.company_id,
            as_of=request.as_of,
            rows=[balance_message(one) for one in every if not one.account_type.is_result and one.net],
            assets=net_by_currency(every, [AccountType.ASSET]),
            liabilities=net_by_currency(every, [AccountType.LIABILITY]),
            equity=net_by_currency(every, [AccountType.EQUITY]),
            unclosed_result=net_by_currency(every, RESULT),
            unvalued=unvalued,
        )

    async def _shown(
        self, functional: bool, company_id: uuid.UUID, moved: list[Movement]
    ) -> tuple[list[Movement], list[pb.BalanceRow]]:
        """(what a report shows, what has no functional amount)."""
        if not functional:
            return moved, []
        own = await self.books.reports.own(current_caller().tenant, company_id)
        found, unvalued = in_own(moved, own)
        return found, [balance_message(one) for one in by_currency(unvalued) if one.net]

    async def GetAccountStatement(
        self, request: pb.GetAccountStatementRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetAccountStatementResponse:
        page = page_of(request, date.fromisoformat, _posting_order)
        tenant, company_id = current_caller().tenant, parse_id(request.company_id, "company_id", "company")
        opening, lines = await self.books.reports.statement(
            tenant,
            company_id,
            request.account_code,
            parse_optional_date(request.from_date, "from_date"),
            parse_optional_date(request.to_date, "to_date"),
            page.after,
            page.size,
            View(dimensions=_dimensions(request.dimensions), known_at=_known_at(request)),
        )
        shown, token = page.cut(lines, lambda line: (line.posting_date, line.posting_order))
        return pb.GetAccountStatementResponse(
            opening={ledger.currency_code: money_text(minor, ledger) for ledger, minor in opening.items() if minor},
            entries=_entries(shown, dict(opening), await self.books.reports.own(tenant, company_id)),
            next_page_token=token,
        )


_Dated = pb.GetTrialBalanceRequest | pb.GetBalancesRequest | pb.GetAccountStatementRequest
_Viewed = pb.GetTrialBalanceRequest | pb.GetBalancesRequest | pb.GetProfitAndLossRequest


def _view(request: _Viewed, known_at: datetime | None = None) -> View:
    return View(_dimensions(request.dimensions), tuple(dict.fromkeys(request.group_by)), known_at)


def _known_at(request: _Dated) -> datetime | None:
    return request.as_known_at.ToDatetime(UTC) if request.HasField("as_known_at") else None


def _dimensions(given: Iterable[str]) -> Dimensions:
    """`TYPE:CODE` each; a code may have colons of its own."""
    pairs = (one.split(":", 1) for one in given)
    return tuple((type_code, code) for type_code, code in pairs)


def _posting_order(text: str) -> int:
    """Raises ValueError for what no row can hold."""
    if (order := int(text)).bit_length() > ORDER_BITS:
        raise ValueError("beyond a bigint")
    return order


def _span(start: str, end: str, end_field: str) -> tuple[date | None, date]:
    first, last = parse_optional_date(start, "from_date"), parse_date(end, end_field)
    if first and last < first:
        raise FieldInvalid(f"{last} lies before {first}", field=end_field)
    return first, last


def _entries(
    lines: list[StatementLine], balances: dict[CurrencyLedger, int], own: CurrencyLedger
) -> list[pb.AccountEntry]:
    """The lines with the balance after each; functional amounts are in `own`."""
    entries = []
    for line in lines:
        balances[line.ledger] = balances.get(line.ledger, 0) + line.amount
        entry = pb.AccountEntry(
            voucher_id=str(line.voucher_id),
            voucher_number=line.voucher_number,
            posting_date=line.posting_date.isoformat(),
            payee=line.payee,
            narration=line.narration,
            balance=money_text(balances[line.ledger], line.ledger),
        )
        money = money_message(abs(line.amount), line.ledger)
        (entry.credit if line.is_credit else entry.debit).CopyFrom(money)
        if line.unit_code:
            entry.units.unit_code, entry.units.value = line.unit_code, format_decimal(line.units)
        entry.dimensions.update(line.dimensions)
        if line.functional is not None:
            entry.functional_amount = functional_text(line.functional, line.is_credit, own)
        entries.append(entry)
    return entries
