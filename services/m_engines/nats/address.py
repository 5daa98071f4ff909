"""Where a NATS server is: read from a URL as NATS_URL and M_REMOTE_<CONTEXT> have it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from m_engines.nats.errors import NatsUrlInvalid

DEFAULT_PORT = 4222
PLAIN, ENCRYPTED = "nats", "tls"


@dataclass(frozen=True, slots=True)
class NatsAddress:
    """Where a server is and as whom to talk to it.

    For tls:// URLs alone: `authority` is the file of the certificates to trust, the system's where there is none, and
    `name` the one that the server's certificate must have, where that is not the host's.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_encrypted: bool = False
    authority: Path | None = None
    name: str = ""

    @classmethod
    def parse(cls, url: str) -> Self:
        """Reads nats://user:password@host:port, and tls://...?ca=FILE&name=NAME. Raises NatsUrlInvalid."""
        try:
            parts = urlsplit(url)
            port = parts.port or DEFAULT_PORT
        except ValueError:
            raise NatsUrlInvalid("the URL of the NATS server is malformed") from None
        if parts.scheme not in (PLAIN, ENCRYPTED) or not parts.hostname:
            raise NatsUrlInvalid(f"a URL of a NATS server is {PLAIN}://host:port or {ENCRYPTED}://host:port")
        options = dict(parse_qsl(parts.query))
        authority = options.get("ca")
        return cls(
            unquote(parts.hostname),
            port,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            is_encrypted=parts.scheme == ENCRYPTED,
            authority=Path(authority) if authority else None,
            name=options.get("name", ""),
        )

    def of_user(self, user: str, password: str) -> "NatsAddress":
        """The same server, as somebody else."""
        return replace(self, user=user, password=password)

    def url(self) -> str:
        """As `parse` reads it, password and all."""
        credentials = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@" if self.user else ""
        options = {"ca": str(self.authority or ""), "name": self.name}
        query = urlencode({name: value for name, value in options.items() if value}, safe="/")
        return self.server_url.replace("://", f"://{credentials}") + (f"?{query}" if query else "")

    @property
    def server_url(self) -> str:
        """Where the server is, without whom we are."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{ENCRYPTED if self.is_encrypted else PLAIN}://{host}:{self.port}"
