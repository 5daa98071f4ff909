"""Message and enum types on the documentation page: a table each, linked from wherever a field has the type."""

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor

from m_gateway.http.constraints import is_required, schema_words
from m_gateway.http.descriptors import is_map, map_fields
from m_gateway.http.html import Markup, element, join, prose

_SCALARS = {
    FieldDescriptor.TYPE_STRING: "text",
    FieldDescriptor.TYPE_BYTES: "base64",
    FieldDescriptor.TYPE_BOOL: "true or false",
    FieldDescriptor.TYPE_DOUBLE: "number",
    FieldDescriptor.TYPE_FLOAT: "number",
}
_WELL_KNOWN = {
    "google.protobuf.Timestamp": "time, <code>2026-01-31T09:30:00Z</code>",
    "google.protobuf.Duration": "duration, <code>1.5s</code>",
    "google.protobuf.FieldMask": "field names, <code>name,email</code>",
    "google.protobuf.Any": "object with <code>@type</code>",
    "google.protobuf.Struct": "object",
    "google.protobuf.Value": "any JSON",
    "google.protobuf.ListValue": "list",
}
_WORDS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
    "minimum": "from {}",
    "maximum": "to {}",
    "pattern": "form {}",
}


class TypeBook:
    """Writes tables of fields, and remembers the types they lead to."""

    def __init__(self, comments: dict[str, str]) -> None:
        self._comments = comments
        self._found: dict[str, Descriptor | EnumDescriptor] = {}

    def fields(self, message: Descriptor) -> Markup:
        """The fields of a message type as a table."""
        if not message.fields:
            return element("p", "Nothing.", class_="nothing")
        rows = [self._row(field) for field in message.fields]
        return element("div", element("table", element("tbody", *rows)), class_="scroll")

    def section(self) -> Markup:
        """Every type that the tables written so far lead to, and those that these lead to."""
        written: dict[str, Markup] = {}
        while missing := [name for name in self._found if name not in written]:
            written |= {name: self._type(self._found[name]) for name in missing}
        return element("section", element("h2", "Types"), *[written[name] for name in sorted(written)], id="types")

    def _type(self, found: Descriptor | EnumDescriptor) -> Markup:
        table = self.fields(found) if isinstance(found, Descriptor) else self._values(found)
        comment = prose(self._comments.get(found.full_name, ""))
        title = element("h3", _short(found), " ", element("small", found.full_name))
        return element("article", title, comment, table, class_="type", id=found.full_name)

    def _row(self, field: FieldDescriptor) -> Markup:
        return element(
            "tr",
            element("th", element("code", field.name), scope="row"),
            element("td", self._shape(field)),
            element("td", prose(self._comments.get(field.full_name, "")), self._rules(field)),
        )

    def _values(self, enum: EnumDescriptor) -> Markup:
        rows = [self._value(f"{enum.full_name}.{value.name}", value.name) for value in enum.values]
        return element("div", element("table", element("tbody", *rows)), class_="scroll")

    def _value(self, full_name: str, name: str) -> Markup:
        about = prose(self._comments.get(full_name, ""))
        return element("tr", element("th", element("code", name), scope="row"), element("td", about))

    def _rules(self, field: FieldDescriptor) -> Markup:
        rules = ["required"] if is_required(field) else []
        rules += [_WORDS[word].format(value) for word, value in schema_words(field).items()]
        if field.containing_oneof is not None and field.has_presence and len(field.containing_oneof.fields) > 1:
            rules.append(f"one of {field.containing_oneof.name}")
        return element("p", ", ".join(rules), class_="rules") if rules else Markup()

    def _shape(self, field: FieldDescriptor) -> Markup:
        if is_map(field):
            return join(["map of text to ", self._item(map_fields(field)[1])])
        return join(["list of ", self._item(field)]) if field.is_repeated else self._item(field)

    def _item(self, field: FieldDescriptor) -> Markup:
        target = field.message_type or field.enum_type
        if target is None:
            return Markup(_SCALARS.get(field.type, "whole number"))
        if target.full_name.startswith("google.protobuf."):
            return Markup(_WELL_KNOWN.get(target.full_name, f"{target.name}, as JSON writes it"))
        self._found[target.full_name] = target
        return element("a", _short(target), href=f"#{target.full_name}")


def _short(found: Descriptor | EnumDescriptor) -> str:
    outer = found.containing_type
    return f"{outer.name}.{found.name}" if outer is not None else str(found.name)
