"""Ports: those asked for, or the next free ones."""

import errno
import socket

LOOPBACK = "127.0.0.1"
TRIES = 200


class PortTaken(Exception):
    """A port that was asked for is in use; the message says which."""


def listen(asked: int | None, default: int, host: str = LOOPBACK) -> socket.socket:
    """A listening socket: on the port asked for (0: any free one), else on `default` or the next free one.

    Raises PortTaken.
    """
    if asked is not None:
        bound = _bind(asked, host)
        if bound is None:
            raise PortTaken(f"port {asked} is taken")
        return bound
    for port in range(default, default + TRIES):
        bound = _bind(port, host)
        if bound is not None:
            return bound
    raise PortTaken(f"ports {default} to {default + TRIES - 1} are taken")


def reserve(asked: int | None, default: int, host: str = LOOPBACK) -> socket.socket:
    """A port as `listen` finds it, kept for gRPC servers of ours until this socket is closed: they share it by
    SO_REUSEPORT, one after the other, and nobody else gets it meanwhile. Raises PortTaken."""
    with listen(asked, default, host) as found:
        port = port_of(found)
    return share(port, host)


def share(port: int, host: str = LOOPBACK) -> socket.socket:
    """The same port once more, where a process of ours keeps it. Raises PortTaken."""
    kept = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        kept.bind((host, port))
    except OSError as error:
        kept.close()
        raise PortTaken(f"port {port} is taken") from error
    return kept


def port_of(bound: socket.socket) -> int:
    """Its number."""
    port: int = bound.getsockname()[1]
    return port


def _bind(port: int, host: str) -> socket.socket | None:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(512)
    except OSError as error:
        found.close()
        if error.errno != errno.EADDRINUSE:
            raise
        return None
    return found
