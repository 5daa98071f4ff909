"""All services as a caller meets them."""

from typing import Any

import grpc
from businessm.type.v1 import money_pb2, quantity_pb2
from businessm.wms.v1 import (
    cost_change_pb2,
    customer_return_pb2,
    delivery_pb2,
    goods_receipt_pb2,
    landed_cost_pb2,
    pick_list_pb2,
    putaway_pb2,
    repack_pb2,
    stock_count_pb2,
    stock_transfer_pb2,
    supplier_return_pb2,
)
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata

from m_wms.servicers.services import SERVICES, Service
from m_wms.tests.fakes import Shop

Receipt, Delivery = goods_receipt_pb2.GoodsReceipt, delivery_pb2.Delivery
CustomerReturn, SupplierReturn = customer_return_pb2.CustomerReturn, supplier_return_pb2.SupplierReturn
Transfer, Repack = stock_transfer_pb2.StockTransfer, repack_pb2.Repack
Count, LandedCost = stock_count_pb2.StockCount, landed_cost_pb2.LandedCost
CostChange, CostChangeLine = cost_change_pb2.CostChange, cost_change_pb2.CostChangeLine
Putaway = putaway_pb2.Putaway
PickList, PickListLine = pick_list_pb2.PickList, pick_list_pb2.PickListLine
_SERVICES: dict[type[Any], Service] = {one.noun.message: one for one in SERVICES}


def quantity(value: str, uom: str = "EA") -> quantity_pb2.Quantity:
    """So much."""
    return quantity_pb2.Quantity(uom_code=uom, value=value)


def money(amount: str, currency: str = "INR") -> money_pb2.Money:
    """So much of it."""
    return money_pb2.Money(currency_code=currency, amount=amount)


def receipt_line(item_id: str, value: str, cost: str, uom: str = "EA", currency: str = "INR") -> Any:
    """What comes in."""
    return goods_receipt_pb2.GoodsReceiptLine(
        item_id=item_id,
        quantity=quantity(value, uom),
        unit_cost=money(cost, currency),
    )


def delivery_line(item_id: str, value: str, uom: str = "EA") -> Any:
    """What goes out."""
    return delivery_pb2.DeliveryLine(item_id=item_id, quantity=quantity(value, uom))


class Documents:
    """Calls as somebody; calls of a verb are returned unawaited, for their trailers."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata, shop: Shop) -> None:
        self._stubs = {
            kind: getattr(one.stubs, f"{one.noun.name}ServiceStub")(channel) for kind, one in _SERVICES.items()
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

    def customer_return(self, delivery: Any, *lines: Any, **fields: Any) -> Any:
        """Goods of a delivery that come back, not sent."""
        return CustomerReturn(
            **{**self._given(), "warehouse_id": "", "delivery_id": delivery.id, "lines": lines, **fields}
        )

    def supplier_return(self, receipt: Any, *lines: Any, **fields: Any) -> Any:
        """Goods of a receipt that go back, not sent."""
        given = {key: value for key, value in self._given().items() if key != "warehouse_id"}
        return SupplierReturn(**{**given, "goods_receipt_id": receipt.id, "lines": lines, **fields})

    def transfer(self, target_id: str, *lines: Any, **fields: Any) -> Any:
        """A transfer to another warehouse, not sent."""
        return Transfer(**{**self._given(), "target_warehouse_id": target_id, "lines": lines, **fields})

    def repack(self, inputs: list[Any], outputs: list[Any], **fields: Any) -> Any:
        """Goods that become others, not sent."""
        return Repack(**{**self._given(), "inputs": inputs, "outputs": outputs, **fields})

    def count(self, *lines: Any, **fields: Any) -> Any:
        """A count, not sent."""
        return Count(**{**self._given(), "lines": lines, **fields})

    def landed_cost(self, amount: str, allocation: Any, *lines: Any, **fields: Any) -> Any:
        """Freight over receipts, not sent."""
        given = {key: value for key, value in self._given().items() if key != "warehouse_id"}
        charges = [landed_cost_pb2.LandedCostCharge(description="Freight", amount=money(amount))]
        return LandedCost(**{**given, "charges": charges, "allocation": allocation, "lines": lines, **fields})

    def pick_list(self, staging_id: str, *lines: Any, **fields: Any) -> Any:
        """Goods of deliveries to be fetched, not sent; a delivery stands for all its lines."""
        named = [PickListLine(delivery_id=one.id) if isinstance(one, Delivery) else one for one in lines]
        return PickList(**{**self._given(), "staging_location_id": staging_id, "lines": named, **fields})

    def putaway(self, *lines: Any, **fields: Any) -> Any:
        """Goods that go to where they are kept, not sent."""
        return Putaway(**{**self._given(), "lines": lines, **fields})

    def cost_change(self, *lines: Any, **fields: Any) -> Any:
        """Items that are brought to their standard cost, not sent."""
        return CostChange(**{**self._given(), "lines": lines, **fields})

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
        service = _SERVICES[kind]
        request = getattr(service.messages, f"List{service.plural}Request")(company_id=self._shop.company_id, **fields)
        answer = await getattr(self._stubs[kind], f"List{service.plural}")(request, metadata=self._metadata)
        return list(getattr(answer, service.plural_field)), answer.next_page_token

    def _call(self, verb: str, kind: type[Any], request_id: str, **fields: Any) -> Any:
        return self._send(verb, kind, request_id=request_id or str(new_id()), **fields)

    def _send(self, verb: str, kind: type[Any], **fields: Any) -> Any:
        name = f"{verb}{kind.DESCRIPTOR.name}"
        request = getattr(_SERVICES[kind].messages, f"{name}Request")(**fields)
        return getattr(self._stubs[kind], name)(request, metadata=self._metadata)

    def _given(self) -> dict[str, Any]:
        return {
            "company_id": self._shop.company_id,
            "warehouse_id": self.warehouse_id,
            "posting_date": "2026-04-01",
        }


def _field(document: Any) -> str:
    return _SERVICES[type(document)].noun.field
