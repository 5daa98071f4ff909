"""One day of a trading company, told once and played wherever it is to be compared.

Goods come in several lines and units, go out first in first out and at the average, are refused and taken back; journal
entries are posted and reversed; calls come twice; lists are read page by page; the month is closed. Every id, code and
request_id is the script's own or comes from an answer, so what differs between two plays is what the normaliser knows.
"""

from typing import Any

from business_m.catalog import NAMES

from tests.parity.exchanges import Exchange, Json, WayIn

CURRENCY = "INR"
NOBODY = "0198c0de-0000-7000-8000-000000000000"
ACCOUNTS = {
    "Inventory": "ASSET",
    "Cold inventory": "ASSET",
    "Received": "LIABILITY",
    "Cost": "EXPENSE",
    "Variance": "EXPENSE",
    "Cash": "ASSET",
    "Sales": "INCOME",
}
ROLES = {
    "INVENTORY": "Inventory",
    "INVENTORY.COLD": "Cold inventory",
    "GOODS_RECEIVED_NOT_INVOICED": "Received",
    "COST_OF_GOODS_SOLD": "Cost",
    "PRICE_VARIANCE": "Variance",
}
RECEIPTS, DELIVERIES = "wms.GoodsReceiptService", "wms.DeliveryService"
ENTRIES, LEDGER, STOCK = "finance.JournalEntryService", "ledger.LedgerService", "stock.StockService"
ITEMS = "masters.ItemService"


class Day:
    """The company, and all that was said so far. A step that does not come to what it should fails at once."""

    def __init__(self, way_in: WayIn) -> None:
        self.exchanges: list[Exchange] = []
        self._way_in = way_in
        self._requests = 0
        self.company_id = self.warehouse_id = self.cold_id = self.supplier_id = self.customer_id = ""
        self.items: dict[str, str] = {}

    def request_id(self) -> str:
        """The next one."""
        self._requests += 1
        return f"day-{self._requests:04}"

    def ask(self, rpc: str, sent: Json) -> Json:
        """What is answered to a call that goes well."""
        exchange = self._call(rpc, sent)
        assert not exchange.refused, f"{rpc}: {exchange.answered}"
        return dict(exchange.answered)

    def write(self, rpc: str, sent: Json) -> Json:
        """What is answered to a call under the next request_id."""
        return self.ask(rpc, {"request_id": self.request_id(), **sent})

    def refused(self, reason: str, rpc: str, sent: Json) -> Json:
        """The status of a call that is refused for the reason."""
        exchange = self._call(rpc, sent)
        assert (exchange.refused, exchange.reason) == (True, reason), f"{rpc}: {exchange.answered}"
        return dict(exchange.answered)

    def refused_write(self, reason: str, rpc: str, sent: Json) -> Json:
        """The same under the next request_id."""
        return self.refused(reason, rpc, {"request_id": self.request_id(), **sent})

    def twice(self, rpc: str, sent: Json) -> Json:
        """What is answered to a call that is sent twice."""
        request = {"request_id": self.request_id(), **sent}
        first = self.ask(rpc, request)
        assert self.ask(rpc, request) == first
        assert [one.replayed for one in self.exchanges[-2:]] == [False, True]
        return first

    def pages(self, rpc: str, field: str, page_size: int, sent: Json) -> list[Json]:
        """Everything in a list, read page by page."""
        found: list[Json] = []
        token = ""
        while True:
            page = self.ask(rpc, {**sent, "page_size": page_size, **({"page_token": token} if token else {})})
            assert len(page[field]) <= page_size
            found += page[field]
            token = page["next_page_token"]
            if not token:
                return found

    def stream(self, rpc: str, sent: Json) -> None:
        """Everything a stream says, where this way in has streams."""
        exchange = self._way_in.stream(rpc, sent)
        if exchange is not None:
            self.exchanges.append(exchange)

    def receipt(self, *lines: Json, **fields: Any) -> Json:
        """A draft."""
        given = {
            "company_id": self.company_id,
            "supplier_id": self.supplier_id,
            "warehouse_id": self.warehouse_id,
            "posting_date": "2026-04-10",
            "lines": list(lines),
            **fields,
        }
        return dict(self.write(f"{RECEIPTS}.CreateGoodsReceipt", {"goods_receipt": given})["goods_receipt"])

    def delivery(self, *lines: Json, **fields: Any) -> Json:
        """A draft."""
        return dict(self.write(f"{DELIVERIES}.CreateDelivery", {"delivery": self.going(*lines, **fields)})["delivery"])

    def going(self, *lines: Json, **fields: Any) -> Json:
        """What a delivery is made of."""
        return {
            "company_id": self.company_id,
            "customer_id": self.customer_id,
            "warehouse_id": self.warehouse_id,
            "posting_date": "2026-04-12",
            "lines": list(lines),
            **fields,
        }

    def line(self, item: str, value: str, uom_code: str, cost: str = "", currency_code: str = CURRENCY) -> Json:
        """A line of a document; with a cost where it comes in."""
        line: Json = {"item_id": self.items[item], "quantity": {"uom_code": uom_code, "value": value}}
        return {**line, **({"unit_cost": {"currency_code": currency_code, "amount": cost}} if cost else {})}

    def post(self, rpc: str, draft: Json) -> Json:
        """A draft posted."""
        (found,) = self.write(rpc, named(draft)).values()
        return dict(found)

    def _call(self, rpc: str, sent: Json) -> Exchange:
        exchange = self._way_in(rpc, sent)
        self.exchanges.append(exchange)
        return exchange


def play(way_in: WayIn) -> list[Exchange]:
    """The whole day."""
    day = Day(way_in)
    _open(day)
    _receive(day)
    _deliver(day)
    _refuse(day)
    _take_back(day)
    _call_twice(day)
    _keep_journals(day)
    _read(day)
    _close(day)
    return day.exchanges


def named(document: Json) -> Json:
    """How a step names the document it is taken with."""
    return {"id": document["id"], "etag": document["etag"]}


def balances(day: Day, as_of: str = "2026-12-31") -> dict[str, str]:
    """Account to balance."""
    rows = day.ask(f"{LEDGER}.GetTrialBalance", {"company_id": day.company_id, "as_of": as_of})["rows"]
    return {row["account_code"]: row["balance"] for row in rows}


def _open(day: Day) -> None:
    company = {"code": "DAY", "name": "Chai & Co", "currency_code": CURRENCY}
    day.company_id = day.write(f"{LEDGER}.CreateCompany", {"company": company})["company"]["id"]
    for code, kind in ACCOUNTS.items():
        account = {"company_id": day.company_id, "code": code, "name": code, "type": kind}
        day.write(f"{LEDGER}.CreateAccount", {"account": account})
    year = {"company_id": day.company_id, "start_date": "2026-01-01", "end_date": "2026-12-31"}
    day.write(f"{LEDGER}.CreateFiscalYear", {"fiscal_year": year})
    for role, account_code in ROLES.items():
        rule = {"company_id": day.company_id, "role": role, "account_code": account_code}
        day.write(f"{LEDGER}.CreatePostingRule", {"posting_rule": rule})
    day.supplier_id = day.write("finance.SupplierService.CreateSupplier", {"party": {"name": "Asha Teas"}})["supplier"][
        "id"
    ]
    day.customer_id = day.write("finance.CustomerService.CreateCustomer", {"party": {"name": "Cafe Udupi"}})[
        "customer"
    ]["id"]
    day.warehouse_id, day.cold_id = (_warehouse(day, day.company_id, code) for code in ("MAIN", "COLD"))
    for code, uom, method in (
        ("TEA", "KGM", "FIFO"),
        ("MILK", "LTR", "MOVING_AVERAGE"),
        ("CUP", "EA", "FIFO"),
        ("OLD", "EA", "FIFO"),
    ):
        item = {"code": code, "name": code.title(), "uom_code": uom, "valuation_method": method}
        day.items[code] = day.write(f"{ITEMS}.CreateItem", {"item": item})["item"]["id"]
    box = {"item_id": day.items["CUP"], "from_uom_code": "XBX", "to_uom_code": "EA", "numerator": "12"}
    day.write("masters.UomConversionService.CreateUomConversion", {"uom_conversion": box})


def _warehouse(day: Day, company_id: str, code: str) -> str:
    location = {"company_id": company_id, "code": code, "kind": "WAREHOUSE"}
    return str(day.write(f"{STOCK}.CreateLocation", {"location": location})["location"]["id"])


def _receive(day: Day) -> None:
    """Kilograms and grams, boxes of twelve; a value that is rounded half away from zero."""
    draft = day.receipt(day.line("TEA", "1", "KGM", "5"), narration="The first lorry")
    changed = {
        "goods_receipt": {
            **named(draft),
            "narration": "The first lorry, counted",
            "lines": [
                day.line("TEA", "10", "KGM", "5"),
                day.line("MILK", "4", "LTR", "2.50"),
                day.line("CUP", "2", "XBX", "30"),
            ],
        },
        "update_mask": "narration,lines",
    }
    counted = day.write(f"{RECEIPTS}.UpdateGoodsReceipt", changed)["goods_receipt"]
    day.refused_write("ETAG_MISMATCH", f"{RECEIPTS}.PostGoodsReceipt", named(draft))
    first = day.post(f"{RECEIPTS}.PostGoodsReceipt", counted)
    assert (first["number"], first["value"]["amount"]) == ("GRN/2026/00001", "120.00")
    second = day.receipt(
        day.line("TEA", "3.5", "KGM", "7.77"),
        day.line("MILK", "3", "LTR", "3.33"),
        day.line("TEA", "500", "GRM", "0.004"),
        posting_date="2026-04-11",
    )
    second = day.post(f"{RECEIPTS}.PostGoodsReceipt", second)
    assert [line["value"]["amount"] for line in second["lines"]] == ["27.20", "9.99", "2.00"]
    cold = day.receipt(day.line("TEA", "1", "KGM", "6"), warehouse_id=day.cold_id)
    day.post(f"{RECEIPTS}.PostGoodsReceipt", cold)
    thrown = day.receipt(day.line("TEA", "9", "KGM", "9"))
    day.write(f"{RECEIPTS}.DeleteGoodsReceipt", named(thrown))
    day.refused("RESOURCE_NOT_FOUND", f"{RECEIPTS}.GetGoodsReceipt", {"id": thrown["id"]})


def _deliver(day: Day) -> None:
    """Across layers, at the average, and the last of it."""
    first = day.delivery(day.line("TEA", "12", "KGM"), day.line("MILK", "2", "LTR"), day.line("CUP", "7", "EA"))
    posted = day.post(f"{DELIVERIES}.PostDelivery", first)
    assert [line["value"]["amount"] for line in posted["lines"]] == ["65.54", "5.71", "17.50"]
    movement = day.ask(f"{STOCK}.GetMovement", {"id": posted["lines"][0]["movement_id"]})["movement"]
    assert [one["value"]["amount"] for one in movement["layers_taken"]] == ["50.00", "15.54"]
    second = day.delivery(day.line("MILK", "5", "LTR"), day.line("TEA", "333", "GRM"), posting_date="2026-04-13")
    second = day.post(f"{DELIVERIES}.PostDelivery", second)
    assert second["value"]["amount"] == "16.87"
    too_early = {**named(second), "posting_date": "2026-04-12"}
    day.refused_write("FIELD_INVALID", f"{DELIVERIES}.CancelDelivery", too_early)
    cancelled = day.write(f"{DELIVERIES}.CancelDelivery", {**named(second), "posting_date": "2026-04-14"})["delivery"]
    assert (cancelled["state"], cancelled["cancel_date"]) == ("CANCELLED", "2026-04-14")
    day.refused_write("STATE_INVALID", f"{DELIVERIES}.CancelDelivery", named(cancelled))


def _refuse(day: Day) -> None:
    """For each reason, and none leaves anything."""
    before = balances(day)
    short = day.delivery(day.line("CUP", "10", "EA"), day.line("CUP", "1", "XBX"))
    status = day.refused_write("INSUFFICIENT_STOCK", f"{DELIVERIES}.PostDelivery", named(short))
    (violation,) = status["details"][1]["violations"]
    assert (status["code"], violation["subject"]) == (9, "delivery.lines[1].quantity")
    assert day.ask(f"{DELIVERIES}.GetDelivery", {"id": short["id"]})["delivery"] == short
    late = day.delivery(day.line("CUP", "1", "EA"), posting_date="2031-01-01")
    day.refused_write("PERIOD_CLOSED", f"{DELIVERIES}.PostDelivery", named(late))
    day.refused_write("RESOURCE_NOT_FOUND", f"{DELIVERIES}.PostDelivery", {"id": NOBODY, "etag": "x"})
    day.refused_write("RESOURCE_NOT_FOUND", f"{RECEIPTS}.CancelGoodsReceipt", {"id": short["id"], "etag": "x"})
    day.refused_write("STATE_INVALID", f"{DELIVERIES}.CancelDelivery", named(short))
    day.refused_write("FIELD_REQUIRED", f"{DELIVERIES}.PostDelivery", {"id": short["id"]})
    _refuse_without_rules(day)
    _refuse_fields(day)
    _refuse_archived(day)
    assert balances(day) == before


def _refuse_without_rules(day: Day) -> None:
    company = {"code": "BARE", "currency_code": CURRENCY}
    bare = day.write(f"{LEDGER}.CreateCompany", {"company": company})["company"]["id"]
    year = {"company_id": bare, "start_date": "2026-01-01", "end_date": "2026-12-31"}
    day.write(f"{LEDGER}.CreateFiscalYear", {"fiscal_year": year})
    warehouse = _warehouse(day, bare, "MAIN")
    draft = day.receipt(day.line("CUP", "1", "EA", "1"), company_id=bare, warehouse_id=warehouse)
    day.refused_write("POSTING_RULE_MISSING", f"{RECEIPTS}.PostGoodsReceipt", named(draft))
    day.refused_write("RESOURCE_NOT_FOUND", f"{DELIVERIES}.CreateDelivery", _of(day, company_id=bare))


def _of(day: Day, *lines: Json, **fields: Any) -> Json:
    return {"delivery": day.going(*(lines or [day.line("CUP", "1", "EA")]), **fields)}


def _refuse_fields(day: Day) -> None:
    create = f"{DELIVERIES}.CreateDelivery"
    for reason, sent in (
        ("RESOURCE_NOT_FOUND", _of(day, company_id=NOBODY)),
        ("RESOURCE_NOT_FOUND", _of(day, customer_id=day.company_id)),
        ("RESOURCE_NOT_FOUND", _of(day, warehouse_id="nonsense")),
        ("RESOURCE_NOT_FOUND", _of(day, {"item_id": NOBODY, "quantity": {"uom_code": "EA", "value": "1"}})),
        ("UOM_CONVERSION_MISSING", _of(day, day.line("MILK", "1", "XBX"))),
        ("AMOUNT_SCALE_EXCEEDED", _of(day, day.line("TEA", "0.5", "GRM"))),
        ("AMOUNT_MALFORMED", _of(day, day.line("CUP", "1e5", "EA"))),
        ("FIELD_INVALID", _of(day, day.line("CUP", "-1", "EA"), day.line("CUP", "0", "EA"))),
        ("FIELD_PATTERN", _of(day, posting_date="12.04.2026")),
        ("FIELD_INVALID", _of(day, posting_date="2026-02-30")),
        ("FIELD_REQUIRED", {"delivery": {}}),
        ("FIELD_REQUIRED", {}),
    ):
        day.refused_write(reason, create, sent)
    dear = {"goods_receipt": _costing(day, day.line("CUP", "1", "EA", "1", "USD"))}
    day.refused_write("FIELD_INVALID", f"{RECEIPTS}.CreateGoodsReceipt", dear)
    day.refused("FIELD_INVALID", f"{DELIVERIES}.ListDeliveries", {"company_id": day.company_id, "page_token": "none"})
    day.refused("FIELD_INVALID", f"{STOCK}.ListBalances", {"company_id": day.company_id, "page_size": 251})


def _costing(day: Day, line: Json) -> Json:
    going = day.going(line, supplier_id=day.supplier_id)
    return {name: value for name, value in going.items() if name != "customer_id"}


def _refuse_archived(day: Day) -> None:
    """A draft may still be posted that was written before."""
    draft = day.receipt(day.line("OLD", "1", "EA", "3"))
    item = day.ask(f"{ITEMS}.GetItem", {"id": day.items["OLD"]})["item"]
    day.write(f"{ITEMS}.ArchiveItem", named(item))
    given = {"goods_receipt": _costing(day, day.line("OLD", "1", "EA", "3"))}
    day.refused_write("RESOURCE_ARCHIVED", f"{RECEIPTS}.CreateGoodsReceipt", given)
    day.write(f"{RECEIPTS}.DeleteGoodsReceipt", named(draft))


def _take_back(day: Day) -> None:
    """A receipt goes back at its own cost, or at the average with a variance; not where its goods are gone."""
    before = balances(day)
    # Not before what was delivered: that would be valued anew, at its own time.
    on = {"posting_date": "2026-04-14"}
    cups = day.post(f"{RECEIPTS}.PostGoodsReceipt", day.receipt(day.line("CUP", "10", "EA", "1.999"), **on))
    assert cups["value"]["amount"] == "19.99"
    day.post(f"{RECEIPTS}.CancelGoodsReceipt", cups)
    assert balances(day) == before
    milk = day.post(f"{RECEIPTS}.PostGoodsReceipt", day.receipt(day.line("MILK", "1", "LTR", "10"), **on))
    day.post(f"{RECEIPTS}.CancelGoodsReceipt", milk)
    assert balances(day)["Variance"] == "-5.95"
    listed = day.ask(f"{RECEIPTS}.ListGoodsReceipts", {"company_id": day.company_id})["goods_receipts"]
    sold_out = next(one for one in listed if one["number"] == "GRN/2026/00001")
    day.refused_write("INSUFFICIENT_STOCK", f"{RECEIPTS}.CancelGoodsReceipt", named(sold_out))
    spent, whole = (
        day.post(f"{RECEIPTS}.PostGoodsReceipt", day.receipt(day.line("CUP", "5", "EA", "1"), warehouse_id=day.cold_id))
        for _ in range(2)
    )
    gone = day.delivery(day.line("CUP", "3", "EA"), warehouse_id=day.cold_id)
    day.post(f"{DELIVERIES}.PostDelivery", gone)
    day.refused_write("SOURCE_MOVEMENT_INVALID", f"{RECEIPTS}.CancelGoodsReceipt", named(spent))
    late = {**named(whole), "posting_date": "2031-01-01"}
    day.refused_write("PERIOD_CLOSED", f"{RECEIPTS}.CancelGoodsReceipt", late)


def _call_twice(day: Day) -> None:
    """The same request twice is one; its id under other content is refused."""
    draft = day.twice(f"{DELIVERIES}.CreateDelivery", _of(day, posting_date="2026-04-15"))["delivery"]
    used = day.exchanges[-1].sent["request_id"]
    other = {"request_id": used, **_of(day, posting_date="2026-04-16")}
    day.refused("REQUEST_ID_REUSED", f"{DELIVERIES}.CreateDelivery", other)
    posted = day.twice(f"{DELIVERIES}.PostDelivery", named(draft))["delivery"]
    used = day.exchanges[-1].sent["request_id"]
    other = {"request_id": used, **named(draft), "etag": "another"}
    day.refused("REQUEST_ID_REUSED", f"{DELIVERIES}.PostDelivery", other)
    day.refused_write("STATE_INVALID", f"{DELIVERIES}.PostDelivery", named(draft))
    day.twice(f"{DELIVERIES}.CancelDelivery", named(posted))


def _keep_journals(day: Day) -> None:
    """Posted, reversed, refused."""
    sale = _entry(day, "100", "100")
    posted = day.twice(f"{ENTRIES}.PostJournalEntry", named(sale))["journal_entry"]
    wrong = day.post(f"{ENTRIES}.PostJournalEntry", _entry(day, "7.50", "7.50"))
    reversal = {**named(wrong), "posting_date": "2026-04-21"}
    reversed_entry = day.twice(f"{ENTRIES}.ReverseJournalEntry", reversal)["journal_entry"]
    assert reversed_entry["state"] == "REVERSED"
    day.refused_write("STATE_INVALID", f"{ENTRIES}.ReverseJournalEntry", {**reversal, "etag": reversed_entry["etag"]})
    day.refused_write("STATE_INVALID", f"{ENTRIES}.PostJournalEntry", named(posted))
    day.refused_write("VOUCHER_UNBALANCED", f"{ENTRIES}.PostJournalEntry", named(_entry(day, "5", "6")))
    day.refused_write("ACCOUNT_UNKNOWN", f"{ENTRIES}.PostJournalEntry", named(_entry(day, "5", "5", "Chocolate")))
    day.refused_write("AMOUNT_SCALE_EXCEEDED", f"{ENTRIES}.PostJournalEntry", named(_entry(day, "5.001", "5.001")))
    day.refused_write("ETAG_MISMATCH", f"{ENTRIES}.PostJournalEntry", {**named(_entry(day, "1", "1")), "etag": "old"})


def _entry(day: Day, debit: str, credit: str, account_code: str = "Cash") -> Json:
    lines = [
        {"account_code": account_code, "debit": {"currency_code": CURRENCY, "amount": debit}},
        {"account_code": "Sales", "credit": {"currency_code": CURRENCY, "amount": credit}},
    ]
    entry = {"company_id": day.company_id, "posting_date": "2026-04-20", "payee": "Walk-in", "lines": lines}
    return dict(day.write(f"{ENTRIES}.CreateJournalEntry", {"journal_entry": entry})["journal_entry"])


def _read(day: Day) -> None:
    """Everything there is now, page by page."""
    company = {"company_id": day.company_id}
    assert len(day.pages(f"{RECEIPTS}.ListGoodsReceipts", "goods_receipts", 2, company)) == 7
    assert len(day.pages(f"{DELIVERIES}.ListDeliveries", "deliveries", 2, company)) == 6
    day.pages(f"{ENTRIES}.ListJournalEntries", "journal_entries", 3, company)
    vouchers = day.pages(f"{LEDGER}.ListVouchers", "vouchers", 4, company)
    day.ask(f"{LEDGER}.GetVoucher", {"id": vouchers[0]["id"]})
    stock = day.pages(f"{STOCK}.ListBalances", "balances", 2, company)
    main = {one["item_id"]: one for one in stock if one["warehouse_id"] == day.warehouse_id}
    assert {
        code: (main[day.items[code]]["on_hand"]["value"], main[day.items[code]]["value"]["amount"])
        for code in ("TEA", "MILK", "CUP")
    } == {"TEA": ("2", "13.66"), "MILK": ("5", "20.23"), "CUP": ("17", "42.50")}
    day.pages(f"{STOCK}.ListBalances", "balances", 1, {**company, "item_id": day.items["TEA"]})
    for code in ("TEA", "MILK", "CUP"):
        place = {**company, "item_id": day.items[code], "warehouse_id": day.warehouse_id}
        layers = day.pages(f"{STOCK}.ListLayers", "layers", 2, place)
        assert bool(layers) == (code != "MILK")
        day.pages(f"{STOCK}.ListLayers", "layers", 2, {**place, "show_empty": True})
    day.pages(f"{STOCK}.ListMovements", "movements", 4, company)
    day.ask(f"{STOCK}.GetStockValue", company)
    day.pages(f"{STOCK}.ListLocations", "locations", 1, company)
    day.refused("RESOURCE_NOT_FOUND", f"{STOCK}.GetMovement", {"id": NOBODY})
    day.stream(f"{STOCK}.StreamStockLedger", company)
    day.stream(f"{STOCK}.StreamStockLedger", {**company, "after_sequence": 4, "limit": 3})
    for account_code in ("Inventory", "Cost"):
        statement = {**company, "account_code": account_code, "page_size": 250}
        day.ask(f"{LEDGER}.GetAccountStatement", statement)
    assert balances(day) == {
        "Cash": "100.00",
        "Cold inventory": "13.00",
        "Cost": "91.75",
        "Inventory": "76.39",
        "Received": "-175.19",
        "Sales": "-100.00",
        "Variance": "-5.95",
    }


def _close(day: Day) -> None:
    """The month takes nothing more; the next one goes on; no invariant is violated."""
    periods = day.pages(f"{LEDGER}.ListPeriods", "periods", 12, {"company_id": day.company_id})
    april = next(one for one in periods if one["start_date"] == "2026-04-01")
    day.twice(f"{LEDGER}.ClosePeriod", {"id": april["id"]})
    closed = day.delivery(day.line("TEA", "0.5", "KGM"), posting_date="2026-04-30")
    day.refused_write("PERIOD_CLOSED", f"{DELIVERIES}.PostDelivery", named(closed))
    day.refused_write("PERIOD_CLOSED", f"{ENTRIES}.PostJournalEntry", named(_entry(day, "1", "1")))
    open_again = {"delivery": {**named(closed), "narration": "In May"}, "update_mask": "narration"}
    kept = day.write(f"{DELIVERIES}.UpdateDelivery", open_again)["delivery"]
    day.refused_write("ETAG_MISMATCH", f"{DELIVERIES}.DeleteDelivery", named(closed))
    day.write(f"{DELIVERIES}.DeleteDelivery", named(kept))
    may = day.post(f"{DELIVERIES}.PostDelivery", day.delivery(day.line("TEA", "0.5", "KGM"), posting_date="2026-05-02"))
    assert may["value"]["amount"] == "3.89"
    assert balances(day, "2026-04-30")["Inventory"] == "76.39"
    assert balances(day)["Inventory"] == "72.50"
    for context in NAMES:
        invariants = day.ask("check.CheckService.RunChecks", {"context": context})["invariants"]
        assert [one["id"] for one in invariants if one["status"] == "VIOLATED"] == [], invariants
