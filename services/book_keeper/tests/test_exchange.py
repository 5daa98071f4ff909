"""Vouchers in foreign currencies: functional amounts, rates, realised differences, and reports in the own currency."""

from typing import Any

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import posting_rule_pb2, voucher_pb2
from m_kit.testing import calling_as, refusal_of
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import DAY, Books, by_account, line, reasons, rent, sale, voucher
from book_keeper.tests.postings import Owner, posting

ROLES = {"CURRENCY_EXCHANGE": "Exchange", "EXCHANGE_GAIN": "Gain", "EXCHANGE_LOSS": "Loss"}


@pytest.fixture
async def trade(books: Books) -> Books:
    """Books with accounts for exchanges, and the roles that they play."""
    accounts = [books.account("Receivable"), books.account("Exchange", type="EQUITY")]
    accounts += [books.account("Gain", type="INCOME"), books.account("Loss", type="EXPENSE")]
    await books.call("BatchCreateAccounts", accounts=accounts)
    for role, account in ROLES.items():
        rule = posting_rule_pb2.PostingRule(company_id=books.company_id, role=role, account_code=account)
        await books.call("CreatePostingRule", posting_rule=rule)
    return books


def usd(account: str, amount: str, functional: str = "") -> voucher_pb2.VoucherLine:
    return line(account, amount, "USD", functional_amount=functional)


def rate(of: str = "83.125", currency: str = "USD") -> list[voucher_pb2.ExchangeRate]:
    return [voucher_pb2.ExchangeRate(currency_code=currency, rate=of)]


def invoice(amount: str = "100", of: str = "83") -> voucher_pb2.Voucher:
    return voucher(usd("Receivable", amount), usd("Sales", f"-{amount}"), exchange_rates=rate(of))


async def functional(books: Books, **fields: Any) -> tuple[dict[str, str], dict[str, str]]:
    """(trial balance in the company's own currency, what is in none)."""
    answer = await books.call("GetTrialBalance", as_of=DAY, functional=True, **fields)
    debits = sum(float(one.debit) for one in answer.totals)
    assert debits == pytest.approx(sum(float(one.credit) for one in answer.totals))
    return by_account(answer.rows), by_account(answer.unvalued)


async def test_a_rate_values_lines_and_what_is_said_stays(trade: Books) -> None:
    posted = await trade.posted(invoice("100", "83.125"), request_id="one")
    assert [one.functional_amount for one in posted.lines] == ["8312.50", "8312.50"]
    assert not posted.exchange_rates
    assert (await trade.call("GetVoucher", id=posted.id)).voucher == posted
    assert await trade.posted(invoice("100", "83.125"), request_id="one") == posted
    refused = await refusal_of(trade.post(invoice("100", "83.126"), request_id="one"))
    assert refused.reason == "REQUEST_ID_REUSED"
    said = await trade.posted(voucher(usd("Receivable", "1", "80"), usd("Sales", "-1", "80")))
    assert [one.functional_amount for one in said.lines] == ["80.00", "80.00"]
    rows, unvalued = await functional(trade)
    assert (rows, unvalued) == ({"Receivable INR": "8392.50", "Sales INR": "-8392.50"}, {})


WRONG: list[tuple[voucher_pb2.Voucher, str, str]] = [
    (voucher(usd("Cash", "1", "80"), usd("Sales", "-1")), "FIELD_REQUIRED", "lines[1].functional_amount"),
    (
        voucher(
            usd("Cash", "1"),
            usd("Sales", "-1"),
            line("Bank", "5", "EUR"),
            line("Cash", "-5", "EUR"),
            exchange_rates=rate(),
        ),
        "FIELD_REQUIRED",
        "lines[2].functional_amount",
    ),
    (voucher(usd("Cash", "1", "80"), usd("Sales", "-1", "81")), "VOUCHER_UNBALANCED", "lines"),
    (voucher(usd("Cash", "1", "80"), usd("Sales", "-2", "80")), "VOUCHER_UNBALANCED", "lines"),
    (voucher(usd("Cash", "1", "-80"), usd("Sales", "-1", "80")), "FIELD_INVALID", "lines[0].functional_amount"),
    (voucher(usd("Cash", "1", "8e1"), usd("Sales", "-1", "80")), "AMOUNT_MALFORMED", "lines[0].functional_amount"),
    (
        voucher(usd("Cash", "1", "80.001"), usd("Sales", "-1", "80")),
        "AMOUNT_SCALE_EXCEEDED",
        "lines[0].functional_amount",
    ),
    (
        voucher(line("Cash", "1", functional_amount="1"), line("Sales", "-1")),
        "FIELD_INVALID",
        "lines[0].functional_amount",
    ),
    (
        voucher(usd("Cash", "1"), usd("Sales", "-1"), exchange_rates=rate("0")),
        "FIELD_INVALID",
        "exchange_rates[0].rate",
    ),
    (
        voucher(usd("Cash", "1"), usd("Sales", "-1"), exchange_rates=rate("80", "INR")),
        "FIELD_INVALID",
        "exchange_rates[0].currency_code",
    ),
    (
        voucher(usd("Cash", "1"), usd("Sales", "-1"), exchange_rates=rate() * 2),
        "FIELD_INVALID",
        "exchange_rates[1].currency_code",
    ),
    (voucher(line("Cash", "1"), line("Sales", "-2"), settle_exchange=True), "VOUCHER_UNBALANCED", "lines"),
]


async def test_what_is_refused(trade: Books) -> None:
    for wrong, reason, field in WRONG:
        refused = await refusal_of(trade.post(wrong))
        assert (refused.reason, refused.fields) == (reason, (f"voucher.{field}",))
    answer = await trade.post_all(*(wrong for wrong, _, _ in WRONG))
    assert reasons(answer) == [reason for _, reason, _ in WRONG]
    assert await trade.balances() == {}


async def test_an_invoice_is_paid_in_the_own_currency_at_another_rate(trade: Books) -> None:
    await trade.posted(invoice("100", "83"))
    paid = await trade.posted(
        voucher(line("Bank", "8350"), usd("Receivable", "-100", "8300"), settle_exchange=True), request_id="paid"
    )
    assert [(one.account_code, one.role) for one in paid.lines[2:]] == [
        ("Gain", "EXCHANGE_GAIN"),
        ("Exchange", "CURRENCY_EXCHANGE"),
        ("Exchange", "CURRENCY_EXCHANGE"),
    ]
    assert (await trade.call("GetVoucher", id=paid.id)).voucher == paid
    assert await trade.balances() == {
        "Bank INR": "8350.00",
        "Exchange INR": "-8300.00",
        "Exchange USD": "100.00",
        "Gain INR": "-50.00",
        "Sales USD": "-100.00",
    }
    rows, _ = await functional(trade)
    assert rows == {"Bank INR": "8350.00", "Gain INR": "-50.00", "Sales INR": "-8300.00"}


async def test_an_invoice_is_paid_in_its_currency_at_a_worse_rate_and_that_is_taken_back(trade: Books) -> None:
    await trade.posted(invoice("100", "83"))
    paid = await trade.posted(
        voucher(usd("Bank", "100"), usd("Receivable", "-100", "8300"), exchange_rates=rate("82"), settle_exchange=True)
    )
    rows, _ = await functional(trade)
    assert rows == {"Bank INR": "8200.00", "Loss INR": "100.00", "Sales INR": "-8300.00"}
    result = await trade.call("GetProfitAndLoss", from_date=DAY, to_date=DAY, functional=True)
    assert dict(result.net) == {"INR": "8200.00"}
    sheet = await trade.call("GetBalanceSheet", as_of=DAY, functional=True)
    assert (dict(sheet.assets), dict(sheet.unclosed_result)) == ({"INR": "8200.00"}, {"INR": "-8200.00"})
    await trade.reverse(paid)
    rows, _ = await functional(trade)
    assert rows == {"Receivable INR": "8300.00", "Sales INR": "-8300.00"}


async def test_a_role_without_a_rule_is_named(books: Books) -> None:
    paid = voucher(line("Bank", "8350"), usd("Cash", "-100", "8300"), settle_exchange=True)
    refused = await refusal_of(books.post(paid))
    assert (refused.reason, refused.fields) == ("POSTING_RULE_MISSING", ("voucher.lines[2].role",))


async def test_what_has_no_functional_amount_is_shown_beside(
    trade: Books, superuser: asyncpg.Connection, tenant: str
) -> None:
    await trade.post_all(sale("7", currency="USD"), invoice("1", "80"), rent("3"))
    for _ in range(2):
        rows, unvalued = await functional(trade)
        assert rows == {"Cash INR": "-3.00", "Receivable INR": "80.00", "Rent INR": "3.00", "Sales INR": "-80.00"}
        assert unvalued == {"Cash USD": "7.00", "Sales USD": "-7.00"}
        await superuser.fetchval("select fold_balances($1)", tenant)
    answer = await trade.call("GetBalances", as_of=DAY, account_code="Cash", functional=True)
    assert (by_account(answer.rows), by_account(answer.unvalued)) == ({"Cash INR": "-3.00"}, {"Cash USD": "7.00"})


async def test_a_statement_says_functional_amounts(trade: Books) -> None:
    await trade.post_all(invoice("2", "80"), sale("7", currency="USD"))
    entries = (await trade.call("GetAccountStatement", account_code="Sales")).entries
    assert [(one.credit.amount, one.functional_amount) for one in entries] == [("2.00", "160.00"), ("7.00", "")]


async def test_a_year_closes_in_both(trade: Books) -> None:
    await trade.post_all(invoice("100", "83"), invoice("50", "84"), sale("7", currency="USD"), rent("30"))
    year = await trade.year()
    closed = await trade.call("CloseFiscalYear", id=year.id, retained_earnings_account_code="Retained")
    assert [
        (one.account_code, one.debit.amount or f"-{one.credit.amount}", one.functional_amount)
        for one in closed.closing_voucher.lines
    ] == [
        ("Rent", "-30.00", ""),
        ("Sales", "7.00", ""),
        ("Sales", "150.00", "12500.00"),
        ("Retained", "30.00", ""),
        ("Retained", "-7.00", ""),
        ("Retained", "-150.00", "12500.00"),
    ]
    answer = await trade.call("GetTrialBalance", as_of=year.end_date, functional=True)
    assert by_account(answer.rows) == {"Cash INR": "-30.00", "Receivable INR": "12500.00", "Retained INR": "-12470.00"}
    await trade.call("ReopenFiscalYear", id=year.id)
    result = await trade.call("GetProfitAndLoss", from_date=DAY, to_date=DAY, functional=True)
    assert dict(result.net) == {"INR": "12470.00"}


async def test_what_is_held_for_a_document_is_settled_too(
    trade: Books, channel: grpc.aio.Channel, issuer: TokenIssuer, tenant: str
) -> None:
    owner = Owner(channel, trade, calling_as(issuer, tenant, user="service:wms", roles=()))
    one = posting(trade)
    paid = voucher(line("Bank", "8350"), usd("Receivable", "-100", "8300"), settle_exchange=True)
    held = (await owner.reserve(one, paid)).voucher
    assert [line.account_code for line in held.lines] == ["Bank", "Receivable", "Gain", "Exchange", "Exchange"]
    confirmed = (await owner.confirm(one)).voucher
    assert (await trade.call("GetVoucher", id=confirmed.id)).voucher == confirmed
    rows, _ = await functional(trade)
    assert rows == {"Bank INR": "8350.00", "Gain INR": "-50.00", "Receivable INR": "-8300.00"}
