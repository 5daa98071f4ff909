"""Every conformance case, over a unix socket and in process, under every isolation; and the papers that list them."""

import asyncio
import functools
import logging
from pathlib import Path
from typing import Any

import conformance
import pytest
from cases.case import Case
from cases.transport import InProcess, Network

from grpc_inproc import Isolation

HERE = Path(__file__).parent
CASES = conformance.all_cases()
HIDING = (Isolation.COPY, Isolation.WIRE)


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@functools.cache
def over_network() -> dict[str, dict[str, Any]]:
    """What every case observes; once, on one loop, for the network's poller wants no other."""
    ours, transport = in_process(Isolation.COPY), Network()

    def is_expected(case: Case, notes: dict[str, Any]) -> bool:
        return conformance.Verdict(case, notes, ours[case.name]).as_declared

    async def observe_all() -> dict[str, dict[str, Any]]:
        return {
            case.name: await conformance.observe_network(case, transport, functools.partial(is_expected, case))
            for case in CASES
        }

    with asyncio.Runner() as runner:
        return runner.run(observe_all())


@functools.cache
def in_process(isolation: Isolation) -> dict[str, dict[str, Any]]:
    """What every case observes in process; once."""
    transport = InProcess(isolation)

    async def observe_all() -> dict[str, dict[str, Any]]:
        return {case.name: await conformance.observe(case, transport) for case in CASES}

    with asyncio.Runner() as runner:
        return runner.run(observe_all())


@functools.cache
def verdicts(isolation: Isolation) -> dict[str, conformance.Verdict]:
    theirs, ours = over_network(), in_process(isolation)
    return {case.name: conformance.Verdict(case, theirs[case.name], ours[case.name]) for case in CASES}


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_case(name):
    verdict = verdicts(Isolation.COPY)[name]
    assert verdict.as_declared, verdict.explain()


@pytest.mark.parametrize("isolation", [Isolation.WIRE, Isolation.IMMUTABLE, Isolation.PARANOID])
def test_all_cases_under(isolation):
    wrong = [verdict for verdict in verdicts(isolation).values() if not _as_declared_under(isolation, verdict)]
    assert not wrong, "\n".join(verdict.explain() for verdict in wrong)


def _as_declared_under(isolation: Isolation, verdict: conformance.Verdict) -> bool:
    if verdict.case.breaks_promise and isolation not in HIDING:
        return not verdict.same
    return verdict.as_declared


def test_there_are_at_least_250_cases_of_different_names():
    assert len({case.name for case in CASES}) == len(CASES) >= 250


def test_every_case_is_in_cases_md():
    listed = (HERE / "CASES.md").read_text()
    assert [case.name for case in CASES if f"`{case.name}`" not in listed] == []


def test_every_difference_has_a_row_in_the_readme_and_every_row_a_test():
    readme = (HERE.parent / "README.md").read_text().partition("## Differences")[2]
    rows = {line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")}
    tests = {case.difference for case in CASES if case.difference}
    own = (HERE / "test_differences.py").read_text()
    assert tests <= rows
    assert [row for row in sorted(rows - tests) if f"def test_{row.replace('-', '_')}" not in own] == []
