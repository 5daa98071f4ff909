"""Messages to JSON objects, by encoders compiled once per message type.

Equal to `json_format.MessageToDict(preserving_proto_field_name=True, always_print_fields_with_no_presence=True)`:
64-bit integers as text, enums by name and unknown ones by number, bytes as base64, NaN and infinities as text.
Fields that have presence stand behind those that have none.
"""

import math
import struct
from base64 import b64encode
from collections.abc import Callable
from operator import attrgetter, methodcaller
from typing import Any

import orjson
from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor

from m_gateway.http.descriptors import (
    FREE_MESSAGES,
    INT64_TYPES,
    TEXT_MESSAGES,
    is_map,
    is_wrapper,
    map_fields,
    message_class,
    pool_of,
)

Encode = Callable[[Any], Any]
_FLOAT = struct.Struct("<f")


class EncodeError(ValueError):
    """A message that JSON cannot say: an Any of unknown type, NaN in a Struct, a Timestamp out of range."""


def to_json(message: Any) -> bytes:
    """A message as UTF-8 JSON; raises EncodeError."""
    return orjson.dumps(encoder_of(message.DESCRIPTOR)(message))


def encoder_of(descriptor: Descriptor) -> Encode:
    """The compiled encoder of a message type: message in, JSON value out, or EncodeError."""
    found = _encoders.get(descriptor)
    return found if found is not None else _compile(descriptor)


def value_encoder(field: FieldDescriptor) -> Encode:
    """Encodes the whole value of a field, repeated and map fields too."""
    if is_map(field):
        return _map_encoder(field)
    one = _item_encoder(field)
    if not field.is_repeated:
        return one or _unchanged
    return list if one is None else lambda values: [one(value) for value in values]


_encoders: dict[Descriptor, Encode] = {}


def _compile(descriptor: Descriptor) -> Encode:
    special = _special_encoder(descriptor)
    if special is not None:
        _encoders[descriptor] = special
        return special
    _encoders[descriptor] = lambda message: encode(message)  # a type that contains itself finds this meanwhile
    encode = _message_encoder(descriptor)
    _encoders[descriptor] = encode
    return encode


def _message_encoder(descriptor: Descriptor) -> Encode:
    plain = [field for field in descriptor.fields if not field.has_presence]
    names = tuple(field.name for field in plain)
    values_of = _values_getter(names)
    converted = [(f.name, value_encoder(f)) for f in plain if f.is_repeated or _item_encoder(f) is not None]
    present = [(f.name, value_encoder(f)) for f in descriptor.fields if f.has_presence]

    def encode(message: Any) -> dict[str, Any]:
        out = dict(zip(names, values_of(message), strict=True))
        for name, convert in converted:
            out[name] = convert(out[name])
        for name, convert in present:
            if message.HasField(name):
                out[name] = convert(getattr(message, name))
        return out

    return encode


def _values_getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda message: tuple(getattr(message, name) for name in names)


def _map_encoder(field: FieldDescriptor) -> Encode:
    key, value = map_fields(field)
    to_key: Encode = (lambda flag: "true" if flag else "false") if key.type == FieldDescriptor.TYPE_BOOL else str
    convert = _item_encoder(value) or _unchanged
    return lambda entries: {to_key(key): convert(entries[key]) for key in entries}


def _item_encoder(field: FieldDescriptor) -> Encode | None:
    """Encodes one value of a field; None where JSON takes it as it is."""
    if field.message_type is not None:
        return encoder_of(field.message_type)
    if field.enum_type is not None:
        return _enum_encoder(field.enum_type)
    if field.type in INT64_TYPES:
        return str
    return _SCALARS.get(field.type)


def _enum_encoder(enum: EnumDescriptor) -> Encode:
    if enum.full_name == "google.protobuf.NullValue":
        return lambda number: None
    names = {number: value.name for number, value in enum.values_by_number.items()}
    return lambda number: names.get(number, number)


def _double(value: float) -> float | str:
    return value if math.isfinite(value) else _not_finite(value)


def _float(value: float) -> float | str:
    """The shortest number that a 32-bit float reads back as the same."""
    if not math.isfinite(value):
        return _not_finite(value)
    for digits in (6, 7, 8):
        shorter = float(f"{value:.{digits}g}")
        if _FLOAT.unpack(_FLOAT.pack(shorter))[0] == value:
            return shorter
    return float(f"{value:.9g}")


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def _bytes(value: bytes) -> str:
    return b64encode(value).decode()


def _unchanged(value: Any) -> Any:
    return value


_SCALARS: dict[int, Encode] = {
    FieldDescriptor.TYPE_BYTES: _bytes,
    FieldDescriptor.TYPE_DOUBLE: _double,
    FieldDescriptor.TYPE_FLOAT: _float,
}


def _special_encoder(descriptor: Descriptor) -> Encode | None:
    """Well-known types, and what json_format alone knows to write (extensions)."""
    if descriptor.full_name == "google.protobuf.Any":
        return _any_encoder(descriptor)
    if descriptor.full_name in TEXT_MESSAGES:
        return _checked(methodcaller("ToJsonString"))
    if is_wrapper(descriptor):
        convert = _item_encoder(descriptor.fields_by_name["value"]) or _unchanged
        return lambda message: convert(message.value)
    if descriptor.full_name in FREE_MESSAGES or descriptor.is_extendable:
        return _checked(_by_json_format)
    return None


def _by_json_format(message: Any) -> Any:
    return json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )


def _checked(encode: Encode) -> Encode:
    def encode_or_refuse(message: Any) -> Any:
        try:
            return encode(message)
        except (ValueError, TypeError, json_format.Error) as error:
            raise EncodeError(str(error)) from error

    return encode_or_refuse


def _any_encoder(descriptor: Descriptor) -> Encode:
    pool = pool_of(descriptor)

    def encode(message: Any) -> dict[str, Any]:
        if not message.type_url and not message.value:
            return {}
        try:
            inner = pool.FindMessageTypeByName(message.type_url.rpartition("/")[2])
            content = message_class(inner).FromString(message.value)
        except Exception as error:
            raise EncodeError(f"{message.type_url}: unknown or unreadable") from error
        value = encoder_of(inner)(content)
        if _special_encoder(inner) is not None and not inner.is_extendable:
            return {"@type": message.type_url, "value": value}
        return {"@type": message.type_url, **value}

    return encode
