"""Scenarios of stock: goods received, issued and taken back through warehouse documents, the ledger beside them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from businessm.masters.v1 import item_pb2

from tests.scenarios import stock_end, stock_putaway
from tests.scenarios.ledger import require_known, require_postings
from tests.scenarios.outcome import Mismatch, StepOutcome, Unknown
from tests.scenarios.stock_company import CURRENCY, DELIVERIES, FIELDS, LANDED_COSTS, RECEIPTS, Line, StockCompany
from tests.scenarios.stock_documents import VERBS, Refused, StockDocuments
from tests.support.books import plain
from tests.support.rest import Answer, Rest
from tests.support.revalued import revalued

FIXED_DAY = date(2024, 6, 15)
GIVEN = (
    "item",
    "items",
    "warehouse",
    "warehouses",
    "valuation",
    "stock_uom",
    "uoms",
    "allow_negative",
    "qty_precision",
    "currency_precision",
    "perpetual",
    "batches",
    "tracking",
    "base_currency",
    "rates",
    "rules",
    "occupied",
)
ITEM = ("valuation", "stock_uom", "qty_precision", "allow_negative")
PLACE = ("item", "warehouse", "at", "ref", "uom", "batch")
# What scenarios say of batches, and the method of ours that is.
BATCH_METHODS = {"MOVING_AVERAGE per batch": "PER_LOT", "average per batch": "PER_LOT", "FIFO over item": "FIFO"}

# What scenarios say of goods that are told apart, and ours.
TRACKING = {"serial": "BY_SERIAL"}

# What scenarios call an error, and the reasons of ours that mean it. A reason may be named itself too.
ERRORS = (
    ("insufficient stock", "INSUFFICIENT_STOCK"),
    ("too precise", "AMOUNT_SCALE_EXCEEDED"),
    ("closed", "PERIOD_CLOSED"),
    ("spent", "SOURCE_MOVEMENT_INVALID"),
)


class StockWorld:
    """One scenario's company with its warehouses and items."""

    VERBS: Mapping[str, tuple[str, ...]] = {
        "receive": (*PLACE, "qty", "rate", "to", "lines", "backdated"),
        "issue": (*PLACE, "qty", "from_", "lines", "repeat", "expect_after_repeat", "sale_price"),
        "deliver": (*PLACE, "qty", "from_", "lines"),
        "cancel": ("target", "at"),
        "check": ("invariant",),
        "suggest_putaway": ("qty", "uom", "force_location"),
        **VERBS,
        # A verb of our own worlds.
        "close_month": ("at",),
    }
    # How goods may be valued: scenarios of another method wait for its name.
    ABILITIES = frozenset(item_pb2.Item.ValuationMethod.keys())

    def __init__(self, rest: Rest, _: Path, given: Mapping[str, Any], when: list[dict[str, Any]]) -> None:
        # What a check is of, its given says in words only.
        self._given = {} if when and all(step.get("do") == "check" for step in when) else given
        require_known(self._given, GIVEN, "given")
        if self._given.get("base_currency", CURRENCY) != CURRENCY:
            raise Unknown(f"companies here are valued in {CURRENCY}")
        self.company = StockCompany.opened(rest, int(self._given.get("currency_precision", "2")))
        self.company.rates.update(self._given.get("rates", {}))
        for name in _names(self._given, "warehouse") or ["W"]:
            self.company.warehouse(name)
        items: Any = self._given.get("items")
        for name in _names(self._given, "item") or ["X"]:
            self._make_item(name, items.get(name, {}) if isinstance(items, Mapping) else {})
        self._documents = StockDocuments(self.company)
        self._putaways = stock_putaway.Putaways(self.company, *self._place())
        stock_putaway.given(self._putaways, self._given.get("rules", ()), self._given.get("occupied", {}))
        self._latest: date | None = None
        self._is_dated_back = self._was_dated_back = False

    def do(self, verb: str, step: Mapping[str, Any]) -> StepOutcome:
        """Carries out a step; what changed by it is among its facts."""
        require_known(step, self.VERBS[verb], verb)
        value = self.company.value()
        self._is_dated_back = False
        if verb in VERBS:
            outcome = self._written(verb, step)
        else:
            act: Callable[..., StepOutcome] = getattr(self, f"_{verb}")
            outcome = act(**step)
        if self._is_dated_back and not outcome.reason:
            self._was_dated_back = True
            revalued(self.company.rest, self.company.books.id)
        outcome.facts["value_change"] = self.company.value() - value
        if "sale_price" in step:
            sold = plain(step["sale_price"]) * plain(step["qty"])
            outcome.facts["gain"] = sold + outcome.facts["value_change"]
        return outcome

    def expect(self, outcome: StepOutcome, key: str, expected: Any) -> None:
        """Compares what a step came to."""
        if key == "error":
            _require_error(outcome, expected)
        elif key == "gl":
            require_postings(outcome, expected, whole=True)
        elif key == "gl_credits":
            stock_end.require_credits(outcome, expected)
        elif key == "line_share":
            stock_end.require_amounts(key, expected, outcome.facts[key])
        elif key in outcome.facts:
            stock_end.require_amount(key, expected, outcome.facts[key])
        else:
            stock_end.require(self.company, outcome.facts.get("place") or self._place(), key, expected)

    def then(self, key: str, expected: Any) -> None:
        """Compares the end."""
        if "rules" in self._given and key in stock_putaway.END:
            self._putaways.then(key, expected)
            return
        stock_end.require(self.company, self._place(), key, expected)

    def require_invariants(self) -> None:
        """Stock value = inventory accounts per warehouse, on every day that something moved; nothing is reserved."""
        self.company.require_stock_in_ledger(is_revalued=self._was_dated_back)

    def _receive(self, **step: Any) -> StepOutcome:
        return self._moved(RECEIPTS, step, step.get("to"))

    def _issue(
        self, repeat: str = "1", expect_after_repeat: Mapping[str, Any] | None = None, **step: Any
    ) -> StepOutcome:
        for _ in range(int(repeat)):
            outcome = self._moved(DELIVERIES, step, step.get("from_"))
            if outcome.reason:
                return outcome
        for key, expected in (expect_after_repeat or {}).items():
            self.expect(outcome, key, expected)
        return outcome

    def _suggest_putaway(self, **step: str) -> StepOutcome:
        return self._putaways.suggest(**step)

    def _deliver(self, **step: Any) -> StepOutcome:
        return self._issue(**step)

    def _written(self, verb: str, step: Mapping[str, Any]) -> StepOutcome:
        """A document that says what the step says, posted."""
        place = self._place(step.get("item"), step.get("warehouse") or step.get("to"))
        try:
            kind, document = self._documents.write(verb, place, self._day_of(step.get("at", "")), step)
        except Refused as refused:
            return self._outcome("", refused.answer, "")
        outcome = StepOutcome()
        if document["state"] != "DRAFT":
            voucher = self.company.voucher_of(document["id"], "post") if _is_booked(document) else None
            facts = {"number": document["number"], **_rates(kind, document), **_shared(kind, document)}
            outcome = StepOutcome(voucher=voucher, facts=facts)
        outcome.facts["place"] = place
        return outcome

    def _moved(self, kind: str, step: Mapping[str, Any], warehouse: str | None) -> StepOutcome:
        """A document of the step's lines, drafted and posted."""
        item, place = self._place(step.get("item"), warehouse or step.get("warehouse"))
        given = step.get("lines") or [step]
        for one in given if "lines" in step else ():
            require_known(one, ("item", "qty", "uom", "rate", "batch"), "line")
        lines = [
            Line(one.get("item") or item, one["qty"], one.get("uom", ""), one.get("rate", ""), one.get("batch", ""))
            for one in given
        ]
        drafted = self.company.draft(kind, self._day_of(step.get("at", "")), self.company.goods(kind, place, lines))
        answer = self.company.step(kind, drafted.body[FIELDS[kind]], "post") if drafted.status == 200 else drafted
        outcome = self._outcome(kind, answer, "post")
        outcome.facts["place"] = (item, place)
        if not outcome.reason:
            self._documents.remember(step.get("ref", ""), kind, answer.body[FIELDS[kind]])
            outcome.facts.update(_rates(kind, answer.body[FIELDS[kind]]))
        return outcome

    def _cancel(self, target: str, at: str = "") -> StepOutcome:
        kind, document = self._documents.called(target, "cancel")
        day = {"posting_date": self._day_of(at)} if at else {}
        return self._outcome(kind, self.company.step(kind, document, "cancel", **day), "cancel")

    def _close_month(self, at: str) -> StepOutcome:
        return self._outcome("", self.company.close_month(self._day_of(at)), "")

    def _check(self, invariant: str) -> StepOutcome:
        """Goods come, go and are taken back; the two ledgers are compared after each."""
        for verb, step in (
            ("receive", {"qty": "3", "rate": "3.33", "ref": "in"}),
            ("issue", {"qty": "1", "at": "D+1", "ref": "out"}),
            ("receive", {"qty": "1", "rate": "7", "at": "D+2", "ref": "more"}),
            ("cancel", {"target": "out", "at": "D+3"}),
            ("cancel", {"target": "more"}),
        ):
            outcome = self.do(verb, step)
            if outcome.reason:
                raise Mismatch(f"{invariant}: {verb} is refused: {outcome.message}", "", outcome.reason)
            self.require_invariants()
        return outcome

    def _outcome(self, kind: str, answer: Answer, purpose: str) -> StepOutcome:
        if answer.status != 200:
            if not answer.reason:
                raise Mismatch("an error without a reason", "a reason", answer.body)
            return StepOutcome(answer.reason, answer.body["message"])
        if not kind:
            return StepOutcome()
        document = answer.body[FIELDS[kind]]
        voucher = self.company.voucher_of(document["id"], purpose)
        return StepOutcome(voucher=voucher, facts={"number": document["number"]})

    def _make_item(self, name: str, fields: Mapping[str, Any]) -> None:
        require_known(fields, ITEM, f"item {name}")
        merged = {**{key: value for key, value in self._given.items() if key in ITEM}, **fields}
        method = merged.get("valuation", "FIFO")
        method = BATCH_METHODS.get(method, method)
        if method not in self.ABILITIES:
            raise Unknown(f"unknown valuation {method}")
        tracking = "BY_LOT" if self._given.get("batches") else TRACKING.get(self._given.get("tracking", ""), "")
        self.company.item(
            name,
            method,
            merged.get("stock_uom", "u"),
            self._given.get("uoms") or {},
            int(merged.get("qty_precision", "0" if tracking == "BY_SERIAL" else "3")),
            allow_negative=bool(merged.get("allow_negative")),
            tracking=tracking,
        )

    def _place(self, item: str | None = None, warehouse: str | None = None) -> tuple[str, str]:
        """(item, warehouse), the first ones where none is named."""
        item = item or next(iter(self.company.items))
        warehouse = warehouse or next(iter(self.company.warehouses))
        if item not in self.company.items or warehouse not in self.company.warehouses:
            raise Unknown(f"given has no {item} or no {warehouse}")
        return item, warehouse

    def _day_of(self, at: str) -> str:
        """D+n, D-n, a date, or a time of a day; the latest day so far where nothing is said."""
        if at.startswith("D"):
            day = FIXED_DAY + timedelta(int(at[1:] or "0"))
        else:
            day = date.fromisoformat(at[:10]) if at else self._latest or FIXED_DAY
        self._latest = max(day, self._latest or day)
        self._is_dated_back = self._is_dated_back or day < self._latest
        return day.isoformat()


def _is_booked(document: Mapping[str, Any]) -> bool:
    """A count that found all right is in no book."""
    return "freeze_time" not in document or any(line["movement_ids"] for line in document["lines"])


def _rates(kind: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Of a document of one line of goods: what a unit of them was worth."""
    lines = document.get("lines") or []
    if kind in (RECEIPTS, DELIVERIES, "customer-returns", "supplier-returns") and len(lines) == 1:
        value, quantity = plain(lines[0]["value"]["amount"]), plain(lines[0]["stock_quantity"]["value"])
        return {"unit_rate": value / quantity}
    return {}


def _shared(kind: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Of a landed cost: what it comes to, and each line's part."""
    if kind != LANDED_COSTS:
        return {}
    shares = [plain(line["share"]["amount"]) for line in document["lines"]]
    return {"total_base": plain(document["value"]["amount"]), "line_share": shares}


def _names(given: Mapping[str, Any], key: str) -> list[str]:
    many = given.get(f"{key}s") or ()
    return [given[key]] if isinstance(given.get(key), str) else list(many)


def _require_error(outcome: StepOutcome, text: str) -> None:
    reason = next((found for part, found in ERRORS if part in text), text if text.isupper() else "")
    if not reason:
        raise Unknown(f"unknown error {text}")
    if outcome.reason != reason:
        raise Mismatch(f"refused otherwise: {outcome.message}", text, outcome.reason)
