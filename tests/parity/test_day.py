"""The same day over REST and over gRPC, in one process and in many: every answer is the same."""

from collections.abc import Callable

import pytest

from tests.parity.comparing import require_every_change_seen, require_same
from tests.parity.day import play
from tests.parity.exchanges import Exchange, OverGrpc, OverRest
from tests.support.whole import INDIE, MESH, MIXED, NETWORK, TOPOLOGIES, Systems, Whole

REST, GRPC = "rest", "grpc"
FEWEST_EXCHANGES = 180
Played = Callable[[str, str], list[Exchange]]


@pytest.fixture(scope="module")
def played(systems: Systems) -> Played:
    """(topology, way in) to everything that was said. Each way in has a tenant of its own."""
    done: dict[tuple[str, str], list[Exchange]] = {}

    def exchanges(topology: str, way_in: str) -> list[Exchange]:
        if (topology, way_in) not in done:
            done[topology, way_in] = _played(systems(topology), way_in)
        return done[topology, way_in]

    return exchanges


def _played(system: Whole, way_in: str) -> list[Exchange]:
    token = system.token("--tenant", f"day-{way_in}", "--role", "admin")
    if way_in == REST:
        with system.rest(token) as rest:
            return play(OverRest(rest))
    with system.native(token) as native:
        return play(OverGrpc(native))


@pytest.mark.parametrize("way_in", [REST, GRPC])
@pytest.mark.parametrize("topology", [MIXED, NETWORK, MESH])
def test_every_answer_of_the_day_is_that_of_one_process(played: Played, topology: str, way_in: str) -> None:
    assert len(played(INDIE, way_in)) >= FEWEST_EXCHANGES
    require_same(played(topology, way_in), played(INDIE, way_in))


@pytest.mark.parametrize("topology", [*TOPOLOGIES, MESH])
def test_rest_says_what_the_messages_say(played: Played, topology: str) -> None:
    unary = [one for one in played(topology, GRPC) if not isinstance(one.answered, list)]
    assert len(played(topology, GRPC)) - len(unary) == 2
    require_same(played(topology, REST), unary, way_in=False)


@pytest.mark.parametrize("topology", [*TOPOLOGIES, MESH])
def test_nothing_is_violated_after_the_day(systems: Systems, played: Played, topology: str) -> None:
    played(topology, REST)
    found = systems(topology).m("check", "--json").ok()
    assert (found["ok"], [one["id"] for one in found["invariants"]]) == (True, [f"I{i}" for i in range(1, 15)])


def test_the_stream_says_every_movement_that_the_list_has(played: Played) -> None:
    whole, part = (one.answered for one in played(INDIE, GRPC) if isinstance(one.answered, list))
    assert [int(one["sequence"]) for one in whole] == list(range(1, len(whole) + 1))
    assert part == whole[4:7]
    pages = [one.answered for one in played(INDIE, GRPC) if one.rpc.endswith("ListMovements")]
    confirmed = [one for page in pages for one in page["movements"] if one["state"] == "CONFIRMED"]
    streamed = {one["movement"]["id"]: one["movement"] for one in whole}
    assert {one["id"]: one for one in confirmed} == streamed
    assert len(whole) == len(streamed) > 20


def test_the_day_meets_every_refusal_it_should(played: Played) -> None:
    assert {one.reason for one in played(INDIE, REST)} - {""} == {
        "ACCOUNT_UNKNOWN",
        "AMOUNT_MALFORMED",
        "AMOUNT_SCALE_EXCEEDED",
        "ETAG_MISMATCH",
        "FIELD_INVALID",
        "FIELD_PATTERN",
        "FIELD_REQUIRED",
        "INSUFFICIENT_STOCK",
        "PERIOD_CLOSED",
        "POSTING_RULE_MISSING",
        "REQUEST_ID_REUSED",
        "RESOURCE_ARCHIVED",
        "RESOURCE_NOT_FOUND",
        "SOURCE_MOVEMENT_INVALID",
        "STATE_INVALID",
        "UOM_CONVERSION_MISSING",
        "VOUCHER_UNBALANCED",
    }


@pytest.mark.parametrize("way_in", [REST, GRPC])
def test_every_change_of_every_answer_is_seen(played: Played, way_in: str) -> None:
    """Of a value, of what stands first in a list, of a field that is missing."""
    seen = require_every_change_seen(played(INDIE, way_in))
    assert min(seen.values()) > 100, seen
