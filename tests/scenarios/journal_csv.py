"""A journal file as transactions of JournalImportService, and what it needs to be imported."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOLERANCE = "0.02"


@dataclass(slots=True)
class JournalCsv:
    """A journal read whole."""

    transactions: list[dict[str, Any]] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    scales: dict[str, int] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How many postings."""
        return sum(len(one["rows"]) for one in self.transactions)


def read_journal(path: Path) -> JournalCsv:
    """The file's transactions, accounts and years; digits are the most that stand anywhere."""
    journal = JournalCsv()
    digits: dict[str, int] = defaultdict(int)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if not journal.transactions or journal.transactions[-1]["txn"] != row["txn"]:
                head = {name: row.get(name, "") for name in ("txn", "date", "payee", "narration")}
                journal.transactions.append({**head, "rows": []})
            names = ("account", "ledger_amount", "ledger_currency", "units", "unit_currency")
            posting = {name: row.get(name, "") for name in names}
            journal.transactions[-1]["rows"].append({"row": reader.line_num, **posting})
            whole, _, fraction = row["ledger_amount"].partition(".")
            assert whole
            digits[row["ledger_currency"]] = max(digits[row["ledger_currency"]], len(fraction))
    rows = [row for one in journal.transactions for row in one["rows"]]
    journal.accounts = sorted({row["account"] for row in rows})
    journal.years = sorted({int(one["date"][:4]) for one in journal.transactions})
    journal.scales = dict(digits)
    return journal
