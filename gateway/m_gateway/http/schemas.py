"""Message types as JSON Schema, the way OpenAPI 3.1 wants them."""

from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from m_gateway.http.constraints import is_required, schema_words
from m_gateway.http.descriptors import INT64_TYPES, INTEGER_TYPES, is_map, is_wrapper, map_fields

Schema = dict[str, Any]

_WELL_KNOWN: dict[str, Schema] = {
    "google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    "google.protobuf.Duration": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?s$"},
    "google.protobuf.FieldMask": {"type": "string", "description": "Field names with commas between them."},
    "google.protobuf.Struct": {"type": "object"},
    "google.protobuf.Value": {},
    "google.protobuf.ListValue": {"type": "array", "items": {}},
    "google.protobuf.Any": {
        "type": "object",
        "required": ["@type"],
        "properties": {"@type": {"type": "string"}},
        "additionalProperties": True,
    },
}
_NUMBER: Schema = {"anyOf": [{"type": "number"}, {"enum": ["NaN", "Infinity", "-Infinity"]}]}
_SCALARS: dict[int, Schema] = {
    FieldDescriptor.TYPE_STRING: {"type": "string"},
    FieldDescriptor.TYPE_BYTES: {"type": "string", "contentEncoding": "base64"},
    FieldDescriptor.TYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.TYPE_DOUBLE: _NUMBER,
    FieldDescriptor.TYPE_FLOAT: _NUMBER,
}


class SchemaBook:
    """Collects the schemas that references point at, each under its type's full name."""

    def __init__(self, comments: dict[str, str]) -> None:
        self.schemas: dict[str, Schema] = {}
        self._comments = comments

    def message(self, descriptor: Descriptor) -> Schema:
        """A message type: a reference, or the JSON form of a well-known one."""
        if descriptor.full_name in _WELL_KNOWN:
            return dict(_WELL_KNOWN[descriptor.full_name])
        if is_wrapper(descriptor):
            return self._item(descriptor.fields_by_name["value"])
        if descriptor.full_name not in self.schemas:
            self.schemas[descriptor.full_name] = {}  # holds the place: a type may contain itself
            self.schemas[descriptor.full_name] = self._object(descriptor)
        return {"$ref": f"#/components/schemas/{descriptor.full_name}"}

    def field(self, field: FieldDescriptor) -> Schema:
        """A field with its comment and rules."""
        schema = self._shape(field) | schema_words(field)
        comment = self._comments.get(field.full_name)
        return schema | {"description": comment} if comment else schema

    def _object(self, descriptor: Descriptor) -> Schema:
        schema: Schema = {
            "type": "object",
            "properties": {field.name: self.field(field) for field in descriptor.fields},
            "additionalProperties": False,
        }
        if required := _required(descriptor):
            schema["required"] = required
        comment = self._comments.get(descriptor.full_name)
        return schema | {"description": comment} if comment else schema

    def _shape(self, field: FieldDescriptor) -> Schema:
        if is_map(field):
            return {"type": "object", "additionalProperties": self._item(map_fields(field)[1])}
        return {"type": "array", "items": self._item(field)} if field.is_repeated else self._item(field)

    def _item(self, field: FieldDescriptor) -> Schema:
        if field.message_type is not None:
            return self.message(field.message_type)
        if field.enum_type is not None:
            return {"type": "string", "enum": [value.name for value in field.enum_type.values]}
        if field.type in INT64_TYPES:
            return {"type": "string", "format": "int64", "pattern": "^-?[0-9]+$"}
        return {"type": "integer", "format": "int32"} if field.type in INTEGER_TYPES else dict(_SCALARS[field.type])


def _required(descriptor: Descriptor) -> list[str]:
    """Required fields of a request. A resource has none: in an update it may be sent in part.

    request_id is left out, for over REST the header `Idempotency-Key` or the server makes it.
    """
    if not descriptor.name.endswith("Request"):
        return []
    return [field.name for field in descriptor.fields if is_required(field) and field.name != "request_id"]
