"""How each type of document looks on the wire. What its message has no field for, a document does not have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from businessm.wms.v1 import (
    cost_change_pb2,
    customer_return_pb2,
    delivery_pb2,
    events_pb2,
    goods_receipt_pb2,
    landed_cost_pb2,
    pick_list_pb2,
    putaway_pb2,
    repack_pb2,
    stock_count_pb2,
    stock_transfer_pb2,
    supplier_return_pb2,
)

from m_wms.domain.documents import Direction, DocumentType, State

# Of every document; what else may change is what its message has.
_UPDATABLE = (
    *("posting_date", "narration", "supplier_id", "customer_id", "delivery_id", "goods_receipt_id", "warehouse_id"),
    *("target_warehouse_id", "transit_warehouse_id", "extra_cost", "charges", "allocation", "differences_accepted"),
    *("staging_location_id", "by_place"),
)


@dataclass(frozen=True, slots=True)
class LineList:
    """A list of lines of a message; `direction` where there are two of them."""

    field: str
    message: type[Any]
    direction: Direction | None = None

    @property
    def quantity_field(self) -> str:
        """What a caller writes how much in; empty where that is another document's."""
        fields = self.message.DESCRIPTOR.fields_by_name
        return next((one for one in ("quantity", "counted_quantity") if one in fields), "")


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line as a caller wrote it: the list it is in, and the path of it."""

    list: LineList
    message: Any
    path: str

    @property
    def quantity_field(self) -> str:
        """See LineList."""
        return self.list.quantity_field

    def has(self, field: str) -> bool:
        """Whether lines of this kind have such a field."""
        return field in self.message.DESCRIPTOR.fields_by_name


@dataclass(frozen=True)
class Noun:
    """Names of one type of document: its messages, its lines, its series of numbers; whom it is with (`partner`), which
    noun's document it rests on (`source`), a posted one or, for what prepares it, a draft (`source_state`)."""

    document_type: DocumentType
    message: type[Any]
    series_code: str
    lists: tuple[LineList, ...]
    partner: str = ""
    source: str = ""
    source_state: State = State.POSTED

    @cached_property
    def field(self) -> str:
        """In requests, responses and events: "goods_receipt"."""
        return self.document_type.value.removeprefix("wms.")

    @cached_property
    def name(self) -> str:
        """In names of rpcs and messages: "GoodsReceipt"."""
        return str(self.message.DESCRIPTOR.name)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Of the message."""
        return frozenset(self.message.DESCRIPTOR.fields_by_name)

    @cached_property
    def updatable(self) -> frozenset[str]:
        """Fields that a caller may change. A source's partner is the source's."""
        outputs = {"supplier_id", "customer_id"} - {self.partner_field}
        return (self.fields & set(_UPDATABLE)) - outputs | {one.field for one in self.lists}

    @property
    def partner_field(self) -> str:
        """Of the message; empty where it names nobody itself."""
        return self.partner and f"{self.partner}_id"

    def event_message(self, verb: str) -> type[Any]:
        """What others are told that it is "posted", "received" or "cancelled"."""
        return getattr(events_pb2, f"{self.name}{verb.capitalize()}")  # type: ignore[no-any-return]

    def written(self, message: Any) -> Iterator[WrittenLine]:
        """All lines of a message, list by list."""
        for one in self.lists:
            for place, line in enumerate(getattr(message, one.field)):
                yield WrittenLine(one, line, f"{self.field}.{one.field}[{place}]")

    def path_of(self, sizes: Mapping[Direction | None, int], place: int) -> str:
        """The path of a document's line (0-based), given how many it has of each direction."""
        for one in self.lists:
            if place < sizes[one.direction]:
                return f"{self.field}.{one.field}[{place}]"
            place -= sizes[one.direction]
        raise AssertionError("the document has no such line")


def _lines(message: type[Any]) -> tuple[LineList, ...]:
    return (LineList("lines", message),)


GOODS_RECEIPT = Noun(
    DocumentType.GOODS_RECEIPT,
    goods_receipt_pb2.GoodsReceipt,
    "GRN",
    _lines(goods_receipt_pb2.GoodsReceiptLine),
    partner="supplier",
)
DELIVERY = Noun(
    DocumentType.DELIVERY, delivery_pb2.Delivery, "DN", _lines(delivery_pb2.DeliveryLine), partner="customer"
)
CUSTOMER_RETURN = Noun(
    DocumentType.CUSTOMER_RETURN,
    customer_return_pb2.CustomerReturn,
    "CRN",
    _lines(customer_return_pb2.CustomerReturnLine),
    source="delivery",
)
SUPPLIER_RETURN = Noun(
    DocumentType.SUPPLIER_RETURN,
    supplier_return_pb2.SupplierReturn,
    "SRN",
    _lines(supplier_return_pb2.SupplierReturnLine),
    source="goods_receipt",
)
STOCK_TRANSFER = Noun(
    DocumentType.STOCK_TRANSFER,
    stock_transfer_pb2.StockTransfer,
    "STN",
    _lines(stock_transfer_pb2.StockTransferLine),
)
REPACK = Noun(
    DocumentType.REPACK,
    repack_pb2.Repack,
    "RPK",
    (
        LineList("inputs", repack_pb2.RepackInput, Direction.OUT),
        LineList("outputs", repack_pb2.RepackOutput, Direction.IN),
    ),
)
STOCK_COUNT = Noun(DocumentType.STOCK_COUNT, stock_count_pb2.StockCount, "CNT", _lines(stock_count_pb2.StockCountLine))
LANDED_COST = Noun(
    DocumentType.LANDED_COST,
    landed_cost_pb2.LandedCost,
    "LCV",
    _lines(landed_cost_pb2.LandedCostLine),
    source="goods_receipt",
)
PICK_LIST = Noun(
    DocumentType.PICK_LIST,
    pick_list_pb2.PickList,
    "PCK",
    _lines(pick_list_pb2.PickListLine),
    source="delivery",
    source_state=State.DRAFT,
)
PUTAWAY = Noun(DocumentType.PUTAWAY, putaway_pb2.Putaway, "PUT", _lines(putaway_pb2.PutawayLine))
COST_CHANGE = Noun(DocumentType.COST_CHANGE, cost_change_pb2.CostChange, "CCH", _lines(cost_change_pb2.CostChangeLine))

NOUNS = (
    *(GOODS_RECEIPT, DELIVERY, CUSTOMER_RETURN, SUPPLIER_RETURN),
    *(STOCK_TRANSFER, REPACK, STOCK_COUNT, LANDED_COST, PICK_LIST, PUTAWAY, COST_CHANGE),
)
