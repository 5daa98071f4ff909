"""Fields of plugins on items and addresses."""

from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import augmentation_service_pb2 as pb
from businessm.regional.v1 import augmentation_service_pb2_grpc
from m_kit.testing import Metadata, refusal_of
from m_kit.tests.regions import choice, region, text
from m_kit.tokens import TokenIssuer

from m_masters.tests.nouns import ADDRESS, ITEM, Client

FIELDS = (choice("xx_kind", "GOODS", "SERVICE"), text("xx_code", pattern="[0-9]{4}|[0-9]{6}"))


@pytest.fixture
async def xx(channel: grpc.aio.Channel, issuer: TokenIssuer) -> AsyncIterator[None]:
    """A region that adds a kind and a code to both."""
    stub = augmentation_service_pb2_grpc.AugmentationServiceStub(channel)
    metadata: Metadata = (("authorization", f"Bearer {issuer.service_token('m_xx', 'default')}"),)
    both = region("masters.item", *FIELDS)
    both.contributions.add().CopyFrom(region("masters.address", *FIELDS).contributions[0])
    taken = await stub.OfferContributions(pb.OfferContributionsRequest(contribution_set=both), metadata=metadata)
    assert not taken.refusals
    assert [one.document_type for one in taken.augmentations] == ["masters.address", "masters.item"]
    await stub.RestoreContributions(pb.RestoreContributionsRequest(plugin="m_xx"), metadata=metadata)
    yield
    await stub.WithdrawContributions(pb.WithdrawContributionsRequest(plugin="m_xx"), metadata=metadata)


def values(**given: str) -> dict[str, FieldValue]:
    return {f"xx_{key}": FieldValue(text=one) for key, one in given.items()}


def plain(document: Any) -> dict[str, str]:
    return {key: value.text for key, value in document.extension_values.items()}


async def test_items_carry_values_and_are_found_by_them(xx: None, channel: grpc.aio.Channel, acme: Metadata) -> None:
    items = Client(ITEM, channel, acme)
    tea = await items.created(code="TEA", name="Tea", extension_values=values(kind="GOODS", code="0902"))
    await items.created(code="TALK", name="Talk", extension_values=values(kind="SERVICE"))
    assert plain(tea) == {"xx_kind": "GOODS", "xx_code": "0902"}
    assert await items.get(tea.id) == tea
    assert [one.code for one in await items.walk(filter='xx_kind = "SERVICE"')] == ["TALK"]
    changed = (await items.update(tea, name="Black tea", extension_values=values(code="090240"))).item
    assert plain(changed) == {"xx_kind": "GOODS", "xx_code": "090240"}
    refused = await refusal_of(items.update(changed, extension_values=values(code="09024")))
    assert (refused.reason, refused.fields) == ("FIELD_PATTERN", ("item.extension_values['xx_code']",))
    refused = await refusal_of(items.create(code="BAD", name="Bad", extension_values=values(kind="THING")))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("item.extension_values['xx_kind']",))
    assert len(await items.walk()) == 2


async def test_addresses_carry_values(xx: None, parties: Client, channel: grpc.aio.Channel, acme: Metadata) -> None:
    addresses = Client(ADDRESS, channel, acme)
    party = await parties.created(code="P1", name="Tea Traders")
    given = {"party_id": party.id, "country_code": "IN"}
    made = (await addresses.create(**given, extension_values=values(code="1234"))).address
    assert plain(made) == {"xx_code": "1234"}
    refused = await refusal_of(addresses.create(**given, extension_values=values(code="12")))
    assert (refused.reason, refused.fields) == ("FIELD_PATTERN", ("address.extension_values['xx_code']",))
