"""Filters of lists, as AIP-160 writes them: comparisons of fields with values, joined by AND."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from m_kit.contributions.schema import Schema
from m_kit.contributions.store import table_of
from m_kit.contributions.values import KINDS, Value, ValueUnreadable, parse_value
from m_kit.errors import FieldInvalid
from m_kit.texts import NUL

MOST_COMPARISONS = 20
_COMPARISON = re.compile(
    r"""\s*(?P<key>[a-z][a-z0-9_]*)\s*(?P<operator><=|>=|!=|=|<|>|:)\s*"""
    r"""(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[\w.+-]+))\s*""",
    re.ASCII,
)
_AND = re.compile(r"AND(?=\s)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Comparison:
    """One of them: a field's key, how, and the value as it was written."""

    key: str
    operator: str
    text: str


@dataclass(frozen=True)
class Narrowing:
    """Documents whose ids are among those selected, or are not."""

    ids: "sa.Select[tuple[object]]"
    is_among: bool

    def of(self, column: "sa.ColumnElement[object]") -> "sa.ColumnElement[bool]":
        """For a query over documents with this column of ids."""
        return column.in_(self.ids) if self.is_among else column.not_in(self.ids)


def parse_filter(text: str, field: str = "filter") -> list[Comparison]:
    """What a filter says, in order; nothing for an empty one. Raises FieldInvalid on `field`."""
    if NUL in text:
        raise FieldInvalid("must not contain NUL", field=field)
    found: list[Comparison] = []
    place = 0
    while text[place:].strip():
        if found:
            joined = _AND.match(text, place)
            if joined is None:
                raise FieldInvalid(f"AND is missing before {text[place : place + 32]!r}", field=field)
            place = joined.end()
        match = _COMPARISON.match(text, place)
        if match is None or len(found) == MOST_COMPARISONS:
            raise FieldInvalid(f"no comparison, or one too many: {text[place : place + 32]!r}", field=field)
        quoted = match["quoted"]
        found.append(
            Comparison(
                match["key"], match["operator"], match["bare"] if quoted is None else _ESCAPED.sub(r"\1", quoted)
            )
        )
        place = match.end()
    return found


def narrowings(schema: Schema, text: str, field: str = "filter") -> list[Narrowing]:
    """What a filter over contributed fields leaves over. Raises FieldInvalid on `field`, naming what it cannot be."""
    return [_narrowing(schema, one, field) for one in parse_filter(text, field)]


def _narrowing(schema: Schema, one: Comparison, field: str) -> Narrowing:
    contributed = schema.fields.get(one.key)
    if contributed is None:
        raise FieldInvalid(f"there is no field {one.key[:63]!r} to filter by", field=field)
    added = next(added for added in schema.added if added.plugin == schema.plugin_of[one.key])
    table = table_of(schema.document_type, added)
    column = table.c[added.column(one.key)]
    if one.operator == ":":
        if KINDS[contributed.type] != "text":
            raise FieldInvalid(f"{one.key!r} is no text to find a part of", field=field)
        return Narrowing(sa.select(table.c.id).where(column.icontains(one.text, autoescape=True)), True)
    try:
        value = parse_value(contributed, one.text)
    except ValueUnreadable as error:
        raise FieldInvalid(f"{one.key}: {error}", field=field) from None
    return _compared(table, column, one.operator, value)


def _compared(
    table: sa.TableClause, column: "sa.ColumnElement[object]", operator: str, value: Value | None
) -> Narrowing:
    """An empty text is compared with an empty field, which has no row or null in it."""
    if value is None:
        return Narrowing(sa.select(table.c.id).where(column.is_not(None)), operator != "=")
    if operator in ("=", "!="):
        return Narrowing(sa.select(table.c.id).where(column == value), operator == "=")
    ordered = {"<": column < value, "<=": column <= value, ">": column > value, ">=": column >= value}
    return Narrowing(sa.select(table.c.id).where(ordered[operator]), True)


__all__: Sequence[str] = ("Comparison", "Narrowing", "narrowings", "parse_filter")
