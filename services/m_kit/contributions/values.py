"""Values of contributed fields: as messages carry them, as columns hold them, and as conditions read them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from businessm.metadata.v1 import field_type_pb2
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1.contribution_pb2 import ContributedField

from m_kit.decimals import format_decimal

Value = str | int | bool | Decimal | date
Values = Mapping[str, Value]

# Type of a field to the member of FieldValue that carries it.
KINDS: Mapping[int, str] = {
    field_type_pb2.TEXT: "text",
    field_type_pb2.LONG_TEXT: "text",
    field_type_pb2.CHOICE: "text",
    field_type_pb2.INTEGER: "int64",
    field_type_pb2.BOOLEAN: "bool",
    field_type_pb2.DECIMAL: "decimal",
    field_type_pb2.DATE: "date",
}
MOST_DIGITS = 38
_TAKEN_OUT = str.maketrans("", "", " .-")


class ValueUnreadable(ValueError):
    """A value is not of its field's type; the message says what is wrong."""


def read_value(field: ContributedField, message: FieldValue) -> Value | None:
    """What a caller gave for a field, compacted where the field says so; None clears it. Raises ValueUnreadable."""
    given = message.WhichOneof("kind")
    if given is None:
        return None
    kind = KINDS[field.type]
    if given != kind:
        raise ValueUnreadable(f"give it as {kind!r}, not as {given!r}")
    value: str | int | bool = getattr(message, given)
    if isinstance(value, str):
        return parse_value(field, value)
    return value


def parse_value(field: ContributedField, text: str) -> Value | None:
    """A value written as text; empty is none. Raises ValueUnreadable."""
    kind = KINDS[field.type]
    try:
        if kind == "text":
            return (text.translate(_TAKEN_OUT).upper() if field.compact else text) or None
        if kind == "bool":
            return {"true": True, "false": False}[text]
        if kind == "int64":
            return _within_int64(int(text))
        if kind == "date":
            return date.fromisoformat(text)
        return _with_few_digits(Decimal(text))
    except (ValueError, ArithmeticError, KeyError):
        raise ValueUnreadable(f"{text[:64]!r} is no {kind}") from None


def value_message(value: Value) -> FieldValue:
    """A stored value as answered."""
    match value:
        case bool():
            return FieldValue(bool=value)
        case int():
            return FieldValue(int64=value)
        case str():
            return FieldValue(text=value)
        case Decimal():
            return FieldValue(decimal=format_decimal(value))
        case _:
            return FieldValue(date=value.isoformat())


def text_of(value: object) -> str:
    """A value as conditions write it; nothing is empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format_decimal(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _within_int64(number: int) -> int:
    if not -(2**63) <= number < 2**63:
        raise ValueError(number)
    return number


def _with_few_digits(number: Decimal) -> Decimal:
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(number)
    return number
