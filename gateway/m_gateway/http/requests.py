"""Builds an rpc's request message from what HTTP brought: body, path variables, query parameters."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from google.protobuf.descriptor import Descriptor

from m_gateway.http.descriptors import message_class
from m_gateway.http.errors import RestError, invalid_field
from m_gateway.http.field_error import FieldError
from m_gateway.http.json_decoder import Fill, field_setter, message_filler
from m_gateway.http.json_text import parse_json
from m_gateway.http.templates import PathTemplate, Variable
from m_gateway.http.text_fields import TextField, text_field


class RequestBuilder:
    """Compiled from one http rule. Raises ValueError where the rule names fields the request has not."""

    def __init__(self, descriptor: Descriptor, template: PathTemplate, body: str) -> None:
        self.body = body
        self._descriptor = descriptor
        self._message_class = message_class(descriptor)
        self._variables = [(variable, _variable_field(descriptor, variable)) for variable in template.variables]
        self._bound = {field.name for _, field in self._variables}
        self._fill_body = _body_filler(descriptor, body)

    @property
    def takes_body(self) -> bool:
        """Whether the rule reads a body at all."""
        return bool(self.body)

    def build(self, body: bytes, segments: list[bytes], query: bytes) -> Any:
        """The request message; raises RestError (INVALID_ARGUMENT, the field as it was sent)."""
        message = self._message_class()
        if self._fill_body is not None:
            _read_body(self._fill_body, message, body)
        if query:
            self._read_query(message, query)
        for variable, field in self._variables:
            _bind(message, variable, field, segments)
        return message

    def _read_query(self, message: Any, query: bytes) -> None:
        given: set[str] = set()
        for name, text in _parameters(query):
            try:
                field = self._query_field(name)
                if field.name in given and not field.field.is_repeated:
                    raise FieldError("is given twice")
                given.add(field.name)
                field.set(message, text)
            except FieldError as error:
                raise invalid_field(name, error.description) from None

    def _query_field(self, name: str) -> TextField:
        field = text_field(self._descriptor, name)
        if self.body == "*":
            raise FieldError("belongs in the body")
        if self.body and (field.name == self.body or field.name.startswith(self.body + ".")):
            raise FieldError("belongs in the body")
        if field.name in self._bound:
            raise FieldError("belongs in the path")
        return field


def _variable_field(descriptor: Descriptor, variable: Variable) -> TextField:
    try:
        field = text_field(descriptor, variable.field_path)
    except FieldError as error:
        raise ValueError(f"{descriptor.full_name}: {variable.field_path}: {error}") from None
    if field.field.is_repeated:
        raise ValueError(f"{descriptor.full_name}: {variable.field_path}: a path variable is one value")
    return field


def _body_filler(descriptor: Descriptor, body: str) -> Fill | None:
    if not body:
        return None
    if body == "*":
        return message_filler(descriptor)
    if body not in descriptor.fields_by_name:
        raise ValueError(f"{descriptor.full_name}: body names {body}, which it has not")
    return field_setter(descriptor.fields_by_name[body])


def _read_body(fill: Fill, message: Any, body: bytes) -> None:
    if not body.strip():
        raise invalid_field("", "a JSON body is needed; {} where there is nothing to say")
    try:
        value = parse_json(body)
        if value is None:
            raise FieldError("must be an object")
        fill(message, value, 1)
    except FieldError as error:
        raise invalid_field(error.path, error.description if error.path else _about_body(error)) from None


def _about_body(error: FieldError) -> str:
    text = error.description
    return text if text.startswith("the body") else f"the body {text}"


def _bind(message: Any, variable: Variable, field: TextField, segments: list[bytes]) -> None:
    """A body may repeat what the path says, and may not contradict it."""
    try:
        before = field.value(message) if field.is_set(message) else None
        field.set(message, variable.bind(segments))
        if before is not None and before != field.value(message):
            raise FieldError("is not what the path says")
    except FieldError as error:
        raise invalid_field(variable.field_path, error.description) from None


def _parameters(query: bytes) -> Iterator[tuple[str, str]]:
    for part in query.split(b"&"):
        if part:
            name, _, text = part.partition(b"=")
            yield _decode(name), _decode(text)


def _decode(raw: bytes) -> str:
    try:
        return unquote_to_bytes(raw.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _not_utf8() -> RestError:
    return invalid_field("", "the query is not UTF-8")
