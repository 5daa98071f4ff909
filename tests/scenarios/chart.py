"""Accounts that scenarios only name: their type is read off the name."""

import re
from collections.abc import Iterator

SEPARATOR = ":"

# The first that is found in the first segment of the name decides; what none knows is an asset.
TYPES = (
    (re.compile(r"equity|reserve|retained|capital|profit|p&l|opening|earnings"), "EQUITY"),
    (re.compile(r"receivable|bank|cash|asset|stock"), "ASSET"),
    (re.compile(r"liabilit|payable|loan|credit card"), "LIABILITY"),
    (re.compile(r"cogs|cost|expense|depreciation"), "EXPENSE"),
    (re.compile(r"sales|revenue|income"), "INCOME"),
)


def type_of(account: str) -> str:
    """The type of an account of this name."""
    name = account.split(SEPARATOR)[0].lower()
    return next((kind for form, kind in TYPES if form.search(name)), "ASSET")


def lineage(account: str) -> Iterator[tuple[str, str]]:
    """(account, its parent) from the top down to the account itself."""
    segments = account.split(SEPARATOR)
    for depth in range(1, len(segments) + 1):
        yield SEPARATOR.join(segments[:depth]), SEPARATOR.join(segments[: depth - 1])
