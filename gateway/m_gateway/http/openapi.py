"""OpenAPI 3.1 of everything REST serves, from descriptors and their comments."""

import re
from collections.abc import Sequence
from typing import Any

from google.protobuf.descriptor import Descriptor
from google.rpc import status_pb2

from m_gateway.http.catalog import Binding, Operation, body_type
from m_gateway.http.responses import JSON, NDJSON
from m_gateway.http.schemas import Schema, SchemaBook
from m_gateway.http.surface import LandingPage
from m_gateway.http.templates import PathTemplate

_VARIABLE = re.compile(r"\{([\w.]+)(?:=[^}]*)?\}")
_METHODS = {"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Names this write: the same key and content again gives the same answer, once. "
    "Stands for request_id where the body has none.",
    "schema": {"type": "string", "maxLength": 128},
}


def openapi_document(operations: Sequence[Operation], comments: dict[str, str], landing: LandingPage) -> dict[str, Any]:
    """The whole document."""
    book = SchemaBook(comments)
    paths: dict[str, Any] = {}
    for operation in operations:
        for number, binding in enumerate(operation.bindings):
            if binding.rule.http_verb in _METHODS:
                entry = paths.setdefault(open_path(binding.template), {})
                entry[binding.rule.http_verb.lower()] = _describe(operation, binding, number, book)
    book.message(status_pb2.Status.DESCRIPTOR)
    return {
        "openapi": "3.1.0",
        "info": {"title": landing.title, "version": landing.version or "0", "description": landing.summary},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": _tags(operations, comments),
        "paths": paths,
        "components": {
            "schemas": book.schemas,
            "responses": {"Error": _error_response()},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def open_path(template: PathTemplate) -> str:
    """A template as OpenAPI writes it: `{name=parties/*}` becomes `{name}`."""
    return _VARIABLE.sub(r"{\1}", template.text)


def _describe(operation: Operation, binding: Binding, number: int, book: SchemaBook) -> dict[str, Any]:
    method = operation.method
    described: dict[str, Any] = {
        "operationId": f"{method.full_name}" + (f".{number}" if number else ""),
        "tags": [method.containing_service.full_name],
        "parameters": _parameters(operation, binding, book),
        "responses": {
            "200": {"description": "OK", "content": _response_content(operation, binding, book)},
            "default": {"$ref": "#/components/responses/Error"},
        },
    }
    if operation.gist:
        described |= {"summary": operation.gist, "description": _description(operation)}
    if operation.permission:
        described["x-permission"] = operation.permission
    if operation.public:
        described["security"] = []
    if operation.reasons:
        described["x-reasons"] = list(operation.reasons)
    return described | _request_body(operation, binding, book)


def _description(operation: Operation) -> str:
    if not operation.reasons:
        return operation.description
    return f"{operation.description}\n\nReasons: {', '.join(operation.reasons)}."


def _parameters(operation: Operation, binding: Binding, book: SchemaBook) -> list[dict[str, Any]]:
    found = []
    for name, field in binding.path_fields:
        found.append({"name": name, "in": "path", "required": True, "schema": book.field(field)})
        if name == "context" and operation.contexts is not None:
            found[-1]["schema"] = {"type": "string", "enum": sorted(operation.contexts)}
    for name, field in binding.query_fields:
        found.append({"name": name, "in": "query", "required": False, "schema": book.field(field)})
    return [*found, _IDEMPOTENCY_KEY] if operation.writes else found


def _request_body(operation: Operation, binding: Binding, book: SchemaBook) -> dict[str, Any]:
    body = body_type(operation, binding)
    if body is None:
        return {}
    schema = book.message(body) if isinstance(body, Descriptor) else book.field(body)
    return {"requestBody": {"required": True, "content": {JSON.decode(): {"schema": schema}}}}


def _response_content(operation: Operation, binding: Binding, book: SchemaBook) -> dict[str, Any]:
    output = operation.method.output_type
    whole: Schema = book.message(output)
    if binding.rule.response_body:
        whole = book.field(output.fields_by_name[binding.rule.response_body])
    return {(NDJSON if operation.method.server_streaming else JSON).decode(): {"schema": whole}}


def _error_response() -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{status_pb2.Status.DESCRIPTOR.full_name}"}
    return {
        "description": "google.rpc.Status: ErrorInfo carries the reason, BadRequest the fields.",
        "content": {JSON.decode(): {"schema": schema}},
    }


def _tags(operations: Sequence[Operation], comments: dict[str, str]) -> list[dict[str, str]]:
    names = dict.fromkeys(operation.method.containing_service.full_name for operation in operations)
    return [{"name": name, "description": comments.get(name, "")} for name in names]
