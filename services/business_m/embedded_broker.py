"""The NATS server of a mesh on one machine: who its users are, and what each process is told of it."""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from m_engines.nats.configuration import ServerCertificate
from m_engines.nats.permissions import NatsUser, process_user
from m_engines.nats.server import EmbeddedNats

from business_m.catalog import NAMES
from business_m.databases import RolePasswords
from business_m.identity import BROKER, FRONT, Identity, server_name
from business_m.subscribers import SUBSCRIBED, subscribers

# In the data directory: user to password.
PASSWORDS = "nats_passwords.json"


class EmbeddedBroker:
    """Each context is a user, with the rights that what it tells and is told takes; so is the process at the front,
    which runs the contexts `here`. With `tls`, which is BROKER's, nobody speaks to it in the open. `beside` has
    contexts that are no part of the catalog, to the types of events they are told.

    Raises NatsNotInstalled. `server` starts and stops as every embedded engine.
    """

    def __init__(
        self,
        data_dir: Path,
        here: Collection[str] = (),
        tls: Identity | None = None,
        beside: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._passwords = RolePasswords(data_dir / PASSWORDS)
        users = users_of(self._passwords, here, beside)
        self.server = EmbeddedNats(data_dir, users, tls=_certificate(tls) if tls else None)

    @property
    def target(self) -> str:
        """Where it listens, host:port. RuntimeError before the first start."""
        address = self.server.address
        return f"{address.host}:{address.port}"

    def url_of(self, process: str, target: str = "") -> str:
        """NATS_URL of a context's processes, or of the one at the front; `target` is where it is reached, where that is
        elsewhere than it listens. RuntimeError before the first start."""
        host, _, port = (target or self.target).rpartition(":")
        address = replace(self.server.address, host=host, port=int(port))
        return address.of_user(process, self._passwords.of(process)).url()


def users_of(
    passwords: RolePasswords, here: Collection[str] = (), beside: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> list[NatsUser]:
    """A user for each context and for the process at the front, as EmbeddedBroker has them."""
    told = subscribers((), {**SUBSCRIBED, **beside})
    users = [process_user(name, passwords.of(name), [name], told) for name in (*NAMES, *beside)]
    return [*users, process_user(FRONT, passwords.of(FRONT), sorted(here), told)]


@contextlib.contextmanager
def kept_broker(data_dir: Path, tls: Identity, beside: Mapping[str, Sequence[str]]) -> Iterator[EmbeddedBroker]:
    """One for a mesh, started, and in the end stopped. From the main thread only. Raises NatsNotInstalled,
    AlreadyRunning, EngineStartFailed."""
    broker = EmbeddedBroker(data_dir, tls=tls, beside=beside)
    broker.server.start()
    try:
        yield broker
    finally:
        broker.server.stop()


def _certificate(tls: Identity) -> ServerCertificate:
    return ServerCertificate(tls.certificate, tls.key, tls.authority, server_name(BROKER))
