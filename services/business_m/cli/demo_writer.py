"""Makes what is planned, through the API. Every id and request_id follows from the tenant, the seed and a name, so that
the same plan again makes nothing twice and goes on where it was broken off."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any

from m_kit.decimals import format_minor

from business_m.call_journal import method_types
from business_m.cli.connection import Connection
from business_m.cli.outcome import REFUSED, Ended
from business_m.demo import goods
from business_m.demo.documents import (
    COUNTS,
    DELIVERIES,
    DRAFT,
    ENTRIES,
    KINDS,
    LANDED_COSTS,
    RECEIPTS,
    RETURNS,
    TRANSFERS,
    Counts,
    DocumentKind,
    Draft,
)
from business_m.demo.journal_plan import PlannedEntry
from business_m.demo.trade_plan import DELIVERY, RECEIPT, PlannedDocument, PlannedLine, waves
from business_m.demo.year_end import FREIGHT_PAISE, MOVED, YearEnd

Json = dict[str, Any]
CALLS_AT_ONCE = 12
# Of a call that met others at the same thing.
TRIES = 3
PAGE_SIZE = 250
_LEDGER = "/businessm.ledger.v1.LedgerService"
_ITEMS = "/businessm.masters.v1.ItemService"
_SUPPLIERS = "/businessm.finance.v1.SupplierService"
_CUSTOMERS = "/businessm.finance.v1.CustomerService"
_STOCK = "/businessm.stock.v1.StockService"


class DemoWriter:
    """Writes one plan for one tenant; at most CALLS_AT_ONCE calls are under way."""

    def __init__(self, connection: Connection, seed: int, advance: Callable[[int], None]) -> None:
        self._connection = connection
        self._namespace = uuid.uuid5(uuid.NAMESPACE_URL, f"business-m/demo/{connection.tenant}/{seed}")
        self._advance = advance
        self._pool = ThreadPoolExecutor(CALLS_AT_ONCE)
        self.counts = Counts()
        self.company_id = self._id("company")
        self._of_company = {"company_id": self.company_id}
        self._items: Sequence[str] = ()
        self._warehouses: Sequence[str] = ()
        self._partners: dict[str, Sequence[str]] = {}
        self._there: dict[str, dict[str, Any]] = {}

    def write(self, trade: Iterable[PlannedDocument], journal: Sequence[PlannedEntry], year_end: YearEnd) -> None:
        """Everything, month by month: so numbers follow days. Raises Ended with what was refused."""
        with self._pool:
            self._company()
            self._masters()
            self._there = {kind.noun: self._listed(kind) for kind in KINDS}
            entries = {month: [*map(self._entry, of)] for month, of in groupby(journal, key=_month)}
            for month, documents in groupby(trade, key=_month):
                groups = [[*map(self._document, wave)] for wave in waves(documents)]
                groups[0] += entries.get(month, [])
                # Drafts wait for nobody; posting goes in the order that goods are valued in.
                self._together(self._draft, [one for group in groups for one in group])
                for group in groups:
                    self._together(self._post, group)
            for draft in self._year_end(year_end):
                self._draft(draft)
                self._post(draft)

    def _company(self) -> None:
        """The company with its year, chart and roles. Raises Ended where its code is somebody else's."""
        company = {"id": self.company_id, "code": goods.CODE, "name": goods.NAME, "currency_code": goods.CURRENCY}
        self._make(f"{_LEDGER}/CreateCompany", "companies", "company", company=company)
        accounts = [
            {**self._of_company, "code": code, "name": name, "type": kind, "parent_code": code.rpartition(":")[0]}
            for code, name, kind in goods.ACCOUNTS
        ]
        self._make(f"{_LEDGER}/BatchCreateAccounts", "charts", "accounts", accounts=accounts)
        year = {**self._of_company, "start_date": goods.YEAR_START, "end_date": goods.YEAR_END}
        self._make(f"{_LEDGER}/CreateFiscalYear", "fiscal_years", "year", fiscal_year=year)
        for role, account in goods.ROLES:
            rule = {**self._of_company, "role": role, "account_code": account}
            self._make(f"{_LEDGER}/CreatePostingRule", "posting_rules", f"role {role}", posting_rule=rule)

    def _masters(self) -> None:
        """Warehouses, items, suppliers and customers."""
        self._warehouses = self._together(self._warehouse, goods.WAREHOUSES)
        self._items = self._together(self._item, goods.ITEMS)
        self._partners = {
            RECEIPT: self._together(self._supplier, goods.SUPPLIERS),
            DELIVERY: self._together(self._customer, goods.CUSTOMERS),
        }

    def _warehouse(self, warehouse: tuple[str, str]) -> str:
        code, name = warehouse
        place = {"id": self._id(f"warehouse {code}"), **self._of_company, "code": code, "name": name}
        made = self._make(
            f"{_STOCK}/CreateLocation", "warehouses", f"warehouse {code}", location={**place, "kind": "WAREHOUSE"}
        )
        return str(made.location.id)

    def _item(self, one: goods.DemoItem) -> str:
        item = {
            "id": self._id(f"item {one.code}"),
            "code": f"{goods.CODE}-{one.code}",
            "name": one.name,
            "uom_code": one.uom_code,
            "valuation_method": one.valuation_method,
        }
        return str(self._make(f"{_ITEMS}/CreateItem", "items", f"item {one.code}", item=item).item.id)

    def _supplier(self, name: str) -> str:
        made = self._make(f"{_SUPPLIERS}/CreateSupplier", "suppliers", f"supplier {name}", party={"name": name})
        return str(made.supplier.id)

    def _customer(self, name: str) -> str:
        made = self._make(f"{_CUSTOMERS}/CreateCustomer", "customers", f"customer {name}", party={"name": name})
        return str(made.customer.id)

    def _document(self, planned: PlannedDocument) -> Draft:
        is_receipt = planned.kind == RECEIPT
        fields = {
            **self._of_company,
            "supplier_id" if is_receipt else "customer_id": self._partners[planned.kind][planned.partner],
            "warehouse_id": self._warehouses[planned.warehouse],
            "posting_date": planned.day.isoformat(),
            "lines": [self._line(line, is_receipt) for line in planned.lines],
        }
        name = f"{planned.kind} {planned.place}"
        return Draft(RECEIPTS if is_receipt else DELIVERIES, name, {"id": self._id(name), **fields})

    def _line(self, line: PlannedLine, is_receipt: bool) -> Json:
        quantity = {"uom_code": goods.ITEMS[line.item].uom_code, "value": str(line.quantity)}
        cost = {"unit_cost": _money(line.price_paise)} if is_receipt else {}
        return {"item_id": self._items[line.item], "quantity": quantity, **cost}

    def _year_end(self, planned: YearEnd) -> list[Draft]:
        """In the order they are to be posted in: each is made when the one before it is."""
        unit = goods.ITEMS[planned.item].uom_code
        here, there = self._warehouses[planned.warehouse], self._warehouses[1 - planned.warehouse]
        item = {"item_id": self._items[planned.item]}
        first = planned.returned.lines[0]
        one = {"uom_code": goods.ITEMS[first.item].uom_code, "value": "1"}
        delivery_id = self._id(f"{DELIVERY} {planned.returned.place}")
        receipt_id = self._id(f"{RECEIPT} {planned.freighted.place}")
        moved, counted = ({"uom_code": unit, "value": str(value)} for value in (MOVED, planned.counted))
        contents: tuple[tuple[DocumentKind, Json], ...] = (
            (RETURNS, {"delivery_id": delivery_id, "lines": [{"delivery_line": 1, "quantity": one}]}),
            (
                TRANSFERS,
                {"warehouse_id": here, "target_warehouse_id": there, "lines": [{**item, "quantity": moved}]},
            ),
            (COUNTS, {"warehouse_id": here, "lines": [{**item, "counted_quantity": counted}]}),
            (
                LANDED_COSTS,
                {
                    "charges": [{"description": "Freight", "amount": _money(FREIGHT_PAISE)}],
                    "allocation": "BY_VALUE",
                    "lines": [{"goods_receipt_id": receipt_id}],
                },
            ),
        )
        dated = {**self._of_company, "posting_date": goods.YEAR_END}
        return [
            Draft(kind, f"year end: {kind.field}", {"id": self._id(f"year end: {kind.field}"), **dated, **fields})
            for kind, fields in contents
        ]

    def _entry(self, planned: PlannedEntry) -> Draft:
        lines = [
            {"account_code": account, "debit" if paise > 0 else "credit": _money(abs(paise))}
            for account, paise in planned.lines
        ]
        fields = {
            **self._of_company,
            "posting_date": planned.day.isoformat(),
            "payee": planned.payee,
            "narration": planned.narration,
            "lines": lines,
        }
        name = f"entry {planned.name}"
        return Draft(ENTRIES, name, {"id": self._id(name), **fields})

    def _draft(self, draft: Draft) -> None:
        """Makes it where it is not there."""
        kind, there = draft.kind, self._there[draft.kind.noun]
        if draft.id not in there:
            request = {"request_id": self._id(f"{draft.name}: create"), kind.field: draft.fields}
            answer, _ = self._call(f"/{kind.service}/Create{kind.noun}", request)
            there[draft.id] = getattr(answer, kind.field)

    def _post(self, draft: Draft) -> None:
        """Posts it where it is a draft."""
        kind, found = draft.kind, self._there[draft.kind.noun][draft.id]
        is_draft = found.state == DRAFT
        if is_draft:
            request = {"request_id": self._id(f"{draft.name}: post"), "id": draft.id, "etag": found.etag}
            self._call(f"/{kind.service}/Post{kind.noun}", request)
        self.counts.count(kind.counted, made=is_draft)
        self._advance(1)

    def _listed(self, kind: DocumentKind) -> dict[str, Any]:
        """The company's documents by id."""
        rpc, token = f"/{kind.service}/{kind.listed}", ""
        found: dict[str, Any] = {}
        while True:
            fields = {**self._of_company, "page_size": PAGE_SIZE, "page_token": token}
            page, _ = self._call(rpc, fields)
            found |= {one.id: one for one in getattr(page, kind.counted)}
            token = page.next_page_token
            if not token:
                return found

    def _make(self, rpc: str, noun: str, name: str, **fields: Any) -> Any:
        """The answer to a create; counted by whether it was answered before."""
        answer, replayed = self._call(rpc, {"request_id": self._id(f"{name}: create"), **fields})
        self.counts.count(noun, made=not replayed)
        return answer

    def _call(self, rpc: str, fields: Mapping[str, Any]) -> tuple[Any, bool]:
        """(the answer, whether it was answered before). Raises Ended, saying which call was refused."""
        request, response = method_types(rpc)
        for _ in range(TRIES):
            reply = self._connection.ask(rpc, request(**fields), response)
            if reply.reason != "CONFLICT_RETRY":
                break
        try:
            return reply.ok(), reply.replayed
        except Ended as refused:
            raise Ended(f"{rpc.split('/')[2]}: {refused.message}", REFUSED, reason=refused.reason) from refused

    def _together(self, work: Callable[[Any], Any], of: Iterable[Any]) -> list[Any]:
        """Results in order; the first failure is raised."""
        return list(self._pool.map(work, of))

    def _id(self, name: str) -> str:
        return str(uuid.uuid5(self._namespace, name))


def _month(planned: PlannedDocument | PlannedEntry) -> str:
    return f"{planned.day:%Y-%m}"


def _money(paise: int) -> Json:
    return {"currency_code": goods.CURRENCY, "amount": format_minor(paise, 2)}
