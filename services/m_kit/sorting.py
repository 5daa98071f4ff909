"""Orders of lists, as AIP-132 writes them: "posting_date desc, number". One page after another by keyset.

A list declares its `Sorting` once, beside its query. The `order` of a page always ends in what is unique, so that every
row has a place of its own: nothing is lost between two pages or seen twice, whatever is ordered by.
"""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import sqlalchemy as sa
from google.protobuf.message import Message

from m_kit.errors import FieldInvalid
from m_kit.pagination import Page, page_of, text_key
from m_kit.uow import Transaction

MOST_FIELDS = 5
_TERM = re.compile(r"\s*(?P<field>[a-z][a-z0-9_]*)(?:\s+(?P<desc>desc))?\s*", re.ASCII)

T = TypeVar("T")
Column = sa.ColumnElement[Any]


@dataclass(frozen=True)
class Key:
    """A step of an order. Where `may_be_null`, empty ones come last, and first where it falls."""

    column: Column
    falls: bool = False
    may_be_null: bool = False

    @property
    def ordered(self) -> Column:
        """For ORDER BY."""
        return self.column.desc() if self.falls else self.column.asc()

    @property
    def read(self) -> Callable[[str], Any]:
        """Reads its value out of a token."""
        return _nullable(_reader(self.column)) if self.may_be_null else _reader(self.column)

    def equals(self, value: Any) -> Column:
        """Rows that have this value here."""
        return self.column.is_(None) if value is None else self.column == sa.literal(value, self.column.type)

    def beyond(self, value: Any) -> Column:
        """Rows whose value comes after this one."""
        if value is None:
            return self.column.is_not(None) if self.falls else sa.false()
        given = sa.literal(value, self.column.type)
        if self.falls:
            return self.column < given
        return sa.or_(self.column > given, self.column.is_(None)) if self.may_be_null else self.column > given


@dataclass(frozen=True)
class Sorting:
    """What a list may be ordered by: field of its documents to expression.

    `default` is the order of who asks for none, written as he would; `unique` tells any two rows of the list apart.
    Fields named in `nullable` may have no value.
    """

    fields: Mapping[str, Column]
    unique: Sequence[Column]
    default: str = ""
    nullable: frozenset[str] = frozenset()

    def order_of(self, text: str, field: str = "order_by") -> tuple[Key, ...]:
        """The steps that a text asks for, and what tells equal ones apart. Raises FieldInvalid on `field`."""
        asked = text.strip() or self.default
        keys = [self._key(term, field) for term in asked.split(",")] if asked else []
        if len({id(key.column) for key in keys}) < len(keys) or len(keys) > MOST_FIELDS:
            raise FieldInvalid(f"each field once, at most {MOST_FIELDS}", field=field)
        falls = bool(keys) and keys[-1].falls
        rest = [Key(column, falls) for column in self.unique if all(key.column is not column for key in keys)]
        return (*keys, *rest)

    def _key(self, term: str, field: str) -> Key:
        match = _TERM.fullmatch(term)
        if match is None:
            raise FieldInvalid(f"no field, or one with 'desc' behind it: {term.strip()[:64]!r}", field=field)
        name = match["field"]
        if name not in self.fields:
            sortable = ", ".join(self.fields)
            raise FieldInvalid(f"there is no field {name[:63]!r} to order by, only {sortable}", field=field)
        return Key(self.fields[name], falls=match["desc"] is not None, may_be_null=name in self.nullable)


@dataclass(frozen=True, slots=True)
class SortedPage(Page):
    """A page of a list in an order."""

    order: tuple[Key, ...]

    def of(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """Up to one more than the page, in its order, with the sort keys as the last columns."""
        keys = [key.column.label(f"sort_key_{place}") for place, key in enumerate(self.order)]
        query = query.add_columns(*keys).order_by(*(key.ordered for key in self.order)).limit(self.size + 1)
        return query if self.after is None else query.where(_after(self.order, self.after))


def sorted_page_of(request: Message, sorting: Sorting) -> SortedPage:
    """The page and the order that a List request asks for by `order_by`. A token is of its order alone.

    Raises FieldInvalid on `order_by` or `page_token`.
    """
    order = sorting.order_of(request.order_by)  # type: ignore[attr-defined]
    page = page_of(request, *(key.read for key in order))
    return SortedPage(page.size, page.after, page.list_hash, order)


async def read_page(
    transaction: Transaction, query: sa.Select[Any], page: SortedPage, made: Callable[[sa.Row[Any]], T]
) -> tuple[list[T], str]:
    """(what is made of the page's rows, the next page's token)."""
    keys = -len(page.order)
    rows, token = page.cut((await transaction.execute(page.of(query))).all(), lambda row: row[keys:])
    return [made(row) for row in rows], token


def _after(order: Sequence[Key], values: Sequence[Any]) -> Column:
    """Rows that come after the one of these values. Where it can be it is one comparison of rows, for which PostgreSQL
    goes straight to the place in an index."""
    if not any(key.may_be_null for key in order) and len({key.falls for key in order}) == 1:
        mine = sa.tuple_(*(key.column for key in order))
        given = sa.tuple_(*(sa.literal(value, key.column.type) for key, value in zip(order, values, strict=True)))
        after: Column = mine < given if order[0].falls else mine > given
        return after
    found: list[Column] = []
    same: list[Column] = []
    for key, value in zip(order, values, strict=True):
        found.append(sa.and_(*same, key.beyond(value)))
        same.append(key.equals(value))
    return sa.or_(*found)


def _nullable(read: Callable[[str], Any]) -> Callable[[str | None], Any]:
    return lambda text: None if text is None else read(text)


def _reader(column: Column) -> Callable[[str], Any]:
    return next(read for kind, read in _READERS if isinstance(column.type, kind))


def _within(bits: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
            raise ValueError(number)
        return number

    return read


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except ArithmeticError:
        raise ValueError(text) from None
    if not found.is_finite() or abs(found.adjusted()) > 100:
        raise ValueError(text)
    return found


def _flag(text: str) -> bool:
    if text not in ("True", "False"):
        raise ValueError(text)
    return text == "True"


_READERS: Sequence[tuple[Any, Callable[[str], Any]]] = (
    (sa.Text, text_key),
    (sa.Uuid, uuid.UUID),
    (sa.Date, date.fromisoformat),
    (sa.TIMESTAMP, _instant),
    (sa.Boolean, _flag),
    (sa.SmallInteger, _within(16)),
    (sa.BigInteger, _within(64)),
    (sa.Integer, _within(32)),
    (sa.Numeric, _decimal),
)
