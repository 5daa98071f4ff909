"""What Envoy itself answers, in the words and the form in which our own front door and the contexts say it.

Over REST the body is google.rpc.Status as JSON; over gRPC the same Status travels in the trailers.
"""

import base64
from collections.abc import Iterator
from typing import Any

from google.rpc import code_pb2, error_details_pb2, status_pb2

from m_gateway.envoy.typed import extension
from m_gateway.http.errors import body_too_large, deadline_exceeded, reasoned, status_json, unavailable
from m_gateway.http.metadata import REST_MARK, TOLD_LATE

_DETAILS = "grpc-status-details-bin"
_WORDS = "%LOCAL_REPLY_BODY%"


def local_replies(max_body_bytes: int) -> dict[str, Any]:
    """Envoy's `local_reply_config`: the first that fits says how it is told."""
    as_it_is = {"text_format_source": {"inline_string": _WORDS}, "content_type": "application/json"}
    denied = "response.code_details == 'ext_authz_denied'"
    refused = {"filter": _expression(denied), "body_format_override": as_it_is}
    late = {"filter": _expression(f"{denied} && response.code == {TOLD_LATE}"), "status_code": 504}
    others = [mapper for fits, status, http in _replies(max_body_bytes) for mapper in _mappers(fits, status, http)]
    return {"mappers": [refused | late, refused, *others]}


def _replies(max_body_bytes: int) -> Iterator[tuple[str, status_pb2.Status, int]]:
    """(which replies, by a CEL expression; their Status; the HTTP code over REST)."""
    unauthenticated = "response.code_details.startsWith('jwt_authn_access_denied')"
    missing = _status(code_pb2.UNAUTHENTICATED, "send a token: authorization: Bearer <token>", "TOKEN_INVALID")
    yield f"{unauthenticated} && response.code_details.contains('missing')", missing, 401
    unverified = _status(code_pb2.UNAUTHENTICATED, "the token does not verify", "TOKEN_INVALID")
    yield unauthenticated, unverified, 401
    too_many = _status(code_pb2.RESOURCE_EXHAUSTED, "too many calls: wait and send it again", "RATE_LIMITED")
    yield "response.code_details == 'local_rate_limited'", too_many, 429
    yield "response.code == 413", body_too_large(max_body_bytes).status, 413
    is_late = "response.code_details == 'max_duration_timeout' || response.code == 504"
    yield is_late, deadline_exceeded().status, 504
    yield "response.code >= 502 && response.code <= 503", unavailable().status, 503
    yield "response.code == 400", reasoned(code_pb2.INVALID_ARGUMENT, _WORDS, "FIELD_INVALID").status, 400


def _status(code: int, message: str, reason: str) -> status_pb2.Status:
    """As the contexts say it: with the reason, and for people the words once more."""
    status = reasoned(code, message, reason).status
    status.details.add().Pack(error_details_pb2.LocalizedMessage(locale="en", message=message))
    return status


def _mappers(fits: str, status: status_pb2.Status, http: int) -> Iterator[dict[str, Any]]:
    yield {
        "filter": _all(_expression(fits), _over_rest()),
        "status_code": http,
        "body_format_override": {"json_format": status_json(status)},
    }
    if status.message == _WORDS:
        return
    yield {
        "filter": _expression(fits),
        "body": {"inline_string": status.message},
        "body_format_override": {"text_format_source": {"inline_string": _WORDS}},
        "headers_to_add": [
            _header(_DETAILS, base64.b64encode(status.SerializeToString()).decode().rstrip("=")),
            _header("grpc-status", str(status.code)),
        ],
    }


def _header(name: str, value: str) -> dict[str, Any]:
    return {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}


def _over_rest() -> dict[str, Any]:
    name, value = REST_MARK
    return {"header_filter": {"header": {"name": name, "string_match": {"exact": value}}}}


def _all(*filters: dict[str, Any]) -> dict[str, Any]:
    return {"and_filter": {"filters": list(filters)}}


def _expression(text: str) -> dict[str, Any]:
    cel = extension(
        "envoy.access_loggers.extension_filters.cel", "access_loggers.filters.cel.v3.ExpressionFilter", expression=text
    )
    return {"extension_filter": cel}
