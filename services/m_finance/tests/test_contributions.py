"""Fields of plugins on suppliers and customers, while finance serves."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.masters.v1 import party_pb2
from businessm.metadata.v1 import document_type_service_pb2 as metadata_pb
from businessm.metadata.v1 import document_type_service_pb2_grpc, field_type_pb2
from businessm.metadata.v1.document_type_pb2 import DocumentType
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import augmentation_service_pb2 as pb
from businessm.regional.v1 import augmentation_service_pb2_grpc
from businessm.regional.v1.contribution_pb2 import ContributionSet
from m_kit.testing import Metadata, MigratedDatabases, connected, refusal_of
from m_kit.tests.regions import added, region, text, usual_fields
from m_kit.tokens import TokenIssuer

from m_finance.tests.fake_parties import FakeParties
from m_finance.tests.roles import MESSAGES, STUBS, Roles

RIGHT = "27ABC6"
PATH = "supplier.extension_values['xx_tax_number']"


class Region:
    """Offers contributions to finance as a plugin does, and looks at what became of them."""

    def __init__(self, channel: grpc.aio.Channel, issuer: TokenIssuer) -> None:
        self._stub = augmentation_service_pb2_grpc.AugmentationServiceStub(channel)
        self._types = document_type_service_pb2_grpc.DocumentTypeServiceStub(channel)
        self.metadata: Metadata = (("authorization", f"Bearer {issuer.service_token('m_xx', 'default')}"),)

    async def offer(self, offered: ContributionSet) -> pb.OfferContributionsResponse:
        """What became of it."""
        request = pb.OfferContributionsRequest(contribution_set=offered)
        answer: pb.OfferContributionsResponse = await self._stub.OfferContributions(request, metadata=self.metadata)
        return answer

    async def reasons(self, offered: ContributionSet) -> list[tuple[str, str]]:
        """(field, reason) of what was refused."""
        return [(one.field, one.reason) for one in (await self.offer(offered)).refusals]

    async def withdraw(self, plugin: str = "m_xx") -> None:
        """Hidden."""
        await self._stub.WithdrawContributions(pb.WithdrawContributionsRequest(plugin=plugin), metadata=self.metadata)

    async def restore(self, plugin: str = "m_xx") -> None:
        """Shown again."""
        await self._stub.RestoreContributions(pb.RestoreContributionsRequest(plugin=plugin), metadata=self.metadata)

    async def described(self, **fields: Any) -> metadata_pb.GetDocumentTypeResponse:
        """The supplier."""
        request = metadata_pb.GetDocumentTypeRequest(type="supplier", **fields)
        answer: metadata_pb.GetDocumentTypeResponse = await self._types.GetDocumentType(request, metadata=self.metadata)
        return answer

    async def keys(self) -> list[str]:
        """Of the contributed fields that are shown."""
        found: DocumentType = (await self.described()).document_type
        return [field.key for field in found.fields if field.source != "core"]

    async def violations(self, metadata: Metadata) -> list[tuple[str, str]]:
        """(id, reason) of suppliers that today's fields would refuse."""
        request = pb.ListViolatingDocumentsRequest(type="supplier")
        answer = await self._stub.ListViolatingDocuments(request, metadata=metadata)
        return [(one.id, one.reason) for one in answer.violating_documents]


@pytest.fixture
async def xx(channel: grpc.aio.Channel, issuer: TokenIssuer) -> AsyncIterator[Region]:
    """The region, serving its usual fields on suppliers; they are gone when the test ends."""
    made = Region(channel, issuer)
    assert not (await made.offer(region("finance.supplier"))).refusals
    await made.restore()
    yield made
    await made.withdraw()


@pytest.fixture
def suppliers(channel: grpc.aio.Channel, acme: Metadata) -> Roles:
    return Roles("supplier", channel, acme)


def values(**given: FieldValue | str) -> dict[str, Any]:
    """As `role` of a create."""
    return {"extension_values": extension(**given)}


def extension(**given: FieldValue | str) -> dict[str, FieldValue]:
    """Plain text is a text."""
    return {f"xx_{key}": FieldValue(text=one) if isinstance(one, str) else one for key, one in given.items()}


def plain(role: Any) -> Mapping[str, Any]:
    """Key to value of a role."""
    return {key: getattr(one, one.WhichOneof("kind")) for key, one in role.extension_values.items()}


async def test_values_of_every_type_are_kept_in_columns_of_their_type(
    xx: Region, suppliers: Roles, parties: FakeParties, migrated_databases: MigratedDatabases
) -> None:
    given = extension(
        tax_number=" 27-" + RIGHT[2:].lower() + ".",
        holder="ABC",
        day=FieldValue(date="2026-02-28"),
        share=FieldValue(decimal="12.50"),
        count=FieldValue(int64=-7),
        exempt=FieldValue(bool=False),
    )
    made = await suppliers.created(party_id=parties.add("Tea Traders"), role={"extension_values": given})
    assert plain(made)["xx_tax_number"] == RIGHT
    assert plain(made)["xx_exempt"] is False
    for read in (await suppliers.get(made.id), (await suppliers.batch([made.id]))[0]):
        assert plain(read) == plain(made)
    connection = await connected(migrated_databases.address, "of_finance")
    try:
        row = await connection.fetchrow("select * from finance.supplier_m_xx where id = $1", made.id)
    finally:
        await connection.close()
    assert (row["tax_number"], row["day"], row["count"]) == (RIGHT, date(2026, 2, 28), -7)
    assert (row["share"], row["exempt"], row["class"]) == (Decimal("12.50"), False, None)


@pytest.mark.parametrize(
    ("given", "reason", "field"),
    [
        ({"class": "REGISTERED"}, "FIELD_REQUIRED", "xx_tax_number"),
        ({"tax_number": "27ABC"}, "FIELD_PATTERN", "xx_tax_number"),
        ({"tax_number": "27ABC4"}, "FIELD_CHECKSUM", "xx_tax_number"),
        ({"tax_number": RIGHT, "holder": "XYZ"}, "FIELD_INVALID", "xx_tax_number"),
        ({"tax_number": FieldValue(int64=27)}, "FIELD_PATTERN", "xx_tax_number"),
        ({"class": "OTHER"}, "FIELD_INVALID", "xx_class"),
        ({"holder": "x" * 256}, "FIELD_INVALID", "xx_holder"),
        ({"day": FieldValue(date="2026-02-30")}, "FIELD_PATTERN", "xx_day"),
        ({"unknown": "a"}, "FIELD_INVALID", "xx_unknown"),
    ],
)
async def test_what_is_wrong_is_refused_on_its_own_path(
    xx: Region,
    suppliers: Roles,
    parties: FakeParties,
    given: dict[str, FieldValue | str],
    reason: str,
    field: str,
) -> None:
    party = parties.add("Tea Traders")
    refused = await refusal_of(suppliers.create(party_id=party, role=values(**given)))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", reason)
    assert refused.fields == (f"supplier.extension_values['{field}']",)
    made = await suppliers.created(party_id=party)
    refused = await refusal_of(suppliers.update(made, **values(**given)))
    assert (refused.reason, refused.fields) == (reason, (f"supplier.extension_values['{field}']",))
    assert await suppliers.get(made.id) == made


async def test_masters_makes_no_party_for_values_that_are_wrong(
    xx: Region, suppliers: Roles, parties: FakeParties
) -> None:
    refused = await refusal_of(
        suppliers.create(party=party_pb2.Party(name="Tea"), role=values(**{"class": "REGISTERED"}))
    )
    assert refused.fields == (PATH,)
    assert parties.parties == {}


async def test_an_update_changes_the_keys_given_and_an_empty_value_clears(
    xx: Region, suppliers: Roles, parties: FakeParties
) -> None:
    made = await suppliers.created(party_id=parties.add("Tea"), role=values(tax_number=RIGHT, holder="ABC"))
    changed = (await suppliers.update(made, **values(holder=FieldValue(), count=FieldValue(int64=3)))).supplier
    assert plain(changed) == {"xx_tax_number": RIGHT, "xx_count": 3}
    terms = (await suppliers.update(changed, payment_terms_days=5)).supplier
    assert plain(terms) == plain(changed)
    assert plain((await suppliers.archive(terms)).supplier) == plain(changed)


async def test_lists_are_narrowed_by_values_and_find_parts_of_texts(
    xx: Region, suppliers: Roles, parties: FakeParties, stranger: Metadata, channel: grpc.aio.Channel
) -> None:
    one = await suppliers.created(party_id=parties.add("A"), role=values(tax_number=RIGHT, count=FieldValue(int64=5)))
    two = await suppliers.created(party_id=parties.add("B"), role=values(holder="100%_sure", count=FieldValue(int64=9)))
    bare = await suppliers.created(party_id=parties.add("C"))
    theirs = Roles("supplier", channel, stranger)
    await theirs.created(party_id=parties.add("D"), role=values(tax_number=RIGHT))

    async def found(text: str) -> set[str]:
        return {role.id for role in (await suppliers.page(filter=text))[0]}

    assert await found(f'xx_tax_number = "{RIGHT}"') == {one.id}
    assert await found('xx_tax_number : "abc"') == {one.id}
    assert await found('xx_holder : "0%_s"') == {two.id}
    assert await found('xx_holder : "00_"') == set()
    assert await found("xx_count > 5 AND xx_count <= 9") == {two.id}
    assert await found("xx_count != 5") == {two.id, bare.id}
    assert await found('xx_holder = ""') == {one.id, bare.id}
    assert await found('xx_tax_number != ""') == {one.id}
    assert await found("") == {one.id, two.id, bare.id}


async def test_lists_are_ordered_by_values_and_who_has_none_comes_last(
    xx: Region, suppliers: Roles, parties: FakeParties
) -> None:
    counts = [7, None, 5, 9, None, 5]
    made = [
        await suppliers.created(party_id=parties.add(f"P{n}"), role=values(count=FieldValue(int64=n)) if n else None)
        for n in counts
    ]
    name = {one.id: f"{place}:{counts[place]}" for place, one in enumerate(made)}

    async def walked(order_by: str) -> list[str]:
        found, token = await suppliers.page(order_by=order_by, page_size=2)
        while token:
            more, token = await suppliers.page(order_by=order_by, page_size=2, page_token=token)
            found += more
        return [name[one.id] for one in found]

    rising = ["2:5", "5:5", "0:7", "3:9", "1:None", "4:None"]
    assert await walked("xx_count") == rising
    assert await walked("xx_count desc") == rising[::-1]
    assert set((await xx.described()).document_type.sort_columns) >= {"payment_terms_days", "xx_count"}
    assert (await refusal_of(suppliers.page(order_by="xx_nothing"))).fields == ("order_by",)


@pytest.mark.parametrize(
    "text", ['xx_nothing = "a"', 'xx_day = "tomorrow"', "xx_count : 5", "xx_count = 5 OR xx_count = 6", "nonsense", '"']
)
async def test_a_filter_that_says_nothing_is_refused(xx: Region, suppliers: Roles, text: str) -> None:
    refused = await refusal_of(suppliers.page(filter=text))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("filter",))


async def test_a_withdrawn_plugins_fields_are_hidden_and_come_back_with_their_values(
    xx: Region, suppliers: Roles, parties: FakeParties
) -> None:
    before = (await xx.described()).document_type.version
    made = await suppliers.created(party_id=parties.add("Tea"), role=values(tax_number=RIGHT))
    await xx.withdraw()
    assert await xx.keys() == []
    assert (await xx.described()).document_type.version != before
    hidden = await suppliers.get(made.id)
    assert plain(hidden) == {}
    refused = await refusal_of(suppliers.update(hidden, **values(tax_number=RIGHT)))
    assert refused.fields == (PATH,)
    changed = (await suppliers.update(hidden, payment_terms_days=7)).supplier
    assert not (await xx.offer(region("finance.supplier"))).refusals
    assert await xx.keys() == []
    await xx.restore()
    assert (await xx.described()).document_type.version == before
    assert plain(await suppliers.get(changed.id)) == {"xx_tax_number": RIGHT}


async def test_a_stricter_version_reports_who_breaks_it_and_loses_nothing(
    xx: Region, suppliers: Roles, parties: FakeParties, acme: Metadata, stranger: Metadata
) -> None:
    made = await suppliers.created(party_id=parties.add("Tea"), role=values(holder="lower"))
    assert await xx.violations(acme) == []
    stricter = [*usual_fields()[:2], text("xx_holder", pattern="[A-Z]+"), *usual_fields()[3:]]
    assert not (await xx.offer(region("finance.supplier", *stricter))).refusals
    assert await xx.violations(acme) == [(made.id, "FIELD_PATTERN")]
    assert await xx.violations(stranger) == []
    kept = (await suppliers.update(made, payment_terms_days=9)).supplier
    assert plain(kept) == {"xx_holder": "lower"}
    refused = await refusal_of(suppliers.update(kept, **values(holder="still lower")))
    assert refused.reason == "FIELD_PATTERN"
    await suppliers.update(kept, **values(holder="UPPER"))
    assert await xx.violations(acme) == []
    assert not (await xx.offer(region("finance.supplier"))).refusals


async def test_what_is_refused_says_why_and_leaves_what_serves(xx: Region, suppliers: Roles) -> None:
    before = (await xx.described()).document_type
    bad = region("finance.supplier", text("xx_holder", checksum=99), added("xx_count", field_type_pb2.TEXT))
    path = "contribution_set.contributions[0]"
    assert await xx.reasons(bad) == [(f"{path}.fields[0].checksum", "CHECKSUM_UNKNOWN")]
    retyped = region("finance.supplier", added("xx_count", field_type_pb2.TEXT))
    assert await xx.reasons(retyped) == [(f"{path}.fields[0].type", "FIELD_TYPE_CHANGED")]
    rival = region("finance.supplier", text("xx_other"), plugin="m_xy")
    assert await xx.reasons(rival) == [("contribution_set.key_prefix", "FIELD_TAKEN")]
    assert await xx.reasons(region("finance.invoice")) == [(f"{path}.document_type", "DOCUMENT_TYPE_UNKNOWN")]
    assert (await xx.described()).document_type == before


async def test_a_form_is_one_call_and_its_metadata_is_not_sent_twice(
    xx: Region, suppliers: Roles, parties: FakeParties, channel: grpc.aio.Channel, acme: Metadata
) -> None:
    made = await suppliers.created(party_id=parties.add("Tea"), role=values(tax_number=RIGHT))
    request = MESSAGES["supplier"].GetSupplierFormRequest(id=made.id, language_code="hi")
    form = await STUBS["supplier"](channel).GetSupplierForm(request, metadata=acme)
    assert form.supplier == await suppliers.get(made.id)
    fields = {field.key: field for field in form.schema.fields}
    number = fields["xx_tax_number"]
    assert (number.label, number.source, number.section) == ("हिन्दी xx_tax_number", "m_xx", "m_xx")
    assert [(one.field, list(one.values)) for one in number.required_when] == [("xx_class", ["REGISTERED"])]
    assert fields["tax_class"].source == "core"
    assert "xx_tax_number" in form.schema.list_columns
    again = await xx.described(language_code="hi", known_version=form.schema.version)
    assert again.not_modified
    assert not again.HasField("document_type")


async def test_only_contexts_offer_and_withdraw(channel: grpc.aio.Channel, acme: Metadata, xx: Region) -> None:
    stub = augmentation_service_pb2_grpc.AugmentationServiceStub(channel)
    offer = pb.OfferContributionsRequest(contribution_set=region("finance.supplier"))
    for call in (
        stub.OfferContributions(offer, metadata=acme),
        stub.WithdrawContributions(pb.WithdrawContributionsRequest(plugin="m_xx"), metadata=acme),
        stub.RestoreContributions(pb.RestoreContributionsRequest(plugin="m_xx"), metadata=acme),
    ):
        assert (await refusal_of(call)).reason == "PERMISSION_MISSING"
    unknown = pb.WithdrawContributionsRequest(plugin="m_nobody")
    refused = await refusal_of(stub.WithdrawContributions(unknown, metadata=xx.metadata))
    assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("plugin",))


async def test_a_plugin_comes_and_goes_while_suppliers_are_written(
    xx: Region, suppliers: Roles, parties: FakeParties, migrated_databases: MigratedDatabases
) -> None:
    going = True

    async def writing() -> int:
        count = 0
        while going or not count:
            await suppliers.created(party_id=parties.add("Tea"))
            count += 1
        return count

    writers = [asyncio.create_task(writing()) for _ in range(4)]
    try:
        for number in range(5):
            fields = [text(f"zz_late_{number}_{place}") for place in range(3)]
            late = region("finance.supplier", *fields, plugin="m_zz", prefix="zz_")
            assert not (await xx.offer(late)).refusals
            await xx.withdraw("m_zz")
            await xx.restore("m_zz")
    finally:
        going = False
        written = sum(await asyncio.gather(*writers))
    assert written == len((await suppliers.page(page_size=250))[0])
    assert [key for key in await xx.keys() if key.startswith("zz_")] == [f"zz_late_4_{place}" for place in range(3)]
    await xx.withdraw("m_zz")


async def test_a_process_that_dies_while_it_bakes_leaves_the_old_schema(
    xx: Region, migrated_databases: MigratedDatabases
) -> None:
    before = (await xx.described()).document_type
    connection: asyncpg.Connection = await connected(migrated_databases.address, "of_finance")
    try:
        await connection.execute("set search_path to finance; set role m_finance; begin")
        await connection.execute("select bake_column('supplier', 'm_xx', 'half', 'text')")
        await connection.execute("update augmentation_head set version = version + 1")
        pid = connection.get_server_pid()
        other = await connected(migrated_databases.address, "of_finance")
        try:
            await other.execute("select pg_terminate_backend($1)", pid)
            columns = "select attname from pg_attribute where attrelid = 'finance.supplier_m_xx'::regclass"
            assert "half" not in [row["attname"] for row in await other.fetch(columns)]
        finally:
            await other.close()
    finally:
        connection.terminate()
    assert (await xx.described()).document_type == before


async def test_the_role_makes_no_columns_in_tables_that_hold_documents(migrated_databases: MigratedDatabases) -> None:
    connection: asyncpg.Connection = await connected(migrated_databases.address, "of_finance")
    try:
        await connection.execute("set search_path to finance; set role m_finance")
        for document_type, plugin in (("journal", "entry"), ("journal_entry", "line")):
            with pytest.raises(asyncpg.RaiseError, match="holds no values"):
                await connection.execute("select bake_column($1, $2, 'more', 'text')", document_type, plugin)
        with pytest.raises(asyncpg.RaiseError, match="no type"):
            await connection.execute("select bake_column('supplier', 'm_xx', 'more', 'text; drop table supplier')")
    finally:
        await connection.close()
