"""W3C trace context: one trace across the calls of a request."""

import random
import re
from contextvars import ContextVar
from dataclasses import dataclass

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """One step of a trace: 32 and 16 hexadecimal digits, and the flags as they came."""

    trace_id: str
    span_id: str
    flags: str = "01"

    @property
    def traceparent(self) -> str:
        """The header that carries it on."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


_span: ContextVar[Span | None] = ContextVar("m_span", default=None)


def current_span() -> Span | None:
    """The span of the rpc being served, None outside one."""
    return _span.get()


def enter_span(traceparent: str | None) -> Span:
    """A new span for this task: below the one the caller sent, else the first of a new trace."""
    match = _TRACEPARENT.match(traceparent or "")
    known = match is not None and match[1] != "0" * 32 and match[2] != "0" * 16
    span = Span(
        trace_id=match[1] if match and known else _random_hex(32),
        span_id=_random_hex(16),
        flags=match[3] if match and known else "01",
    )
    _span.set(span)
    return span


def _random_hex(digits: int) -> str:
    """Ids of traces tell things apart and keep nothing secret: the system's own randomness would cost a call each."""
    return f"{random.getrandbits(4 * digits) or 1:0{digits}x}"
