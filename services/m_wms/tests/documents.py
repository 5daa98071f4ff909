"""Both services as a caller meets them."""

from typing import Any

import grpc
from businessm.type.v1 import money_pb2, quantity_pb2
from businessm.wms.v1 import (
    delivery_pb2,
    delivery_service_pb2,
    delivery_service_pb2_grpc,
    goods_receipt_pb2,
    goods_receipt_service_pb2,
    goods_receipt_service_pb2_grpc,
)
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata

from m_wms.tests.fakes import Shop

Receipt, Delivery = goods_receipt_pb2.GoodsReceipt, delivery_pb2.Delivery


def receipt_line(item_id: str, value: str, cost: str, uom: str = "EA", currency: str = "INR") -> Any:
    """What comes in."""
    return goods_receipt_pb2.GoodsReceiptLine(
        item_id=item_id,
        quantity=quantity_pb2.Quantity(uom_code=uom, value=value),
        unit_cost=money_pb2.Money(currency_code=currency, amount=cost),
    )


def delivery_line(item_id: str, value: str, uom: str = "EA") -> Any:
    """What goes out."""
    return delivery_pb2.DeliveryLine(item_id=item_id, quantity=quantity_pb2.Quantity(uom_code=uom, value=value))


class Documents:
    """Calls as somebody; calls of a verb are returned unawaited, for their trailers."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata, shop: Shop) -> None:
        self._stubs = {
            Receipt: goods_receipt_service_pb2_grpc.GoodsReceiptServiceStub(channel),
            Delivery: delivery_service_pb2_grpc.DeliveryServiceStub(channel),
        }
        self._metadata, self._shop = metadata, shop
        self.warehouse_id = next(iter(shop.locations), "") or shop.location()
        self.supplier_id = next(iter(shop.suppliers), "") or shop.supplier()
        self.customer_id = next(iter(shop.customers), "") or shop.customer()

    def receipt(self, *lines: Any, **fields: Any) -> Any:
        """A goods receipt, not sent."""
        return Receipt(**{**self._given(), "supplier_id": self.supplier_id, "lines": lines, **fields})

    def delivery(self, *lines: Any, **fields: Any) -> Any:
        """A delivery, not sent."""
        return Delivery(**{**self._given(), "customer_id": self.customer_id, "lines": lines, **fields})

    def create(self, document: Any, request_id: str = "") -> Any:
        """Create... of a document."""
        return self._call("Create", type(document), request_id, **{_field(document): document})

    async def created(self, document: Any) -> Any:
        """The draft."""
        return getattr(await self.create(document), _field(document))

    def update(self, document: Any, *paths: str) -> Any:
        """Update... of the fields named."""
        changed = {_field(document): document, "update_mask": FieldMask(paths=paths)}
        return self._call("Update", type(document), "", **changed)

    def step(self, verb: str, document: Any, request_id: str = "", **fields: Any) -> Any:
        """Post..., Cancel... or Delete... of a document."""
        named = {"id": document.id, "etag": document.etag}
        return self._call(verb, type(document), request_id, **{**named, **fields})

    async def posted(self, document: Any) -> Any:
        """A new document, posted."""
        return getattr(await self.step("Post", await self.created(document)), _field(document))

    async def get(self, document: Any) -> Any:
        """The document as it is now."""
        return getattr(await self._send("Get", type(document), id=document.id), _field(document))

    async def listed(self, kind: type[Any], **fields: Any) -> tuple[list[Any], str]:
        """A page."""
        plural = "GoodsReceipts" if kind is Receipt else "Deliveries"
        module = goods_receipt_service_pb2 if kind is Receipt else delivery_service_pb2
        request = getattr(module, f"List{plural}Request")(company_id=self._shop.company_id, **fields)
        answer = await getattr(self._stubs[kind], f"List{plural}")(request, metadata=self._metadata)
        return list(answer.goods_receipts if kind is Receipt else answer.deliveries), answer.next_page_token

    def _call(self, verb: str, kind: type[Any], request_id: str, **fields: Any) -> Any:
        return self._send(verb, kind, request_id=request_id or str(new_id()), **fields)

    def _send(self, verb: str, kind: type[Any], **fields: Any) -> Any:
        module = goods_receipt_service_pb2 if kind is Receipt else delivery_service_pb2
        name = f"{verb}{kind.DESCRIPTOR.name}"
        request = getattr(module, f"{name}Request")(**fields)
        return getattr(self._stubs[kind], name)(request, metadata=self._metadata)

    def _given(self) -> dict[str, Any]:
        return {
            "company_id": self._shop.company_id,
            "warehouse_id": self.warehouse_id,
            "posting_date": "2026-04-01",
        }


def _field(document: Any) -> str:
    return "goods_receipt" if isinstance(document, Receipt) else "delivery"
