"""JSON to messages, strictly, by decoders compiled once per message type.

Whatever is accepted means what `json_format.ParseDict` says it means; more is refused: duplicate keys, NaN and
infinities as literals, numbers too large for a float, NUL, lone surrogates, padding tricks in base64, text for a
boolean, deep nesting. A refusal names the field by the path as sent: `voucher.lines[3].debit.amount`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from m_gateway.http.descriptors import FREE_MESSAGES, TEXT_MESSAGES, is_map, is_wrapper, map_fields, type_of
from m_gateway.http.field_error import FieldError
from m_gateway.http.json_scalars import refuse_bad_text, scalar_decoder
from m_gateway.http.text_messages import text_setter

MAX_DEPTH = 100
"""Messages, lists and objects inside each other."""

Fill = Callable[[Any, Any, int], None]
"""Fills a message from a JSON value that stands at a depth; raises FieldError."""
Set = Callable[[Any, Any, int], None]
"""Sets one field of a message from a JSON value; raises FieldError with the path below the field."""


def message_filler(descriptor: Descriptor) -> Fill:
    """The compiled decoder of a message type."""
    found = _fillers.get(descriptor)
    return found if found is not None else _compile(descriptor)


def field_setter(field: FieldDescriptor) -> Set:
    """Decodes a whole field: repeated and map fields too. null means that the field is not there."""
    if is_map(field):
        return _map_setter(field)
    if field.is_repeated:
        return _list_setter(field)
    return _message_setter(field) if field.message_type is not None else _scalar_setter(field)


_fillers: dict[Descriptor, Fill] = {}


def _compile(descriptor: Descriptor) -> Fill:
    special = _special_filler(descriptor)
    if special is not None:
        _fillers[descriptor] = special
        return special
    fields: dict[str, tuple[FieldDescriptor, Set]] = {}
    fill = _filler_of(fields)
    _fillers[descriptor] = fill  # before its fields: a type may contain itself
    for field in descriptor.fields:
        fields[field.name] = fields[field.json_name] = (field, field_setter(field))
    return fill


def _filler_of(fields: Mapping[str, tuple[FieldDescriptor, Set]]) -> Fill:
    def fill(message: Any, value: Any, depth: int) -> None:
        _expect(value, dict, "an object", depth)
        seen: set[str] = set()
        for key, item in value.items():
            found = fields.get(key)
            if found is None:
                raise FieldError("there is no such field", key)
            _once(found[0], key, item, seen)
            try:
                found[1](message, item, depth + 1)
            except FieldError as error:
                raise error.under(key) from None

    return fill


def _once(field: FieldDescriptor, key: str, value: Any, seen: set[str]) -> None:
    """Refuses a field given under both its names, and a second member of a oneof."""
    if field.name in seen:
        raise FieldError("is given twice", key)
    seen.add(field.name)
    oneof = field.containing_oneof
    if oneof is not None and value is not None:
        if f"oneof {oneof.name}" in seen:
            raise FieldError(f"only one field of {oneof.name} may be given", key)
        seen.add(f"oneof {oneof.name}")


def _scalar_setter(field: FieldDescriptor) -> Set:
    name, decode = field.name, scalar_decoder(field)
    nullable = field.enum_type is not None and field.enum_type.full_name == "google.protobuf.NullValue"

    def set_scalar(message: Any, value: Any, depth: int) -> None:
        if value is not None:
            setattr(message, name, decode(value))
        elif nullable:
            setattr(message, name, 0)

    return set_scalar


def _message_setter(field: FieldDescriptor) -> Set:
    name, fill = field.name, message_filler(type_of(field))
    nullable = type_of(field).full_name == "google.protobuf.Value"

    def set_message(message: Any, value: Any, depth: int) -> None:
        if value is not None or nullable:
            inner = getattr(message, name)
            inner.SetInParent()
            fill(inner, value, depth)

    return set_message


def _list_setter(field: FieldDescriptor) -> Set:
    name = field.name
    append = _append_message(field) if field.message_type is not None else _append_scalar(field)

    def set_list(message: Any, value: Any, depth: int) -> None:
        if value is None:
            return
        _expect(value, list, "a list", depth)
        target = getattr(message, name)
        for index, item in enumerate(value):
            try:
                append(target, item, depth + 1)
            except FieldError as error:
                raise error.under(f"[{index}]") from None

    return set_list


def _append_message(field: FieldDescriptor) -> Set:
    fill = message_filler(type_of(field))
    return lambda target, item, depth: fill(target.add(), item, depth)


def _append_scalar(field: FieldDescriptor) -> Set:
    decode = scalar_decoder(field)
    return lambda target, item, depth: target.append(decode(item))


def _map_setter(field: FieldDescriptor) -> Set:
    name = field.name
    key_field, value_field = map_fields(field)
    decode_key = scalar_decoder(key_field, from_text=True)
    set_entry = _entry_setter(value_field)

    def set_map(message: Any, value: Any, depth: int) -> None:
        if value is None:
            return
        _expect(value, dict, "an object", depth)
        target = getattr(message, name)
        for key, item in value.items():
            try:
                set_entry(target, decode_key(key), item, depth + 1)
            except FieldError as error:
                raise error.under(f'["{key}"]') from None

    return set_map


def _entry_setter(value_field: FieldDescriptor) -> Callable[[Any, Any, Any, int], None]:
    if value_field.message_type is not None:
        fill = message_filler(value_field.message_type)
        return lambda target, key, item, depth: fill(target[key], item, depth)
    decode = scalar_decoder(value_field)
    return lambda target, key, item, depth: target.__setitem__(key, decode(item))


def _special_filler(descriptor: Descriptor) -> Fill | None:
    """Well-known types, and what json_format alone knows to read (Any, extensions)."""
    if descriptor.full_name in TEXT_MESSAGES:
        set_text = text_setter(descriptor)
        return lambda message, value, depth: set_text(message, value)
    if is_wrapper(descriptor):
        decode = scalar_decoder(descriptor.fields_by_name["value"])
        return lambda message, value, depth: setattr(message, "value", decode(value))
    if descriptor.full_name in FREE_MESSAGES or descriptor.full_name == "google.protobuf.Any":
        return _fill_free
    return _fill_free if descriptor.is_extendable else None


def _fill_free(message: Any, value: Any, depth: int) -> None:
    _refuse_bad_values(value, depth)
    try:
        json_format.ParseDict(value, message)
    except (json_format.Error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise FieldError("does not have the form its type asks for") from error


def _refuse_bad_values(value: Any, depth: int) -> None:
    if isinstance(value, str):
        refuse_bad_text(value)
    elif isinstance(value, list | dict):
        if depth > MAX_DEPTH:
            raise FieldError(f"is nested deeper than {MAX_DEPTH}")
        for item in value if isinstance(value, list) else [*value, *value.values()]:
            _refuse_bad_values(item, depth + 1)


def _expect(value: Any, kind: type, name: str, depth: int) -> None:
    if type(value) is not kind:
        raise FieldError(f"must be {name}")
    if depth > MAX_DEPTH:
        raise FieldError(f"is nested deeper than {MAX_DEPTH}")
