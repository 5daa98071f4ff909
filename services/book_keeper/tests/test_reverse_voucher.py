"""Taking vouchers back."""

import asyncio

import pytest
from businessm.ledger.v1 import voucher_pb2
from businessm.type.v1 import units_pb2
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import Books, line, sale, voucher


async def test_a_reversal_mirrors_the_voucher_and_nothing_stays(books: Books) -> None:
    original = await books.posted(
        voucher(
            line("Cash", "100", units=units_pb2.Units(unit_code="U", value="2.5")),
            line("Sales", "-100", narration="goods"),
            line("Rent", "0"),
            payee="Asha",
            journal_code="SJ",
        )
    )
    reversal = (await books.reverse(original, "2026-06-01")).voucher
    assert (reversal.number, reversal.posting_date, reversal.payee) == ("SJ/2026-27/00002", "2026-06-01", "Asha")
    assert reversal.reverses_voucher_id == original.id
    assert reversal.narration == "Reversal of SJ/2026-27/00001"
    assert [(one.account_code, one.debit.amount, one.credit.amount, one.units.value) for one in reversal.lines] == [
        ("Cash", "", "100.00", "-2.5"),
        ("Sales", "100.00", "", ""),
        ("Rent", "", "0.00", ""),
    ]
    assert await books.balances() == {}
    assert await books.balances("2026-05-31") == {"Cash INR": "100.00", "Sales INR": "-100.00"}


async def test_the_original_stays_as_it_was_and_names_its_reversal(books: Books) -> None:
    original = await books.posted(sale())
    assert (await books.call("GetVoucher", id=original.id)).reversed_by_voucher_id == ""
    reversal = (await books.reverse(original, narration="typing error")).voucher
    found = await books.call("GetVoucher", id=original.id)
    assert (found.voucher, found.reversed_by_voucher_id) == (original, reversal.id)
    assert reversal.narration == "typing error"


async def test_a_voucher_is_taken_back_once(books: Books) -> None:
    original = await books.posted(sale())
    await books.reverse(original)
    refused = await refusal_of(books.reverse(original))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "VOUCHER_ALREADY_REVERSED")
    assert refused.fields == ("id",)


async def test_a_reversal_is_a_voucher_and_may_be_taken_back_itself(books: Books) -> None:
    original = await books.posted(sale())
    reversal = (await books.reverse(original)).voucher
    again = (await books.reverse(reversal)).voucher
    assert again.reverses_voucher_id == reversal.id
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}
    assert (await refusal_of(books.reverse(original))).reason == "VOUCHER_ALREADY_REVERSED"


async def test_a_correction_goes_into_an_open_period(books: Books) -> None:
    original = await books.posted(sale())
    await books.close_month("2026-05-01")
    refused = await refusal_of(books.reverse(original))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "PERIOD_CLOSED")
    assert refused.fields == ("posting_date",)
    await books.reverse(original, "2026-06-01")


async def test_what_stands_on_an_archived_account_is_still_taken_back(books: Books) -> None:
    original = await books.posted(sale())
    await books.archive("Cash")
    await books.reverse(original)
    assert await books.balances() == {}
    assert (await refusal_of(books.post(sale()))).reason == "ACCOUNT_ARCHIVED"


async def test_an_etag_that_is_not_the_vouchers_is_refused(books: Books) -> None:
    original = await books.posted(sale())
    refused = await refusal_of(books.reverse(original, etag="other"))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))


@pytest.mark.parametrize("voucher_id", [pytest.param(str(new_id()), id="of-nothing"), "no-uuid"])
async def test_a_voucher_that_is_not_there_is_not_found(books: Books, voucher_id: str) -> None:
    refused = await refusal_of(books.reverse(voucher_pb2.Voucher(id=voucher_id, etag="x")))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("id",))


async def test_the_same_call_again_is_answered_to_the_letter(books: Books) -> None:
    original = await books.posted(sale())
    first = books.reverse(original, request_id="back")
    answer = await first
    await books.close_month("2026-05-01")
    again = books.reverse(original, request_id="back")
    assert (await again).SerializeToString(deterministic=True) == answer.SerializeToString(deterministic=True)
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    refused = await refusal_of(books.reverse(original, "2026-05-11", request_id="back"))
    assert (refused.code, refused.reason, refused.fields) == (
        "INVALID_ARGUMENT",
        "REQUEST_ID_REUSED",
        ("request_id",),
    )


async def test_of_fifty_parallel_reversals_one_wins(books: Books) -> None:
    original = await books.posted(sale())
    results = await asyncio.gather(*(refusal_of(books.reverse(original)) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(one, AssertionError) for one in results) == 1, "one was not refused"
    assert {one.reason for one in results if not isinstance(one, BaseException)} == {"VOUCHER_ALREADY_REVERSED"}
    assert len(await books.vouchers()) == 2


async def test_fifty_parallel_calls_with_one_request_id_reverse_once(books: Books) -> None:
    original = await books.posted(sale())
    calls = [books.reverse(original, request_id="same") for _ in range(50)]
    answers = await asyncio.gather(*calls)
    assert len({answer.SerializeToString(deterministic=True) for answer in answers}) == 1
    assert sum([await was_replayed(call) for call in calls]) == 49
