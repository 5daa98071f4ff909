"""A company that trades, as a client of the wms services: drafts are made beforehand, then posted one call each."""

import asyncio
import itertools
import uuid
from collections.abc import Sequence
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

from bench.measure import rate_of
from tests.support.goods import CURRENCY, DAY, Goods, opened
from tests.support.rest import Rest

ITEMS = 40
DRAFTING_CLIENTS = 16
TIMEOUT_SECONDS = 60


class Trading:
    """A company with forty FIFO items in one warehouse. `metadata` goes with every call."""

    def __init__(self, channel: grpc.aio.Channel, goods: Goods, metadata: Sequence[tuple[str, str]] = ()) -> None:
        self._receipts = goods_receipt_service_pb2_grpc.GoodsReceiptServiceStub(channel)
        self._deliveries = delivery_service_pb2_grpc.DeliveryServiceStub(channel)
        self._goods = goods
        self._given: dict[str, Any] = {"metadata": tuple(metadata), "timeout": TIMEOUT_SECONDS}
        self._items: list[str] = []
        self._turn = itertools.count()

    @classmethod
    async def opened(cls, channel: grpc.aio.Channel, rest: Rest, metadata: Sequence[tuple[str, str]] = ()) -> "Trading":
        """A new one: the company and its masters over REST, from a thread, for the server may run in this process."""
        trading = cls(channel, await asyncio.to_thread(opened, rest), metadata)
        for _ in range(ITEMS):
            trading._items.append(await trading.new_item())
        return trading

    async def new_item(self) -> str:
        """A FIFO item's id, of none of which there is any."""
        return await asyncio.to_thread(self._goods.item)

    async def receipts(self, count: int, lines: int = 1, item: str = "", quantity: str = "5") -> list[Any]:
        """Drafts of receipts, their items taken in turn where none is named."""

        async def drafted(_: int) -> Any:
            message = goods_receipt_pb2.GoodsReceipt(
                company_id=self._goods.company_id,
                supplier_id=self._goods.supplier_id,
                warehouse_id=self._goods.warehouse_id,
                posting_date=DAY,
                lines=[
                    goods_receipt_pb2.GoodsReceiptLine(
                        item_id=item or self._next_item(),
                        quantity=quantity_pb2.Quantity(uom_code="EA", value=quantity),
                        unit_cost=money_pb2.Money(currency_code=CURRENCY, amount="5.00"),
                    )
                    for _ in range(lines)
                ],
            )
            request = goods_receipt_service_pb2.CreateGoodsReceiptRequest(request_id=_id(), goods_receipt=message)
            return (await self._receipts.CreateGoodsReceipt(request, **self._given)).goods_receipt

        return await _together(drafted, count)

    async def deliveries(self, count: int, item: str = "") -> list[Any]:
        """Drafts of deliveries of one unit, their items taken in turn where none is named."""

        async def drafted(_: int) -> Any:
            message = delivery_pb2.Delivery(
                company_id=self._goods.company_id,
                customer_id=self._goods.customer_id,
                warehouse_id=self._goods.warehouse_id,
                posting_date=DAY,
                lines=[
                    delivery_pb2.DeliveryLine(
                        item_id=item or self._next_item(), quantity=quantity_pb2.Quantity(uom_code="EA", value="1")
                    )
                ],
            )
            request = delivery_service_pb2.CreateDeliveryRequest(request_id=_id(), delivery=message)
            return (await self._deliveries.CreateDelivery(request, **self._given)).delivery

        return await _together(drafted, count)

    async def post(self, draft: Any, **given: Any) -> None:
        """Posts a draft of either kind, once; `request_id` and `timeout` where they are to be others."""
        facts = {"id": draft.id, "etag": draft.etag, "request_id": given.pop("request_id", "") or _id()}
        if isinstance(draft, delivery_pb2.Delivery):
            delivered = delivery_service_pb2.PostDeliveryRequest(**facts)
            await self._deliveries.PostDelivery(delivered, **(self._given | given))
        else:
            received = goods_receipt_service_pb2.PostGoodsReceiptRequest(**facts)
            await self._receipts.PostGoodsReceipt(received, **(self._given | given))

    async def stocked(self, layers_each: int = 1, quantity: str = "1000000") -> None:
        """Plenty of every item, in so many layers each."""
        for item in self._items:
            await rate_of(self.post, await self.receipts(layers_each, item=item, quantity=quantity), DRAFTING_CLIENTS)

    async def layered(self, item: str, layers: int) -> None:
        """So many open layers of one item, a hundred a posting."""
        at_once = 1_000
        for _ in range(0, layers, at_once):
            drafts = await self.receipts(at_once // 100, lines=100, item=item)
            await rate_of(self.post, drafts, DRAFTING_CLIENTS)

    def _next_item(self) -> str:
        return self._items[next(self._turn) % ITEMS]


async def _together(made: Any, count: int) -> list[Any]:
    drafts: list[Any] = []

    async def make(number: int) -> None:
        drafts.append(await made(number))

    await rate_of(make, range(count), DRAFTING_CLIENTS)
    return drafts


def _id() -> str:
    return str(uuid.uuid4())
