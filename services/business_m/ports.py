"""Ports: those asked for, or the next free ones."""

import errno
import socket

LOOPBACK = "127.0.0.1"
TRIES = 200


class PortTaken(Exception):
    """A port that was asked for is in use; the message says which."""


def listen(asked: int | None, default: int) -> socket.socket:
    """A listening socket on loopback: on the port asked for (0: any free one), else on `default` or the next free one.

    Raises PortTaken.
    """
    if asked is not None:
        bound = _bind(asked)
        if bound is None:
            raise PortTaken(f"port {asked} is taken")
        return bound
    for port in range(default, default + TRIES):
        bound = _bind(port)
        if bound is not None:
            return bound
    raise PortTaken(f"ports {default} to {default + TRIES - 1} are taken")


def _bind(port: int) -> socket.socket | None:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((LOOPBACK, port))
        found.listen(512)
    except OSError as error:
        found.close()
        if error.errno != errno.EADDRINUSE:
            raise
        return None
    return found
