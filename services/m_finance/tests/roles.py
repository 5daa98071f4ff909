"""Suppliers and customers as somebody calls them, so that what holds for both is written once."""

from typing import Any

import grpc
from businessm.finance.v1 import (
    customer_pb2,
    customer_service_pb2,
    customer_service_pb2_grpc,
    supplier_pb2,
    supplier_service_pb2,
    supplier_service_pb2_grpc,
)
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata

MESSAGES: dict[str, Any] = {"supplier": supplier_service_pb2, "customer": customer_service_pb2}
RESOURCES: dict[str, Any] = {"supplier": supplier_pb2.Supplier, "customer": customer_pb2.Customer}
STUBS: dict[str, Any] = {
    "supplier": supplier_service_pb2_grpc.SupplierServiceStub,
    "customer": customer_service_pb2_grpc.CustomerServiceStub,
}


class Roles:
    """Calls one of the services; calls are returned unawaited, for their trailers."""

    def __init__(self, name: str, channel: grpc.aio.Channel, metadata: Metadata) -> None:
        self.name = name
        self._title = name.capitalize()
        self._stub = STUBS[name](channel)
        self._metadata = metadata

    def create(self, *, request_id: str = "", role: dict[str, Any] | None = None, **fields: Any) -> Any:
        """Create with `party_id` or `party`; `role` are the resource's fields."""
        if role is not None:
            fields[self.name] = RESOURCES[self.name](**role)
        return self._call("Create", self._title, request_id=request_id or str(new_id()), **fields)

    async def created(self, **fields: Any) -> Any:
        """The role made."""
        return self.of(await self.create(**fields))

    async def get(self, role_id: str) -> Any:
        """The role."""
        return self.of(await self._call("Get", self._title, id=role_id))

    async def batch(self, ids: list[str]) -> list[Any]:
        """What a batch get answers."""
        return list(getattr(await self._call("BatchGet", f"{self._title}s", ids=ids), f"{self.name}s"))

    async def page(self, **fields: Any) -> tuple[list[Any], str]:
        """(roles, next page's token)."""
        answer = await self._call("List", f"{self._title}s", **fields)
        return list(getattr(answer, f"{self.name}s")), answer.next_page_token

    def update(self, role: Any, *paths: str, request_id: str = "", **fields: Any) -> Any:
        """Update with these fields; the mask is `paths`, or the fields given."""
        changed = RESOURCES[self.name](id=role.id, etag=role.etag, **fields)
        mask = FieldMask(paths=paths or tuple(fields))
        request = {"request_id": request_id or str(new_id()), self.name: changed, "update_mask": mask}
        return self._call("Update", self._title, **request)

    def archive(self, role: Any, *, request_id: str = "") -> Any:
        """Archive."""
        return self._call("Archive", self._title, request_id=request_id or str(new_id()), id=role.id, etag=role.etag)

    def of(self, response: Any) -> Any:
        """The role in a response."""
        return getattr(response, self.name)

    def _call(self, verb: str, noun: str, **fields: Any) -> Any:
        request = getattr(MESSAGES[self.name], f"{verb}{noun}Request")(**fields)
        return getattr(self._stub, verb + noun)(request, metadata=self._metadata)
