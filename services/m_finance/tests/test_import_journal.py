"""The import's procedure, against a fake ledger."""

import uuid

import pytest
from businessm.finance.v1 import journal_import_service_pb2 as pb
from businessm.ledger.v1 import account_pb2, company_pb2, voucher_pb2
from m_kit.errors import BusinessError, ConflictRetry

from m_finance.tests.fake_ledger import COMPANY_ID, FakeLedger, refused_status
from m_finance.tests.journals import request, transaction
from m_finance.usecases import import_journal as module
from m_finance.usecases.import_journal import import_journal


async def run(ledger: FakeLedger, asked: pb.ImportJournalRequest) -> pb.ImportJournalResponse:
    return await import_journal(ledger, asked)  # type: ignore[arg-type]


def places(response: pb.ImportJournalResponse) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.reason) for error in response.errors]


async def test_all_is_rehearsed_then_posted() -> None:
    ledger = FakeLedger()
    response = await run(ledger, request(transaction("1"), transaction("2", first_row=4)))
    assert [type(call) for call in ledger.calls] == [
        company_pb2.GetCompanyRequest,
        voucher_pb2.PostVouchersRequest,
        voucher_pb2.PostVouchersRequest,
    ]
    assert ledger.sent(validate_only=True) == ledger.sent(validate_only=False)
    assert [(one.txn, one.voucher_number, one.already_posted) for one in response.results] == [
        ("1", "GJ/2024/00001", False),
        ("2", "GJ/2024/00002", False),
    ]
    assert not response.errors


async def test_each_transaction_has_an_id_of_its_own_for_ever() -> None:
    ledger = FakeLedger()
    await run(ledger, request(transaction("7")))
    expected = uuid.uuid5(uuid.UUID(COMPANY_ID), "journal-import\x1fbooks.csv\x1f7")
    assert [one.request_id for one in ledger.sent(validate_only=False)] == [str(expected)]


async def test_a_voucher_says_what_its_rows_say() -> None:
    ledger = FakeLedger()
    rows = [
        pb.JournalRow(
            row=2,
            account="Fund",
            ledger_amount="479.97117",
            ledger_currency="USD",
            units="6.811",
            unit_currency="VBMPX",
        ),
        pb.JournalRow(row=3, account="Cash", ledger_amount="-479.98", ledger_currency="USD"),
    ]
    asked = pb.JournalTransaction(txn="1", date="2024-05-06", payee="Asha", narration="tea", rows=rows)
    response = await run(ledger, request(asked))
    voucher = ledger.sent(validate_only=False)[0].voucher
    assert (voucher.posting_date, voucher.payee, voucher.narration) == ("2024-05-06", "Asha", "tea")
    fund, cash, rounding = voucher.lines
    assert (fund.account_code, fund.debit.amount, fund.debit.currency_code) == ("Fund", "479.97117", "USD")
    assert (fund.units.unit_code, fund.units.value) == ("VBMPX", "6.811")
    assert (cash.account_code, cash.credit.amount, cash.HasField("units")) == ("Cash", "479.98", False)
    assert (rounding.account_code, rounding.role, rounding.debit.amount) == ("", "ROUNDING", "0.00883")
    assert dict(response.results[0].residuals) == {"USD": "-0.00883"}


async def test_the_same_call_again_posts_nothing_and_asks_once() -> None:
    ledger = FakeLedger()
    first = await run(ledger, request(transaction("1"), transaction("2")))
    posted = dict(ledger.posted)
    ledger.calls.clear()
    again = await run(ledger, request(transaction("1"), transaction("2"), request_id="another"))
    assert [one.already_posted for one in again.results] == [True, True]
    assert [one.voucher_id for one in again.results] == [one.voucher_id for one in first.results]
    assert ledger.sent(validate_only=False) == []
    assert ledger.posted == posted


async def test_a_call_that_was_cut_short_goes_on() -> None:
    ledger = FakeLedger()
    await run(ledger, request(transaction("1")))
    response = await run(ledger, request(transaction("1"), transaction("2")))
    assert [one.already_posted for one in response.results] == [True, False]
    assert len(ledger.sent(validate_only=False)) == 2


async def test_one_bad_row_and_nothing_is_posted() -> None:
    ledger = FakeLedger()
    response = await run(
        ledger, request(transaction("1"), transaction("2", ("Cash", "x"), ("Sales", "1"), first_row=4))
    )
    assert places(response) == [(4, "ledger_amount", "AMOUNT_MALFORMED")]
    assert [one.txn for one in response.results] == ["1", "2"]
    assert {one.voucher_id for one in response.results} == {""}
    assert ledger.posted == {}


async def test_the_ledgers_refusals_come_beside_our_own() -> None:
    ledger = FakeLedger(refusals={"old": refused_status("PERIOD_CLOSED", "posting_date")})
    response = await run(
        ledger,
        request(
            transaction("1", ("Cash", "x"), ("Sales", "1")),
            transaction("2", first_row=4, narration="old"),
            transaction("3", first_row=6),
        ),
    )
    assert places(response) == [(2, "ledger_amount", "AMOUNT_MALFORMED"), (4, "date", "PERIOD_CLOSED")]
    assert ledger.posted == {}


async def test_every_unknown_account_is_named() -> None:
    ledger = FakeLedger(accounts=["Cash", "Sales", "Rent", "Tea", "Bank"])
    response = await run(
        ledger,
        request(
            transaction("1", ("Nope", "1"), ("Nada", "-1")),
            transaction("2", ("Bank", "1"), ("Nope", "-1"), first_row=4),
            transaction("3", ("Cash", "x"), ("Nada", "-1"), first_row=6),
        ),
    )
    assert places(response) == [
        (2, "account", "ACCOUNT_UNKNOWN"),
        (3, "account", "ACCOUNT_UNKNOWN"),
        (5, "account", "ACCOUNT_UNKNOWN"),
        (6, "ledger_amount", "AMOUNT_MALFORMED"),
        (7, "account", "ACCOUNT_UNKNOWN"),
    ]
    pages = [call.page_token for call in ledger.calls if isinstance(call, account_pb2.ListAccountsRequest)]
    assert pages == ["", "2", "4"]


async def test_accounts_are_looked_up_only_when_one_is_unknown() -> None:
    ledger = FakeLedger(accounts=["Cash", "Sales"])
    await run(ledger, request(transaction("1")))
    assert not any(isinstance(call, account_pb2.ListAccountsRequest) for call in ledger.calls)


async def test_a_transaction_posted_with_other_content_is_a_row_error() -> None:
    ledger = FakeLedger(refusals={"other": refused_status("REQUEST_ID_REUSED", "request_id", code=3)})
    response = await run(ledger, request(transaction("1", narration="other")))
    assert places(response) == [(2, "txn", "REQUEST_ID_REUSED")]


async def test_no_rounding_account_is_told_where_it_is_needed() -> None:
    ledger = FakeLedger(refusals={"off": refused_status("POSTING_RULE_MISSING", "lines[2].role")})
    response = await run(ledger, request(transaction("1", ("Cash", "1.01"), ("Sales", "-1"), narration="off")))
    assert places(response) == [(2, "ledger_amount", "POSTING_RULE_MISSING")]


async def test_check_only_posts_nothing_and_tells_what_is_posted_already() -> None:
    ledger = FakeLedger()
    await run(ledger, request(transaction("1")))
    ledger.calls.clear()
    response = await run(ledger, request(transaction("1"), transaction("2"), validate_only=True))
    assert [(one.already_posted, one.voucher_id) for one in response.results] == [(True, ""), (False, "")]
    assert ledger.sent(validate_only=False) == []


async def test_without_a_company_the_ledger_is_not_asked() -> None:
    ledger = FakeLedger()
    asked = request(
        transaction("1", ("Cash", "1.001"), ("Sales", "-1.00")), company_id="", validate_only=True, scales={"INR": 3}
    )
    response = await run(ledger, asked)
    assert dict(response.results[0].residuals) == {"INR": "0.001"}
    assert not response.errors
    assert ledger.calls == []


async def test_a_change_between_rehearsal_and_posting_is_told_as_one_to_retry() -> None:
    ledger = FakeLedger(refusals_when_posting={"late": refused_status("PERIOD_CLOSED", "posting_date")})
    with pytest.raises(ConflictRetry):
        await run(ledger, request(transaction("1"), transaction("2", narration="late")))


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"company_id": ""}, "company_id", "FIELD_REQUIRED"),
        ({"tolerance": "-1"}, "tolerance", "FIELD_INVALID"),
        ({"tolerance": "NaN"}, "tolerance", "AMOUNT_MALFORMED"),
        ({"tolerance": "0.0000000001"}, "tolerance", "AMOUNT_SCALE_EXCEEDED"),
        ({"source": "a\x1fb"}, "source", "FIELD_PATTERN"),
        ({"company_id": "", "validate_only": True, "scales": {"INR": 10}}, "scales['INR']", "FIELD_INVALID"),
    ],
)
async def test_the_requests_own_fields_are_refused_as_such(fields: dict[str, object], field: str, reason: str) -> None:
    with pytest.raises(BusinessError) as refused:
        await run(FakeLedger(), request(transaction("1"), **fields))
    assert (refused.value.field, refused.value.reason) == (field, reason)


async def test_no_tolerance_means_none() -> None:
    response = await run(FakeLedger(), request(transaction("1", ("Cash", "1.01"), ("Sales", "-1")), tolerance=""))
    assert places(response) == [(2, "ledger_amount", "VOUCHER_UNBALANCED")]


async def test_what_is_too_large_for_one_message_goes_in_several_and_comes_back_in_order() -> None:
    ledger = FakeLedger()
    large = [transaction(str(i), narration=f"{i} {'x' * 4000}") for i in range(500)]
    for one in large:
        one.rows.add(row=9, account="A" * 250, ledger_amount="0", ledger_currency="INR")
    response = await run(ledger, request(*large))
    calls = [call for call in ledger.calls if isinstance(call, voucher_pb2.PostVouchersRequest)]
    assert all(call.ByteSize() < module.MOST_BYTES * 1.1 for call in calls)
    assert [one.txn for one in response.results] == [str(i) for i in range(500)]
    assert [ledger.posted[one.request_id].narration.split()[0] for one in ledger.sent(validate_only=False)] == [
        str(i) for i in range(500)
    ]
    assert len(calls) == 4
