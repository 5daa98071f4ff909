"""The composition root: which channel each stub is given."""

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
from businessm.finance.v1 import (
    journal_entry_pb2,
    journal_entry_service_pb2,
    journal_entry_service_pb2_grpc,
    journal_import_service_pb2,
    journal_import_service_pb2_grpc,
)
from businessm.ledger.v1 import account_pb2, company_pb2, fiscal_year_pb2, ledger_service_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from m_engines.postgresql import PostgresAddress
from m_kit.caller import Caller, acting_as
from m_kit.errors import NotFound
from m_kit.ids import new_id
from m_kit.testing import connected, refusal_of

from business_m.catalog import all_modules
from business_m.channels import connect
from business_m.databases import RolePasswords, prepare_databases
from business_m.native import native_server
from business_m.settings import SettingInvalid, Settings
from business_m.tests.recording_channel import RecordingChannel
from business_m.topology import Application, build, running

LEDGER = "/businessm.ledger.v1.LedgerService"
SOMEBODY = Caller(tenant="default", subject="service:tests", actor="asha")
Started = Callable[..., Any]


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
async def start(postgres_address: PostgresAddress, data_dir: Path) -> AsyncIterator[Started]:
    """`await start(...)`: an application on a database of its own, with the settings and overrides given."""
    async with AsyncExitStack() as stack:

        async def started(name: str, overrides: dict[str, grpc.aio.Channel] | None = None, **given: Any) -> Application:
            address = await _database(postgres_address, name)
            settings = replace(Settings(data_dir=data_dir, testing=True), **given)
            await prepare_databases(address, all_modules(), RolePasswords(data_dir / "role_passwords.json"))
            return await stack.enter_async_context(running(settings, overrides, database=address))

        yield started


async def _database(server: PostgresAddress, name: str) -> PostgresAddress:
    connection = await connected(server)
    try:
        await connection.execute(f"drop database if exists {name} with (force)")
        await connection.execute(f"create database {name}")
    finally:
        await connection.close()
    return replace(server, database=name)


async def create_company(application: Application, code: str) -> str:
    stub = ledger_service_pb2_grpc.LedgerServiceStub(application.calling("tests", "book_keeper"))
    company = company_pb2.Company(code=code, currency_code="INR")
    answer = await stub.CreateCompany(company_pb2.CreateCompanyRequest(request_id=str(new_id()), company=company))
    return str(answer.company.id)


async def create_books(application: Application) -> str:
    """A company that a journal can be imported into."""
    stub = ledger_service_pb2_grpc.LedgerServiceStub(application.calling("tests", "book_keeper"))
    company_id = await create_company(application, f"B{str(new_id())[-12:]}".upper())
    for code, kind in (("Cash", account_pb2.Account.ASSET), ("Sales", account_pb2.Account.INCOME)):
        account = account_pb2.Account(company_id=company_id, code=code, name=code, type=kind)
        await stub.CreateAccount(account_pb2.CreateAccountRequest(request_id=str(new_id()), account=account))
    year = fiscal_year_pb2.FiscalYear(company_id=company_id, start_date="2026-04-01", end_date="2027-03-31")
    await stub.CreateFiscalYear(fiscal_year_pb2.CreateFiscalYearRequest(request_id=str(new_id()), fiscal_year=year))
    return company_id


async def import_journal(application: Application, company_id: str) -> Any:
    """Finance posts a voucher: more calls between contexts."""
    stub = journal_import_service_pb2_grpc.JournalImportServiceStub(application.calling("tests", "finance"))
    rows = [
        journal_import_service_pb2.JournalRow(row=2, account="Cash", ledger_amount="5.00", ledger_currency="INR"),
        journal_import_service_pb2.JournalRow(row=3, account="Sales", ledger_amount="-5.00", ledger_currency="INR"),
    ]
    transaction = journal_import_service_pb2.JournalTransaction(txn="1", date="2026-04-02", rows=rows)
    return await stub.ImportJournal(
        journal_import_service_pb2.ImportJournalRequest(
            request_id=str(new_id()), company_id=company_id, source="topology", transactions=[transaction]
        )
    )


def served_calls(application: Application) -> Counter[str]:
    """How often each rpc of the ledger was served here."""
    served: Counter[str] = Counter()
    for family in application.metrics.registry.collect():
        for sample in family.samples:
            path = sample.labels.get("grpc_method", "")
            if sample.name == "grpc_server_handled_total" and path.startswith(LEDGER):
                served[path] += int(sample.value)
    return served


@contextlib.asynccontextmanager
async def listening(application: Application) -> AsyncIterator[str]:
    """The application's native port; its host:port."""
    server, port = await native_server(application, "127.0.0.1:0")
    await server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        await server.stop(None)


async def draft_entry(application: Application, company_id: str) -> str:
    """Finance asks the ledger for the company: a call between contexts."""
    stub = journal_entry_service_pb2_grpc.JournalEntryServiceStub(application.calling("tests", "finance"))
    entry = journal_entry_pb2.JournalEntry(company_id=company_id, posting_date="2026-04-01")
    request = journal_entry_service_pb2.CreateJournalEntryRequest(request_id=str(new_id()), journal_entry=entry)
    return str((await stub.CreateJournalEntry(request)).journal_entry.id)


@pytest.mark.parametrize("way", ["in process", "over a network"])
async def test_a_channel_in_a_contexts_place_sees_every_call_that_another_makes(start: Started, way: str) -> None:
    """The one seam: what finance asks of the ledger all goes through the channel that it was given."""
    first = await start("topology_first")
    async with AsyncExitStack() as stack:
        channel = first.channels["book_keeper"]
        if way == "over a network":
            channel = await stack.enter_async_context(connect(await stack.enter_async_context(listening(first))))
        recording = RecordingChannel(channel)
        second = await start("topology_second", {"book_keeper": recording})
        assert "book_keeper" not in second.contexts
        assert (first.topology, second.topology) == ("indie", "mixed")
        with acting_as(SOMEBODY):
            company_id = await create_books(first)
            before = served_calls(first)
            assert await draft_entry(second, company_id)
            assert (await import_journal(second, company_id)).results[0].voucher_number
            assert (await refusal_of(draft_entry(second, str(new_id())))).code == "NOT_FOUND"
    assert recording.called[0] == f"{LEDGER}/GetCompany"
    assert f"{LEDGER}/PostVouchers" in recording.called
    assert Counter(recording.called) == served_calls(first) - before


async def test_a_channel_in_a_contexts_place_answers_for_it(start: Started) -> None:
    first = await start("topology_kept")
    recording = RecordingChannel(first.channels["book_keeper"], refused={f"{LEDGER}/GetCompany"})
    second = await start("topology_refused", {"book_keeper": recording})
    with acting_as(SOMEBODY):
        company_id = await create_books(first)
        refused = await refusal_of(draft_entry(second, company_id))
    assert (refused.code, refused.reason) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE")


async def test_a_remote_context_answers_as_one_in_the_process(start: Started) -> None:
    distant = await start("topology_distant")
    server, port = await native_server(distant, "127.0.0.1:0")
    await server.start()
    try:
        here = await start("topology_here", remotes={"book_keeper": f"grpc://127.0.0.1:{port}"})
        with acting_as(SOMEBODY):
            company_id = await create_company(here, "FAR")
            assert await draft_entry(here, company_id)
            missing = await refusal_of(draft_entry(here, str(new_id())))
            same = await refusal_of(draft_entry(distant, str(new_id())))
        assert (missing.code, missing.reason, missing.fields) == (same.code, same.reason, same.fields)
        assert missing.fields == ("journal_entry.company_id",)
    finally:
        await server.stop(None)


async def test_a_remote_context_that_is_away_is_unavailable(start: Started) -> None:
    here = await start("topology_away", remotes={"book_keeper": "grpc://127.0.0.1:1"})
    with acting_as(SOMEBODY):
        refused = await refusal_of(draft_entry(here, str(new_id())))
    assert (refused.code, refused.reason) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE")


async def test_a_context_reaches_another_by_its_name_and_none_that_is_not_there(start: Started) -> None:
    from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc

    application = await start("topology_by_name")
    with acting_as(SOMEBODY):
        stub = check_service_pb2_grpc.CheckServiceStub(application.calling("book_keeper", "masters"))
        assert (await stub.DescribeContext(check_service_pb2.DescribeContextRequest())).context == "masters"
    with pytest.raises(NotFound) as refused:
        application.calling("book_keeper", "nobody")
    assert refused.value.field == "context"


async def test_the_native_port_asks_for_a_context_where_several_serve(start: Started) -> None:
    from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc

    application = await start("topology_native")
    server, port = await native_server(application, "127.0.0.1:0")
    await server.start()
    token = (("authorization", f"Bearer {application.issuer.service_token('tests', 'default')}"),)
    try:
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = check_service_pb2_grpc.CheckServiceStub(channel)
            request = check_service_pb2.RunChecksRequest()
            nameless = await refusal_of(stub.RunChecks(request, metadata=token))
            unknown = await refusal_of(stub.RunChecks(request, metadata=(*token, ("x-businessm-context", "nobody"))))
            named = await stub.DescribeContext(
                check_service_pb2.DescribeContextRequest(),
                metadata=(*token, ("x-businessm-context", "masters")),
            )
    finally:
        await server.stop(None)
    assert (nameless.code, nameless.reason) == ("INVALID_ARGUMENT", "CONTEXT_REQUIRED")
    assert (unknown.code, unknown.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert (named.context, named.schema, named.healthy) == ("masters", "masters", True)


async def test_the_native_port_lists_its_services_by_reflection(start: Started) -> None:
    application = await start("topology_reflection")
    server, port = await native_server(application, "127.0.0.1:0")
    await server.start()
    try:
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = reflection_pb2_grpc.ServerReflectionStub(channel)
            call = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(list_services="")]))
            answer = await asyncio.wait_for(call.read(), 60)
    finally:
        await server.stop(None)
    names = {service.name for service in answer.list_services_response.service}
    assert {"businessm.ledger.v1.LedgerService", "grpc.health.v1.Health"} <= names


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mode": "cloud"}, "M_MODE=cloud: it is indie or enterprise"),
        ({"mode": "enterprise"}, "nothing reaches the context identity: .* M_REMOTE_IDENTITY or M_MESH_TARGET"),
        ({"mode": "enterprise", "mesh_target": "127.0.0.1:1"}, "M_MESH_TARGET=127.0.0.1:1: say grpc://host:port"),
        ({"remotes": {"warehouse": "grpc://127.0.0.1:1"}}, "M_REMOTE_WAREHOUSE"),
        ({"remotes": {"masters": "http://127.0.0.1:1"}}, "say grpc://host:port"),
        ({"remotes": {"masters": "grpc://"}}, "say grpc://host:port"),
    ],
)
async def test_settings_that_name_what_there_is_not_stop_the_start(
    given: dict[str, Any], message: str, data_dir: Path, postgres_address: PostgresAddress
) -> None:
    settings = replace(Settings(data_dir=data_dir), **given)
    with pytest.raises(SettingInvalid, match=message):
        build(settings, database=postgres_address)


async def test_without_a_database_nothing_is_built(data_dir: Path) -> None:
    with pytest.raises(SettingInvalid, match="DATABASE_URL"):
        build(Settings(data_dir=data_dir))
