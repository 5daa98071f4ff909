"""The form that sends a call from the documentation page, filled with an example."""

import json
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from m_gateway.http.catalog import Binding, Operation, body_type
from m_gateway.http.descriptors import INT64_TYPES, INTEGER_TYPES, TEXT_MESSAGES, is_map
from m_gateway.http.html import Markup, element
from m_gateway.http.openapi import open_path

_DEPTH = 3
_MADE_BY_SERVER = {"create_time", "update_time", "archived", "state", "number", "actor"}
_ONLY_OUTSIDE = {"request_id", "etag"}
_EXAMPLES: dict[str, Any] = {
    "google.protobuf.Timestamp": "2026-01-31T09:30:00Z",
    "google.protobuf.Duration": "1.5s",
    "google.protobuf.FieldMask": "name",
}


def try_form(operation: Operation, binding: Binding) -> Markup:
    """Inputs for path and query, a text area for the body, a button; the script does the rest."""
    inputs = [_input(name, "path") for name, _ in binding.path_fields]
    inputs += [_input(name, "query") for name, _ in binding.query_fields]
    body = body_type(operation, binding)
    if body is not None:
        text = json.dumps(example(body), indent=2)
        area = element("textarea", text, name="body", rows=str(min(text.count("\n") + 2, 16)), spellcheck="false")
        inputs.append(element("label", element("span", "body"), area, class_="wide"))
    return element(
        "form",
        element("h4", "Try it"),
        *inputs,
        element("button", "Send", type="submit"),
        element("pre", hidden="", tabindex="0"),
        class_="try",
        data_verb=binding.rule.http_verb,
        data_path=open_path(binding.template),
    )


def example(found: Descriptor | FieldDescriptor, depth: int = 0) -> Any:
    """A value of a type to start from: what the server makes by itself is left out."""
    if isinstance(found, Descriptor):
        return {field.name: _value(field, depth) for field in found.fields if _worth_showing(field, depth)}
    return _value(found, depth - 1)


def _value(field: FieldDescriptor, depth: int) -> Any:
    if is_map(field):
        return {}
    return [_item(field, depth)] if field.is_repeated else _item(field, depth)


def _item(field: FieldDescriptor, depth: int) -> Any:
    message = field.message_type
    if message is not None:
        return _EXAMPLES[message.full_name] if message.full_name in TEXT_MESSAGES else example(message, depth + 1)
    if field.enum_type is not None:
        return field.enum_type.values[min(1, len(field.enum_type.values) - 1)].name
    if field.type in INTEGER_TYPES:
        return "0" if field.type in INT64_TYPES else 0
    return False if field.type == FieldDescriptor.TYPE_BOOL else ""


def _worth_showing(field: FieldDescriptor, depth: int) -> bool:
    if field.name in _MADE_BY_SERVER or (depth and field.name in _ONLY_OUTSIDE):
        return False
    oneof = field.containing_oneof
    if oneof is not None and len(oneof.fields) > 1 and oneof.fields[0].name != field.name:
        return False
    return depth < _DEPTH or field.message_type is None


def _input(name: str, where: str) -> Markup:
    required = Markup(" required") if where == "path" else Markup()
    field = Markup(f'<input name="{name}" data-in="{where}" autocomplete="off" spellcheck="false"{required}>')
    return element("label", element("span", name, " ", element("small", where)), field)
