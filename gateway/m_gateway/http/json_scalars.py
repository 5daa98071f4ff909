"""JSON values to scalars, strictly. Every decoder raises FieldError and nothing else."""

import math
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

from m_gateway.http.descriptors import INTEGER_TYPES, integer_range
from m_gateway.http.field_error import FieldError

Decode = Callable[[Any], Any]

_INTEGER = re.compile(r"-?[0-9]{1,20}")
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_TO_URLSAFE = str.maketrans("+/", "-_")
_NOT_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_FLOAT_MAX = float.fromhex("0x1.fffffep+127")
_INT32 = range(-(2**31), 2**31)


def scalar_decoder(field: FieldDescriptor, *, from_text: bool = False) -> Decode:
    """Decodes one value of a scalar or enum field. `from_text`: all there is is text (map keys, URLs)."""
    if field.enum_type is not None:
        return _enum_decoder(field.enum_type, from_text)
    if field.type in INTEGER_TYPES:
        return _integer_decoder(integer_range(field))
    if field.type == FieldDescriptor.TYPE_BOOL:
        return _boolean_text if from_text else _boolean
    return _DECODERS[field.type]


def refuse_bad_text(value: str) -> None:
    """Refuses what no text field may hold: NUL and lone surrogates."""
    if "\0" in value:
        raise FieldError("must not contain NUL")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise FieldError("must not contain a lone surrogate") from None


def _string(value: Any) -> str:
    if type(value) is not str:
        raise FieldError("must be text")
    refuse_bad_text(value)
    return value


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise FieldError("must be true or false")
    return value


def _boolean_text(value: str) -> bool:
    if value not in ("true", "false"):
        raise FieldError("must be true or false")
    return value == "true"


def _integer_decoder(allowed: range) -> Decode:
    def decode(value: Any) -> int:
        number = _whole(value)
        if number is None:
            raise FieldError("must be a whole number")
        if number not in allowed:
            raise FieldError(f"must be from {allowed[0]} to {allowed[-1]}")
        return number

    return decode


def _whole(value: Any) -> int | None:
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    if type(value) is str and _INTEGER.fullmatch(value):
        return int(value)
    return None


def _double(value: Any) -> float:
    number = _number(value)
    if number is None:
        raise FieldError("must be a number")
    return number


def _float(value: Any) -> float:
    number = _double(value)
    if math.isfinite(number) and abs(number) > _FLOAT_MAX:
        raise FieldError("is too large for a 32-bit float")
    return number


def _number(value: Any) -> float | None:
    if type(value) is str:
        if value in _NOT_FINITE:
            return _NOT_FINITE[value]
        if not _NUMBER.fullmatch(value):
            return None
    elif type(value) not in (int, float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _bytes(value: Any) -> bytes:
    if type(value) is not str or not _BASE64.fullmatch(value):
        raise FieldError("must be base64 text")
    bare = value.rstrip("=").translate(_TO_URLSAFE)
    if len(bare) % 4 == 1:
        raise FieldError("must be base64 text")
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


def _enum_decoder(enum: EnumDescriptor, from_text: bool) -> Decode:
    numbers = {name: value.number for name, value in enum.values_by_name.items()}
    closed = frozenset(enum.values_by_number) if enum.is_closed else None

    def decode(value: Any) -> int:
        if type(value) is str and value in numbers:
            return numbers[value]
        number = _whole(value) if from_text or type(value) is not str else None
        if number is None or number not in (_INT32 if closed is None else closed):
            raise FieldError(f"must be one of {', '.join(list(numbers)[:20])}")
        return number

    return decode


_DECODERS: dict[int, Decode] = {
    FieldDescriptor.TYPE_STRING: _string,
    FieldDescriptor.TYPE_BYTES: _bytes,
    FieldDescriptor.TYPE_DOUBLE: _double,
    FieldDescriptor.TYPE_FLOAT: _float,
}
