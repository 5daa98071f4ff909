"""What each context may say and hear on a NATS server: its own alone.

Made from who subscribes to what, so it is as narrow as the catalog: a context tells events of its own to those who
subscribe, takes those it subscribes to, and answers calls made to it. Whom a call may come from is the call's token's
to say, as over any other network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from m_engines.nats.subjects import (
    calls_to,
    cancellations_to,
    events_of,
    inbox_of,
    receipts_to,
    stream_of,
)

_API = "$JS.API"


@dataclass(frozen=True, slots=True)
class NatsUser:
    """Who may say what (`publish`) and hear what (`subscribe`), by subject. Answering what came is allowed besides."""

    name: str
    password: str = field(repr=False)
    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


def context_user(name: str, password: str, subscribers: Mapping[str, Sequence[str]]) -> NatsUser:
    """A context's; `subscribers` are types of events to the contexts that are to be told of them."""
    consumers = sorted({one for kind, told in subscribers.items() if _source(kind) == name for one in told})
    sources = sorted({_source(kind) for kind, told in subscribers.items() if name in told})
    return NatsUser(
        name,
        password,
        publish=(*_calling(), *_telling(name, consumers), *_being_told(name, sources)),
        subscribe=(f"{inbox_of(name)}.>", calls_to(name), cancellations_to(name), receipts_to(name)),
    )


def calling_user(name: str, password: str) -> NatsUser:
    """One who calls contexts and is none: the process at the front."""
    return NatsUser(name, password, publish=_calling(), subscribe=(f"{inbox_of(name)}.>",))


def _source(event_type: str) -> str:
    return event_type.split(".")[0]


def _calling() -> tuple[str, ...]:
    return calls_to("*"), cancellations_to("*")


def _telling(name: str, consumers: Sequence[str]) -> tuple[str, ...]:
    if not consumers:
        return ()
    stream = stream_of(name)
    requests = tuple(f"{_API}.STREAM.{verb}.{stream}" for verb in ("CREATE", "UPDATE", "INFO"))
    return *requests, *(events_of(name, consumer) for consumer in consumers)


def _being_told(name: str, sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(subject for source in sources for subject in _taking(name, source))


def _taking(name: str, source: str) -> tuple[str, ...]:
    stream = stream_of(source)
    return (
        receipts_to(source, name),
        f"{_API}.CONSUMER.CREATE.{stream}.{name}.{events_of(source, name)}",
        f"{_API}.CONSUMER.MSG.NEXT.{stream}.{name}",
        f"$JS.ACK.{stream}.{name}.>",
    )
