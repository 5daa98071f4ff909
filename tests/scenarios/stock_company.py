"""A company that keeps stock, over REST: what scenarios of stock ask of warehouse, stock and ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.scenarios.outcome import Mismatch, Unknown
from tests.support.books import END_OF_TIME, Books, fresh_code, plain, request_id
from tests.support.rest import Answer, Rest

CURRENCY = "INR"
# The account that exchanges pass through.
EXCHANGE = "Exchange"
RECEIPTS, DELIVERIES = "goods-receipts", "deliveries"
CUSTOMER_RETURNS, SUPPLIER_RETURNS = "customer-returns", "supplier-returns"
TRANSFERS, REPACKS, COUNTS, LANDED_COSTS = "stock-transfers", "repacks", "stock-counts", "landed-costs"
# Of documents: what they are called in requests and answers.
FIELDS = {
    RECEIPTS: "goods_receipt",
    DELIVERIES: "delivery",
    CUSTOMER_RETURNS: "customer_return",
    SUPPLIER_RETURNS: "supplier_return",
    TRANSFERS: "stock_transfer",
    REPACKS: "repack",
    COUNTS: "stock_count",
    LANDED_COSTS: "landed_cost",
}
ROLES = {
    "GOODS_RECEIVED_NOT_INVOICED": ("Received", "LIABILITY"),
    "COST_OF_GOODS_SOLD": ("Cost", "EXPENSE"),
    "PRICE_VARIANCE": ("Variance", "EXPENSE"),
    "INVENTORY_ADJUSTMENT": ("Adjustment", "EXPENSE"),
    "REPACK_COST": ("Work", "EXPENSE"),
    "LANDED_COST_CLEARING": ("Expenses In Valuation", "EXPENSE"),
}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What goes in or out; `rate` is of one `uom`, the item's stock unit where that is empty."""

    item: str
    quantity: str
    uom: str
    rate: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `uom` is its stock unit as the scenario calls it."""

    id: str
    uom: str
    has_serials: bool = False


@dataclass(slots=True)
class StockCompany:
    """Names are the scenario's own. Every warehouse has an inventory account of its own."""

    books: Books
    supplier_id: str
    customer_id: str
    warehouses: dict[str, str] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    lots: dict[tuple[str, str], str] = field(default_factory=dict)
    years: set[str] = field(default_factory=set)
    rates: dict[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, rest: Rest, digits: int) -> "StockCompany":
        """A new one, whose values have so many digits after the point."""
        books = Books.opened(rest, currency=CURRENCY, scales={CURRENCY: digits}, accounts=dict(ROLES.values()))
        for role, (account, _) in ROLES.items():
            books.role(role, account)
        supplier = _made(rest, "finance/suppliers", "supplier", {}, party={"name": "Supplier"})
        customer = _made(rest, "finance/customers", "customer", {}, party={"name": "Customer"})
        return cls(books, supplier, customer)

    @property
    def rest(self) -> Rest:
        """The way in."""
        return self.books.rest

    def warehouse(self, name: str) -> None:
        """A new warehouse with its account."""
        code, account = f"W{len(self.warehouses) + 1}", inventory_account(name)
        location = {"company_id": self.books.id, "code": code, "name": name, "kind": "WAREHOUSE"}
        self.warehouses[name] = _made(self.rest, "stock/locations", "location", location)
        self.books.account(account, "ASSET")
        self.books.role(f"INVENTORY.{code}", account)

    def owed_in(self, currency: str, account: str) -> None:
        """Landed cost of the currency is owed to this account."""
        for name, kind, role in (
            (account, "LIABILITY", f"LANDED_COST_CLEARING.{currency}"),
            (EXCHANGE, "ASSET", "CURRENCY_EXCHANGE"),
        ):
            self.books.account(name, kind)
            self.books.role(role, name)

    def item(
        self,
        name: str,
        method: str,
        uom: str,
        uoms: Mapping[str, str],
        digits: int,
        *,
        allow_negative: bool,
        tracking: str = "",
    ) -> None:
        """A new item; `uoms` are its other units, each as so many ("12"), or so many of a unit ("100 cm")."""
        fields = {
            "code": fresh_code(),
            "name": name,
            "uom_code": self._uom(uom),
            "valuation_method": method,
            "quantity_scale": digits,
            "allow_negative_stock": allow_negative,
            **({"tracking": tracking} if tracking else {}),
        }
        item_id = _made(self.rest, "masters/items", "item", fields)
        for other, said in uoms.items():
            number, _, of = said.partition(" ")
            conversion = {
                "item_id": item_id,
                "from_uom_code": self._uom(other),
                "to_uom_code": self._uom(of or uom),
                "numerator": number,
            }
            _made(self.rest, "masters/uom-conversions", "uom_conversion", conversion)
        self.items[name] = Item(item_id, uom, tracking == "BY_SERIAL")

    def lot(self, item: str, batch: str) -> str:
        """The id of an item's lot of this number, made when it is first named."""
        if (item, batch) not in self.lots:
            lot = {"company_id": self.books.id, "item_id": self._known(item).id, "number": batch}
            self.lots[item, batch] = _made(self.rest, "stock/lots", "lot", lot)
        return self.lots[item, batch]

    def draft(self, kind: str, day: str, fields: Json) -> Answer:
        """A new document of the company, refused or not."""
        self._require_year(day)
        document = {"company_id": self.books.id, "posting_date": day, **fields}
        return self.rest.post(f"/v1/wms/{kind}", {"request_id": request_id(), FIELDS[kind]: document})

    def goods(self, kind: str, warehouse: str, lines: Sequence[Line]) -> Json:
        """What a goods receipt or a delivery says."""
        partner = ("supplier_id", self.supplier_id) if kind == RECEIPTS else ("customer_id", self.customer_id)
        return {
            partner[0]: partner[1],
            "warehouse_id": self.warehouses[warehouse],
            "lines": [self._line(kind, line) for line in lines],
        }

    def quantity(self, item: str, value: str, uom: str = "") -> Json:
        """So much of an item, in its stock unit where none is said."""
        return {"uom_code": self._uom(uom or self._known(item).uom), "value": value}

    def item_line(self, item: str, value: str, uom: str = "", batch: str = "", **more: Any) -> Json:
        """A line of an item, of one lot of it where a batch is named."""
        if batch:
            more["lot_id"] = self.lot(item, batch)
        return {"item_id": self._known(item).id, "quantity": self.quantity(item, value, uom), **more}

    def changed(self, kind: str, document: Json, **fields: Any) -> Answer:
        """A draft with other content, refused or not."""
        content = {"etag": document["etag"], **fields}
        path = f"/v1/wms/{kind}/{document['id']}"
        return self.rest.patch(path, content, ",".join(fields))

    def step(self, kind: str, document: Json, verb: str, **fields: Any) -> Answer:
        """:post or :cancel, refused or not."""
        if "posting_date" in fields:
            self._require_year(fields["posting_date"])
        body = {"request_id": request_id(), "etag": document["etag"], **fields}
        return self.rest.post(f"/v1/wms/{kind}/{document['id']}:{verb}", body)

    def close_month(self, day: str) -> Answer:
        """The month that holds the day takes no more."""
        self._require_year(day)
        return self.books.act("periods", self.books.period_of(day)["id"], "close")

    def voucher_of(self, document_id: str, purpose: str) -> Json:
        """What a document's posting put in the ledger."""
        pages = self.rest.pages("/v1/ledger/vouchers", "vouchers", 250, company_id=self.books.id)
        source = [
            one["id"]
            for page in pages
            for one in page
            if (one["source"]["document_id"], one["source"]["purpose"]) == (document_id, purpose)
        ]
        if len(source) != 1:
            raise Mismatch(f"vouchers of {document_id}", 1, len(source))
        voucher: Json = self.rest.get(f"/v1/ledger/vouchers/{source[0]}").ok()["voucher"]
        return voucher

    def balance(self, item: str, warehouse: str) -> tuple[Decimal, Decimal]:
        """(quantity, value) of an item in a warehouse."""
        place = {"item_id": self.items[item].id, "warehouse_id": self.warehouses[warehouse]}
        found = self.rest.get("/v1/stock/balances", company_id=self.books.id, **place).ok()["balances"]
        quantities = (plain(one["on_hand"]["value"]) for one in found)
        values = (plain(one["value"]["amount"]) for one in found)
        return sum(quantities, Decimal(0)), sum(values, Decimal(0))

    def pieces(self, item: str, warehouse: str) -> list[str]:
        """Serial numbers of an item in a warehouse."""
        where = {"item_id": self.items[item].id, "warehouse_id": self.warehouses[warehouse]}
        pages = self.rest.pages("/v1/stock/stored-goods", "goods", 250, company_id=self.books.id, **where)
        return [number for page in pages for one in page for number in one["serial_numbers"]]

    def layers(self, item: str, warehouse: str) -> list[tuple[Decimal, Decimal]]:
        """(quantity, value) of what is left of each layer, oldest first."""
        place = {"item_id": self.items[item].id, "warehouse_id": self.warehouses[warehouse]}
        pages = self.rest.pages("/v1/stock/layers", "layers", 250, company_id=self.books.id, **place)
        return [
            (plain(one["quantity_remaining"]["value"]), plain(one["value_remaining"]["amount"]))
            for page in pages
            for one in page
        ]

    def value(self) -> Decimal:
        """Of all stock."""
        return sum(self._values().values(), Decimal(0))

    def accounts(self, as_of: str = END_OF_TIME) -> dict[str, Decimal]:
        """Account to debit minus credit."""
        return {account: balance for (account, _), balance in self.books.balances(as_of).items()}

    def require_stock_in_ledger(self, *, is_revalued: bool = False) -> None:
        """Per warehouse, on every day on which something moved: stock as of it = inventory account; now also with
        nothing pending, and where nothing was dated back the sum of movements. Raises Mismatch."""
        values, now = self._values(), self.accounts()
        moved = self._confirmed()
        for day in sorted({one["posting_date"] for one in moved}):
            ledger, valued = self.accounts(day), self._values(day)
            for name, warehouse_id in self.warehouses.items():
                account = ledger.get(inventory_account(name), Decimal(0))
                _require_same(f"{name} on {day}", valued.get(name, Decimal(0)), account)
                stock = sum((_signed(one) for one in moved if _is_of(one, warehouse_id, day)), Decimal(0))
                if not is_revalued:
                    _require_same(f"movements of {name} on {day}", stock, account)
        for name in self.warehouses:
            _require_same(name, values.get(name, Decimal(0)), now.get(inventory_account(name), Decimal(0)))

    def _confirmed(self) -> list[Json]:
        pages = self.rest.pages("/v1/stock/movements", "movements", 250, company_id=self.books.id)
        return [one for page in pages for one in page if one["state"] == "CONFIRMED"]

    def _values(self, as_of: str = "") -> dict[str, Decimal]:
        names = {warehouse_id: name for name, warehouse_id in self.warehouses.items()}
        found = self.rest.get("/v1/stock/value", company_id=self.books.id, as_of=as_of or None).ok()["warehouses"]
        pending = {names[one["warehouse_id"]]: plain(one["pending_value"]["amount"]) for one in found}
        if any(pending.values()):
            raise Mismatch("value that is pending", "0", {name: str(value) for name, value in pending.items()})
        return {names[one["warehouse_id"]]: plain(one["value"]["amount"]) for one in found}

    def _line(self, kind: str, line: Line) -> Json:
        if bool(line.rate) != (kind == RECEIPTS):
            raise Unknown("a rate belongs to what is received, and to nothing else")
        cost = {"unit_cost": money(line.rate)} if line.rate else {}
        return self.item_line(line.item, line.quantity, line.uom, line.batch, **cost)

    def _known(self, item: str) -> Item:
        if item not in self.items:
            raise Unknown(f"given has no item {item}")
        return self.items[item]

    def _uom(self, name: str) -> str:
        """The code of a unit of this name, the same for all scenarios: made where it is not there yet."""
        code = f"S-{name.upper()}"
        body = {"request_id": f"scenarios-uom-{code}", "uom": {"code": code, "name": name.upper()}}
        self.rest.post("/v1/masters/uoms", body).ok()
        return code

    def _require_year(self, day: str) -> None:
        if day[:4] not in self.years:
            self.books.year(f"{day[:4]}-01-01", f"{day[:4]}-12-31")
            self.years.add(day[:4])


def inventory_account(warehouse: str) -> str:
    """The account of a warehouse's stock."""
    return f"Stock {warehouse}"


def money(amount: str, currency: str = CURRENCY) -> Json:
    """An amount, of the company's currency where none is said."""
    return {"currency_code": currency, "amount": amount}


def _made(rest: Rest, path: str, field_name: str, content: Json, **more: Any) -> str:
    body = {"request_id": request_id(), field_name: content, **more}
    return str(rest.post(f"/v1/{path}", body).ok()[field_name]["id"])


def _signed(movement: Json) -> Decimal:
    amount = plain(movement["value"]["amount"])
    return -amount if movement["direction"] == "OUT" else amount


def _is_of(movement: Json, warehouse_id: str, day: str) -> bool:
    return bool(movement["warehouse_id"] == warehouse_id and movement["posting_date"] <= day)


def _require_same(place: str, stock: Decimal, ledger: Decimal) -> None:
    if stock != ledger:
        raise Mismatch(f"stock value and inventory account of {place}", str(stock), str(ledger))
