"""Verbs of scenarios that are documents of their own: returns, transfers, repacks, counts, landed costs."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from tests.scenarios.ledger import require_known
from tests.scenarios.outcome import Unknown
from tests.scenarios.stock_company import (
    COUNTS,
    CURRENCY,
    CUSTOMER_RETURNS,
    FIELDS,
    LANDED_COSTS,
    REPACKS,
    SUPPLIER_RETURNS,
    TRANSFERS,
    Json,
    StockCompany,
    money,
)
from tests.support.rest import Answer

VERBS: Mapping[str, tuple[str, ...]] = {
    "customer_return": ("against", "item", "qty", "ref", "at", "to"),
    "supplier_return": ("against", "item", "qty", "ref", "at"),
    "transfer": ("item", "from_", "to", "qty", "lines", "ref", "at", "through", "batch"),
    "receive_transfer": ("target", "at"),
    "repack": ("consume", "produce", "additional_cost", "ref", "at", "warehouse"),
    "landed_cost": ("against", "amount", "only", "ref", "split", "at", "charges"),
    "reconcile": ("item", "warehouse", "qty", "rate", "ref", "at", "backdated"),
    "set_unit_cost": ("expression", "item", "warehouse", "at"),
    "count": ("lines", "warehouse", "at", "ref"),
    "count_open": ("ref", "at", "warehouse"),
    "count_set": ("ref", "item", "counted"),
    "count_refresh": ("ref",),
    "count_confirm": ("ref",),
}
ALLOCATIONS = {
    "": "BY_VALUE",
    "amount": "BY_VALUE",
    "value": "BY_VALUE",
    "qty": "BY_QUANTITY",
    "quantity": "BY_QUANTITY",
}
Place = tuple[str, str]


class Refused(Exception):
    """A document was refused: the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


class StockDocuments:
    """What was written so far, by the names scenarios give it."""

    def __init__(self, company: StockCompany) -> None:
        self._company = company
        self._known: dict[str, tuple[str, Json]] = {}

    def remember(self, name: str, kind: str, document: Json) -> None:
        """A document as it is now; one without a name is nobody's target."""
        if name:
            self._known[name] = (kind, document)

    def called(self, name: str, verb: str) -> tuple[str, Json]:
        """(kind, document). Raises Unknown."""
        if name not in self._known:
            raise Unknown(f"{verb}: nothing before is called {name}")
        return self._known[name]

    def write(self, verb: str, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        """(kind, document as it is after the step). Raises Refused, Unknown."""
        act: Callable[..., tuple[str, Json]] = getattr(self, f"_{verb}")
        kind, document = act(place, day, step)
        self.remember(step.get("ref", ""), kind, document)
        return kind, document

    def _posted(self, kind: str, day: str, fields: Json) -> tuple[str, Json]:
        return kind, self._stepped(kind, self._drafted(kind, day, fields), "post")

    def _drafted(self, kind: str, day: str, fields: Json) -> Json:
        return _done(kind, self._company.draft(kind, day, fields))

    def _stepped(self, kind: str, document: Json, verb: str, **fields: Any) -> Json:
        return _done(kind, self._company.step(kind, document, verb, **fields))

    def _customer_return(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        fields = self._return_of("delivery", step)
        if "to" in step:
            fields["warehouse_id"] = self._company.warehouses[step["to"]]
        return self._posted(CUSTOMER_RETURNS, day, fields)

    def _supplier_return(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        return self._posted(SUPPLIER_RETURNS, day, self._return_of("goods_receipt", step))

    def _return_of(self, source: str, step: Mapping[str, Any]) -> Json:
        """Of the line of the step's item, the first where none is named."""
        _, document = self.called(step["against"], "return")
        item_id = self._company.items[step["item"]].id if "item" in step else document["lines"][0]["item_id"]
        names = {one.id: name for name, one in self._company.items.items()}
        number = next(i for i, line in enumerate(document["lines"], 1) if line["item_id"] == item_id)
        quantity = self._company.quantity(names[item_id], step["qty"])
        return {f"{source}_id": document["id"], "lines": [{f"{source}_line": number, "quantity": quantity}]}

    def _transfer(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        given = step.get("lines") or [step]
        for one in given if "lines" in step else ():
            require_known(one, ("item", "qty", "uom", "batch"), "line")
        fields = {
            "warehouse_id": self._warehouse(step.get("from_", "")),
            "target_warehouse_id": self._warehouse(step.get("to", "")),
            "lines": [
                self._company.item_line(
                    one.get("item") or place[0], one["qty"], one.get("uom", ""), one.get("batch", "")
                )
                for one in given
            ],
        }
        if "through" in step:
            fields["transit_warehouse_id"] = self._warehouse(step["through"])
        return self._posted(TRANSFERS, day, fields)

    def _receive_transfer(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        kind, document = self.called(step["target"], "receive_transfer")
        received = self._stepped(kind, document, "receive", posting_date=day)
        self.remember(step["target"], kind, received)
        return kind, received

    def _repack(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        fields: Json = {"warehouse_id": self._company.warehouses[place[1]]}
        for name, many in (("inputs", step["consume"]), ("outputs", step["produce"])):
            fields[name] = [self._repacked(one) for one in many]
        if "additional_cost" in step:
            fields["extra_cost"] = money(step["additional_cost"])
        return self._posted(REPACKS, day, fields)

    def _repacked(self, one: Mapping[str, str]) -> Json:
        require_known(one, ("item", "qty", "uom", "warehouse", "weight"), "line")
        more = {"warehouse_id": self._warehouse(one["warehouse"])} if "warehouse" in one else {}
        if "weight" in one:
            more["weight"] = one["weight"]
        return self._company.item_line(one["item"], one["qty"], one.get("uom", ""), **more)

    def _landed_cost(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        if step.get("split", "") not in ALLOCATIONS:
            raise Unknown(f"unknown split {step['split']}")
        names = step["against"] if isinstance(step["against"], list) else [step["against"]]
        lines: list[Json] = []
        for name in names:
            _, receipt = self.called(name, "landed_cost")
            lines += [{"goods_receipt_id": receipt["id"], "goods_receipt_line": n} for n in self._lines(receipt, step)]
        charges = [self._charge(one) for one in step.get("charges") or [{"amount": step["amount"]}]]
        allocation = ALLOCATIONS[step.get("split", "")]
        return self._posted(LANDED_COSTS, day, {"charges": charges, "allocation": allocation, "lines": lines})

    def _charge(self, one: Mapping[str, str]) -> Json:
        """At the scenario's rate where it is in another currency, owed to the account that it names."""
        require_known(one, ("account", "currency", "amount"), "charge")
        currency = one.get("currency", CURRENCY)
        charge: Json = {"description": one.get("account", "Freight"), "amount": money(one["amount"], currency)}
        if currency == CURRENCY:
            return charge
        self._company.owed_in(currency, one["account"])
        return {**charge, "exchange_rate": self._company.rates[currency]}

    def _lines(self, receipt: Json, step: Mapping[str, Any]) -> list[int]:
        """Numbers of the receipt's lines that are meant: those of the items in `only`, all where nothing is said."""
        only = step.get("only") or []
        items = {self._company.items[name].id for name in ([only] if isinstance(only, str) else only)}
        return [i for i, line in enumerate(receipt["lines"], 1) if not items or line["item_id"] in items]

    def _reconcile(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        """So many are there, at this cost where one is said."""
        cost = {"unit_cost": money(step["rate"])} if "rate" in step else {}
        return self._counted(place[1], day, [self._count_line(place[0], step["qty"], **cost)])

    def _set_unit_cost(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        """`cost*f`: what is there is worth so much of what it was."""
        quantity, value = self._company.balance(*place)
        before, _, factor = step["expression"].partition("*")
        if before != "cost":
            raise Unknown(f"unknown expression {step['expression']}")
        cost = value / quantity * Decimal(factor)
        line = self._count_line(place[0], f"{quantity:f}", unit_cost=money(f"{cost.normalize():f}"))
        return self._counted(place[1], day, [line])

    def _count(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        lines = [self._count_line(one["item"], one["counted"]) for one in step["lines"]]
        return self._counted(place[1], day, lines)

    def _counted(self, warehouse: str, day: str, lines: list[Json]) -> tuple[str, Json]:
        return self._posted(COUNTS, day, {"warehouse_id": self._company.warehouses[warehouse], "lines": lines})

    def _count_line(self, item: str, counted: str, **more: Any) -> Json:
        line = self._company.item_line(item, counted, **more)
        line["counted_quantity"] = line.pop("quantity")
        if self._company.items[item].has_serials:
            line["serial_numbers"] = [f"{item}-{number}" for number in range(1, int(counted) + 1)]
        return line

    def _count_open(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        """Of every item there is, frozen."""
        lines = [{"item_id": one.id} for one in self._company.items.values()]
        draft = self._drafted(COUNTS, day, {"warehouse_id": self._company.warehouses[place[1]], "lines": lines})
        return COUNTS, self._stepped(COUNTS, draft, "freeze")

    def _count_set(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        kind, document = self.called(step["ref"], "count_set")
        wanted = self._company.items[step["item"]].id if "item" in step else document["lines"][0]["item_id"]
        name = next(name for name, one in self._company.items.items() if one.id == wanted)
        lines = [
            self._count_line(name, step["counted"]) if line["item_id"] == wanted else _as_written(line)
            for line in document["lines"]
        ]
        return kind, _done(kind, self._company.changed(kind, document, lines=lines))

    def _count_refresh(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        kind, document = self.called(step["ref"], "count_refresh")
        return kind, self._stepped(kind, document, "freeze")

    def _count_confirm(self, place: Place, day: str, step: Mapping[str, Any]) -> tuple[str, Json]:
        kind, document = self.called(step["ref"], "count_confirm")
        return kind, self._stepped(kind, document, "post")

    def _warehouse(self, name: str) -> str:
        if name not in self._company.warehouses:
            raise Unknown(f"given has no warehouse {name}")
        return self._company.warehouses[name]


def _as_written(line: Json) -> Json:
    return {name: line[name] for name in ("item_id", "counted_quantity", "unit_cost") if line.get(name)}


def _done(kind: str, answer: Answer) -> Json:
    if answer.status != 200:
        raise Refused(answer)
    return dict(answer.body[FIELDS[kind]])
