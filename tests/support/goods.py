"""A trading company over REST: accounts, roles, a warehouse, a supplier, a customer, items; and its documents."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.support.rest import Answer, Rest

Json = dict[str, Any]
DAY = "2026-04-10"
CURRENCY = "INR"
ACCOUNTS = {
    "Inventory": "ASSET",
    "GRNI": "LIABILITY",
    "COGS": "EXPENSE",
    "Variance": "EXPENSE",
    "Cash": "ASSET",
    "Sales": "INCOME",
    "Retained": "EQUITY",
}
ROLES = {
    "INVENTORY": "Inventory",
    "GOODS_RECEIVED_NOT_INVOICED": "GRNI",
    "COST_OF_GOODS_SOLD": "COGS",
    "PRICE_VARIANCE": "Variance",
}
RECEIPTS, DELIVERIES = "/v1/wms/goods-receipts", "/v1/wms/deliveries"


def code() -> str:
    """A code that nobody has."""
    return f"C{uuid.uuid4().hex[:10]}".upper()


@dataclass(slots=True)
class Goods:
    """A company that trades; `call` is REST as somebody."""

    rest: Rest
    company_id: str
    warehouse_id: str
    supplier_id: str
    customer_id: str

    def seen_by(self, rest: Rest) -> "Goods":
        """The same company through another connection."""
        return Goods(rest, self.company_id, self.warehouse_id, self.supplier_id, self.customer_id)

    def item(self, method: str = "FIFO", **fields: Any) -> str:
        """A new item's id."""
        given = {"code": code(), "name": "Tea", "uom_code": "EA", "valuation_method": method, **fields}
        return str(self.rest.post("/v1/masters/items", {"item": given}).ok()["item"]["id"])

    def warehouse(self, warehouse_code: str) -> str:
        """Another warehouse's id."""
        location = {"company_id": self.company_id, "code": warehouse_code, "kind": "WAREHOUSE"}
        return str(self.rest.post("/v1/stock/locations", {"location": location}).ok()["location"]["id"])

    def bin(self, bin_code: str) -> str:
        """The id of a bin of the warehouse."""
        fields = {"company_id": self.company_id, "code": bin_code, "kind": "BIN", "parent_id": self.warehouse_id}
        return str(self.rest.post("/v1/stock/locations", {"location": fields}).ok()["location"]["id"])

    def stored(self, item: str) -> dict[str, str]:
        """Place to what is there; the floor has none."""
        where = {"company_id": self.company_id, "warehouse_id": self.warehouse_id, "item_id": item}
        found = self.rest.get("/v1/stock/stored-goods", **where).ok()["goods"]
        return {one["location_id"]: one["on_hand"]["value"] for one in found}

    def received_at(self, item: str, quantity: str, location_id: str, **fields: Any) -> Json:
        """A posted goods receipt of so many, at 5 each, brought to a place."""
        line = {"item_id": item, "quantity": quantity_of(quantity), "unit_cost": money("5"), "location_id": location_id}
        return self.received(lines=[{**line, **fields}])

    def drafted(self, kind: str, noun: str, **fields: Any) -> Json:
        """A draft of any kind of document, for example "stock-counts", "stock_count"."""
        given = {"company_id": self.company_id, "posting_date": DAY, **fields}
        body = {"request_id": str(uuid.uuid4()), noun: given}
        return dict(self.rest.post(f"/v1/wms/{kind}", body).ok()[noun])

    def stepped(self, kind: str, noun: str, document: Json, verb: str) -> Json:
        """After :post, :cancel or another verb of its."""
        body = {"request_id": str(uuid.uuid4()), "etag": document["etag"]}
        return dict(self.rest.post(f"/v1/wms/{kind}/{document['id']}:{verb}", body).ok()[noun])

    def receipt(self, *lines: tuple[str, str, str], day: str = DAY, **fields: Any) -> Json:
        """A draft that brings (item, quantity, unit cost) each."""
        given = {
            "company_id": self.company_id,
            "supplier_id": self.supplier_id,
            "warehouse_id": self.warehouse_id,
            "posting_date": day,
            "lines": [
                {"item_id": item, "quantity": quantity_of(quantity), "unit_cost": money(cost)}
                for item, quantity, cost in lines
            ],
            **fields,
        }
        made: Json = self.rest.post(RECEIPTS, {"request_id": str(uuid.uuid4()), "goods_receipt": given}).ok()
        return dict(made["goods_receipt"])

    def delivery(self, *lines: tuple[str, str], day: str = DAY, **fields: Any) -> Json:
        """A draft that takes (item, quantity) each."""
        given = {
            "company_id": self.company_id,
            "customer_id": self.customer_id,
            "warehouse_id": self.warehouse_id,
            "posting_date": day,
            "lines": [{"item_id": item, "quantity": quantity_of(quantity)} for item, quantity in lines],
            **fields,
        }
        made: Json = self.rest.post(DELIVERIES, {"request_id": str(uuid.uuid4()), "delivery": given}).ok()
        return dict(made["delivery"])

    def post(self, document: Json, request_id: str = "") -> Answer:
        """:post of a draft."""
        return self._step(document, "post", request_id)

    def cancel(self, document: Json, request_id: str = "", **fields: Any) -> Answer:
        """:cancel of a posted document."""
        return self._step(document, "cancel", request_id, **fields)

    def received(self, *lines: tuple[str, str, str], **fields: Any) -> Json:
        """A posted goods receipt."""
        return dict(self.post(self.receipt(*lines, **fields)).ok()["goods_receipt"])

    def delivered(self, *lines: tuple[str, str], **fields: Any) -> Json:
        """A posted delivery."""
        return dict(self.post(self.delivery(*lines, **fields)).ok()["delivery"])

    def read(self, document: Json) -> Json:
        """The document as it is now."""
        return dict(self.rest.get(f"{_path(document)}/{document['id']}").ok()[_noun(document)])

    def stock(self, item: str) -> tuple[Decimal | int, Decimal | int, Decimal | int]:
        """(on hand, reserved, value) of an item in the first warehouse; zeros where it never was."""
        found = self.balances(item)
        return found.get((item, self.warehouse_id), (Decimal(0), Decimal(0), Decimal(0)))

    def balances(self, item: str = "") -> dict[tuple[str, str], tuple[Decimal, Decimal, Decimal]]:
        """(item, warehouse) to (on hand, reserved, value)."""
        parameters = {"company_id": self.company_id, "item_id": item or None}
        rows = [row for page in self.rest.pages("/v1/stock/balances", "balances", 200, **parameters) for row in page]
        return {
            (row["item_id"], row["warehouse_id"]): (
                Decimal(row["on_hand"]["value"]),
                Decimal(row["reserved"]["value"]),
                Decimal(row["value"]["amount"]),
            )
            for row in rows
        }

    def balances_by_currency(self) -> dict[tuple[str, str], Decimal]:
        """(account, currency) to balance, zeros left out."""
        path = f"/v1/ledger/companies/{self.company_id}/trial-balance"
        rows = self.rest.get(path, as_of="2030-01-01").ok()["rows"]
        found = {(row["account_code"], row["currency_code"]): Decimal(row["balance"]) for row in rows}
        return {key: balance for key, balance in found.items() if balance}

    def accounts(self, as_of: str = "2030-01-01") -> dict[str, Decimal]:
        """Account code to balance, zeros left out."""
        path = f"/v1/ledger/companies/{self.company_id}/trial-balance"
        return {row["account_code"]: Decimal(row["balance"]) for row in self.rest.get(path, as_of=as_of).ok()["rows"]}

    def require_equal(self) -> None:
        """Stock value = inventory account, nothing reserved (I6)."""
        stock = self.balances()
        assert sum((value for _, _, value in stock.values()), Decimal(0)) == self.accounts().get(
            "Inventory", Decimal(0)
        )
        assert all(reserved == 0 for _, reserved, _ in stock.values())

    def _step(self, document: Json, step: str, request_id: str, **fields: Any) -> Answer:
        body = {"request_id": request_id or str(uuid.uuid4()), "etag": document["etag"], **fields}
        return self.rest.post(f"{_path(document)}/{document['id']}:{step}", body)


def opened(rest: Rest, roles: Mapping[str, str] = ROLES, years: tuple[int, ...] = (2026,)) -> Goods:
    """A company with one warehouse, MAIN."""
    company = {"code": code(), "name": "Chai & Co", "currency_code": CURRENCY}
    company_id = rest.post("/v1/ledger/companies", {"company": company}).ok()["company"]["id"]
    for account, kind in ACCOUNTS.items():
        given = {"company_id": company_id, "code": account, "name": account, "type": kind}
        rest.post("/v1/ledger/accounts", {"account": given}).ok()
    for year in years:
        span = {"company_id": company_id, "start_date": f"{year}-01-01", "end_date": f"{year}-12-31"}
        rest.post("/v1/ledger/fiscal-years", {"fiscal_year": span}).ok()
    for role, account in roles.items():
        rule = {"company_id": company_id, "role": role, "account_code": account}
        rest.post("/v1/ledger/posting-rules", {"posting_rule": rule}).ok()
    supplier = rest.post("/v1/finance/suppliers", {"party": {"name": "Asha Teas"}}).ok()["supplier"]
    customer = rest.post("/v1/finance/customers", {"party": {"name": "Cafe Udupi"}}).ok()["customer"]
    made = Goods(rest, company_id, "", supplier["id"], customer["id"])
    made.warehouse_id = made.warehouse("MAIN")
    return made


def quantity_of(value: str, uom_code: str = "EA") -> Json:
    """A quantity."""
    return {"uom_code": uom_code, "value": value}


def money(amount: str, currency_code: str = CURRENCY) -> Json:
    """An amount."""
    return {"currency_code": currency_code, "amount": amount}


def _noun(document: Json) -> str:
    return "goods_receipt" if "supplier_id" in document else "delivery"


def _path(document: Json) -> str:
    return RECEIPTS if "supplier_id" in document else DELIVERIES
