"""A company that buys and sells goods, over REST: what tests ask of warehouse, stock and ledger together."""

import uuid
from typing import Any, Self

from tests.support.books import Books, request_id
from tests.support.rest import Answer, Rest

CURRENCY = "INR"
DAY = "2024-04-01"
ROLES = {
    "INVENTORY": ("Inventory", "ASSET"),
    "GOODS_RECEIVED_NOT_INVOICED": ("Received", "LIABILITY"),
    "COST_OF_GOODS_SOLD": ("Cost", "EXPENSE"),
    "PRICE_VARIANCE": ("Variance", "EXPENSE"),
}
RECEIPTS, DELIVERIES = "goods-receipts", "deliveries"
_FIELDS = {RECEIPTS: "goods_receipt", DELIVERIES: "delivery"}


def field_of(kind: str) -> str:
    """The document's field in requests and answers."""
    return _FIELDS[kind]


class Trade:
    """One company with a warehouse, an item, a supplier and a customer."""

    def __init__(self, rest: Rest, books: Books, warehouse: str, item: str, supplier: str, customer: str) -> None:
        self.rest, self.books = rest, books
        self.warehouse_id, self.item_id, self.supplier_id, self.customer_id = warehouse, item, supplier, customer

    @classmethod
    def opened(cls, rest: Rest) -> "Trade":
        """A new one, its accounts and posting rules made, its year 2024 open."""
        accounts = dict(ROLES.values())
        books = Books.opened(rest, currency=CURRENCY, accounts=accounts, years=[2024])
        for role, (account, _) in ROLES.items():
            books.role(role, account)
        location = {"company_id": books.id, "code": "MAIN", "kind": "WAREHOUSE"}
        return cls(
            rest,
            books,
            _made(rest, "stock/locations", "location", location),
            _made(
                rest, "masters/items", "item", {"code": f"I{uuid.uuid4().hex[:10]}", "name": "Tea", "uom_code": "EA"}
            ),
            _made(rest, "finance/suppliers", "supplier", {}, party={"name": "Asha Traders"}),
            _made(rest, "finance/customers", "customer", {}, party={"name": "Bela & Sons"}),
        )

    def over(self, rest: Rest) -> Self:
        """The same company by another connection."""
        books = Books(rest, self.books.company)
        return type(self)(rest, books, self.warehouse_id, self.item_id, self.supplier_id, self.customer_id)

    def draft(self, kind: str, quantity: str, unit_cost: str = "", *, narration: str = "") -> dict[str, Any]:
        """A new goods receipt (with a cost) or delivery of one line."""
        line: dict[str, Any] = {"item_id": self.item_id, "quantity": {"uom_code": "EA", "value": quantity}}
        document = {
            "company_id": self.books.id,
            "warehouse_id": self.warehouse_id,
            "posting_date": DAY,
            "narration": narration,
            "lines": [line],
        }
        if kind == RECEIPTS:
            document["supplier_id"] = self.supplier_id
            line["unit_cost"] = {"currency_code": CURRENCY, "amount": unit_cost}
        else:
            document["customer_id"] = self.customer_id
        body = {"request_id": request_id(), _FIELDS[kind]: document}
        made: dict[str, Any] = self.rest.post(f"/v1/wms/{kind}", body).ok()[_FIELDS[kind]]
        return made

    def post(self, kind: str, document: dict[str, Any], *, under: str = "") -> Answer:
        """Posts a draft, under a request_id of its own where none is given."""
        body = {"request_id": under or request_id(), "etag": document["etag"]}
        return self.rest.post(f"/v1/wms/{kind}/{document['id']}:post", body)

    def received(self, quantity: str, unit_cost: str) -> dict[str, Any]:
        """A goods receipt, posted."""
        posted: dict[str, Any] = self.post(RECEIPTS, self.draft(RECEIPTS, quantity, unit_cost)).ok()["goods_receipt"]
        return posted

    def documents(self, kind: str) -> list[dict[str, Any]]:
        """All of the company, without lines."""
        field = kind.replace("-", "_")
        pages = self.rest.pages(f"/v1/wms/{kind}", field, 250, company_id=self.books.id)
        return [one for page in pages for one in page]

    def balance(self) -> dict[str, Any]:
        """The item's stock in the warehouse."""
        found = self.rest.get("/v1/stock/balances", company_id=self.books.id, item_id=self.item_id).ok()["balances"]
        (balance,) = found
        return dict(balance)


def _made(rest: Rest, path: str, field: str, content: dict[str, Any], **more: Any) -> str:
    body = {"request_id": request_id(), field: content, **more}
    return str(rest.post(f"/v1/{path}", body).ok()[field]["id"])
