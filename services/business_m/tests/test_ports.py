"""Ports that were asked for, and those that were not."""

import socket

import grpc
import pytest

from business_m.ports import LOOPBACK, PortTaken, listen, port_of, reserve, share


def test_a_port_that_was_asked_for_and_is_taken_is_refused_by_number() -> None:
    with listen(0, 0) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=str(number)):
            listen(number, 0)


def test_where_none_was_asked_for_the_next_free_one_is_taken() -> None:
    with listen(0, 0) as taken:
        number = taken.getsockname()[1]
        with listen(None, number) as found:
            assert found.getsockname()[1] > number


def test_it_listens_on_loopback_alone() -> None:
    with listen(0, 0) as found:
        assert found.getsockname()[0] == LOOPBACK
        with socket.create_connection(found.getsockname(), timeout=5):
            pass


async def test_a_reserved_port_is_a_servers_of_ours_and_nobody_elses() -> None:
    with reserve(0, 0) as kept:
        for _ in range(2):
            server = grpc.aio.server()
            assert server.add_insecure_port(f"{LOOPBACK}:{port_of(kept)}") == port_of(kept)
            await server.start()
            with pytest.raises(PortTaken):
                listen(port_of(kept), 0)
            await server.stop(None)
        with pytest.raises(PortTaken, match=str(port_of(kept))):
            reserve(port_of(kept), 0)
        with share(port_of(kept)) as shared:
            assert port_of(shared) == port_of(kept)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(kept.getsockname(), timeout=5)


def test_a_port_that_somebody_listens_on_is_not_shared() -> None:
    with listen(0, 0) as taken, pytest.raises(PortTaken, match=str(port_of(taken))):
        share(port_of(taken))
