"""The NATS server of a mesh on one machine: who its users are, and what each process is told of it."""

from collections.abc import Collection
from pathlib import Path

from m_engines.nats.configuration import ServerCertificate
from m_engines.nats.permissions import process_user
from m_engines.nats.server import EmbeddedNats

from business_m.catalog import NAMES
from business_m.databases import RolePasswords
from business_m.identity import FRONT, Identity, server_name
from business_m.subscribers import subscribers

# As whom it shows itself where it has a certificate.
BROKER = "nats"


class EmbeddedBroker:
    """Each context is a user, with the rights that what it tells and is told takes; so is the process at the front,
    which runs the contexts `here`. With `tls`, which is BROKER's, nobody speaks to it in the open.

    Raises NatsNotInstalled. `server` starts and stops as every embedded engine.
    """

    def __init__(self, data_dir: Path, here: Collection[str] = (), tls: Identity | None = None) -> None:
        self._passwords = RolePasswords(data_dir / "nats_passwords.json")
        told = subscribers(())
        users = [process_user(name, self._passwords.of(name), [name], told) for name in NAMES]
        users.append(process_user(FRONT, self._passwords.of(FRONT), sorted(here), told))
        self.server = EmbeddedNats(data_dir, users, tls=_certificate(tls) if tls else None)

    def url_of(self, process: str) -> str:
        """NATS_URL of a context's processes, or of the one at the front. RuntimeError before the first start."""
        return self.server.address.of_user(process, self._passwords.of(process)).url()


def _certificate(tls: Identity) -> ServerCertificate:
    return ServerCertificate(tls.certificate, tls.key, tls.authority, server_name(BROKER))
