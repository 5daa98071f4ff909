"""One process or many: the same scenarios hold, and every answer on the way is the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.files import Scenario, read_scenarios
from tests.scenarios.outcome import ScenarioResult
from tests.scenarios.runner import run
from tests.support.books import repeatable_codes
from tests.support.recording import Recording, RecordingRest
from tests.support.whole import INDIE, MIXED, NETWORK, Systems

TENANT = "parity"
SEED = 4
WORLDS = sorted((Path(__file__).parent.parent / "worlds").glob("*.yaml"))
SCENARIOS = read_scenarios(WORLDS)
Replayed = dict[str, tuple[ScenarioResult, list[dict[str, Any]]]]


@pytest.fixture(scope="module")
def replayed(systems: Systems) -> Callable[[str], Replayed]:
    """Topology to scenario id to how it ended and what was said on the way."""
    done: dict[str, Replayed] = {}

    def on(topology: str) -> Replayed:
        if topology not in done:
            system = systems(topology)
            token = system.token("--tenant", TENANT, "--role", "admin")
            with repeatable_codes(SEED):
                done[topology] = {one.id: _replay(system.http_url, token, one) for one in SCENARIOS}
        return done[topology]

    return on


def _replay(http_url: str, token: str, scenario: Scenario) -> tuple[ScenarioResult, list[dict[str, Any]]]:
    recording = Recording()
    with RecordingRest(http_url, token, recording) as rest:
        result = run(rest, scenario)
        return result, [_comparable(exchange) for exchange in recording.exchanges if not _is_waiting(exchange)]


def _is_waiting(exchange: dict[str, Any]) -> bool:
    """Whether it asks how far the valuing anew is: that is asked until it is done."""
    return bool(exchange["method"] == "GET" and exchange["path"].endswith("/stock/recomputes"))


def _comparable(exchange: dict[str, Any]) -> dict[str, Any]:
    """Without how many rows a check looked at, if any, and without the audit chain: balances are folded and vouchers
    sealed in the background, sooner or later."""
    if not exchange["path"].endswith("/checks"):
        return exchange
    found = [one for one in exchange["answered"]["invariants"] if one["id"] != "I13"]
    invariants = [{"id": one["id"], "violations": one["violations"]} for one in found]
    return {**exchange, "answered": {"invariants": invariants}}


@pytest.mark.parametrize("topology", [MIXED, NETWORK])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_a_scenario_holds_and_every_answer_is_that_of_one_process(
    replayed: Callable[[str], Replayed], topology: str, scenario: Scenario
) -> None:
    result, exchanges = replayed(topology)[scenario.id]
    assert result.status == "passed", result.line()
    _, expected = replayed(INDIE)[scenario.id]
    assert len(expected) > len(scenario.when)
    for ours, theirs in zip(exchanges, expected, strict=True):
        assert ours == theirs
