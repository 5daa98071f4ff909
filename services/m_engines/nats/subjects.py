"""The names that things have on a NATS server."""

PREFIX = "businessm"
INBOXES = "_INBOX"


def event_subject(source: str, consumer: str, event_id: str) -> str:
    """An event's own for each consumer, so that a stream never holds it twice."""
    return f"{PREFIX}.events.{source}.{consumer}.{event_id}"


def events_of(source: str, consumer: str = "*") -> str:
    """All events of a context, for one consumer or for any."""
    return f"{PREFIX}.events.{source}.{consumer}.*"


def stream_of(source: str) -> str:
    """Where a context's events wait for their consumers."""
    return f"EVENTS_{source}"


def receipts_to(source: str, consumer: str = "*") -> str:
    """What a consumer, or any, says of a context's events."""
    return f"{PREFIX}.receipts.{source}.{consumer}"


def calls_to(context: str) -> str:
    """Calls of a context's rpcs; one of its processes takes each."""
    return f"{PREFIX}.calls.{context}"


def cancellations_to(context: str) -> str:
    """Calls nobody waits for any more; all of the context's processes hear of each."""
    return f"{PREFIX}.cancellations.{context}"


def inbox_of(user: str) -> str:
    """What answers to a user begin with."""
    return f"{INBOXES}.{user}"
