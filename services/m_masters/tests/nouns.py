"""The nouns of masters, so that a rule that holds for several is written once: NOUNS have code and name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc
from businessm.masters.v1 import (
    address_pb2,
    address_service_pb2,
    address_service_pb2_grpc,
    currency_pb2,
    currency_service_pb2,
    currency_service_pb2_grpc,
    item_pb2,
    item_service_pb2,
    item_service_pb2_grpc,
    party_pb2,
    party_service_pb2,
    party_service_pb2_grpc,
    uom_conversion_pb2,
    uom_conversion_service_pb2,
    uom_conversion_service_pb2_grpc,
    uom_pb2,
    uom_service_pb2,
    uom_service_pb2_grpc,
)
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata


@dataclass(frozen=True)
class Noun:
    """A resource with its contract; `given` are fields that it needs beside code and name."""

    name: str
    plural: str
    title: str
    titles: str
    messages: Any
    resource: Callable[..., Any]
    stub: Callable[[grpc.aio.Channel], Any]
    given: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.name


PARTY = Noun(
    "party", "parties", "Party", "Parties", party_service_pb2, party_pb2.Party, party_service_pb2_grpc.PartyServiceStub
)
CURRENCY = Noun(
    "currency",
    "currencies",
    "Currency",
    "Currencies",
    currency_service_pb2,
    currency_pb2.Currency,
    currency_service_pb2_grpc.CurrencyServiceStub,
)
UOM = Noun("uom", "uoms", "Uom", "Uoms", uom_service_pb2, uom_pb2.Uom, uom_service_pb2_grpc.UomServiceStub)
ITEM = Noun(
    "item",
    "items",
    "Item",
    "Items",
    item_service_pb2,
    item_pb2.Item,
    item_service_pb2_grpc.ItemServiceStub,
    {"uom_code": "EA"},
)
ADDRESS = Noun(
    "address",
    "addresses",
    "Address",
    "Addresses",
    address_service_pb2,
    address_pb2.Address,
    address_service_pb2_grpc.AddressServiceStub,
    {"country_code": "IN"},
)
CONVERSION = Noun(
    "uom_conversion",
    "uom_conversions",
    "UomConversion",
    "UomConversions",
    uom_conversion_service_pb2,
    uom_conversion_pb2.UomConversion,
    uom_conversion_service_pb2_grpc.UomConversionServiceStub,
    {"to_uom_code": "EA", "numerator": "12"},
)
NOUNS = (PARTY, CURRENCY, UOM, ITEM)


class Client:
    """Calls a noun's service as somebody. Calls are returned unawaited, for their trailers."""

    def __init__(self, noun: Noun, channel: grpc.aio.Channel, metadata: Metadata) -> None:
        self.noun = noun
        self._stub = noun.stub(channel)
        self._metadata = metadata

    def create(self, *, request_id: str = "", validate_only: bool = False, **fields: Any) -> Any:
        """Create with these fields."""
        resource = {self.noun.name: self.noun.resource(**{**self.noun.given, **fields})}
        return self._call("Create", request_id=request_id or str(new_id()), validate_only=validate_only, **resource)

    async def created(self, **fields: Any) -> Any:
        """The resource made."""
        return getattr(await self.create(**fields), self.noun.name)

    async def get(self, resource_id: str) -> Any:
        """The resource."""
        return getattr(await self._call("Get", id=resource_id), self.noun.name)

    async def batch(self, ids: list[str]) -> list[str]:
        """Ids of what a batch get answers."""
        request = getattr(self.noun.messages, f"BatchGet{self.noun.titles}Request")(ids=ids)
        answer = await getattr(self._stub, f"BatchGet{self.noun.titles}")(request, metadata=self._metadata)
        return [one.id for one in getattr(answer, self.noun.plural)]

    async def page(self, **fields: Any) -> tuple[list[Any], str]:
        """(resources, next page's token)."""
        request = getattr(self.noun.messages, f"List{self.noun.titles}Request")(**fields)
        answer = await getattr(self._stub, f"List{self.noun.titles}")(request, metadata=self._metadata)
        return list(getattr(answer, self.noun.plural)), answer.next_page_token

    async def walk(self, **fields: Any) -> list[Any]:
        """Every resource, page by page."""
        found, token = await self.page(**fields)
        while token:
            more, token = await self.page(page_token=token, **fields)
            found += more
        return found

    def update(self, resource: Any, *paths: str, request_id: str = "", **fields: Any) -> Any:
        """Update `resource` with these fields; the mask is `paths`, or the fields given."""
        changed = self.noun.resource()
        changed.CopyFrom(resource)
        for name, value in fields.items():
            changed.ClearField(name)
            changed.MergeFrom(self.noun.resource(**{name: value}))
        mask = FieldMask(paths=paths or tuple(fields))
        return self._call(
            "Update", request_id=request_id or str(new_id()), update_mask=mask, **{self.noun.name: changed}
        )

    def archive(self, resource: Any, *, request_id: str = "", etag: str = "") -> Any:
        """Archive."""
        return self._call("Archive", request_id=request_id or str(new_id()), id=resource.id, etag=etag or resource.etag)

    def _call(self, verb: str, **fields: Any) -> Any:
        name = verb + self.noun.title
        request = getattr(self.noun.messages, f"{name}Request")(**fields)
        return getattr(self._stub, name)(request, metadata=self._metadata)
