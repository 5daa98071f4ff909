"""Documents of goods: one shape, for all say which goods go through which warehouse's door, and what they rest on."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum


class DocumentType(StrEnum):
    """As keepers know it."""

    GOODS_RECEIPT = "wms.goods_receipt"
    DELIVERY = "wms.delivery"
    CUSTOMER_RETURN = "wms.customer_return"
    SUPPLIER_RETURN = "wms.supplier_return"
    STOCK_TRANSFER = "wms.stock_transfer"
    REPACK = "wms.repack"
    STOCK_COUNT = "wms.stock_count"
    LANDED_COST = "wms.landed_cost"
    PICK_LIST = "wms.pick_list"
    PUTAWAY = "wms.putaway"
    COST_CHANGE = "wms.cost_change"

    @property
    def words(self) -> str:
        """For people: "goods receipt"."""
        return self.value.removeprefix("wms.").replace("_", " ")


class State(IntEnum):
    """Where a document stands: numbers of the contract and of the table."""

    DRAFT = 1
    POSTED = 2
    CANCELLED = 3
    RECEIVED = 4


class Direction(IntEnum):
    """Which way goods go: numbers of stock's contract and of the table. REVALUE: nowhere, only their value changes;
    RELOCATE: from one place of their warehouse to another."""

    IN = 1
    OUT = 2
    REVALUE = 3
    RELOCATE = 4


class Method(IntEnum):
    """How goods are valued, where it matters here: numbers of the contract."""

    STANDARD = 3
    PER_LOT = 4


class Tracking(IntEnum):
    """What single goods are told apart by, where it matters here: numbers of the contract."""

    BY_SERIAL = 2


class Allocation(IntEnum):
    """By what landed cost is shared: numbers of the contract and of the table."""

    BY_VALUE = 1
    BY_QUANTITY = 2
    BY_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class StockedItem:
    """An item as stock must know it, as it was when the document was last written."""

    id: uuid.UUID
    uom_code: str
    quantity_scale: int
    valuation_method: int
    allow_negative_stock: bool
    tracking: int = 0
    standard_cost: Decimal | None = None
    over_receipt_percent: Decimal = Decimal(0)
    under_receipt_percent: Decimal = Decimal(0)

    @property
    def is_tracked_by_serial(self) -> bool:
        """Each piece has a number of its own."""
        return self.tracking == Tracking.BY_SERIAL

    @property
    def is_at_standard_cost(self) -> bool:
        """It is worth what was decided, whatever was paid."""
        return self.valuation_method == Method.STANDARD

    @property
    def value_is_known(self) -> bool:
        """What comes in is worth what it is said to be: no standard cost, no debt of goods that is settled by it."""
        return not self.is_at_standard_cost and not self.allow_negative_stock


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Where goods are; the code is part of the role its value is kept under."""

    id: uuid.UUID
    code: str


@dataclass(frozen=True, slots=True)
class Source:
    """The line of another document that a line rests on: `number` is 1-based; a draft's line has no movement."""

    document_id: uuid.UUID
    number: int
    movement_id: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Which goods of an item, as stock tells them apart: the lot, the serial numbers, the place in the warehouse; and
    the promise that they were kept back for."""

    lot_id: str = ""
    serial_numbers: tuple[str, ...] = ()
    location_id: str = ""
    promise_id: str = ""


ANYWHERE = Whereabouts()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an item with a number of its own, and where stock has it."""

    serial_number: str
    location_id: str = ""
    lot_id: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What stock did for a line: a movement, what stock is worth more by it (or less, where it went out), and what it
    cost less that; in minor units of the document's currency."""

    movement_id: str
    value: int
    variance: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `quantity` is as written (None before it is counted), `stock_quantity` in the item's unit; `value` in
    minor units of the document's currency is what the line brings (a receipt's is known as it is written) or took (None
    until posted).

    `direction` tells the lists of a document with two apart; `warehouse` is another one than the document's; `weight`
    is the line's part of what is shared, `share` that part in minor units; `expected` is what stock says is there where
    `stock_quantity` was counted; `ordered` is what was to come, as written; `picked` is what was fetched, in the item's
    unit. A pick list's line without `quantity` has `stock_quantity` to be fetched from nobody knows where yet.

    A put-away's goods go from their whereabouts `to_location_id`.

    Of a count of single pieces `pieces` are what is `expected`; `missing` those of them that were not found and are
    still there when it is posted, `brought` those that were found here while stock has them in another place.
    """

    item: StockedItem
    uom_code: str
    quantity: Decimal | None
    unit_cost: Decimal | None
    stock_quantity: Decimal | None
    value: int | None
    direction: Direction | None = None
    warehouse: Warehouse | None = None
    weight: Decimal | None = None
    share: int | None = None
    source: Source | None = None
    expected: Decimal | None = None
    ordered: Decimal | None = None
    picked: Decimal | None = None
    whereabouts: Whereabouts = ANYWHERE
    to_location_id: str = ""
    moved: tuple[Moved, ...] = ()
    pieces: tuple[Piece, ...] = ()
    missing: tuple[Piece, ...] = ()
    brought: tuple[Piece, ...] = ()

    @property
    def goods(self) -> tuple[uuid.UUID, str, str]:
        """(item, place, lot): which goods a count's line is of, whichever pieces were found."""
        return self.item.id, self.whereabouts.location_id, self.whereabouts.lot_id

    @property
    def counted(self) -> Decimal:
        """The quantity in the item's unit, of a line that has one."""
        assert self.stock_quantity is not None, "the line is not counted"
        return self.stock_quantity


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An amount in another currency than the company's, and the rate it was taken at: units of the company's currency
    for one of this. `day` is the rate's, None for the posting date."""

    currency_code: str
    amount: Decimal
    rate: Decimal
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """A part of landed cost, in minor units of the document's currency; `exchanged` where it is owed in another."""

    description: str
    amount: int
    exchanged: Exchanged | None = None


@dataclass(frozen=True, slots=True)
class StockDocument:
    """A document of any type. `partner_id` is the supplier's or the customer's, where it has one; `source_id` is the
    posted document that all its lines rest on; `extra_cost` is in minor units. A landed cost is of no warehouse."""

    id: uuid.UUID
    company_id: uuid.UUID
    type: DocumentType
    posting_date: date
    partner_id: uuid.UUID | None
    warehouse: Warehouse | None
    currency_code: str
    currency_scale: int
    narration: str
    lines: tuple[Line, ...]
    revision: int
    create_time: datetime
    update_time: datetime
    target: Warehouse | None = None
    transit: Warehouse | None = None
    source_id: uuid.UUID | None = None
    extra_cost: int = 0
    charges: tuple[Charge, ...] = ()
    allocation: Allocation | None = None
    freeze_time: datetime | None = None
    state: State = State.DRAFT
    number: str = ""
    post_time: datetime | None = None
    receive_date: date | None = None
    cancel_date: date | None = None
    differences_accepted: bool = False
    staging_location_id: str = ""
    apply_time: datetime | None = None
    by_place: bool = False

    @property
    def value(self) -> int | None:
        """Of all lines, in minor units; None while one is not known. Of a repack that of its outputs."""
        lines = [line for line in self.lines if line.direction is not Direction.OUT]
        values = [line.value for line in lines]
        return None if None in values else sum(value for value in values if value is not None)

    def place_of(self, line: Line) -> Warehouse:
        """Where the line's goods come to or leave."""
        place = line.warehouse or self.warehouse
        assert place is not None, f"{self.type} has no warehouse"
        return place
