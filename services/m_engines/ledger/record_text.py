"""PostgreSQL's text form of an array of records: `{"(1,\\"text\\")","(2,\\"text\\")"}`.

A record is written once, in the form that it has within the array: what its own form doubles, the array's doubles
again.
"""

from collections.abc import Iterable


def records_text(records: Iterable[str]) -> str:
    """An array of records, each given as its fields with commas between: numbers, UUIDs and dates as they are."""
    listed = ')","('.join(records)
    return f'{{"({listed})"}}' if listed else "{}"


def text_field(text: str) -> str:
    """A text as a field of such a record."""
    if '"' in text or "\\" in text:
        text = text.replace("\\", r"\\\\").replace('"', r"\"\"")
    return rf"\"{text}\""


def bytes_field(value: bytes) -> str:
    """A bytea as a field of such a record."""
    return rf"\\\\x{value.hex()}"


def truth_field(value: bool) -> str:
    """A boolean as a field of such a record."""
    return "t" if value else "f"
