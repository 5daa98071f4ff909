"""The call that an event happens in, and whose it is."""

from dataclasses import dataclass

from m_kit.caller import calling
from m_kit.tracing import current_span


@dataclass(frozen=True, slots=True)
class Origin:
    """`trace_parent` is the call's, `actor` the person behind it; both are empty outside a call."""

    trace_parent: str
    actor: str


NOWHERE = Origin("", "")


def origin() -> Origin:
    """Of what happens now."""
    span, caller = current_span(), calling()
    return Origin(span.traceparent if span else "", caller.actor if caller else "")
