"""What each context may say and hear on a NATS server: its own alone.

Made from who subscribes to what, so it is as narrow as the catalog: a context tells events of its own to those who
subscribe, takes those it subscribes to, and answers calls made to it. Whom a call may come from is the call's token's
to say, as over any other network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from m_engines.nats.subjects import (
    INBOXES,
    calls_to,
    cancellations_to,
    events_of,
    inbox_of,
    receipts_to,
    stream_of,
)

_API = "$JS.API"
# Nobody hears of another's inbox but by a call, and their names cannot be guessed. To let whoever was called answer to
# any subject that the call names would let a caller speak as the called.
ANSWERS = f"{INBOXES}.>"


@dataclass(frozen=True, slots=True)
class NatsUser:
    """Who may say what (`publish`) and hear what (`subscribe`), by subject."""

    name: str
    password: str = field(repr=False)
    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


def process_user(
    name: str, password: str, contexts: Sequence[str], subscribers: Mapping[str, Sequence[str]]
) -> NatsUser:
    """A process that runs `contexts`, be it none: then it calls others, as the one at the front does.

    `subscribers` are types of events to the contexts that are to be told of them.
    """
    publish = [calls_to("*"), cancellations_to("*"), ANSWERS]
    subscribe = [f"{inbox_of(name)}.>"]
    for context in contexts:
        consumers = sorted({one for kind, told in subscribers.items() if source_of(kind) == context for one in told})
        publish += [*_telling(context, consumers), *_being_told(context, sources_of(context, subscribers))]
        subscribe += [calls_to(context), cancellations_to(context), receipts_to(context)]
    return NatsUser(name, password, publish=tuple(publish), subscribe=tuple(subscribe))


def sources_of(context: str, subscribers: Mapping[str, Sequence[str]]) -> list[str]:
    """Whose events a context is told of."""
    return sorted({source_of(kind) for kind, told in subscribers.items() if context in told})


def source_of(event_type: str) -> str:
    """The context that an event is of, by its type: wms.goods_receipt.posted."""
    return event_type.split(".")[0]


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
