"""What a field's `buf.validate` rules say in the words of JSON Schema.

The rules are read by the extension's name, so nothing is imported; without the extension in the pool there are none.
"""

from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from m_gateway.http.descriptors import option

_EXTENSION = "buf.validate.field"
_WORDS = {
    "string": {"min_len": "minLength", "max_len": "maxLength", "pattern": "pattern"},
    "repeated": {"min_items": "minItems", "max_items": "maxItems"},
    "int32": {"gte": "minimum", "lte": "maximum"},
    "uint32": {"gte": "minimum", "lte": "maximum"},
}


def is_required(field: FieldDescriptor) -> bool:
    """Whether a field must be given."""
    rules = _rules(field)
    return rules is not None and bool(rules.required)


def schema_words(field: FieldDescriptor) -> dict[str, Any]:
    """JSON Schema keywords of the field's rules; a rule JSON Schema has no word for is left to the service."""
    rules = _rules(field)
    kind = rules.WhichOneof("type") if rules is not None else None
    if kind not in _WORDS:
        return {}
    given = getattr(rules, kind)
    return {word: getattr(given, name) for name, word in _WORDS[kind].items() if given.HasField(name)}


def _rules(field: FieldDescriptor) -> Any:
    return None if field.containing_type is None else option(field, field.containing_type, _EXTENSION)
