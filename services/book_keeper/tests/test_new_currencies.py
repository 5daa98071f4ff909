"""The first voucher in a currency brings its scale into the books: with a voucher that is posted, and with no other."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import company_pb2, voucher_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import Books, line, reasons, sale, voucher

WAITING = (
    "select count(*) from pg_stat_activity"
    " where wait_event_type = 'Lock' and query like '%open_ledgers%' and datname = current_database()"
)
STEP = voucher_pb2.VoucherSource(document_type="t", document_id="17", purpose="post")


async def scales(books: Books) -> dict[str, int]:
    company: company_pb2.Company = (await books.call("GetCompany", id=books.company_id)).company
    return {one.currency_code: one.scale for one in company.scales}


async def declare(books: Books, **given: int) -> None:
    company = (await books.call("GetCompany", id=books.company_id)).company
    changed = company_pb2.Company(
        id=company.id,
        etag=company.etag,
        scales=[company_pb2.CurrencyScale(currency_code=code, scale=scale) for code, scale in given.items()],
    )
    await books.call("UpdateCompany", company=changed, update_mask=FieldMask(paths=["scales"]))


def yen(amount: str = "7", **fields: Any) -> voucher_pb2.Voucher:
    return sale(amount, currency="JPY", **fields)


REFUSED: dict[str, tuple[Callable[[], voucher_pb2.Voucher], str]] = {
    "amount with too many digits": (lambda: yen("7.5"), "AMOUNT_SCALE_EXCEEDED"),
    "no balance": (lambda: voucher(line("Cash", "7", "JPY"), line("Sales", "-8", "JPY")), "VOUCHER_UNBALANCED"),
    "unknown account": (lambda: voucher(line("Cash", "7", "JPY"), line("Nowhere", "-7", "JPY")), "ACCOUNT_UNKNOWN"),
    "role without account": (
        lambda: voucher(line("Cash", "7", "JPY"), line("", "-7", "JPY", role="TILL")),
        "POSTING_RULE_MISSING",
    ),
    "undeclared unit beside it": (
        lambda: voucher(line("Cash", "7", "JPY"), line("Sales", "-7", "IRAUSD")),
        "FIELD_INVALID",
    ),
    "archived account": (lambda: voucher(line("Cash", "7", "JPY"), line("Loan", "-7", "JPY")), "ACCOUNT_ARCHIVED"),
    "closed month": (lambda: yen(day="2026-04-10"), "PERIOD_CLOSED"),
    "no month": (lambda: yen(day="2030-01-01"), "PERIOD_CLOSED"),
    "document step posted before": (lambda: yen(source=STEP), "DUPLICATE_RESOURCE"),
}


@pytest.fixture
async def used(books: Books) -> Books:
    """Books with a closed month, an archived account and a posted document step."""
    await books.close_month("2026-04-01")
    await books.archive("Loan")
    await books.posted(sale(source=STEP), request_id="used")
    return books


@pytest.mark.parametrize("name", REFUSED)
async def test_a_refused_voucher_leaves_no_scale(used: Books, name: str) -> None:
    of, reason = REFUSED[name]
    assert (await refusal_of(used.post(of()))).reason == reason
    assert reasons(await used.post_all(of(), sale())) == [reason, "posted"]
    assert await scales(used) == {"INR": 2}


async def test_a_reused_request_and_a_dry_run_leave_no_scale(used: Books) -> None:
    assert (await refusal_of(used.post(yen(), request_id="used"))).reason == "REQUEST_ID_REUSED"
    dry = await used.post(yen(), validate_only=True)
    assert dry.voucher.lines[0].debit.amount == "7"
    await used.post_all(yen(), validate_only=True)
    assert await scales(used) == {"INR": 2}


async def test_the_first_voucher_that_is_posted_brings_the_scale(books: Books) -> None:
    of = voucher(
        line("Cash", "7", "JPY"),
        line("Bank", "1.125", "BHD"),
        line("Sales", "-7", "JPY"),
        line("Sales", "-1.125", "BHD"),
        line("Cash", "5"),
        line("Sales", "-5"),
    )
    first = books.post(of, request_id="first")
    posted = await first
    assert await scales(books) == {"BHD": 3, "INR": 2, "JPY": 0}
    assert (await books.call("GetVoucher", id=posted.voucher.id)).voucher == posted.voucher
    assert await books.balances() == {
        "Bank BHD": "1.125",
        "Cash INR": "5.00",
        "Cash JPY": "7",
        "Sales BHD": "-1.125",
        "Sales INR": "-5.00",
        "Sales JPY": "-7",
    }
    again = books.post(of, request_id="first")
    assert (await again, await was_replayed(again)) == (posted, True)


async def test_in_a_batch_each_currency_comes_with_the_first_voucher_that_stands(used: Books) -> None:
    def of(currency: str, **fields: Any) -> voucher_pb2.Voucher:
        return sale("7", currency=currency, **fields)

    closed = "2026-04-10"
    answer = await used.post_all(
        sale("1"), of("JPY", day=closed), of("JPY"), of("CHF", day=closed), of("JPY"), of("USD"), sale("2")
    )
    assert reasons(answer) == ["posted", "PERIOD_CLOSED", "posted", "PERIOD_CLOSED", "posted", "posted", "posted"]
    assert [one.voucher.number[-1] for one in answer.results if one.HasField("voucher")] == list("23456")
    assert await scales(used) == {"INR": 2, "JPY": 0, "USD": 2}
    assert (await used.balances())["Cash JPY"] == "14"


async def test_however_many_are_refused_before_it_the_currency_comes_with_the_one_that_stands(used: Books) -> None:
    answer = await used.post_all(*[yen(day="2026-04-10")] * 499, yen())
    assert reasons(answer) == ["PERIOD_CLOSED"] * 499 + ["posted"]
    assert await scales(used) == {"INR": 2, "JPY": 0}


async def test_rivals_in_a_batch_that_opens_a_currency_are_still_seen(books: Books) -> None:
    answer = await books.post_all(yen(), yen(), yen("8"), yen(source=STEP), yen(source=STEP), requests=[*"aaabc"])
    assert reasons(answer) == ["posted", "replayed", "REQUEST_ID_REUSED", "posted", "DUPLICATE_RESOURCE"]


async def test_two_processes_use_a_currency_first_at_the_same_time(
    books: Books, other_process: grpc.aio.Channel
) -> None:
    pair = [books, books.elsewhere(other_process)]
    for currency in ("JPY", "CHF", "EUR", "GBP", "USD"):
        await asyncio.gather(*(pair[i % 2].posted(sale("1", currency=currency)) for i in range(8)))
        assert (await books.balances())[f"Cash {currency}"] in ("8.00", "8")
    assert len(await scales(books)) == 6


async def test_first_uses_and_declarations_at_the_same_time_end_well(
    books: Books, other_process: grpc.aio.Channel
) -> None:
    elsewhere = books.elsewhere(other_process)
    for currency in ("JPY", "CHF", "EUR", "GBP", "USD"):
        digits = 0 if currency == "JPY" else 2
        posts = [books.posted(sale("1", currency=currency)) for _ in range(4)]
        await asyncio.gather(declare(elsewhere, **{currency: digits}), *posts)
        assert (await books.balances())[f"Cash {currency}"].removesuffix(".00") == "4"


async def test_a_scale_declared_otherwise_meanwhile_is_not_overridden(
    books: Books, superuser: asyncpg.Connection, tenant: str
) -> None:
    """Whoever counted in yen before somebody else declared hundredths of it counts again."""
    async with superuser.transaction():
        await superuser.execute(
            "insert into company_currency (tenant, company_id, currency_code, scale) values ($1, $2, 'JPY', 2)",
            tenant,
            books.company_id,
        )
        posting = asyncio.create_task(refusal_of(books.post(yen(), request_id="yen")))
        while not await superuser.fetchval(WAITING):
            assert not posting.done()
            await superuser.execute("select pg_stat_clear_snapshot()")
    refused = await posting
    assert (refused.code, refused.reason) == ("ABORTED", "CONFLICT_RETRY")
    assert (await books.posted(yen("7.25"), request_id="other")).lines[0].debit.amount == "7.25"
    assert (await books.posted(yen(), request_id="yen")).lines[0].debit.amount == "7"
    assert (await books.balances())["Cash JPY"] == "14.25"
