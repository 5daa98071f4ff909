"""PostVouchers: each voucher of a batch stands or falls alone."""

import asyncio

import asyncpg
import pytest
from businessm.ledger.v1 import voucher_pb2
from google.rpc import status_pb2
from m_kit.ids import new_id
from m_kit.statuses import violations_of
from m_kit.testing import refusal_of

from book_keeper.tests.books import Books, line, reasons, rent, sale, voucher


def of_step(amount: str = "1") -> voucher_pb2.Voucher:
    return sale(amount, source=voucher_pb2.VoucherSource(document_type="t", document_id="17", purpose="post"))


async def test_a_batch_is_answered_in_its_order(books: Books) -> None:
    answer = await books.post_all(sale("1"), rent("2"), sale("3", journal_code="SJ"), sale("4", day="2026-04-01"))
    assert [one.voucher.number for one in answer.results] == [
        "GJ/2026-27/00001",
        "GJ/2026-27/00002",
        "SJ/2026-27/00001",
        "GJ/2026-27/00003",
    ]
    assert [one.voucher.lines[0].debit.amount for one in answer.results] == ["1.00", "2.00", "3.00", "4.00"]
    for one in answer.results:
        assert (await books.call("GetVoucher", id=one.voucher.id)).voucher == one.voucher


async def test_every_refusal_leaves_the_others_alone(books: Books) -> None:
    await books.close_month("2026-06-01")
    await books.archive("Loan")
    taken = await books.posted(of_step())
    refusals = [
        ("VOUCHER_UNBALANCED", voucher(line("Cash", "1"), line("Sales", "-2")), "lines"),
        ("PERIOD_CLOSED", sale(day="2026-06-10"), "posting_date"),
        ("ACCOUNT_UNKNOWN", voucher(line("Cash", "1"), line("Nowhere", "-1")), "lines[1].account_code"),
        ("ACCOUNT_ARCHIVED", voucher(line("Loan", "1"), line("Sales", "-1")), "lines[0].account_code"),
        ("POSTING_RULE_MISSING", voucher(line("Cash", "1"), line("", "-1", role="TILL")), "lines[1].role"),
        ("AMOUNT_SCALE_EXCEEDED", sale("1.001"), "lines[0].debit.amount"),
        ("FIELD_INVALID", sale(currency="POINTS"), "lines[0].debit.currency_code"),
        ("FIELD_REQUIRED", voucher(line("Cash", "1"), line("", "-1")), "lines[1].account_code"),
        ("DUPLICATE_RESOURCE", of_step(), "source"),
        ("FIELD_INVALID", sale(id="no-uuid"), "id"),
    ]
    batch = [one for _, refused, _ in refusals for one in (sale("5"), refused)]
    answer = await books.post_all(*batch, sale(id=taken.id))
    assert reasons(answer) == [one for reason, _, _ in refusals for one in ("posted", reason)] + ["DUPLICATE_RESOURCE"]
    for result, (_, _, field) in zip(answer.results[1::2], refusals, strict=True):
        status: status_pb2.Status = result.error
        assert [violation.field for violation in violations_of(status)] == [field]
    assert (await books.balances())["Cash INR"] == "51.00"
    numbers = [one.voucher.number for one in answer.results if one.HasField("voucher")]
    assert numbers == [f"GJ/2026-27/{i:05d}" for i in range(2, 12)]


async def test_the_same_batch_again_is_a_batch_of_replays(books: Books) -> None:
    batch = [sale("1"), voucher(line("Cash", "1"), line("Nowhere", "-1")), rent("2")]
    first = await books.post_all(*batch, request_id="batch")
    again = await books.post_all(*batch, request_id="batch")
    assert reasons(again) == ["replayed", "ACCOUNT_UNKNOWN", "replayed"]
    assert [one.voucher for one in again.results] == [one.voucher for one in first.results]
    assert len(await books.vouchers()) == 2


async def test_a_voucher_is_the_same_alone_and_in_a_batch(books: Books) -> None:
    alone = await books.posted(sale("1"), request_id="one")
    answer = await books.post_all(sale("2"), sale("1"), requests=["two", "one"])
    assert reasons(answer) == ["posted", "replayed"]
    assert answer.results[1].voucher == alone
    assert await books.posted(sale("2"), request_id="two") == answer.results[0].voucher


async def test_a_batch_of_which_a_part_was_posted_posts_the_rest(books: Books) -> None:
    await books.post_all(sale("1"), request_id="batch")
    assert reasons(await books.post_all(sale("1"), sale("2"), request_id="batch")) == ["replayed", "posted"]


async def test_another_content_under_a_used_request_id_is_refused(books: Books) -> None:
    await books.posted(sale("1"), request_id="one")
    answer = await books.post_all(sale("2"), sale("1"), sale("3"), requests=["one", "one", "three"])
    assert reasons(answer) == ["REQUEST_ID_REUSED", "replayed", "posted"]


async def test_rivals_for_one_request_id_inside_a_batch(books: Books) -> None:
    answer = await books.post_all(sale("1"), sale("1"), sale("2"), requests=["same", "same", "same"])
    assert reasons(answer) == ["posted", "replayed", "REQUEST_ID_REUSED"]
    assert answer.results[0].voucher == answer.results[1].voucher
    assert (await books.balances())["Cash INR"] == "1.00"


async def test_rivals_for_one_id_or_one_source_inside_a_batch(books: Books) -> None:
    own = str(new_id())
    answer = await books.post_all(sale("1", id=own), of_step("2"), sale("3", id=own), of_step("4"), sale("5"))
    assert reasons(answer) == ["posted", "posted", "DUPLICATE_RESOURCE", "DUPLICATE_RESOURCE", "posted"]
    assert (await books.balances())["Cash INR"] == "8.00"


async def test_the_loser_of_a_rivalry_wins_where_the_first_is_refused(books: Books) -> None:
    refused = of_step()
    refused.posting_date = "2030-01-01"
    assert reasons(await books.post_all(refused, of_step())) == ["PERIOD_CLOSED", "posted"]


async def test_two_batches_in_opposite_order_at_once(books: Books) -> None:
    keys = [f"r{i}" for i in range(20)]
    vouchers = [sale(str(i + 1)) for i in range(20)]
    answers = await asyncio.gather(
        books.post_all(*vouchers, requests=keys), books.post_all(*vouchers[::-1], requests=keys[::-1])
    )
    assert sorted(reasons(answers[0]) + reasons(answers[1])) == ["posted"] * 20 + ["replayed"] * 20
    ahead, back = ([one.voucher for one in answer.results] for answer in answers)
    assert ahead == back[::-1]


async def test_a_dry_run_of_a_batch_leaves_nothing(books: Books, superuser: asyncpg.Connection) -> None:
    batch = [sale("1"), voucher(line("Cash", "1"), line("Sales", "-2")), sale("3", currency="JPY")]
    answer = await books.post_all(*batch, validate_only=True)
    assert reasons(answer) == ["posted", "VOUCHER_UNBALANCED", "posted"]
    assert [one.voucher.state for one in answer.results if one.HasField("voucher")] == [voucher_pb2.Voucher.DRAFT] * 2
    assert await books.vouchers() == []
    found = await superuser.fetchval("select count(*) from company_currency where company_id = $1", books.company_id)
    assert found == 1


async def test_a_dry_run_judges_rivals_as_posting_would(books: Books) -> None:
    own = str(new_id())
    batch = [sale("1"), sale("1"), sale("2"), of_step(), of_step(), sale("3", id=own), sale("3", id=own)]
    keys = ["same", "same", "same", "", "", "", ""]
    dry = await books.post_all(*batch, requests=keys, validate_only=True)
    assert await books.vouchers() == []
    wet = await books.post_all(*batch, requests=keys)
    assert [one.HasField("error") for one in dry.results] == [one.HasField("error") for one in wet.results]


@pytest.mark.parametrize("count", [0, 501])
async def test_a_batch_has_1_to_500_vouchers(books: Books, count: int) -> None:
    refused = await refusal_of(books.post_all(*[sale()] * count))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("vouchers",))


async def test_500_vouchers_are_one_batch(books: Books) -> None:
    answer = await books.post_all(*[sale("1")] * 500)
    assert reasons(answer) == ["posted"] * 500
    assert (await books.balances())["Cash INR"] == "500.00"
    assert len(await books.vouchers()) == 500


async def test_vouchers_of_two_years_and_journals_number_side_by_side(books: Books) -> None:
    await books.open_year("2027-04-01", "2028-03-31")
    days, journals = ("2026-05-10", "2027-05-10"), ("GJ", "SJ")
    batch = [sale("1", day=days[i % 2], journal_code=journals[i // 2 % 2]) for i in range(12)]
    answer = await books.post_all(*batch)
    numbers = [one.voucher.number for one in answer.results]
    assert numbers[:4] == ["GJ/2026-27/00001", "GJ/2027-28/00001", "SJ/2026-27/00001", "SJ/2027-28/00001"]
    assert numbers[8:] == ["GJ/2026-27/00003", "GJ/2027-28/00003", "SJ/2026-27/00003", "SJ/2027-28/00003"]


async def test_fifty_parallel_posts_and_batches_leave_no_gap(books: Books) -> None:
    def work(i: int) -> object:
        if i % 5 == 0:
            return books.post_all(sale("1"), voucher(line("Cash", "1"), line("Sales", "-2")), sale("1"))
        return books.post(sale("1") if i % 5 < 4 else sale("1", day="2030-01-01"))

    await asyncio.gather(*(work(i) for i in range(50)), return_exceptions=True)  # type: ignore[call-overload]
    numbers = sorted(one.number for one in await books.vouchers())
    assert numbers == [f"GJ/2026-27/{i:05d}" for i in range(1, 51)]
