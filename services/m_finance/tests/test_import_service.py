"""JournalImportService as its callers meet it."""

import grpc
import pytest
from businessm.finance.v1 import journal_import_service_pb2 as pb
from businessm.finance.v1 import journal_import_service_pb2_grpc
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, new_tenant, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from m_finance.tests.fake_ledger import COMPANY_ID, FakeLedger
from m_finance.tests.journals import request, transaction


@pytest.fixture
def imports(channel: grpc.aio.Channel) -> journal_import_service_pb2_grpc.JournalImportServiceStub:
    """The service."""
    return journal_import_service_pb2_grpc.JournalImportServiceStub(channel)


Imports = journal_import_service_pb2_grpc.JournalImportServiceStub


async def test_a_journal_is_posted_and_the_same_call_again_says_so(imports: Imports, acme: Metadata) -> None:
    call = imports.ImportJournal(request(transaction("1")), metadata=acme)
    first: pb.ImportJournalResponse = await call
    assert not await was_replayed(call)
    call = imports.ImportJournal(request(transaction("1")), metadata=acme)
    again: pb.ImportJournalResponse = await call
    assert await was_replayed(call)
    assert [one.voucher_id for one in again.results] == [one.voucher_id for one in first.results]
    assert [one.already_posted for one in again.results] == [True]


async def test_a_company_that_is_not_there_is_not_found(imports: Imports, acme: Metadata, ledger: FakeLedger) -> None:
    asked = request(transaction("1"), company_id=str(new_id()))
    refused = await refusal_of(imports.ImportJournal(asked, metadata=acme))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("company_id",))
    assert ledger.posted == {}


async def test_refusals_stand_in_the_answer(imports: Imports, acme: Metadata) -> None:
    asked = request(transaction("1", ("Cash", "NaN"), ("Sales", "-1")))
    response = await imports.ImportJournal(asked, metadata=acme)
    assert [(one.row, one.column, one.reason) for one in response.errors] == [(2, "ledger_amount", "AMOUNT_MALFORMED")]


@pytest.mark.parametrize("count", [0, 501])
async def test_a_call_has_1_to_500_transactions(imports: Imports, acme: Metadata, count: int) -> None:
    asked = request(*(transaction(str(i)) for i in range(count)))
    refused = await refusal_of(imports.ImportJournal(asked, metadata=acme))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("transactions",))


async def test_nul_is_refused_wherever_it_stands(imports: Imports, acme: Metadata) -> None:
    asked = request(transaction("1\0"), transaction("2", ("Ca\0sh", "1")), scales={"A\0": 1})
    refused = await refusal_of(imports.ImportJournal(asked, metadata=acme))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_INVALID")
    assert {"transactions[0].txn", "transactions[1].rows[0].account"} < set(refused.fields)
    assert len(refused.fields) == 3


async def test_importing_needs_its_permission(imports: Imports, issuer: TokenIssuer, ledger: FakeLedger) -> None:
    reader = calling_as(issuer, new_tenant(), roles=("reader",))
    refused = await refusal_of(imports.ImportJournal(request(transaction("1")), metadata=reader))
    assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
    assert ledger.calls == []


async def test_the_company_is_asked_by_its_id(imports: Imports, acme: Metadata, ledger: FakeLedger) -> None:
    await imports.ImportJournal(request(transaction("1")), metadata=acme)
    assert ledger.calls[0].id == COMPANY_ID
