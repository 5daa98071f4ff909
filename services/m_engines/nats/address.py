"""Where a NATS server is: read from a URL as NATS_URL and M_REMOTE_<CONTEXT> have it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from m_engines.nats.errors import NatsUrlInvalid

DEFAULT_PORT = 4222
PLAIN, ENCRYPTED = "nats", "tls"


@dataclass(frozen=True, slots=True)
class NatsAddress:
    """Where a server is and as whom to talk to it.

    `authority` is the file of the certificates to trust, for tls:// URLs alone; without one the system's are trusted.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_encrypted: bool = False
    authority: Path | None = None

    @classmethod
    def parse(cls, url: str) -> Self:
        """Reads nats://user:password@host:port, and tls://...?ca=FILE. Raises NatsUrlInvalid."""
        try:
            parts = urlsplit(url)
            port = parts.port or DEFAULT_PORT
        except ValueError:
            raise NatsUrlInvalid("the URL of the NATS server is malformed") from None
        if parts.scheme not in (PLAIN, ENCRYPTED) or not parts.hostname:
            raise NatsUrlInvalid(f"a URL of a NATS server is {PLAIN}://host:port or {ENCRYPTED}://host:port")
        authority = dict(parse_qsl(parts.query)).get("ca")
        return cls(
            unquote(parts.hostname),
            port,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            is_encrypted=parts.scheme == ENCRYPTED,
            authority=Path(authority) if authority else None,
        )

    def of_user(self, user: str, password: str) -> "NatsAddress":
        """The same server, as somebody else."""
        return replace(self, user=user, password=password)

    def url(self) -> str:
        """As `parse` reads it, password and all."""
        credentials = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@" if self.user else ""
        query = f"?ca={quote(str(self.authority))}" if self.authority else ""
        return f"{self.server_url.replace('://', f'://{credentials}')}{query}"

    @property
    def server_url(self) -> str:
        """Where the server is, without whom we are."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{ENCRYPTED if self.is_encrypted else PLAIN}://{host}:{self.port}"
