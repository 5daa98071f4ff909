"""A document's own fields, as conditions read them: names, words and texts, from the message alone."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from m_kit.contributions.checks import CoreFields

_BOOLEAN_WORDS = frozenset({"true", "false"})
_NO_TEXT = (FieldDescriptor.TYPE_MESSAGE, FieldDescriptor.TYPE_GROUP, FieldDescriptor.TYPE_BYTES)


def core_fields(descriptor: Any) -> CoreFields:
    """Of a document type, by its message."""
    judged = [field for field in descriptor.fields if _is_judged(field)]
    return CoreFields(frozenset(field.name for field in descriptor.fields), {one.name: _words(one) for one in judged})


def core_texts(message: Message) -> Mapping[str, str]:
    """A document's own fields as text; what is empty or not said is empty text."""
    return {field.name: _text(field, message) for field in message.DESCRIPTOR.fields if _is_judged(field)}


def _is_judged(field: Any) -> bool:
    return not field.is_repeated and field.type not in _NO_TEXT


def _words(field: FieldDescriptor) -> frozenset[str] | None:
    if field.type == FieldDescriptor.TYPE_BOOL:
        return _BOOLEAN_WORDS
    if field.enum_type is not None:
        return frozenset(value.name for value in field.enum_type.values if value.number)
    return None


def _text(field: Any, message: Message) -> str:
    value = getattr(message, field.name)
    if field.type == FieldDescriptor.TYPE_BOOL:
        return "true" if value else "false"
    if field.enum_type is not None:
        known = field.enum_type.values_by_number.get(value) if value else None
        return known.name if known else ""
    return str(value)
