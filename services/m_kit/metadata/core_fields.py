"""A document type's own fields, read from its contract: types, rules, comments. Nobody writes them down twice."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from buf.validate import validate_pb2
from businessm.metadata.v1 import field_type_pb2
from businessm.metadata.v1.document_type_pb2 import Field, Option
from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

from m_kit.contributions.schema import CORE
from m_kit.metadata.comments import field_comments
from m_kit.metadata.layout import FieldLayout, Labels, LayoutInvalid, label_in
from m_kit.metadata.words import OPTIONS, RECORD

# What no form shows: one guards writes, the other holds fields of their own.
UNSEEN = frozenset({"etag", "extension_values"})
DEEPEST = 3

_DATE_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MESSAGES: Mapping[str, int] = {
    "google.protobuf.Timestamp": field_type_pb2.TIME,
    "businessm.type.v1.Money": field_type_pb2.MONEY,
    "businessm.type.v1.Quantity": field_type_pb2.QUANTITY,
}
_INTEGERS = {
    FieldDescriptor.TYPE_INT32,
    FieldDescriptor.TYPE_INT64,
    FieldDescriptor.TYPE_UINT32,
    FieldDescriptor.TYPE_UINT64,
}
_SERVER_WRITES = re.compile(r"\boutput only\b", re.IGNORECASE)
_STAMPED = RECORD.keys() - {"id"}
# No document gets another id, or moves to another company.
_KEPT = frozenset({"id", "company_id"})
_SET_ONCE = re.compile(r"\bnever changes\b", re.IGNORECASE)


def core_fields_of(
    descriptor: Any,
    layouts: Mapping[str, FieldLayout],
    states: Mapping[str, Labels],
    language: str,
    depth: int = 1,
) -> list[Field]:
    """The fields of a document, in the contract's order. Columns of a table are laid out as "lines.item_id"."""
    fields = []
    for one in descriptor.fields:
        if one.name in UNSEEN:
            continue
        field = _field(one, layouts.get(one.name, FieldLayout()), states, language)
        if field.type == field_type_pb2.TABLE and depth < DEEPEST:
            prefix = f"{one.name}."
            inner = {name.removeprefix(prefix): x for name, x in layouts.items() if name.startswith(prefix)}
            field.fields.extend(core_fields_of(one.message_type, inner, {}, language, depth + 1))
        fields.append(field)
    return fields


def _field(one: FieldDescriptor, layout: FieldLayout, states: Mapping[str, Labels], language: str) -> Field:
    comment = field_comments().get(one.full_name, "")
    rules = one.GetOptions().Extensions[validate_pb2.field]  # type: ignore[attr-defined]
    is_map = one.message_type is not None and one.message_type.GetOptions().map_entry
    field = Field(
        key=one.name,
        label=label_in(layout.labels or RECORD.get(one.name, {}), language, one.name),
        type=field_type_pb2.MAP if is_map else _type(one, rules, layout),
        help=comment,
        required=rules.required,
        read_only=bool(_SERVER_WRITES.search(comment)) or one.name in _STAMPED,
        set_once=layout.set_once or one.name in _KEPT or bool(_SET_ONCE.search(comment)),
        repeated=one.is_repeated and not is_map,
        link_document_type=layout.link,
        currency_source=layout.currency_source,
        uom_source=layout.uom_source,
        source=CORE,
    )
    _fill_rules(field, rules.repeated.items if rules.HasField("repeated") else rules)
    if one.enum_type is not None:
        words = {**OPTIONS.get(one.enum_type.full_name, states), **layout.options}
        field.options.extend(_options(one.enum_type, words, language))
    return field


def _options(choice: EnumDescriptor, words: Mapping[str, Labels], language: str) -> Iterator[Option]:
    for value in choice.values:
        if value.number:
            yield Option(value=value.name, label=label_in(words.get(value.name, {}), language, value.name.lower()))


def _type(one: FieldDescriptor, rules: Any, layout: FieldLayout) -> Any:
    if layout.type:
        try:
            return field_type_pb2.FieldType.Value(layout.type)
        except ValueError as error:
            raise LayoutInvalid(f"{one.full_name}: there is no type {layout.type!r}") from error
    if one.message_type is not None:
        return _MESSAGES.get(one.message_type.full_name, field_type_pb2.TABLE)
    if one.enum_type is not None:
        return field_type_pb2.CHOICE
    if one.type == FieldDescriptor.TYPE_BOOL:
        return field_type_pb2.BOOLEAN
    if one.type in _INTEGERS:
        return field_type_pb2.INTEGER
    if layout.link:
        return field_type_pb2.LINK
    return field_type_pb2.DATE if _DATE_PATTERN in rules.string.pattern else field_type_pb2.TEXT


def _fill_rules(field: Field, rules: Any) -> None:
    field.pattern, field.max_length = rules.string.pattern, rules.string.max_len
    for kind in ("int32", "int64"):
        if rules.HasField(kind):
            bounds = getattr(rules, kind)
            field.minimum = str(bounds.gte) if bounds.HasField("gte") else ""
            field.maximum = str(bounds.lte) if bounds.HasField("lte") else ""
