"""How a context tells the composition root what it is made of."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import grpc

from m_kit.clock import Clock
from m_kit.database import Database
from m_kit.errors import NotFound
from m_kit.event_carrier import EventCarrier
from m_kit.failpoints import FailPoints
from m_kit.idempotency import Writer
from m_kit.posting_times import PostingTimes
from m_kit.subscription import EventTimes, Subscription
from m_kit.tokens import TokenIssuer
from m_kit.uow import UnitOfWork

# Every context serves it.
CHECKED = "businessm.check.v1.CheckService"


def no_such_context(context: str) -> NoReturn:
    """What asking for a channel to a context comes to where there is none. Raises NotFound."""
    raise NotFound(f"there is no context {context!r}", field="context")


@dataclass(frozen=True)
class Environment:
    """What a context is given: its name, its database, the time, and a channel to any service it names.

    `channel_to` takes a service of one owner. Where several contexts serve one, `channel_to_context` takes the name
    of the context to be asked, which may have come with a request: it raises NotFound for a name nobody has.
    `subscribers` says which contexts are to be told of a type of event, and `carrier` brings events to them where a
    broker does. `contexts` are the names of all there are, `plugins` of those among them that are regional plugins; in
    the context that stands for a plugin that others run `plugin` is the way to it. `ui_folder` is where the context's
    own part of the user interface lies built, None where none is installed.
    """

    name: str
    database: Database
    clock: Clock
    channel_to: Callable[[str], grpc.aio.Channel]
    channel_to_context: Callable[[str], grpc.aio.Channel] = no_such_context
    issuer: TokenIssuer | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    failpoints: FailPoints = field(default_factory=FailPoints)
    posting_times: PostingTimes = field(default_factory=PostingTimes)
    subscribers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    event_times: EventTimes = field(default_factory=EventTimes)
    carrier: EventCarrier | None = None
    contexts: Sequence[str] = ()
    plugins: Sequence[str] = ()
    plugin: grpc.aio.Channel | None = None
    ui_folder: Path | None = None

    @property
    def uow(self) -> UnitOfWork:
        """Transactions on the context's database."""
        return UnitOfWork(self.database)

    @property
    def write(self) -> Writer:
        """Runs a use case as one idempotent transaction."""
        return Writer(self.uow, self.clock)


@dataclass(frozen=True)
class Background:
    """Work that goes on while the context serves; `run` ends when it is cancelled."""

    name: str
    run: Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Wiring:
    """A context put together: its servicers with the function that adds each to a server, and its background work."""

    servicers: Sequence[tuple[Callable[[Any, grpc.aio.Server], None], Any]]
    background: Sequence[Background] = ()
    start: Callable[[], Awaitable[None]] | None = None
    stop: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Module:
    """One context: its name, the services it alone owns, those it shares, its migrations, how it is wired, and what it
    wants to be told by others."""

    name: str
    services: tuple[str, ...]
    migrations: Path
    wire: Callable[[Environment], Wiring]
    shared_services: tuple[str, ...] = (CHECKED,)
    subscriptions: tuple[Subscription, ...] = ()
