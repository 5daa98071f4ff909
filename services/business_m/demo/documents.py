"""What the plan becomes: documents that are made and posted, and how many of each."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """How documents of one kind are made, listed and posted, in the contract's words; `counted` is what a page has them
    in, and how they are counted."""

    service: str
    noun: str
    field: str
    listed: str
    counted: str


RECEIPTS = DocumentKind(
    "businessm.wms.v1.GoodsReceiptService", "GoodsReceipt", "goods_receipt", "ListGoodsReceipts", "goods_receipts"
)
DELIVERIES = DocumentKind("businessm.wms.v1.DeliveryService", "Delivery", "delivery", "ListDeliveries", "deliveries")
RETURNS = DocumentKind(
    "businessm.wms.v1.CustomerReturnService",
    "CustomerReturn",
    "customer_return",
    "ListCustomerReturns",
    "customer_returns",
)
TRANSFERS = DocumentKind(
    "businessm.wms.v1.StockTransferService", "StockTransfer", "stock_transfer", "ListStockTransfers", "stock_transfers"
)
COUNTS = DocumentKind(
    "businessm.wms.v1.StockCountService", "StockCount", "stock_count", "ListStockCounts", "stock_counts"
)
LANDED_COSTS = DocumentKind(
    "businessm.wms.v1.LandedCostService", "LandedCost", "landed_cost", "ListLandedCosts", "landed_costs"
)
ENTRIES = DocumentKind(
    "businessm.finance.v1.JournalEntryService",
    "JournalEntry",
    "journal_entry",
    "ListJournalEntries",
    "journal_entries",
)
KINDS = (RECEIPTS, DELIVERIES, RETURNS, TRANSFERS, COUNTS, LANDED_COSTS, ENTRIES)
# The state of what is not posted yet, of each kind.
DRAFT = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be made and posted; what its ids are made of is its name."""

    kind: DocumentKind
    name: str
    fields: Json

    @property
    def id(self) -> str:
        """The document's."""
        return str(self.fields["id"])


@dataclass(slots=True)
class Counts:
    """What was made by this run and what was there before it, by noun. Several threads may count."""

    made: dict[str, int] = field(default_factory=dict)
    already_there: dict[str, int] = field(default_factory=dict)
    _alone: Lock = field(default_factory=Lock, repr=False, compare=False)

    def count(self, noun: str, *, made: bool) -> None:
        """One more."""
        with self._alone:
            self.made[noun] = self.made.get(noun, 0) + made
            self.already_there[noun] = self.already_there.get(noun, 0) + (not made)
