"""Journal files for the import's tests."""

from collections.abc import Iterator
from pathlib import Path

HEADER = "txn,date,account,ledger_amount,ledger_currency"
GOOD = (
    HEADER,
    "t1,2024-01-05,Assets:Cash,100.00,USD",
    "t1,2024-01-05,Income:Sales,-100.00,USD",
    "t2,2024-02-06,Expenses:Rent:Office,40.00,USD",
    "t2,2024-02-06,Assets:Cash,-40.00,USD",
)
MIB = 1024 * 1024


def write(folder: Path, *lines: str, name: str = "journal.csv", newline: str = "\n") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_bytes(newline.join([*lines, ""]).encode())
    return path


def changed(row: int, text: str) -> tuple[str, ...]:
    """The good journal with the row (header = 1) replaced."""
    return (*GOOD[: row - 1], text, *GOOD[row:])


def transactions(count: int) -> Iterator[str]:
    """Rows of so many transactions over two years, in three accounts each and with units in every seventh."""
    for number in range(count):
        day = f"{2023 + number % 2}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        amount, part = 100 + number % 997, number % 97
        units = f"{number % 9 + 1}.25,SHARES" if number % 7 == 0 else ","
        yield f"n{number},{day},Assets:Bank:Account {number % 5},{amount}.{part:02},USD,{units},Sale number {number}"
        yield f"n{number},{day},Income:Sales:Region {number % 11},-{amount}.00,USD,,,Sale number {number}"
        yield f"n{number},{day},Liabilities:Tax,-0.{part:02},USD,,,Sale number {number}"


def write_large(path: Path, count: int) -> Path:
    """A generated journal of `count` transactions."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADER},units,unit_currency,narration\n")
        for row in transactions(count):
            file.write(row + "\n")
    return path
