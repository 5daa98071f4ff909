"""What is true of addresses alone."""

import asyncio
from typing import Any

import grpc
import pytest
from businessm.masters.v1 import address_pb2
from m_kit.testing import Metadata, refusal_of

from m_masters.domain.addresses import country_codes
from m_masters.tests.nouns import ADDRESS, Client

Address = address_pb2.Address


class Addresses(Client):
    """Addresses of one party."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata, party_id: str) -> None:
        super().__init__(ADDRESS, channel, metadata)
        self.party_id = party_id

    def create(self, **fields: Any) -> Any:
        return super().create(**{"party_id": self.party_id, **fields})

    async def defaults(self) -> list[str]:
        """Labels of the defaults."""
        return [one.label for one in await self.walk(party_id=self.party_id) if one.is_default]


@pytest.fixture
async def addresses(channel: grpc.aio.Channel, acme: Metadata, parties: Client) -> Addresses:
    return Addresses(channel, acme, (await parties.created(name="Asha")).id)


async def test_an_address_is_kept_to_the_letter(addresses: Addresses) -> None:
    fields = {
        "label": "मुख्यालय",
        "lines": ["2nd floor", "  14, MG Road"],
        "city": "Pune",
        "region_code": "MH",
        "postal_code": "411 001",
        "country_code": "IN",
        "kind": Address.SHIPPING,
    }
    made = await addresses.created(**fields)
    assert {name: getattr(made, name) for name in fields} == fields
    assert await addresses.get(made.id) == made
    changed = (await addresses.update(made, lines=["Gate 3"], country_code="NP")).address
    assert (list(changed.lines), changed.country_code, changed.city) == (["Gate 3"], "NP", "Pune")


async def test_an_address_is_of_another_kind_where_nothing_is_said(addresses: Addresses) -> None:
    assert (await addresses.created()).kind == Address.OTHER


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"country_code": ""}, "FIELD_REQUIRED", "country_code"),
        ({"country_code": "in"}, "FIELD_PATTERN", "country_code"),
        ({"country_code": "IND"}, "FIELD_PATTERN", "country_code"),
        ({"country_code": "ZZ"}, "FIELD_INVALID", "country_code"),
        ({"party_id": ""}, "FIELD_REQUIRED", "party_id"),
        ({"kind": 9}, "FIELD_INVALID", "kind"),
        ({"lines": ["x"] * 7}, "FIELD_INVALID", "lines"),
        ({"lines": ["x", ""]}, "FIELD_INVALID", "lines[1]"),
        ({"lines": ["x\0"]}, "FIELD_INVALID", "lines[0]"),
        ({"postal_code": "x" * 17}, "FIELD_INVALID", "postal_code"),
    ],
)
async def test_what_is_wrong_is_refused_by_name(
    addresses: Addresses, fields: dict[str, Any], reason: str, field: str
) -> None:
    refused = await refusal_of(addresses.create(**fields))
    assert (refused.reason, refused.fields) == (reason, (f"address.{field}",))


async def test_a_change_obeys_the_contract_too(addresses: Addresses) -> None:
    made = await addresses.created()
    for value, reason in (("", "FIELD_REQUIRED"), ("ZZ", "FIELD_INVALID")):
        refused = await refusal_of(addresses.update(made, country_code=value))
        assert (refused.reason, refused.fields) == (reason, ("address.country_code",))


async def test_the_first_of_a_kind_is_its_default_until_another_is_made_it(addresses: Addresses) -> None:
    first = await addresses.created(label="first", kind=Address.BILLING)
    await addresses.created(label="ship", kind=Address.SHIPPING)
    second = await addresses.created(label="second", kind=Address.BILLING)
    assert await addresses.defaults() == ["first", "ship"]
    await addresses.created(label="third", kind=Address.BILLING, is_default=True)
    assert await addresses.defaults() == ["ship", "third"]
    assert (await addresses.get(first.id)).etag != first.etag
    await addresses.update(second, is_default=True)
    assert await addresses.defaults() == ["second", "ship"]


async def test_a_default_is_not_merely_taken_away(addresses: Addresses) -> None:
    made = await addresses.created(label="first")
    refused = await refusal_of(addresses.update(made, "is_default", is_default=False))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("address.is_default",))
    assert (await addresses.update(made, city="Pune", is_default=True)).address.is_default


async def test_an_archived_address_is_no_default_and_becomes_none(addresses: Addresses) -> None:
    archived = (await addresses.archive(await addresses.created(label="first"))).address
    assert (archived.archived, archived.is_default) == (True, False)
    refused = await refusal_of(addresses.update(archived, is_default=True))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "RESOURCE_ARCHIVED")
    assert refused.fields == ("address.is_default",)
    assert (await addresses.created(label="next")).is_default


async def test_of_addresses_made_at_once_one_is_the_default(addresses: Addresses) -> None:
    await asyncio.gather(*(addresses.create(label=f"{i}", is_default=True) for i in range(8)))
    assert len(await addresses.walk(party_id=addresses.party_id)) == 8
    assert len(await addresses.defaults()) == 1


async def test_defaults_made_at_once_leave_one(addresses: Addresses) -> None:
    made = [await addresses.created(label=f"{i}") for i in range(6)]
    calls = [addresses.update(one, is_default=True) for one in made[1:]]
    results = await asyncio.gather(*calls, return_exceptions=True)
    refused = [one.code() for one in results if isinstance(one, grpc.aio.AioRpcError)]
    assert len(refused) < len(calls)
    assert set(refused) <= {grpc.StatusCode.ABORTED}
    assert len(await addresses.defaults()) == 1


def test_countries_are_those_of_iso_3166() -> None:
    assert {"IN", "US", "DE", "NP", "SS"} <= country_codes()
    assert len(country_codes()) in range(245, 260)
    assert not {"ZZ", "UK", "EU", "SU"} & country_codes()
