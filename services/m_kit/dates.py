"""Civil dates: `YYYY-MM-DD` text on the wire, datetime.date inside."""

import re
from datetime import date, timedelta

from m_kit.errors import FieldInvalid, FieldPattern

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def parse_date(text: str, field: str) -> date:
    """The date in `text`. Raises FieldPattern (not YYYY-MM-DD) or FieldInvalid (no such day, or not 1900 to 2199)."""
    if not _DATE.match(text):
        raise FieldPattern(f"{text[:40]!r} is not a date YYYY-MM-DD", field=field)
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise FieldInvalid(f"{text} is no day of the calendar", field=field) from None
    if not FIRST <= value <= LAST:
        raise FieldInvalid(f"{text} is outside {FIRST} to {LAST}", field=field)
    return value


def parse_optional_date(text: str, field: str) -> date | None:
    """As parse_date; None where empty."""
    return parse_date(text, field) if text else None


def month_starts(start: date, end: date) -> list[tuple[date, date]]:
    """The calendar months that `start` to `end` touch, cut to it: (first day, last day) each."""
    months = []
    first = start
    while first <= end:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        months.append((first, min(following - timedelta(days=1), end)))
        first = following
    return months
