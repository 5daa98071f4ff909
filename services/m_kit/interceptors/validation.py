"""The contract's rules on fields (buf.validate), enforced before any handler runs."""

from typing import Any

import grpc
import protovalidate
from google.protobuf.message import Message

from m_kit.contracts import Method
from m_kit.errors import FieldsInvalid, Violation
from m_kit.interceptors.pipeline import Invoke
from m_kit.texts import fields_with_nul

_REASONS = {"required": "FIELD_REQUIRED", "string.pattern": "FIELD_PATTERN"}
_MOST_VIOLATIONS = 100
_validator = protovalidate.Validator()


def validate_request(_: Method, call: Invoke) -> Invoke:
    """Raises FieldsInvalid with every violation."""

    async def validated(request: Message, context: grpc.aio.ServicerContext) -> Any:
        require_valid(request)
        return await call(request, context)

    return validated


def require_valid(message: Message, prefix: str = "") -> None:
    """Raises FieldsInvalid where the message breaks a rule of its contract, or a text holds NUL.

    `prefix` is put before the paths.
    """
    found = [_violation(violation.proto, prefix) for violation in _validator.collect_violations(message)]
    found += [Violation(prefix + path, "FIELD_INVALID", "must not contain NUL") for path in fields_with_nul(message)]
    if found:
        raise FieldsInvalid(tuple(found[:_MOST_VIOLATIONS]))


def _violation(violation: Any, prefix: str) -> Violation:
    """A rule with an id in capitals names its own reason."""
    rule: str = violation.rule_id
    reason = rule if rule.isupper() else _REASONS.get(rule, "FIELD_INVALID")
    return Violation(prefix + _path(violation.field), reason, violation.message)


def _path(field: Any) -> str:
    parts: list[str] = []
    for element in field.elements if field else ():
        subscript = element.subscript
        index = "" if subscript is None else f"[{subscript.value!r}]"
        parts.append(element.field_name + index)
    return ".".join(parts)
