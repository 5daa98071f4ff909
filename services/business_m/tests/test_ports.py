"""Ports that were asked for, and those that were not."""

import socket

import pytest

from business_m.ports import LOOPBACK, PortTaken, listen


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
