"""Errors as clients see them: google.rpc.Status as JSON, under the HTTP code that google.rpc.Code names.

The body has the form that Envoy's `convert_grpc_status` writes. A detail of a type nobody here knows is left out.
"""

import math
from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf import any_pb2
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2, error_details_pb2, status_pb2

from m_gateway.http.json_encoder import EncodeError, encoder_of

DOMAIN = "businessm.type.v1"
"""Domain of the reasons that the gateway itself answers: businessm.type.v1.ErrorReason."""

_HTTP_STATUS = {
    code_pb2.OK: 200,
    code_pb2.CANCELLED: 499,
    code_pb2.UNKNOWN: 500,
    code_pb2.INVALID_ARGUMENT: 400,
    code_pb2.DEADLINE_EXCEEDED: 504,
    code_pb2.NOT_FOUND: 404,
    code_pb2.ALREADY_EXISTS: 409,
    code_pb2.PERMISSION_DENIED: 403,
    code_pb2.UNAUTHENTICATED: 401,
    code_pb2.RESOURCE_EXHAUSTED: 429,
    code_pb2.FAILED_PRECONDITION: 400,
    code_pb2.ABORTED: 409,
    code_pb2.OUT_OF_RANGE: 400,
    code_pb2.UNIMPLEMENTED: 501,
    code_pb2.INTERNAL: 500,
    code_pb2.UNAVAILABLE: 503,
    code_pb2.DATA_LOSS: 500,
}
_encode_any = encoder_of(any_pb2.Any.DESCRIPTOR)


class RestError(Exception):
    """Ends a request: a Status, the HTTP code it goes out under, and headers beside it."""

    def __init__(
        self, status: status_pb2.Status, http_status: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status.message)
        self.status = status
        self.http_status = http_status or _HTTP_STATUS.get(status.code, 500)
        self.headers = dict(headers or {})


def invalid_field(field: str, description: str, reason: str = "FIELD_INVALID") -> RestError:
    """INVALID_ARGUMENT; `field` is the path as the client wrote it, empty where no field can be named."""
    field = sendable(field)
    message = f"{field}: {description}" if field else description
    details: list[Message] = [error_details_pb2.ErrorInfo(reason=reason, domain=DOMAIN)]
    if field:
        violation = error_details_pb2.BadRequest.FieldViolation(field=field, description=description, reason=reason)
        details.append(error_details_pb2.BadRequest(field_violations=[violation]))
    return RestError(_status(code_pb2.INVALID_ARGUMENT, message, details))


def sendable(text: str) -> str:
    """Text of a client made fit for an answer: lone surrogates replaced, cut at 256 characters."""
    return text[:256].encode("utf-8", "replace").decode()


def no_such_route(path: str) -> RestError:
    """NOT_FOUND, 404."""
    return reasoned(code_pb2.NOT_FOUND, f"nothing is served at {path}", "RESOURCE_NOT_FOUND")


def unknown_context(context: str) -> RestError:
    """NOT_FOUND, 404: no context of that name serves the called service; as contexts say it."""
    message, reason = f"no context {sendable(context)!r} serves this", "RESOURCE_NOT_FOUND"
    status = reasoned(code_pb2.NOT_FOUND, message, reason).status
    violation = error_details_pb2.BadRequest.FieldViolation(field="context", description=message, reason=reason)
    status.details.add().Pack(error_details_pb2.BadRequest(field_violations=[violation]))
    status.details.add().Pack(error_details_pb2.LocalizedMessage(locale="en", message=message))
    return RestError(status)


def method_not_allowed(http_verb: str, allowed: list[str]) -> RestError:
    """UNIMPLEMENTED, 405 with the header `Allow`."""
    text = ", ".join(allowed)
    message = f"{sendable(http_verb)} is not served here, but {text}"
    error = reasoned(code_pb2.UNIMPLEMENTED, message, "METHOD_NOT_ALLOWED")
    return RestError(error.status, 405, {"allow": text})


def body_too_large(max_bytes: int) -> RestError:
    """RESOURCE_EXHAUSTED, 413, without a reason."""
    return RestError(_status(code_pb2.RESOURCE_EXHAUSTED, f"a request body has at most {max_bytes} bytes", []), 413)


def unsupported_media_type(message: str) -> RestError:
    """UNIMPLEMENTED, 415."""
    return RestError(_status(code_pb2.UNIMPLEMENTED, message, []), 415)


def token_malformed(description: str) -> RestError:
    """UNAUTHENTICATED, 401."""
    return reasoned(code_pb2.UNAUTHENTICATED, description, "TOKEN_INVALID")


def unavailable() -> RestError:
    """UNAVAILABLE, 503: the channel to a service cannot be reached. Which one is the operator's to know."""
    message = "the service does not answer; the same call may be sent again"
    return reasoned(code_pb2.UNAVAILABLE, message, "DEPENDENCY_UNAVAILABLE")


def deadline_exceeded() -> RestError:
    """DEADLINE_EXCEEDED, 504, without a reason; as contexts say it."""
    return RestError(_status(code_pb2.DEADLINE_EXCEEDED, "Deadline Exceeded", []))


def internal() -> RestError:
    """INTERNAL, 500: a fault of ours, told without its message."""
    return RestError(_status(code_pb2.INTERNAL, "internal error", []))


def from_rpc_error(error: grpc.RpcError) -> RestError:
    """What a failed call means: its rich status, else one made of code and details.

    The texts that the gRPC library itself writes (addresses, Python errors) do not go out.
    """
    trailing = trailing_pairs(error)
    status = _rich_status(trailing, error.code().value[0])
    if status is None:
        if error.code() is grpc.StatusCode.UNAVAILABLE:
            return unavailable()
        status = _status(error.code().value[0], _public_text(error), [])
    return RestError(status, headers=_retry_after(trailing, status))


def trailing_pairs(call: Any) -> dict[str, str | bytes]:
    """Trailing metadata of a finished call or of its error; the last value where a key came twice."""
    return dict(call.trailing_metadata() or ())


def status_json(status: status_pb2.Status) -> dict[str, Any]:
    """A Status as a JSON object.

    Violations name fields by their paths in the request message (`party.name`), whichever part of the HTTP request
    carried them: as Envoy's transcoder passes them on, and as a form names them.
    """
    details = [_encode_detail(detail) for detail in status.details]
    return {"code": status.code, "message": status.message, "details": [one for one in details if one is not None]}


def _encode_detail(detail: any_pb2.Any) -> dict[str, Any] | None:
    try:
        encoded: dict[str, Any] = _encode_any(detail)
    except EncodeError:
        return None
    return encoded or None


def _rich_status(trailing: Mapping[str, str | bytes], code: int) -> status_pb2.Status | None:
    raw = trailing.get("grpc-status-details-bin")
    if not isinstance(raw, bytes):
        return None
    try:
        status = status_pb2.Status.FromString(raw)
    except DecodeError:
        return None
    return status if status.code == code else None


def _public_text(error: grpc.RpcError) -> str:
    text = error.details() or ""
    if error.code() is grpc.StatusCode.UNKNOWN and text.startswith("Unexpected <class"):
        return "internal error"
    return text


def _retry_after(trailing: Mapping[str, str | bytes], status: status_pb2.Status) -> dict[str, str]:
    given = trailing.get("retry-after")
    if isinstance(given, str):
        return {"retry-after": given}
    info = error_details_pb2.RetryInfo()
    for detail in status.details:
        if detail.Unpack(info):
            return {"retry-after": str(math.ceil(info.retry_delay.ToTimedelta().total_seconds()))}
    return {}


def reasoned(code: int, message: str, reason: str) -> RestError:
    """A Status with one ErrorInfo of the gateway's domain."""
    return RestError(_status(code, message, [error_details_pb2.ErrorInfo(reason=reason, domain=DOMAIN)]))


def _status(code: int, message: str, details: list[Message]) -> status_pb2.Status:
    status = status_pb2.Status(code=code, message=message)
    for detail in details:
        status.details.add().Pack(detail)
    return status
