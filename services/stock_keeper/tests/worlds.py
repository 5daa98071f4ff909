"""A company's stock as a test moves it: one warehouse, items of whole pieces, calls as wms."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import grpc
from businessm.stock.v1 import balance_pb2, location_pb2, movement_pb2
from businessm.stock.v1.stock_service_pb2_grpc import StockServiceStub
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.clock import SystemClock
from m_kit.ids import new_id
from m_kit.posting import POSTED, Decision, Posting
from m_kit.testing import Metadata

from stock_keeper.domain.reservations import movement_id_of

IN, OUT = movement_pb2.IN, movement_pb2.OUT
REVALUE, RELOCATE = movement_pb2.REVALUE, movement_pb2.RELOCATE
FIFO, AVERAGE = movement_pb2.FIFO, movement_pb2.MOVING_AVERAGE
STANDARD, PER_LOT = movement_pb2.STANDARD, movement_pb2.PER_LOT
LIFO, HIFO = movement_pb2.LIFO, movement_pb2.HIFO
BY_LOT, BY_SERIAL = movement_pb2.BY_LOT, movement_pb2.BY_SERIAL
DAY = "2026-04-01"

Line = movement_pb2.MovementToReserve
Flow = movement_pb2.ValueFlow


class Told(NamedTuple):
    """What stock says of a line, in paise."""

    value: int
    variance: int
    correction: int


class World:
    """Calls stock as wms does, for one company."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata) -> None:
        self.stub = StockServiceStub(channel)
        self.metadata = metadata
        self.company_id = new_id()
        self.warehouse_id = ""
        self.methods: dict[str, int] = {}
        self.options: dict[str, dict[str, Any]] = {}

    async def call(self, name: str, request: Any) -> Any:
        """One rpc."""
        return await getattr(self.stub, name)(request, metadata=self.metadata)

    async def warehouse(self, code: str = "MAIN") -> str:
        """A new warehouse's id; the last one made is the one that lines name."""
        location = location_pb2.Location(company_id=str(self.company_id), code=code, kind="WAREHOUSE")
        request = location_pb2.CreateLocationRequest(request_id=str(new_id()), location=location)
        self.warehouse_id = (await self.call("CreateLocation", request)).location.id
        return self.warehouse_id

    def item(self, method: int = FIFO, **options: Any) -> str:
        """A new item's id; options are fields of MovedItem."""
        item_id = str(new_id())
        self.methods[item_id] = method
        self.options[item_id] = options
        return item_id

    def line(
        self,
        item: str,
        direction: int,
        quantity: int = 0,
        value: int | None = None,
        source: str = "",
        *,
        warehouse: str = "",
        **more: Any,
    ) -> Line:
        """Pieces, at a value in paise, in the last warehouse made; more are fields of the line."""
        line = Line(
            item_id=item,
            warehouse_id=warehouse or self.warehouse_id,
            direction=direction,  # type: ignore[arg-type]
            source_movement_id=source,
            **more,
        )
        if direction != REVALUE:
            line.quantity.CopyFrom(quantity_pb2.Quantity(uom_code="C62", value=str(quantity)))
        if value is not None:
            line.value.CopyFrom(rupees(value))
        return line

    def posting(self) -> Posting:
        """Of a document nobody has seen."""
        return Posting("wms", self.company_id, "wms.goods_receipt", new_id(), "post", 1, 0)

    async def reserve(self, posting: Posting, *lines: Line, day: str = DAY, flows: Sequence[Flow] = ()) -> list[int]:
        """What each line brings or takes, in paise."""
        return [told.value for told in await self.told(posting, *lines, day=day, flows=flows)]

    async def told(self, posting: Posting, *lines: Line, day: str = DAY, flows: Sequence[Flow] = ()) -> list[Told]:
        """All that stock says of each line, which it holds."""
        request = movement_pb2.ReserveMovementsRequest(
            posting=posting.message(),
            posting_date=day,
            currency_code="INR",
            currency_scale=2,
            items=[
                movement_pb2.MovedItem(
                    item_id=one,
                    uom_code="C62",
                    valuation_method=self.methods[one],  # type: ignore[arg-type]
                    **self.options.get(one, {}),
                )
                for one in dict.fromkeys(line.item_id for line in lines)
            ],
            movements=lines,
            value_flows=flows,
        )
        answer = await self.call("ReserveMovements", request)
        return [Told(paise(one.value), paise(one.variance), paise(one.correction)) for one in answer.movements]

    async def confirm(self, posting: Posting) -> None:
        """As posted."""
        decision = Decision(posting.id, POSTED, "GRN/2026/00001", SystemClock().now())
        await self.call("ConfirmMovements", movement_pb2.ConfirmMovementsRequest(decision=decision.message()))

    async def cancel(self, posting: Posting) -> None:
        """As given up."""
        await self.call("CancelMovements", movement_pb2.CancelMovementsRequest(posting=posting.message()))

    async def moved(self, *lines: Line, day: str = DAY, flows: Sequence[Flow] = ()) -> tuple[list[int], list[str]]:
        """(values, movement ids) of lines reserved and confirmed."""
        posting = self.posting()
        values = await self.reserve(posting, *lines, day=day, flows=flows)
        await self.confirm(posting)
        return values, movement_ids(posting, len(lines))

    async def told_and_moved(self, *lines: Line, day: str = DAY) -> list[Told]:
        """All that stock says of lines reserved and confirmed."""
        posting = self.posting()
        found = await self.told(posting, *lines, day=day)
        await self.confirm(posting)
        return found

    async def balance(self, item: str, warehouse: str = "") -> tuple[int, int, int, int]:
        """(on hand, reserved, value, pending value) in the last warehouse; zeros where nothing ever was."""
        request = balance_pb2.ListBalancesRequest(
            company_id=str(self.company_id), item_id=item, warehouse_id=warehouse or self.warehouse_id
        )
        found = (await self.call("ListBalances", request)).balances
        return (
            sum(int(one.on_hand.value) for one in found),
            sum(int(one.reserved.value) for one in found),
            sum(paise(one.value) for one in found),
            sum(paise(one.pending_value) for one in found),
        )

    async def layers(self, item: str) -> list[tuple[int, int]]:
        """(quantity, value) left in each layer, the oldest first."""
        request = balance_pb2.ListLayersRequest(
            company_id=str(self.company_id), item_id=item, warehouse_id=self.warehouse_id, page_size=250
        )
        return [
            (int(one.quantity_remaining.value), paise(one.value_remaining))
            for one in (await self.call("ListLayers", request)).layers
        ]


def rupees(paise: int) -> money_pb2.Money:
    """As the wire has it."""
    return money_pb2.Money(currency_code="INR", amount=f"{'-' * (paise < 0)}{abs(paise) // 100}.{abs(paise) % 100:02d}")


def paise(money: money_pb2.Money) -> int:
    """An amount with both digits."""
    return int(money.amount.replace(".", ""))


def movement_ids(posting: Posting, count: int) -> list[str]:
    """Of a posting's lines."""
    return [str(movement_id_of(posting.id, number)) for number in range(1, count + 1)]
