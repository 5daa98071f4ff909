"""Journal CSV files: rows of text in, transactions out, in memory that does not grow with the file.

Checked here is what only the file can say: its header, its form, and that a transaction's rows stand together. What the
rows mean is checked by JournalImportService.
"""

import csv
import hashlib
import itertools
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

NEEDED = ("txn", "date", "account", "ledger_amount", "ledger_currency")
OPTIONAL = ("payee", "narration", "units", "unit_currency")
LONGEST_FIELD = 65_536
_PARTS = 16


@dataclass(frozen=True, slots=True)
class RowError:
    """One refusal: the line of the file (header = 1), the column, the reason of the contract, and words."""

    row: int
    column: str
    reason: str
    message: str


class JournalFileError(Exception):
    """The file cannot be read as a journal at all."""

    def __init__(self, error: RowError) -> None:
        super().__init__(error.message)
        self.error = error


@dataclass(frozen=True, slots=True)
class Row:
    """One posting as it stands in the file."""

    line: int
    values: dict[str, str]


@dataclass(slots=True)
class Transaction:
    """Rows of one txn, in order."""

    txn: str
    rows: list[Row] = field(default_factory=list)


class JournalFile:
    """A journal on disk; `errors` fills while `transactions()` is read to its end."""

    def __init__(self, path: Path, most_errors: int = 1000) -> None:
        self._path = path
        self._most_errors = most_errors
        self.errors: list[RowError] = []

    def transactions(self) -> Iterator[Transaction]:
        """Transactions in the file's order. Raises JournalFileError for a header or text that cannot be used."""
        self.errors = []
        seen = _Seen()
        current: Transaction | None = None
        for row in self._rows():
            txn = row.values["txn"]
            if current is None or txn != current.txn:
                if current is not None:
                    yield current
                current = Transaction(txn)
                seen.add(txn, row.line)
            elif row.values["date"] != current.rows[0].values["date"]:
                self._refuse(row.line, "date", "FIELD_INVALID", f"transaction {txn!r} has two dates")
            current.rows.append(row)
        if current is None:
            raise JournalFileError(RowError(1, "txn", "FIELD_REQUIRED", "the file has no rows"))
        yield current
        for line in seen.again():
            self._refuse(line, "txn", "FIELD_INVALID", "the rows of this transaction do not stand together")

    def _rows(self) -> Iterator[Row]:
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            try:
                yield from self._read(file)
            except UnicodeDecodeError as error:
                line = _first_unreadable_line(self._path)
                raise JournalFileError(
                    RowError(line, "", "FIELD_INVALID", f"not UTF-8 text: {error.reason}")
                ) from error

    def _read(self, file: TextIO) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(file, strict=True)
        try:
            columns = _columns(next(reader, []))
            line = reader.line_num
            for values in reader:
                first, line = line + 1, reader.line_num
                if not values:
                    continue
                if len(values) != len(columns):
                    self._refuse(first, "", "FIELD_INVALID", f"{len(values)} fields, the header has {len(columns)}")
                    continue
                yield Row(first, dict(zip(columns, values, strict=True)))
        except csv.Error as error:
            raise JournalFileError(RowError(reader.line_num, "", "FIELD_INVALID", f"not CSV: {error}")) from error

    def _refuse(self, line: int, column: str, reason: str, message: str) -> None:
        if len(self.errors) < self._most_errors:
            self.errors.append(RowError(line, column, reason, message))


def _columns(header: list[str]) -> list[str]:
    for place, name in enumerate(header):
        if name not in NEEDED + OPTIONAL:
            known = ", ".join(NEEDED + OPTIONAL)
            raise JournalFileError(RowError(1, name, "FIELD_INVALID", f"no column {name!r}; known are {known}"))
        if name in header[:place]:
            raise JournalFileError(RowError(1, name, "FIELD_INVALID", f"column {name!r} stands twice"))
    for name in NEEDED:
        if name not in header:
            raise JournalFileError(RowError(1, name, "FIELD_REQUIRED", f"column {name!r} is missing"))
    return header


def _first_unreadable_line(path: Path) -> int:
    with path.open("rb") as file:
        for line, content in enumerate(file, start=1):
            try:
                content.decode()
            except UnicodeDecodeError:
                return line
    return 1


class _Seen:
    """Which transactions began where, in sixteen bytes each."""

    def __init__(self) -> None:
        self._marks = array("Q")
        self._lines = array("Q")

    def add(self, txn: str, line: int) -> None:
        self._marks.append(int.from_bytes(hashlib.blake2b(txn.encode(), digest_size=8).digest(), "big"))
        self._lines.append(line)

    def again(self) -> list[int]:
        """Lines where a transaction begins that had begun before, in order."""
        return sorted(line for part in range(_PARTS) for line in self._again_in(part))

    def _again_in(self, part: int) -> Iterator[int]:
        """Of one part of the marks at a time, so that what is sorted stays small."""
        marks = self._marks
        order = sorted((i for i, mark in enumerate(marks) if mark % _PARTS == part), key=marks.__getitem__)
        return (self._lines[b] for a, b in itertools.pairwise(order) if marks[a] == marks[b])
