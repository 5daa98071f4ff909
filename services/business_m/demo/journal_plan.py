"""A year's journal entries, beside what goods post by themselves: capital, bills, invoices, payments, costs, taxes.

They follow from the trade: a bill is of what the supplier brought, an invoice of what customers took. In paise.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from business_m.demo.chance import Chance
from business_m.demo.goods import MONTHS, SUPPLIERS
from business_m.demo.trade_plan import DELIVERY, RECEIPT, PlannedDocument

GST_PER_CENT = 5
CAPITAL_RUPEES, LOAN_RUPEES, FIXTURES_RUPEES = 3_000_000, 600_000, 480_000
RENT_RUPEES, SALARIES_RUPEES, INTEREST_RUPEES, DEPRECIATION_RUPEES = 32_000, 46_000, 4_500, 4_000
# What came in the last days of a month is billed with the next.
BILL_DAYS = 3
# Last days of the quarters of a month's sales.
QUARTERS = (7, 14, 21, 31)

BANK, PAYABLES, RECEIVABLES = "Assets:Bank", "Liabilities:Payables", "Assets:Receivables"
INPUT_TAX, OUTPUT_TAX = "Assets:Input tax", "Liabilities:Output tax"


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """`lines` are (account, paise): debit positive."""

    name: str
    day: date
    payee: str
    narration: str
    lines: tuple[tuple[str, int], ...]


def planned_journal(seed: int, trade: Sequence[PlannedDocument]) -> list[PlannedEntry]:
    """Every entry of the year, by day."""
    plan = _JournalPlan(Chance(seed + 1), trade)
    return sorted(plan.entries(), key=lambda entry: (entry.day, entry.name))


class _JournalPlan:
    """Keeps count of what is owed and of taxes."""

    def __init__(self, chance: Chance, trade: Sequence[PlannedDocument]) -> None:
        self._chance = chance
        self._trade = trade
        self._billed_until = date(2025, 3, 31)
        self._payables = self._receivables = self._output_tax = self._input_tax = 0

    def entries(self) -> Iterator[PlannedEntry]:
        yield from _opening()
        for month, (year, number) in enumerate(MONTHS):
            last = date(year, number, monthrange(year, number)[1])
            yield from self._settlements(month, last.replace(day=10))
            yield from self._invoices(month, last)
            yield from self._bills(month, last)
            yield from self._costs(month, last)
            if month % 3 == 2:
                yield self._tax(month, last)
        yield _two("drawings", date(2026, 3, 30), "", "Drawings of the year", "Equity:Drawings", BANK, 18_000_000)

    def _settlements(self, month: int, day: date) -> Iterator[PlannedEntry]:
        """What suppliers are paid and customers pay of what was open at the end of last month. The first month nobody
        owes anything: the shop buys its cash box and the phone's first bill instead."""
        if month == 0:
            yield _two("cash box", day, "", "Cash for the till", "Assets:Cash", BANK, 2_500_000)
            yield _two("fuel", day, "", "Fuel, first month", "Expenses:Freight", "Assets:Cash", 420_000)
            return
        paid = self._payables
        self._payables -= paid
        yield _two(f"paid {month}", day, "Suppliers", "Bills of last month", PAYABLES, BANK, paid)
        received = self._receivables * self._chance.between(88, 96) // 100
        self._receivables -= received
        yield _two(f"received {month}", day, "Customers", "Invoices of last month", BANK, RECEIVABLES, received)

    def _invoices(self, month: int, last: date) -> Iterator[PlannedEntry]:
        """Four a month, of what customers took since the one before."""
        after = 0
        for quarter in QUARTERS:
            day = last.replace(day=min(quarter, last.day))
            net = _sum(self._trade, DELIVERY, last.replace(day=after + 1), day)
            tax = _tax_on(net)
            self._receivables += net + tax
            self._output_tax += tax
            lines = ((RECEIVABLES, net + tax), ("Income:Sales", -net), (OUTPUT_TAX, -tax))
            yield PlannedEntry(f"invoice {month} {quarter}", day, "Customers", f"Sales to {day:%d %b}", lines)
            after = day.day

    def _bills(self, month: int, last: date) -> Iterator[PlannedEntry]:
        """One of each supplier."""
        until = last.replace(day=last.day - BILL_DAYS)
        for supplier, name in enumerate(SUPPLIERS):
            mine = [one for one in self._trade if one.partner == supplier]
            net = _sum(mine, RECEIPT, self._billed_until + timedelta(days=1), until)
            tax = _tax_on(net)
            self._payables += net + tax
            self._input_tax += tax
            lines = (("Liabilities:Received not invoiced", net), (INPUT_TAX, tax), (PAYABLES, -net - tax))
            yield PlannedEntry(f"bill {month} {supplier}", last, name, f"Goods to {until:%d %b}", lines)
        self._billed_until = until

    def _costs(self, month: int, last: date) -> Iterator[PlannedEntry]:
        """What every month costs, whatever is sold."""
        power, fuel = self._chance.between(620_000, 980_000), self._chance.between(900_000, 1_600_000)
        for name, account, against, paise in (
            ("rent", "Expenses:Rent", BANK, RENT_RUPEES * 100),
            ("salaries", "Expenses:Salaries", BANK, SALARIES_RUPEES * 100),
            ("electricity", "Expenses:Electricity", BANK, power),
            ("freight", "Expenses:Freight", BANK, fuel),
            ("interest", "Expenses:Interest", BANK, INTEREST_RUPEES * 100),
            ("depreciation", "Expenses:Depreciation", "Assets:Fixtures", DEPRECIATION_RUPEES * 100),
        ):
            yield _two(f"{name} {month}", last, "", f"{name.capitalize()}, {last:%B %Y}", account, against, paise)

    def _tax(self, month: int, day: date) -> PlannedEntry:
        """What was charged less what was paid to suppliers; where that is less than nothing, it waits."""
        set_off = min(self._output_tax, self._input_tax)
        due = self._output_tax - set_off
        self._output_tax -= set_off + due
        self._input_tax -= set_off
        lines = ((OUTPUT_TAX, set_off + due), (INPUT_TAX, -set_off), (BANK, -due))
        moving = tuple((account, paise) for account, paise in lines if paise)
        return PlannedEntry(f"gst {month}", day, "GST", f"Quarter to {day:%B %Y}", moving)


def _opening() -> Iterator[PlannedEntry]:
    day = date(2025, 4, 1)
    yield _two("capital", day, "", "Capital paid in", BANK, "Equity:Capital", CAPITAL_RUPEES * 100)
    yield _two("loan", day, "Bank", "Term loan", BANK, "Liabilities:Term loan", LOAN_RUPEES * 100)
    yield _two("fixtures", day, "", "Racks, scales, a used van", "Assets:Fixtures", BANK, FIXTURES_RUPEES * 100)


def _two(name: str, day: date, payee: str, narration: str, debit: str, credit: str, paise: int) -> PlannedEntry:
    return PlannedEntry(name, day, payee, narration, ((debit, paise), (credit, -paise)))


def _sum(trade: Iterable[PlannedDocument], kind: str, first: date, last: date) -> int:
    return sum(one.amount_paise for one in trade if one.kind == kind and first <= one.day <= last)


def _tax_on(paise: int) -> int:
    """Half up, to the paisa."""
    return (paise * GST_PER_CENT * 2 + 100) // 200
