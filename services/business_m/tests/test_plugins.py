"""M_PLUGINS: regional plugins beside the contexts of one process, ours and those that others run."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from businessm.finance.v1 import supplier_pb2, supplier_service_pb2_grpc
from businessm.finance.v1 import supplier_service_pb2 as pb
from businessm.masters.v1 import party_pb2
from businessm.metadata.v1 import document_type_service_pb2, document_type_service_pb2_grpc
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import (
    contribution_service_pb2,
    contribution_service_pb2_grpc,
    tax_pb2,
    tax_service_pb2,
    tax_service_pb2_grpc,
)
from m_engines.postgresql import PostgresAddress
from m_kit.caller import Caller, acting_as
from m_kit.contributions import asking
from m_kit.ids import new_id
from m_kit.testing import make_database, refusal_of
from m_kit.tests.regions import region, text
from m_kit.tokens import TokenIssuer, load_or_make_key

from business_m.catalog import NAMES, all_modules
from business_m.channels import remote_channels
from business_m.databases import RolePasswords, prepare_databases
from business_m.ports import port_of, reserve
from business_m.settings import SettingInvalid, Settings
from business_m.tests.foreign_plugin import ForeignPlugin
from business_m.topology import Application, contexts_here, running

OURS, FOREIGN = "m_india", "m_xx"
PATIENCE_SECONDS = 60.0
SOMEBODY = Caller(tenant="default", subject="service:tests", actor="asha")
PATH = "supplier.extension_values['xx_number']"


@pytest.fixture
def port() -> Iterator[socket]:
    """Where the foreign plugin answers, once somebody serves it."""
    with contextlib.closing(reserve(0, 0)) as kept:
        yield kept


@pytest.fixture(scope="module")
def prepared(postgres_address: PostgresAddress) -> Iterator[tuple[Path, PostgresAddress]]:
    """(the data directory, a database of all contexts and the two plugins)."""
    address = replace(postgres_address, database="with_plugins")
    with tempfile.TemporaryDirectory() as folder:
        passwords = RolePasswords(Path(folder) / "role_passwords.json")
        asyncio.run(make_database(postgres_address, address.database))
        asyncio.run(prepare_databases(address, all_modules((OURS, FOREIGN)), passwords))
        yield Path(folder), address


@pytest.fixture
async def application(
    prepared: tuple[Path, PostgresAddress], port: socket, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Application]:
    """All contexts and two plugins, one of which nobody runs yet; asked more often than people would wait for."""
    monkeypatch.setattr(asking, "ASK_EVERY_SECONDS", 0.1)
    monkeypatch.setattr(asking, "LONGEST_PAUSE_SECONDS", 0.2)
    data_dir, address = prepared
    given = {"M_PLUGINS": f"{OURS},{FOREIGN}=grpc://127.0.0.1:{port_of(port)}"}
    settings = replace(Settings.from_environment(given), data_dir=data_dir, testing=True)
    async with running(settings, database=address) as started:
        yield started


async def sources(application: Application, context: str, document_type: str) -> dict[str, str]:
    """Key of every field of a document type to where it is from."""
    stub = document_type_service_pb2_grpc.DocumentTypeServiceStub(application.calling("tests", context))
    request = document_type_service_pb2.GetDocumentTypeRequest(context=context, type=document_type)
    answer = await stub.GetDocumentType(request)
    return {field.key: field.source for field in answer.document_type.fields}


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Asked again and again, for what others do in the background."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await holds():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def supplier(**values: str) -> pb.CreateSupplierRequest:
    return pb.CreateSupplierRequest(
        request_id=str(new_id()),
        party=party_pb2.Party(name="Tea Traders", kind=party_pb2.Party.ORGANIZATION),
        supplier=supplier_pb2.Supplier(extension_values={k: FieldValue(text=one) for k, one in values.items()}),
    )


async def test_its_fields_are_there_soon_after_the_start_and_their_owner_judges_them(application: Application) -> None:
    assert application.topology == "indie"
    with acting_as(SOMEBODY):
        for context, document_type in (("finance", "supplier"), ("masters", "item"), ("masters", "address")):

            async def there(context: str = context, document_type: str = document_type) -> bool:
                return OURS in (await sources(application, context, document_type)).values()

            await until(there)
        suppliers = supplier_service_pb2_grpc.SupplierServiceStub(application.calling("tests", "finance"))
        refused = await refusal_of(suppliers.CreateSupplier(supplier(in_gstin="27BMXPK4821C1ZA")))
        assert (refused.reason, refused.fields) == ("FIELD_CHECKSUM", ("supplier.extension_values['in_gstin']",))
        made = (await suppliers.CreateSupplier(supplier(in_gstin="27BMXPK4821C1ZV"))).supplier
        assert made.extension_values["in_gstin"].text == "27BMXPK4821C1ZV"
        stub = contribution_service_pb2_grpc.ContributionServiceStub(application.calling("tests", OURS))
        asked = contribution_service_pb2.GetContributionsRequest(context=OURS)
        assert (await stub.GetContributions(asked)).contribution_set.plugin == OURS


async def test_a_plugin_of_others_comes_goes_and_changes_while_we_serve(
    application: Application, port: socket, caplog: pytest.LogCaptureFixture
) -> None:
    suppliers = supplier_service_pb2_grpc.SupplierServiceStub(application.calling("tests", "finance"))
    plugin = ForeignPlugin(region("finance.supplier", text("xx_number", pattern="[0-9]{3}"), plugin="m_other"))

    async def shown() -> dict[str, str]:
        return await sources(application, "finance", "supplier")

    with acting_as(SOMEBODY):
        assert (await application.health())[FOREIGN], "it is away, and nothing waits for it"
        assert await described(application) == ("", False)
        assert FOREIGN not in (await shown()).values()
        async with plugin.serving(port):

            async def refused() -> bool:
                return "calls itself 'm_other'" in caplog.text

            await until(refused)
            plugin.contributions = region("finance.supplier", text("xx_number", pattern="[0-9]{3}"))

            async def there() -> bool:
                return (await shown()).get("xx_number") == FOREIGN

            await until(there)
            assert await described(application) == ("1", True)
            answer = await refusal_of(suppliers.CreateSupplier(supplier(xx_number="12")))
            assert (answer.reason, answer.fields) == ("FIELD_PATTERN", (PATH,))
            made = (await suppliers.CreateSupplier(supplier(xx_number="123"))).supplier
        assert (await application.health())[FOREIGN]
        answer = await refusal_of(suppliers.CreateSupplier(supplier(xx_number="12")))
        assert answer.reason == "FIELD_PATTERN", "what it contributed goes on serving"
        plugin.contributions = region("finance.supplier", text("xx_number", pattern="[0-9]{3}"), text("xx_name"))
        plugin.contributions.version = "2"
        async with plugin.serving(port):

            async def changed() -> bool:
                return "xx_name" in await shown()

            await until(changed)
        read = await suppliers.GetSupplier(pb.GetSupplierRequest(id=made.id))
        assert read.supplier.extension_values["xx_number"].text == "123"


async def described(application: Application) -> tuple[str, bool]:
    """(version, healthy) of the foreign plugin, as the doctor is told."""
    stub = check_service_pb2_grpc.CheckServiceStub(application.calling("tests", FOREIGN))
    answer = await stub.DescribeContext(check_service_pb2.DescribeContextRequest(context=FOREIGN))
    (engine,) = [one for one in answer.engines if one.name == FOREIGN]
    assert engine.adapter == "plugin"
    return engine.version, engine.healthy


def taxes(**fields: Any) -> tax_service_pb2.ComputeTaxesRequest:
    party = tax_pb2.TaxParty(country_code="XX")
    sale = tax_service_pb2.ComputeTaxesRequest.SALE
    request = {"context": FOREIGN, "direction": sale, "seller": party, "buyer": party, **fields}
    return tax_service_pb2.ComputeTaxesRequest(**request)


async def test_calls_of_it_are_judged_before_they_reach_it_and_answered_as_it_answers(
    application: Application, port: socket
) -> None:
    channel = application.channel_for("businessm.regional.v1.TaxService", FOREIGN)
    stub = tax_service_pb2_grpc.TaxServiceStub(channel)
    issuer = TokenIssuer(load_or_make_key(application.settings.data_dir / "keys" / "tokens.pem"))

    def token(*roles: str) -> Any:
        return (("authorization", f"Bearer {issuer.issue('asha', 'default', roles, 600)[0]}"),)

    assert (await refusal_of(stub.ComputeTaxes(taxes()))).reason == "TOKEN_INVALID"
    assert (await refusal_of(stub.ComputeTaxes(taxes(), metadata=token()))).reason == "PERMISSION_MISSING"
    wrong = await refusal_of(stub.ComputeTaxes(taxes(direction=0), metadata=token("admin")))
    assert (wrong.reason, wrong.fields) == ("FIELD_REQUIRED", ("direction",))
    away = await refusal_of(stub.ComputeTaxes(taxes(), metadata=token("admin")))
    assert (away.code, away.reason) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE")
    plugin = ForeignPlugin(region("nobody.supplier", text("xx_number")))
    async with plugin.serving(port):

        async def answers() -> bool:
            refused = await refusal_of(stub.ComputeTaxes(taxes(), metadata=token("admin")))
            return refused.reason != "DEPENDENCY_UNAVAILABLE"

        await until(answers)
        refused = await refusal_of(stub.ComputeTaxes(taxes(), metadata=token("admin")))
        assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "PLACE_OF_SUPPLY_INVALID")
        request = tax_service_pb2.ListWithholdingRatesRequest(context=FOREIGN, date="2026-01-01")
        absent = await refusal_of(stub.ListWithholdingRates(request, metadata=token("admin")))
        assert (absent.code, absent.fields) == ("NOT_FOUND", ("context",))

        async def asked() -> bool:
            return bool(plugin.metadata)

        await until(asked)
    told = plugin.metadata[0]
    caller = issuer.verifier().caller(told["authorization"].removeprefix("Bearer "))
    assert caller.subject == f"service:{FOREIGN}"
    assert told["x-businessm-actor"] in ("finance", "masters")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("m_atlantis", "no such plugin"),
        ("m_india,m_atlantis", "no such plugin"),
        ("m_india=grpc://127.0.0.1:7001", "M_REMOTE_M_INDIA says where"),
        ("uae=grpc://127.0.0.1:7001", "a plugin's name is m_"),
        ("m_finance=grpc://127.0.0.1:7001", "a plugin's name is m_"),
        ("m_uae=http://127.0.0.1:7001", "say m_uae=grpc://host:port"),
        ("m_uae=grpc://127.0.0.1", "say m_uae=grpc://host:port"),
        ("m_uae=", "say m_uae=grpc://host:port"),
        ("m_uae=grpc://a:1,m_uae=grpc://b:1", "m_uae is at grpc://a:1 too"),
    ],
)
def test_a_plugin_that_cannot_be_run_is_named(value: str, said: str) -> None:
    with pytest.raises(SettingInvalid, match=r"M_PLUGINS=") as refused:
        Settings.from_environment({"M_PLUGINS": value})
    assert said in str(refused.value)


async def test_one_that_comes_along_may_run_elsewhere() -> None:
    away = {"M_REMOTE_M_INDIA": "grpc://127.0.0.1:1"}
    settings = Settings.from_environment({"M_PLUGINS": OURS, **away})
    assert contexts_here(settings) == NAMES
    assert list(remote_channels(settings)) == [OURS]
    with pytest.raises(SettingInvalid, match="M_REMOTE_M_INDIA: there is no context m_india"):
        remote_channels(Settings.from_environment(away))


def test_plugins_are_read_once_each() -> None:
    read = Settings.from_environment({"M_PLUGINS": " m_india, m_uae=grpc://127.0.0.1:7001,m_india,"})
    assert read.plugins == (OURS, "m_uae")
    assert read.plugin_addresses == {"m_uae": "grpc://127.0.0.1:7001"}
    assert Settings.from_environment({}).plugins == ()
