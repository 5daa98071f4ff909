"""Runs scenarios against a server, one after the other, each in a company of its own."""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from business_m.catalog import NAMES

from tests.scenarios.files import Scenario, Skip
from tests.scenarios.outcome import Mismatch, ScenarioResult, StepOutcome, Unknown
from tests.scenarios.topics import TOPICS, World
from tests.support.rest import Refused, Rest

_Failures = (Mismatch, Unknown, Refused, AssertionError)


def run_all(rest: Rest, scenarios: Iterable[Scenario], skips: Mapping[str, Skip]) -> Iterator[ScenarioResult]:
    """A result for each, in order."""
    for scenario in scenarios:
        skip = skips.get(scenario.id)
        if skip is None:
            yield run(rest, scenario)
        elif skip.waits_for and skip.waits_for in _offered(scenario.topic):
            reason = f"{skip.waits_for} exists now: take the entry out"
            yield ScenarioResult(scenario.id, "failed", reason, "skips.yaml")
        else:
            yield ScenarioResult(scenario.id, "skipped", skip.reason)


def run(rest: Rest, scenario: Scenario) -> ScenarioResult:
    """Replays one scenario; afterwards every invariant must hold."""
    started = time.monotonic()
    place = "given"
    result = ScenarioResult(scenario.id, "passed")
    try:
        for name, step in _steps(rest, scenario):
            place = name
            step()
    except _Failures as failure:
        result.status = "failed"
        result.reason = str(failure)
        result.failed_step = place
        if isinstance(failure, Mismatch):
            result.expected, result.actual = failure.expected, failure.actual
    result.seconds = f"{time.monotonic() - started:.2f}"
    return result


def _steps(rest: Rest, scenario: Scenario) -> Iterator[tuple[str, Any]]:
    """(where we are, what to do there), each done before the next is asked for."""
    made: list[World] = []

    def begin() -> None:
        if scenario.topic not in TOPICS:
            raise Unknown(f"unknown topic {scenario.topic}")
        if not scenario.when and not scenario.then:
            raise Unknown("a scenario without steps and without an end proves nothing")
        made.append(TOPICS[scenario.topic](rest, scenario.folder, scenario.given, scenario.when))

    yield "given", begin
    for number, step in enumerate(scenario.when, start=1):
        yield f"when {number} {step.get('do')}", lambda step=step: _do(made[0], scenario.topic, step)
    for key, expected in scenario.then.items():
        yield f"then {key}", lambda key=key, expected=expected: made[0].then(key, expected)
    yield "invariants", lambda: made[0].require_invariants()
    yield "invariants", lambda: require_invariants(rest)


def _do(world: World, topic: str, step: dict[str, Any]) -> None:
    fields = {name: value for name, value in step.items() if name not in ("do", "expect")}
    verb = step.get("do", "")
    if verb not in _verbs(topic):
        raise Unknown(f"unknown verb {verb}")
    outcome = world.do(verb, fields)
    expected = step.get("expect") or {}
    if outcome.reason and "error" not in expected:
        raise Mismatch(f"refused: {outcome.message}", "", outcome.reason)
    if not outcome.reason and "error" in expected:
        raise Mismatch("it was not refused", expected["error"], _shown(outcome))
    for key, value in expected.items():
        world.expect(outcome, key, value)


def _shown(outcome: StepOutcome) -> str:
    return f"voucher {outcome.voucher['number']}" if outcome.voucher else "done"


def _verbs(topic: str) -> Mapping[str, Any]:
    return TOPICS[topic].VERBS if topic in TOPICS else {}


def _offered(topic: str) -> frozenset[str]:
    return frozenset(_verbs(topic)) | (TOPICS[topic].ABILITIES if topic in TOPICS else frozenset())


def require_invariants(rest: Rest) -> None:
    """What must never break, asked of every context. Raises Mismatch."""
    for context in NAMES:
        for invariant in rest.get(f"/v1/{context}/checks").ok()["invariants"]:
            if invariant["status"] == "VIOLATED":
                raise Mismatch(f"{context}: {invariant['id']} {invariant['title']}", [], invariant["violations"])
