"""Whether a NATS server is there: it speaks first, before anybody says who he is."""

import socket

_HELLO = b"INFO"


def greets(host: str, port: int, timeout_seconds: float) -> bool:
    """Whether it says hello in time."""
    try:
        with socket.create_connection((host, port), timeout=timeout_seconds) as connection:
            return connection.recv(len(_HELLO)) == _HELLO
    except OSError:
        return False
