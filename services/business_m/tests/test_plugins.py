"""M_PLUGINS: a regional plugin beside the contexts of one process."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from businessm.finance.v1 import supplier_pb2, supplier_service_pb2_grpc
from businessm.finance.v1 import supplier_service_pb2 as pb
from businessm.masters.v1 import party_pb2
from businessm.metadata.v1 import document_type_service_pb2, document_type_service_pb2_grpc
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import contribution_service_pb2, contribution_service_pb2_grpc
from m_engines.postgresql import PostgresAddress
from m_kit.caller import Caller, acting_as
from m_kit.ids import new_id
from m_kit.testing import connected, refusal_of

from business_m.catalog import all_modules
from business_m.databases import RolePasswords, prepare_databases
from business_m.settings import SettingInvalid, Settings
from business_m.topology import Application, running

PLUGIN = "m_india"
PATIENCE_SECONDS = 60.0
SOMEBODY = Caller(tenant="default", subject="service:tests", actor="asha")


@pytest.fixture
async def application(postgres_address: PostgresAddress) -> AsyncIterator[Application]:
    """All contexts and the plugin, on a database of their own."""
    connection = await connected(postgres_address)
    try:
        await connection.execute("create database with_plugins")
    finally:
        await connection.close()
    address = replace(postgres_address, database="with_plugins")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), testing=True, plugins=(PLUGIN,))
        passwords = RolePasswords(settings.data_dir / "role_passwords.json")
        await prepare_databases(address, all_modules(settings.plugins), passwords)
        async with running(settings, database=address) as started:
            yield started


async def sources(application: Application, context: str, document_type: str) -> set[str]:
    """Where the fields of a document type are from."""
    stub = document_type_service_pb2_grpc.DocumentTypeServiceStub(application.calling("tests", context))
    request = document_type_service_pb2.GetDocumentTypeRequest(context=context, type=document_type)
    answer = await stub.GetDocumentType(request)
    return {field.source for field in answer.document_type.fields}


def supplier(value: str) -> pb.CreateSupplierRequest:
    return pb.CreateSupplierRequest(
        request_id=str(new_id()),
        party=party_pb2.Party(name="Tea Traders", kind=party_pb2.Party.ORGANIZATION),
        supplier=supplier_pb2.Supplier(extension_values={"in_gstin": FieldValue(text=value)}),
    )


async def test_its_fields_are_there_soon_after_the_start_and_their_owner_judges_them(application: Application) -> None:
    assert application.topology == "indie"
    with acting_as(SOMEBODY):
        async with asyncio.timeout(PATIENCE_SECONDS):
            for context, document_type in (("finance", "supplier"), ("masters", "item"), ("masters", "address")):
                while PLUGIN not in await sources(application, context, document_type):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        suppliers = supplier_service_pb2_grpc.SupplierServiceStub(application.calling("tests", "finance"))
        refused = await refusal_of(suppliers.CreateSupplier(supplier("27BMXPK4821C1ZA")))
        assert (refused.reason, refused.fields) == ("FIELD_CHECKSUM", ("supplier.extension_values['in_gstin']",))
        made = (await suppliers.CreateSupplier(supplier("27BMXPK4821C1ZV"))).supplier
        assert made.extension_values["in_gstin"].text == "27BMXPK4821C1ZV"
        stub = contribution_service_pb2_grpc.ContributionServiceStub(application.calling("tests", PLUGIN))
        asked = contribution_service_pb2.GetContributionsRequest(context=PLUGIN)
        assert (await stub.GetContributions(asked)).contribution_set.plugin == PLUGIN


@pytest.mark.parametrize("value", ["m_atlantis", "m_india,m_atlantis", "m_uae=grpc://127.0.0.1:7001"])
def test_a_plugin_that_cannot_be_run_is_named(value: str) -> None:
    with pytest.raises(SettingInvalid, match="M_PLUGINS=m_"):
        Settings.from_environment({"M_PLUGINS": value})


def test_plugins_are_read_once_each() -> None:
    assert Settings.from_environment({"M_PLUGINS": " m_india, m_india,"}).plugins == (PLUGIN,)
    assert Settings.from_environment({}).plugins == ()
