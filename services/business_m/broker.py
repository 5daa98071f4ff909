"""NATS for a process: the calls its stubs make, the events its contexts tell and those they are told.

What is in m_engines/nats is imported only where an address asks for it: the client comes with an extra.
"""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import grpc
import grpc_inproc
from m_kit.event_carrier import EventCarrier
from m_kit.module import Background

from business_m.channels import LIMITS, NATS_SCHEMES, variable_of
from business_m.settings import SettingInvalid, Settings

if TYPE_CHECKING:
    from m_engines.nats.address import NatsAddress
    from m_engines.nats.connection import NatsConnection
    from m_engines.nats.replies import Replies

NATS_URL = "NATS_URL"


class Broker:
    """All of a process that goes over NATS; nothing where no address says so.

    Raises SettingInvalid for an address that is none, and where the extra is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        self._connections: dict[NatsAddress, NatsConnection] = {}
        self._replies: dict[NatsAddress, Replies] = {}
        self._near: list[grpc.aio.Server] = []
        self._home = _address(NATS_URL, settings.nats_url) if settings.nats_url else None
        self.channels = {
            context: self._channel(context, self._known(_address(variable_of(context), address)))
            for context, address in settings.remotes.items()
            if address.startswith(NATS_SCHEMES)
        }

    @property
    def home(self) -> "NatsConnection | None":
        """NATS_URL's: where this process' contexts are called, tell and are told. None without one."""
        return self._connection(self._home) if self._home else None

    def carrier(self, context: str, token: Callable[[str], str]) -> EventCarrier | None:
        """What brings a context's events to others; None where the contexts call each other for that."""
        if self.home is None:
            return None
        from m_engines.nats.carrier import JetStreamCarrier

        return JetStreamCarrier(self.home, context, token)

    def taking(
        self, context: str, subscribers: Mapping[str, Sequence[str]], channel: grpc.aio.Channel
    ) -> Sequence[Background]:
        """The work of taking what others tell a context to its own DeliveryService, behind `channel`."""
        if self.home is None:
            return ()
        from m_engines.nats.event_pump import EventPump
        from m_engines.nats.permissions import sources_of

        sources = sources_of(context, subscribers)
        if not sources:
            return ()
        return (Background(f"{context}: events from NATS", EventPump(self.home, context, sources, channel).run),)

    async def start(self) -> None:
        """Calls may be made. NATS itself need not be there yet: who is called before is UNAVAILABLE."""
        for server in self._near:
            await server.start()

    async def stop(self) -> None:
        """When nobody calls any more."""
        for server in self._near:
            await server.stop(None)
        for connection in self._connections.values():
            await connection.close()

    def _channel(self, context: str, address: "NatsAddress") -> grpc.aio.Channel:
        from m_engines.nats.channel import NatsChannel
        from m_engines.nats.remote_calls import RemoteCalls
        from m_engines.nats.replies import Replies

        if address not in self._replies:
            self._replies[address] = Replies(self._connection(address))
        near = grpc_inproc.make_server(handlers=[RemoteCalls(self._replies[address], context)], options=LIMITS)
        self._near.append(near)
        return NatsChannel(grpc_inproc.connect(near, options=LIMITS))

    def _connection(self, address: "NatsAddress") -> "NatsConnection":
        from m_engines.nats.connection import NatsConnection

        if address not in self._connections:
            self._connections[address] = NatsConnection(address)
        return self._connections[address]

    def _known(self, address: "NatsAddress") -> "NatsAddress":
        """A remote that names nobody is asked as whom NATS_URL names, where that is the same server."""
        home = self._home
        if home and not address.user and (home.host, home.port) == (address.host, address.port):
            return home
        return address


def _address(variable: str, url: str) -> "NatsAddress":
    if importlib.util.find_spec("nats") is None:
        raise SettingInvalid(f"{variable}: the client of NATS is not installed: pip install 'business-m[nats]'")
    from m_engines.nats.address import NatsAddress
    from m_engines.nats.errors import NatsUrlInvalid

    try:
        return NatsAddress.parse(url)
    except NatsUrlInvalid as error:
        raise SettingInvalid(f"{variable}: {error}") from error
