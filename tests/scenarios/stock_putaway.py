"""Putaway rules of a scenario, and what they suggest."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.scenarios.ledger import require_known
from tests.scenarios.outcome import Mismatch, StepOutcome
from tests.scenarios.stock_company import RECEIPTS, Json, Line, StockCompany
from tests.support.books import plain, request_id

DAY = "2024-06-01"
ERRORS = {"over capacity": "OVER_CAPACITY"}
END = ("lines", "unassigned", "error")


class Putaways:
    """Of one item in one warehouse; the last suggestion is what the end is about."""

    def __init__(self, company: StockCompany, item: str, warehouse: str) -> None:
        self._company, self._item, self._warehouse = company, item, warehouse
        self._places: dict[str, str] = {}
        self._lines: list[tuple[str, str]] = []
        self._unassigned = self._error = ""

    def rule(self, location: str, capacity: str, uom: str, priority: str) -> None:
        """A place for so much."""
        fields = {
            **self._here(),
            "item_id": self._company.items[self._item].id,
            "location_id": self._place(location),
            "capacity": self._company.quantity(self._item, capacity, uom),
            "priority": int(priority),
        }
        self._company.rest.post("/v1/wms/putaway-rules", {"request_id": request_id(), "putaway_rule": fields}).ok()

    def occupied(self, location: str, quantity: str) -> None:
        """So much is there already."""
        goods = self._company.goods(RECEIPTS, self._warehouse, [Line(self._item, quantity, "", "1")])
        goods["lines"][0]["location_id"] = self._place(location)
        draft = self._company.draft(RECEIPTS, DAY, goods).ok()["goods_receipt"]
        self._company.step(RECEIPTS, draft, "post").ok()

    def suggest(self, qty: str, uom: str = "", force_location: str = "") -> StepOutcome:
        """Refused or not; quantities are told in the unit that was asked in."""
        line: Json = {"item_id": self._company.items[self._item].id}
        line["quantity"] = self._company.quantity(self._item, qty, uom)
        if force_location:
            line["location_id"] = self._place(force_location)
        answer = self._company.rest.post("/v1/wms/putaway-rules:suggest", {**self._here(), "lines": [line]})
        if answer.status != 200:
            self._error = answer.reason
            return StepOutcome()
        (found,) = answer.body["suggestions"]
        parts = [*(one["quantity"]["value"] for one in found["places"]), found["unassigned"]["value"]]
        unit = plain(qty) / sum(map(plain, parts))
        names = {place_id: name for name, place_id in self._places.items()}
        self._lines = [
            (names[one["location_id"]], str((plain(one["quantity"]["value"]) * unit).normalize()))
            for one in found["places"]
        ]
        self._unassigned = str(plain(found["unassigned"]["value"]) * unit)
        return StepOutcome()

    def then(self, key: str, expected: Any) -> None:
        """Compares the end."""
        if key == "error":
            if self._error != ERRORS.get(expected, expected):
                raise Mismatch("refused otherwise", expected, self._error)
        elif self._error:
            raise Mismatch(f"it was refused, and {key} expected", expected, self._error)
        elif key == "unassigned":
            if plain(expected) != plain(self._unassigned):
                raise Mismatch(key, expected, self._unassigned)
        elif [(name, plain(quantity)) for name, quantity in expected] != _amounts(self._lines):
            raise Mismatch(key, expected, self._lines)

    def _here(self) -> Json:
        return {"company_id": self._company.books.id, "warehouse_id": self._company.warehouses[self._warehouse]}

    def _place(self, name: str) -> str:
        """The id of a bin of this name, made when it is first named."""
        if name not in self._places:
            fields = {
                "company_id": self._company.books.id,
                "code": f"B{len(self._places) + 1}",
                "name": name,
                "kind": "BIN",
                "parent_id": self._company.warehouses[self._warehouse],
            }
            made = self._company.rest.post("/v1/stock/locations", {"request_id": request_id(), "location": fields})
            self._places[name] = made.ok()["location"]["id"]
        return self._places[name]


def given(putaways: Putaways, rules: Sequence[Mapping[str, str]], occupied: Mapping[str, str]) -> None:
    """Rules, and what is there already."""
    for rule in rules:
        require_known(rule, ("location", "capacity", "uom", "priority"), "rule")
        putaways.rule(**rule)
    for location, quantity in occupied.items():
        putaways.occupied(location, quantity)


def _amounts(lines: Sequence[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [(name, plain(quantity)) for name, quantity in lines]
