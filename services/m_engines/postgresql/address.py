"""Where a PostgreSQL server is: read from a DATABASE_URL, written as SQLAlchemy's URL."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

SCHEMES = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})
DEFAULT_PORT = 5432
DEFAULT_USER = "postgres"


class DatabaseUrlInvalid(ValueError):
    """A DATABASE_URL that names no PostgreSQL server; the message never holds the URL, which may hold a password."""


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where a server is and as whom to talk to it.

    `host` is a host name, or the directory of a Unix socket where it starts with "/". `options` are further query
    parameters of the URL, in asyncpg's words (`ssl`, never libpq's `sslmode`).
    """

    host: str
    port: int
    user: str
    password: str | None = field(repr=False)
    database: str
    options: tuple[tuple[str, str], ...] = ()

    def url(self, *, user: str | None = None, password: str | None = None, database: str | None = None) -> str:
        """SQLAlchemy's URL, `postgresql+asyncpg://...`; another user never gets this user's password."""
        if user is None and password is None:
            password = self.password
        credentials = _quoted(user or self.user) + ("" if password is None else ":" + _quoted(password))
        authority = "" if self._is_socket else f"{_bracketed(self.host)}:{self.port}"
        query = urlencode(list(self._query()))
        path = _quoted(database or self.database)
        return f"postgresql+asyncpg://{credentials}@{authority}/{path}" + (f"?{query}" if query else "")

    @classmethod
    def parse(cls, database_url: str) -> Self:
        """Reads postgres://, postgresql:// and postgresql+asyncpg:// URLs; raises DatabaseUrlInvalid."""
        parts = _split(database_url)
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        user = unquote(parts.username) if parts.username else options.pop("user", DEFAULT_USER)
        host = options.pop("host", None) or unquote(parts.hostname or "") or "localhost"
        password = options.pop("password", None) if parts.password is None else unquote(parts.password)
        port = _port(options.pop("port", None), parts)
        if "sslmode" in options:
            options["ssl"] = options.pop("sslmode")
        return cls(host, port, user, password, unquote(parts.path[1:]) or user, tuple(options.items()))

    @property
    def _is_socket(self) -> bool:
        return self.host.startswith("/")

    def _query(self) -> Iterator[tuple[str, str]]:
        if self._is_socket:
            yield "host", self.host
            yield "port", str(self.port)
        yield from self.options


def _split(database_url: str) -> SplitResult:
    try:
        parts = urlsplit(database_url)
    except ValueError:
        raise DatabaseUrlInvalid("the database URL is malformed") from None
    if parts.scheme not in SCHEMES:
        raise DatabaseUrlInvalid(f"a database URL starts with one of {', '.join(sorted(SCHEMES))}, then ://")
    return parts


def _port(from_query: str | None, parts: SplitResult) -> int:
    try:
        port = int(from_query) if from_query else parts.port or DEFAULT_PORT
    except ValueError:
        raise DatabaseUrlInvalid("the port of the database URL is not a number up to 65535") from None
    if not 0 < port < 65536:
        raise DatabaseUrlInvalid("the port of the database URL is not a number up to 65535")
    return port


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
