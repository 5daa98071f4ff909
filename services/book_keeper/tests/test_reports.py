"""What the books add up to, on a day in May."""

import base64
import json
import uuid
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import asyncpg
import pytest
from businessm.ledger.v1 import account_pb2, report_pb2
from businessm.type.v1 import units_pb2
from m_kit.database import Database
from m_kit.testing import refusal_of
from m_kit.uow import UnitOfWork

from book_keeper.domain.balances import Movement
from book_keeper.store.balances import BalanceReader
from book_keeper.tests.books import DAY, Books, by_account, line, rent, sale, voucher
from book_keeper.usecases.report import Reports


def units(code: str, value: str) -> units_pb2.Units:
    return units_pb2.Units(unit_code=code, value=value)


@pytest.fixture(params=["unfolded", "folded"])
async def filled(request: pytest.FixtureRequest, books: Books, superuser: asyncpg.Connection, tenant: str) -> Books:
    """Books of April to June, with what was posted still in deltas or folded into balances."""
    await books.post_all(
        voucher(line("Cash", "1000"), line("Capital", "-1000"), day="2026-04-01"),
        sale("100", day="2026-04-30"),
        sale("50", day="2026-05-01"),
        rent("30", day="2026-05-10"),
        sale("7.50", day="2026-05-11", currency="USD"),
        voucher(line("Bank", "200"), line("Savings", "25"), line("Cash", "-225"), day="2026-05-31"),
        sale("1", day="2026-06-01"),
    )
    if request.param == "folded":
        assert await superuser.fetchval("select fold_balances($1)", tenant) == 15
        assert await superuser.fetchval("select fold_balances($1)", tenant) == 0
    return books


async def test_the_trial_balance_at_the_end_of_a_day(filled: Books) -> None:
    answer = await filled.call("GetTrialBalance", as_of="2026-05-10")
    assert by_account(answer.rows) == {
        "Capital INR": "-1000.00",
        "Cash INR": "1120.00",
        "Rent INR": "30.00",
        "Sales INR": "-150.00",
    }
    cash = next(row for row in answer.rows if row.account_code == "Cash")
    assert (cash.debit, cash.credit, cash.account_type) == ("1150.00", "30.00", account_pb2.Account.ASSET)
    assert [(one.currency_code, one.debit, one.credit) for one in answer.totals] == [("INR", "1180.00", "1180.00")]


async def test_the_trial_balance_of_movements_between_two_days(filled: Books) -> None:
    answer = await filled.call("GetTrialBalance", from_date="2026-05-01", as_of="2026-05-31")
    assert by_account(answer.rows) == {
        "Bank INR": "200.00",
        "Cash INR": "-205.00",
        "Cash USD": "7.50",
        "Rent INR": "30.00",
        "Sales INR": "-50.00",
        "Sales USD": "-7.50",
        "Savings INR": "25.00",
    }
    one_day = await filled.call("GetTrialBalance", from_date="2026-05-10", as_of="2026-05-10")
    assert by_account(one_day.rows) == {"Cash INR": "-30.00", "Rent INR": "30.00"}


async def test_before_the_first_voucher_there_is_nothing(filled: Books) -> None:
    answer = await filled.call("GetTrialBalance", as_of="2026-03-31")
    assert (list(answer.rows), list(answer.totals)) == ([], [])


async def test_a_span_does_not_run_backwards(books: Books) -> None:
    refused = await refusal_of(books.call("GetTrialBalance", from_date="2026-05-11", as_of=DAY))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("as_of",))
    refused = await refusal_of(books.call("GetProfitAndLoss", from_date="2026-05-11", to_date=DAY))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("to_date",))


async def test_balances_of_one_account_and_of_its_subtree(filled: Books) -> None:
    assert await filled.balances(account_code="Bank") == {"Bank INR": "200.00"}
    assert await filled.balances(account_code="Bank", subtree=True) == {"Bank INR": "225.00"}
    assert await filled.balances(account_code="Assets") == {}
    assert await filled.balances(account_code="Assets", subtree=True) == {"Assets INR": "1121.00", "Assets USD": "7.50"}
    refused = await refusal_of(filled.call("GetBalances", as_of=DAY, account_code="Nowhere"))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "ACCOUNT_UNKNOWN", ("account_code",))


async def test_units_of_an_account_and_of_its_subtree(filled: Books) -> None:
    await filled.post_all(
        voucher(line("Savings", "479.97", units=units("VBMPX", "6.811")), line("Cash", "-479.97")),
        voucher(line("Bank", "10", "USD", units=units("VBMPX", "0.189")), line("Cash", "-10", "USD")),
    )
    answer = await filled.call("GetBalances", as_of=DAY, account_code="Bank", subtree=True)
    assert [(one.account_code, one.unit_code, one.units) for one in answer.units] == [("Bank", "VBMPX", "7")]
    assert by_account(answer.rows) == {"Bank INR": "479.97", "Bank USD": "10.00"}
    cash = await filled.call("GetBalances", as_of=DAY, account_code="Cash")
    assert {one.unit_code: one.units for one in cash.units} == {"INR": "640.03", "USD": "-10"}


async def test_the_income_statement(filled: Books) -> None:
    answer = await filled.call("GetProfitAndLoss", from_date="2026-05-01", to_date="2026-05-31")
    assert by_account(answer.rows) == {"Rent INR": "30.00", "Sales INR": "-50.00", "Sales USD": "-7.50"}
    assert answer.income == {"INR": "-50.00", "USD": "-7.50"}
    assert answer.expenses == {"INR": "30.00"}
    assert answer.net == {"INR": "20.00", "USD": "7.50"}


async def test_the_balance_sheet(filled: Books) -> None:
    answer = await filled.call("GetBalanceSheet", as_of="2026-05-31")
    assert by_account(answer.rows) == {
        "Bank INR": "200.00",
        "Capital INR": "-1000.00",
        "Cash INR": "895.00",
        "Cash USD": "7.50",
        "Savings INR": "25.00",
    }
    assert answer.assets == {"INR": "1120.00", "USD": "7.50"}
    assert answer.liabilities == {}
    assert answer.equity == {"INR": "-1000.00"}
    assert answer.unclosed_result == {"INR": "-120.00", "USD": "-7.50"}


def entries(answer: report_pb2.GetAccountStatementResponse) -> list[tuple[str, str, str, str]]:
    return [(one.posting_date, one.debit.amount, one.credit.amount, one.balance) for one in answer.entries]


async def test_an_accounts_statement_runs_on(filled: Books) -> None:
    answer = await filled.call("GetAccountStatement", account_code="Cash")
    assert answer.opening == {}
    assert entries(answer) == [
        ("2026-04-01", "1000.00", "", "1000.00"),
        ("2026-04-30", "100.00", "", "1100.00"),
        ("2026-05-01", "50.00", "", "1150.00"),
        ("2026-05-10", "", "30.00", "1120.00"),
        ("2026-05-11", "7.50", "", "7.50"),
        ("2026-05-31", "", "225.00", "895.00"),
        ("2026-06-01", "1.00", "", "896.00"),
    ]
    answer = await filled.call("GetAccountStatement", account_code="Cash", from_date="2026-05-10", to_date="2026-05-31")
    assert answer.opening == {"INR": "1150.00"}
    assert entries(answer)[0] == ("2026-05-10", "", "30.00", "1120.00")
    assert len(answer.entries) == 3
    late = await filled.call("GetAccountStatement", account_code="Cash", from_date="2026-07-01")
    assert late.opening == {"INR": "896.00", "USD": "7.50"}
    assert not late.entries


async def test_entries_of_a_day_come_in_the_order_they_were_posted(books: Books) -> None:
    ids = [f"{i:08x}-0000-4000-8000-000000000000" for i in (9, 7, 8, 3, 5, 4, 1, 2)]
    await books.posted(sale("1", id=ids[0], journal_code="Z"))
    await books.posted(sale("2", id=ids[1], journal_code="A"))
    await books.post_all(
        *(sale("1", id=one, journal_code=journal) for one, journal in zip(ids[2:6], "ZAZA", strict=True))
    )
    two_lines = voucher(line("Cash", "3"), line("Sales", "-2"), line("Cash", "-1"), id=ids[6])
    await books.posted(two_lines)
    await books.posted(sale("1", day="2026-05-09"))
    await books.posted(sale("1", id=ids[7]))
    answer = await books.call("GetAccountStatement", account_code="Cash", from_date=DAY)
    assert [one.voucher_id for one in answer.entries] == [*ids[:6], ids[6], ids[6], ids[7]]
    assert [one.balance[:-3] for one in answer.entries] == ["2", "4", "5", "6", "7", "8", "11", "10", "11"]


async def test_what_is_posted_between_two_pages_comes_where_it_belongs_and_nothing_twice(books: Books) -> None:
    await books.post_all(*[sale("1")] * 3, sale("1", day="2026-05-12"))
    seen: list[tuple[str, str, str, str]] = []
    token, openings = "", []
    for i in range(6):
        page = await books.call("GetAccountStatement", account_code="Cash", page_size=1, page_token=token)
        seen += entries(page)
        openings.append(page.opening.get("INR", "0.00"))
        token = page.next_page_token
        if i == 1:
            await books.posted(sale("5", id="00000000-0000-4000-8000-000000000001"))
            await books.posted(sale("1", day="2026-05-11"))
    assert token == ""
    assert [(day, amount) for day, amount, _, _ in seen] == [
        *[(DAY, "1.00")] * 3,
        (DAY, "5.00"),
        ("2026-05-11", "1.00"),
        ("2026-05-12", "1.00"),
    ]
    assert [balance for *_, balance in seen] == ["1.00", "2.00", "3.00", "8.00", "9.00", "10.00"]
    assert openings == ["0.00", "1.00", "2.00", "3.00", "8.00", "9.00"]


async def test_a_statement_carries_what_the_voucher_says(books: Books) -> None:
    posted = await books.posted(
        voucher(
            line("Cash", "5", narration="in coins", units=units("COINS", "5.0")),
            line("Sales", "-5"),
            payee="Asha",
            narration="goods",
        )
    )
    cash = (await books.call("GetAccountStatement", account_code="Cash")).entries[0]
    assert (cash.voucher_id, cash.voucher_number, cash.payee) == (posted.id, posted.number, "Asha")
    assert (cash.narration, cash.units) == ("in coins", units("COINS", "5"))
    sales = (await books.call("GetAccountStatement", account_code="Sales")).entries[0]
    assert (sales.narration, sales.HasField("units")) == ("goods", False)


async def test_what_was_posted_is_seen_at_once_while_balances_are_folded(
    books: Books, superuser: asyncpg.Connection, tenant: str
) -> None:
    for i in range(1, 11):
        await books.posted(sale("1"))
        if i % 3 == 0:
            await superuser.fetchval("select fold_balances($1)", tenant)
        assert (await books.balances())["Cash INR"] == f"{i}.00"


class Slow(BalanceReader):
    """Somebody else posts while it is on its way."""

    def __init__(self, database: Database, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__(database)
        self.meanwhile = meanwhile

    async def movements(self, *given: Any, **named: Any) -> list[Movement]:
        await self.meanwhile()
        return await super().movements(*given, **named)


async def test_a_currency_that_is_used_first_while_a_report_is_asked_for_is_in_it(
    books: Books, database: Database, tenant: str
) -> None:
    reports = Reports(UnitOfWork(database), Slow(database, lambda: books.posted(sale("7", currency="JPY"))))
    moved = await reports.movements(tenant, uuid.UUID(books.company_id), None, date(2026, 12, 31))
    assert [(one.account_code, one.ledger.currency_code, one.debit) for one in moved] == [
        ("Cash", "JPY", 7),
        ("Sales", "JPY", 0),
    ]


@pytest.mark.parametrize("order", ["x", "-9223372036854775808", "9223372036854775808", "1" * 500])
async def test_a_page_token_says_nothing_that_no_row_can_hold(books: Books, order: str) -> None:
    await books.post_all(sale(), sale())
    page = await books.call("GetAccountStatement", account_code="Cash", page_size=1)
    listed, day, _ = json.loads(base64.urlsafe_b64decode(page.next_page_token + "=="))
    forged = base64.urlsafe_b64encode(json.dumps([listed, day, order]).encode()).decode()
    refused = await refusal_of(books.call("GetAccountStatement", account_code="Cash", page_token=forged))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("page_token",))
