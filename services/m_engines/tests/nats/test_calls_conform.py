"""The channel's conformance suite, its unary part, over NATS: every case is observed over a real network and over a
real NATS server, and what it observes must be the same, but for the differences listed here."""

import asyncio
import functools
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import conformance
import pytest
from cases.case import Case
from cases.transport import Network

from m_engines.nats.address import NatsAddress
from m_engines.tests.nats.over_nats import Nats

# Topics of nothing but streams, and of channels that block a thread.
OTHER_TOPICS = ("streams", "blocking_channels")
STREAM_KINDS = ("[expand]", "[collect]", "[converse]")
# Calls that wait for a thing which only a stream of theirs would bring.
WITH_A_STREAM = ("cancelling.nested_call_is_cancelled_with_its_handler[unary]",)
BLOCKING = ("context_variables.from_threads[unary]", "context_variables.of_a_future")

# NATS knows no connection between a caller and a server, so a channel has no state to show; nothing is compressed on
# the way, so nothing can be forbidden.
NO_CONNECTION, NO_COMPRESSION = "no connection to watch", "no compression"
DIFFERENCES = {
    "channels.state_without_a_server": NO_CONNECTION,
    "channels.state_after_the_server_stopped": NO_CONNECTION,
    "channels.wait_for_ready_connects[unary]": NO_CONNECTION,
    "channels.call_asks_for_forbidden_compression[unary]": NO_COMPRESSION,
    "channels.channel_asks_for_forbidden_compression[unary]": NO_COMPRESSION,
    "channels.option_asks_for_forbidden_compression[unary]": NO_COMPRESSION,
    "channels.call_asks_for_no_compression[unary]": NO_COMPRESSION,
    "channels.compression_behind_interceptors[gzip]": NO_COMPRESSION,
    "metadata.primary_user_agent": "a handler sees the agent of the process that serves",
}
SHORT_SECONDS = 1.0


def in_scope() -> list[Case]:
    """Cases that may be unary; whether one calls a stream after all shows when it is run."""
    return [
        replace(case, patience_seconds=SHORT_SECONDS) if case.name in DIFFERENCES else case
        for case in conformance.all_cases()
        if case.name.split(".")[0] not in OTHER_TOPICS
        and not case.name.endswith(STREAM_KINDS)
        and case.name not in (*WITH_A_STREAM, *BLOCKING)
    ]


CASES = in_scope()
MOST_WITH_STREAMS = 50


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@functools.cache
def observed(address: NatsAddress) -> dict[str, tuple[dict[str, Any], dict[str, Any], bool]]:
    """Case to what it saw over the network and over NATS, and whether it called a stream; once, on one loop."""

    async def observe_all() -> dict[str, tuple[dict[str, Any], dict[str, Any], bool]]:
        network, nats, found = Network(), Nats(address), {}
        for case in CASES:
            nats.streams.clear()
            ours = await conformance.observe(case, nats)
            is_expected = functools.partial(_is_as_declared, case, ours)
            theirs = {} if nats.streams else await conformance.observe_network(case, network, is_expected)
            found[case.name] = (theirs, ours, bool(nats.streams))
        await nats.close()
        return found

    with asyncio.Runner() as runner:
        return runner.run(observe_all())


def _is_as_declared(case: Case, ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return conformance.Verdict(case, theirs, ours).same is (case.difference is None and case.name not in DIFFERENCES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case, nats_address: NatsAddress) -> None:
    theirs, ours, has_stream = observed(nats_address)[case.name]
    assert ours
    if has_stream:  # refused: see test_calls
        return
    assert _is_as_declared(case, ours, theirs), conformance.Verdict(case, theirs, ours).explain()


def test_nearly_all_of_them_are_unary(nats_address: NatsAddress) -> None:
    with_streams = [name for name, (_, _, has_stream) in observed(nats_address).items() if has_stream]
    assert len(with_streams) <= MOST_WITH_STREAMS
    assert len(CASES) - len(with_streams) >= 350
