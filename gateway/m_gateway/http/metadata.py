"""Which HTTP headers travel on as gRPC metadata, and how long a call may take.

An allow-list: whatever is not named here stops at the gateway, so `x-businessm-*` of a client never arrives. The one
header of that family a client may send, `x-businessm-context`, is read here and set anew for shared services only.
"""

import re
from collections.abc import Iterable

from m_gateway.http.errors import deadline_exceeded, invalid_field, token_malformed

Headers = Iterable[tuple[bytes, bytes]]
Metadata = list[tuple[str, str]]

CONTEXT_HEADER = "x-businessm-context"
REST_MARK = ("x-businessm-rest", "1")
"""Tells the idempotency interceptor that it may make a request_id."""

CHECK_MARK = ("x-businessm-check", "1")
"""Tells the front door behind another gateway that it is asked whether a call can be read, and not for the call."""

TOLD_LATE = 408
"""Answers that question instead of 504, for whoever asks takes 5xx as no answer; clients are told 504."""

DEFAULT_TIMEOUT_SECONDS = 30.0
# What every gateway can measure. Envoy would round a shorter time up, and take none at all for no end.
MIN_TIMEOUT_SECONDS = 0.001
MAX_TIMEOUT_SECONDS = 300.0

SET_COOKIE = "set-cookie"
SESSION_COOKIE = "businessm_session"
"""The cookie that stands for the header Authorization; no other cookie travels on."""

_PASSED = {
    name.encode(): name
    for name in ("authorization", "idempotency-key", "traceparent", "tracestate", "accept-language", "x-request-id")
}
# What a browser says of the page that caused a call; what is no printable ASCII says nothing.
_BROWSERS = {
    name.encode(): name for name in ("origin", "referer", "sec-fetch-site", "x-forwarded-host", "x-forwarded-proto")
}
_LISTS = {"tracestate", "accept-language"}
_VALUE = re.compile(rb"[\x20-\x7e]*")
_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSmun])")
_UNIT_SECONDS = {"H": 3600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}


class CallHeaders:
    """What one request's headers say to the call."""

    __slots__ = ("context", "metadata", "timeout_seconds")

    def __init__(self, headers: Headers, *, is_rest: bool = True) -> None:
        """Raises RestError: INVALID_ARGUMENT naming the header, UNAUTHENTICATED for a token that is no text,
        DEADLINE_EXCEEDED for a time that is over before a call can begin."""
        self.metadata: Metadata = [REST_MARK] if is_rest else []
        self.context = ""
        self.timeout_seconds: float | None = None
        passed: dict[str, str] = {}
        asked_host = ""
        for name, raw in headers:
            if name in _PASSED:
                _pass(passed, _PASSED[name], raw)
            elif name in _BROWSERS:
                passed.setdefault(_BROWSERS[name], _printable(raw))
            elif name == b"cookie":
                passed.setdefault("cookie", _session_in(raw))
            elif name == b"host":
                asked_host = _printable(raw)
            elif name == b"grpc-timeout":
                self.timeout_seconds = parse_timeout(raw.decode("latin-1"))
            elif name == b"x-businessm-context":
                self.context = raw.decode("latin-1")
        if self.timeout_seconds is not None and self.timeout_seconds < MIN_TIMEOUT_SECONDS:
            raise deadline_exceeded()
        passed.setdefault("x-forwarded-host", asked_host)
        self.metadata.extend((name, value) for name, value in passed.items() if value)

    def metadata_for(self, context: str | None) -> tuple[tuple[str, str], ...]:
        """What goes with a call, `context` being the one that a shared service is asked of."""
        if context is None:
            return tuple(self.metadata)
        return (*self.metadata, (CONTEXT_HEADER, context))


def parse_timeout(text: str) -> float:
    """Seconds of a `grpc-timeout` such as `1500m` or `30S`, at most 300; raises RestError.

    This header and no other, because Envoy hands it on as it is and every gRPC server understands it.
    """
    found = _TIMEOUT.fullmatch(text)
    if found is None:
        raise invalid_field("grpc-timeout", "must be up to 8 digits and one of H M S m u n, such as 1500m")
    return min(int(found[1]) * _UNIT_SECONDS[found[2]], MAX_TIMEOUT_SECONDS)


def _printable(raw: bytes) -> str:
    return raw.decode("ascii") if _VALUE.fullmatch(raw) else ""


def _session_in(cookies: bytes) -> str:
    pairs = (_printable(part.strip()) for part in cookies.split(b";"))
    return next((pair for pair in pairs if pair.startswith(f"{SESSION_COOKIE}=")), "")


def _pass(passed: dict[str, str], name: str, raw: bytes) -> None:
    if not _VALUE.fullmatch(raw):
        if name == "authorization":
            raise token_malformed("the header Authorization holds more than printable ASCII")
        raise invalid_field(name, "a header's value must be printable ASCII")
    value = raw.decode("ascii")
    if name in passed:
        if name not in _LISTS:
            raise invalid_field(name, "the header is given twice")
        value = f"{passed[name]},{value}"
    passed[name] = value
