"""PostVoucher: what it lets in, what it answers, and every reason it refuses for."""

import asyncio
from decimal import Decimal

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import voucher_pb2
from businessm.type.v1 import units_pb2
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import DAY, Books, line, rent, sale, voucher


def units(code: str, value: str) -> units_pb2.Units:
    return units_pb2.Units(unit_code=code, value=value)


async def test_what_was_posted_is_read_back_as_it_was_answered(books: Books) -> None:
    of = voucher(
        line("Cash", "100", narration="in notes"),
        line("Sales", "-60"),
        line("Sales", "-40", units=units("HOURS", "-2.50")),
        payee="Asha",
        narration="Two hours",
        journal_code="SJ",
        source=voucher_pb2.VoucherSource(document_type="finance.invoice", document_id="17", purpose="post"),
    )
    posted = await books.posted(of)
    assert (await books.call("GetVoucher", id=posted.id)).voucher == posted
    assert (posted.number, posted.state, posted.actor) == ("SJ/2026-27/00001", voucher_pb2.Voucher.POSTED, "asha")
    assert (posted.payee, posted.narration, posted.posting_date) == ("Asha", "Two hours", DAY)
    assert (posted.source, posted.company_id, posted.closing) == (of.source, books.company_id, False)
    assert posted.etag
    assert posted.HasField("post_time")
    assert [(one.account_code, one.debit.amount, one.credit.amount) for one in posted.lines] == [
        ("Cash", "100.00", ""),
        ("Sales", "", "60.00"),
        ("Sales", "", "40.00"),
    ]
    assert posted.lines[0].narration == "in notes"
    assert posted.lines[2].units == units("HOURS", "-2.5")


async def test_the_general_journal_is_used_where_none_is_named(books: Books) -> None:
    assert (await books.posted(sale())).journal_code == "GJ"


async def test_a_zero_keeps_its_side(books: Books) -> None:
    posted = await books.posted(voucher(line("Cash", "0"), line("Sales", "-0"), line("Rent", "-0.00")))
    for one in (posted, (await books.call("GetVoucher", id=posted.id)).voucher):
        assert [of.WhichOneof("side") for of in one.lines] == ["debit", "credit", "credit"]
        assert [of.credit.amount for of in one.lines[1:]] == ["0.00", "0.00"]
    assert await books.balances() == {}


async def test_each_currency_balances_by_itself(books: Books) -> None:
    of = voucher(line("Cash", "10", "USD"), line("Bank", "-830"), line("Capital", "-10", "USD"), line("Loan", "830"))
    await books.posted(of)
    assert (await books.balances())["Cash USD"] == "10.00"
    mixed = voucher(line("Cash", "10", "USD"), line("Bank", "-10"))
    refused = await refusal_of(books.post(mixed))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "VOUCHER_UNBALANCED")
    assert refused.fields == ("voucher.lines",)


@pytest.mark.parametrize("off", ["99.99", "100.01"])
async def test_one_minor_unit_off_is_refused(books: Books, off: str) -> None:
    refused = await refusal_of(books.post(voucher(line("Cash", "100"), line("Sales", f"-{off}"))))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "VOUCHER_UNBALANCED")
    assert await books.vouchers() == []


async def test_units_are_no_part_of_debit_and_credit_and_kept_to_the_last_digit(books: Books) -> None:
    exact = "123456789012345678.123456789012345678"
    posted = await books.posted(
        voucher(line("Savings", "479.97", units=units("VBMPX", exact)), line("Cash", "-479.97"))
    )
    assert (await books.call("GetVoucher", id=posted.id)).voucher.lines[0].units.value == exact
    reversal = (await books.reverse(posted)).voucher
    assert (await books.call("GetVoucher", id=reversal.id)).voucher.lines[0].units.value == f"-{exact}"
    assert not (await books.call("GetBalances", as_of=DAY)).units


@pytest.mark.parametrize("account", ["Nowhere", "cash", "Cash ", "' or true --"])
async def test_an_account_that_is_not_there_is_named(books: Books, account: str) -> None:
    refused = await refusal_of(books.post(voucher(line("Cash", "1"), line(account, "-1"))))
    assert (refused.code, refused.reason) == ("NOT_FOUND", "ACCOUNT_UNKNOWN")
    assert refused.fields == ("voucher.lines[1].account_code",)


async def test_another_companys_account_is_unknown(books: Books) -> None:
    first = books.company_id
    await books.open(code="DUKAAN")
    await books.call("CreateAccount", account=books.account("Theirs"))
    books.company_id = first
    refused = await refusal_of(books.post(voucher(line("Theirs", "1"), line("Sales", "-1"))))
    assert refused.reason == "ACCOUNT_UNKNOWN"


@pytest.mark.parametrize("amount", ["", "1e2", "NaN", "Infinity", "1,000", "+1", " 1", "1.", ".5", "٣", "0x1", "--1"])
async def test_an_amount_is_decimal_text(books: Books, amount: str) -> None:
    of = voucher(line("Cash", "1"), line("Sales", "-1"))
    of.lines[0].debit.amount = amount
    refused = await refusal_of(books.post(of))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "AMOUNT_MALFORMED")
    assert refused.fields == ("voucher.lines[0].debit.amount",)


async def test_more_digits_than_the_scale_are_refused_and_zeros_are_not_digits(books: Books) -> None:
    of = voucher(line("Cash", "1.001"), line("Sales", "-1.001"))
    refused = await refusal_of(books.post(of))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "AMOUNT_SCALE_EXCEEDED")
    assert refused.fields == ("voucher.lines[0].debit.amount",)
    await books.posted(sale("1.00000000000000000000000000000"))
    assert (await books.balances())["Cash INR"] == "1.00"


async def test_an_amount_is_never_negative(books: Books) -> None:
    of = voucher(line("Cash", "1"), line("Sales", "-1"))
    of.lines[1].credit.amount = "-1"
    refused = await refusal_of(books.post(of))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("voucher.lines[1].credit.amount",))


async def test_an_amount_has_at_most_18_digits_in_minor_units(books: Books) -> None:
    most = "9999999999999999.99"
    await books.posted(sale(most))
    await books.posted(sale(most))
    assert Decimal((await books.balances())["Cash INR"]) == 2 * Decimal(most)
    refused = await refusal_of(books.post(sale("10000000000000000.00")))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("voucher.lines[0].debit.amount",))


async def test_a_line_has_one_side(books: Books) -> None:
    of = voucher(line("Cash", "1"), line("Sales", "-1"))
    of.lines[1].ClearField("credit")
    refused = await refusal_of(books.post(of))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_REQUIRED")
    assert refused.fields[0].startswith("voucher.lines[1]")


@pytest.mark.parametrize("count", [0, 1, 10_001])
async def test_a_voucher_has_2_to_10000_lines(books: Books, count: int) -> None:
    of = voucher(*[line("Cash", "0")] * count)
    refused = await refusal_of(books.post(of))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("voucher.lines",))


async def test_10000_lines_are_posted(books: Books) -> None:
    posted = await books.posted(voucher(*[line("Cash", "1"), line("Sales", "-1")] * 5_000))
    assert len(posted.lines) == 10_000
    assert (await books.balances())["Cash INR"] == "5000.00"


@pytest.mark.parametrize("code", ["gj", "1J", "A" * 13, "A-B", "A/B"])
async def test_a_journal_is_a_short_word_in_capitals(books: Books, code: str) -> None:
    refused = await refusal_of(books.post(sale(journal_code=code)))
    assert (refused.reason, refused.fields) == ("FIELD_PATTERN", ("voucher.journal_code",))


async def test_without_a_request_id_nothing_is_posted(books: Books) -> None:
    refused = await refusal_of(books.post(sale(), request_id=""))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("request_id",))


async def test_a_client_may_bring_an_id_and_it_is_taken_once(books: Books) -> None:
    own = str(new_id())
    assert (await books.posted(sale(id=own))).id == own
    refused = await refusal_of(books.post(sale(id=own)))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == ("voucher.id",)


async def test_a_step_of_a_document_is_posted_once(books: Books) -> None:
    def step(purpose: str, document: str = "17") -> voucher_pb2.Voucher:
        source = voucher_pb2.VoucherSource(document_type="wms.receipt", document_id=document, purpose=purpose)
        return sale(source=source)

    await books.posted(step("post"))
    refused = await refusal_of(books.post(step("post")))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == ("voucher.source",)
    await books.posted(step("cancel"))
    await books.posted(step("post", "18"))
    for _ in range(2):
        await books.posted(step("post", document=""))
    await books.opened(code="DUKAAN")
    await books.posted(step("post"))


async def test_the_same_call_again_is_answered_to_the_letter_whatever_happened_since(books: Books) -> None:
    of = voucher(line("Cash", "100", units=units("U", "1.50")), line("Sales", "-100"), narration="once")
    first = books.post(of, request_id="sale 17")
    answer = await first
    await books.close_month("2026-05-01")
    await books.archive("Cash")
    await books.call("ReverseVoucher", id=answer.voucher.id, etag=answer.voucher.etag, posting_date="2026-06-01")
    again = books.post(of, request_id="sale 17")
    replayed = await again
    assert replayed.SerializeToString(deterministic=True) == answer.SerializeToString(deterministic=True)
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    assert len(await books.vouchers()) == 2


async def test_a_request_id_stands_for_one_content(books: Books) -> None:
    of = sale("100", narration="once")
    await books.posted(of, request_id="sale 17")
    for other in (sale("101", narration="once"), sale("100", narration="twice"), sale("100", day="2026-05-11")):
        refused = await refusal_of(books.post(other, request_id="sale 17"))
        assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "REQUEST_ID_REUSED")
        assert refused.fields == ("request_id",)
    await books.opened(code="DUKAAN")
    refused = await refusal_of(books.post(of, request_id="sale 17"))
    assert refused.reason == "REQUEST_ID_REUSED"


async def test_a_refused_call_may_be_sent_again_when_its_cause_is_gone(books: Books) -> None:
    of = voucher(line("Till", "1"), line("Sales", "-1"))
    assert (await refusal_of(books.post(of, request_id="r"))).reason == "ACCOUNT_UNKNOWN"
    await books.call("CreateAccount", account=books.account("Till"))
    call = books.post(of, request_id="r")
    assert (await call).voucher.number == "GJ/2026-27/00001"
    assert not await was_replayed(call)


async def test_each_tenant_has_request_ids_of_its_own(
    books: Books, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    theirs = await Books(channel, stranger).opened()
    await books.posted(sale("1"), request_id="same")
    call = theirs.post(sale("2"), request_id="same")
    await call
    assert not await was_replayed(call)


async def test_fifty_parallel_calls_with_one_request_id_post_once(books: Books) -> None:
    calls = [books.post(sale(), request_id="same") for _ in range(50)]
    answers = await asyncio.gather(*calls)
    assert len({answer.SerializeToString(deterministic=True) for answer in answers}) == 1
    assert sum([await was_replayed(call) for call in calls]) == 49
    assert (await books.balances())["Cash INR"] == "100.00"


async def test_numbers_are_gapless_per_journal_and_year_whatever_is_refused_between(books: Books) -> None:
    await books.open_year("2027-04-01", "2028-03-31")
    wanted = [
        (sale(str(i), day=day, journal_code=journal), i % 3)
        for i, (day, journal) in enumerate(
            [(day, journal) for day in ("2026-05-10", "2027-05-10") for journal in ("GJ", "SJ")] * 13
        )
    ]
    for of, kind in wanted:
        if kind == 1:
            of.lines[0].debit.amount = "0.01" if of.lines[0].debit.amount != "0.01" else "0.02"
        if kind == 2:
            of.lines[1].account_code = "Nowhere"
    results = await asyncio.gather(*(books.post(of) for of, _ in wanted), return_exceptions=True)
    posted = [one.voucher.number for one in results if not isinstance(one, BaseException)]
    assert len(posted) == sum(kind == 0 for _, kind in wanted)
    series: dict[str, list[int]] = {}
    for number in posted:
        name, _, place = number.rpartition("/")
        series.setdefault(name, []).append(int(place))
    assert series.keys() == {"GJ/2026-27", "SJ/2026-27", "GJ/2027-28", "SJ/2027-28"}
    for places in series.values():
        assert sorted(places) == list(range(1, len(places) + 1))


async def test_a_number_refused_by_the_engine_itself_leaves_no_gap(books: Books) -> None:
    source = voucher_pb2.VoucherSource(document_type="t", document_id="1", purpose="post")
    calls = [books.post(sale(str(i + 1), source=source if i % 2 else None)) for i in range(20)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    numbers = sorted(one.voucher.number for one in results if not isinstance(one, BaseException))
    assert numbers == [f"GJ/2026-27/{i:05d}" for i in range(1, 12)]


async def test_a_dry_run_checks_all_and_leaves_nothing(books: Books, superuser: asyncpg.Connection) -> None:
    call = books.post(sale("7", currency="JPY"), validate_only=True, request_id="dry")
    answer = (await call).voucher
    assert (answer.state, answer.number, answer.HasField("post_time")) == (voucher_pb2.Voucher.DRAFT, "", False)
    assert answer.lines[0].debit.amount == "7"
    assert await books.vouchers() == []
    assert await books.balances() == {}
    company = (await books.call("GetCompany", id=books.company_id)).company
    assert [one.currency_code for one in company.scales] == ["INR"]
    assert await superuser.fetchval("select count(*) from series where company_id = $1", books.company_id) == 0
    call = books.post(sale("7", currency="JPY"), request_id="dry")
    assert (await call).voucher.number == "GJ/2026-27/00001"
    assert not await was_replayed(call)


async def test_a_dry_run_is_refused_for_the_same_reasons(books: Books) -> None:
    await books.close_month("2026-05-01")
    for of, reason in (
        (sale(), "PERIOD_CLOSED"),
        (voucher(line("Cash", "1", "INR"), line("Sales", "-2")), "VOUCHER_UNBALANCED"),
        (voucher(line("Cash", "1"), line("Nowhere", "-1"), day="2026-06-01"), "ACCOUNT_UNKNOWN"),
    ):
        assert (await refusal_of(books.post(of, validate_only=True))).reason == reason


async def test_a_dry_run_of_what_was_posted_answers_what_was_posted(books: Books) -> None:
    posted = await books.posted(sale(), request_id="r")
    call = books.post(sale(), request_id="r", validate_only=True)
    assert (await call).voucher == posted
    assert await was_replayed(call)


async def test_a_foreign_tenant_finds_no_voucher_and_no_company(
    books: Books, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    posted = await books.posted(sale())
    theirs = books.seen_by(channel, stranger)
    for call in (
        theirs.call("GetVoucher", id=posted.id),
        theirs.reverse(posted),
        theirs.post(sale()),
        theirs.call("ListVouchers"),
        theirs.call("GetAccount", id=(await books.account_named("Cash")).id),
        theirs.call("ClosePeriod", id=(await books.period("2026-05-01")).id),
        theirs.call("CloseFiscalYear", id=(await books.year()).id, retained_earnings_account_code="Retained"),
    ):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert await books.vouchers() == [await _without_lines(books, posted)]


async def test_a_reader_reads_and_posts_nothing(
    books: Books, channel: grpc.aio.Channel, issuer: TokenIssuer, tenant: str
) -> None:
    posted = await books.posted(sale())
    reader = books.seen_by(channel, calling_as(issuer, tenant, roles=("reader",)))
    assert (await reader.call("GetVoucher", id=posted.id)).voucher == posted
    for call in (reader.post(sale()), reader.post_all(sale()), reader.reverse(posted)):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")


async def test_vouchers_come_by_date_and_id_in_pages(books: Books) -> None:
    for day in ("2026-06-01", "2026-05-01", "2026-06-01", "2026-04-30", "2026-05-31"):
        await books.posted(rent("1", day=day))
    await books.posted(sale("1"))
    found: list[voucher_pb2.Voucher] = []
    token = ""
    while token or not found:
        page = await books.call(
            "ListVouchers", page_size=2, page_token=token, from_date="2026-05-01", to_date="2026-06-01"
        )
        found += page.vouchers
        token = page.next_page_token
    assert [one.posting_date for one in found] == [
        "2026-05-01",
        "2026-05-10",
        "2026-05-31",
        "2026-06-01",
        "2026-06-01",
    ]
    assert [(one.posting_date, one.id) for one in found] == sorted((one.posting_date, one.id) for one in found)
    assert not any(one.lines for one in found)


@pytest.mark.parametrize("voucher_id", [pytest.param(str(new_id()), id="of-nothing"), "no-uuid"])
async def test_a_voucher_that_is_not_there_is_not_found(books: Books, voucher_id: str) -> None:
    refused = await refusal_of(books.call("GetVoucher", id=voucher_id))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("id",))


async def test_any_text_is_kept_to_the_letter(books: Books) -> None:
    texts = ['"quoted", {braced}, \\slashed\\', "NULL", "राम 🙂\u202e", "a\nb\tc", "'; drop table voucher; --"]
    for text in texts:
        posted = await books.posted(sale("1", payee=text, narration=text))
        found = (await books.call("GetVoucher", id=posted.id)).voucher
        assert (found.payee, found.narration) == (text, text)


async def _without_lines(books: Books, posted: voucher_pb2.Voucher) -> voucher_pb2.Voucher:
    plain = voucher_pb2.Voucher()
    plain.CopyFrom(posted)
    plain.ClearField("lines")
    return plain
