"""Scenarios on the running server: our own worlds always, the case files where they are present."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.scenarios.__main__ import main
from tests.scenarios.files import Scenario, Skip, read_scenarios, read_skips
from tests.scenarios.outcome import UsageError
from tests.scenarios.runner import run, run_all
from tests.support.rest import Rest
from tests.support.whole import Whole
from tools.layout import ROOT

TENANT = "scenarios"
WORLDS = sorted((Path(__file__).parent / "worlds").glob("*.yaml"))
OURS = read_scenarios(WORLDS)
RECEIVED = {"do": "receive", "qty": "2", "rate": "3"}
BALANCED = [{"account": "Bank", "debit": "5"}, {"account": "Sales", "credit": "5"}]


@pytest.fixture(scope="module")
def rest(server: Whole) -> Iterator[Rest]:
    """REST in a tenant of their own, so that what is checked after each scenario is theirs alone."""
    with server.rest(server.token("--tenant", TENANT, "--role", "admin")) as found:
        yield found


@pytest.mark.parametrize("scenario", OURS, ids=lambda scenario: scenario.id)
def test_world(rest: Rest, scenario: Scenario) -> None:
    result = run(rest, scenario)
    assert result.status == "passed", result.line()


@pytest.mark.parametrize(
    ("name", "fewest"),
    [("ledger", 5), ("stock_valuation", 9), ("stock_reposting", 1), ("stock_gl_chain", 1)],
)
def test_case_files_hold(rest: Rest, cases: Path, name: str, fewest: int) -> None:
    results = list(run_all(rest, read_scenarios([cases / f"{name}.json"]), read_skips()))
    assert [result.line() for result in results if result.status == "failed"] == []
    assert sum(result.status == "passed" for result in results) >= fewest


def scenario(*when: dict[str, object], given: dict[str, object] | None = None, **then: object) -> Scenario:
    """A scenario of the ledger."""
    return Scenario("made-up", "ledger", ROOT, given or {}, list(when), then)


def stock(*when: Mapping[str, object], end: dict[str, object] | None = None, **given: object) -> Scenario:
    """A scenario of stock."""
    return Scenario("made-up", "stock_valuation", ROOT, given, list(map(dict, when)), end or {})


@pytest.mark.parametrize(
    ("broken", "place", "reason"),
    [
        (stock({"do": "receive", "qty": "1", "price": "1"}), "when 1 receive", "unknown field price of receive"),
        (stock({"do": "receive", "lines": [{"colour": "red"}]}), "when 1 receive", "unknown field colour of line"),
        (stock({"do": "receive", "qty": "1"}), "when 1 receive", "a rate belongs to what is received"),
        (stock({"do": "issue", "item": "Y", "qty": "1"}), "when 1 issue", "given has no Y or no W"),
        (stock({"do": "cancel", "target": "Y"}), "when 1 cancel", "cancel: nothing before is called Y"),
        (
            stock({**RECEIVED, "expect": {"mood": "good"}}),
            "when 1 receive",
            "unknown expectation mood",
        ),
        (stock(RECEIVED, valuation="GUESS"), "given", "unknown valuation GUESS"),
        (stock(RECEIVED, moon="full"), "given", "unknown field moon of given"),
        (stock(RECEIVED, items={"A": {"mass": "1"}}), "given", "unknown field mass of item A"),
        (stock(RECEIVED, end={"weather": "fine"}), "then weather", "unknown expectation weather"),
        (scenario({"do": "levitate"}), "when 1 levitate", "unknown verb levitate"),
        (scenario({"do": "journal", "colour": "red"}), "when 1 journal", "unknown field colour of journal"),
        (
            scenario({"do": "journal", "lines": [{**BALANCED[0], "party": "P"}, BALANCED[1]]}),
            "when 1 journal",
            "unknown field party of line",
        ),
        (
            scenario({"do": "journal", "lines": BALANCED, "expect": {"mood": "good"}}),
            "when 1 journal",
            "unknown expectation mood",
        ),
        (scenario({"do": "journal", "lines": BALANCED}, weather="fine"), "then weather", "unknown end weather"),
        (scenario({"do": "journal"}, given={"moon": "full"}), "given", "unknown field moon of given"),
        (scenario(), "given", "a scenario without steps and without an end proves nothing"),
        (Scenario("made-up", "alchemy", ROOT, {}, [{"do": "journal"}], {}), "given", "unknown topic alchemy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_runner_does_not_know_is_a_failure_by_name(
    rest: Rest, broken: Scenario, place: str, reason: str
) -> None:
    result = run(rest, broken)
    assert (result.status, result.failed_step) == ("failed", place)
    assert result.reason.startswith(reason)


@pytest.mark.parametrize(
    ("wrong", "expected", "actual"),
    [
        (stock({**RECEIVED, "expect": {"qty": "3"}}), "3", "2"),
        (stock({**RECEIVED, "expect": {"value": "6.01"}}), "6.01", "6.00"),
        (stock({**RECEIVED, "expect": {"value_change": "-6"}}), "-6", "6.00"),
        (stock({**RECEIVED, "expect": {"unit_cost": "3.1"}}), "3.1", "3.0"),
        (stock({**RECEIVED, "expect": {"layers": [["1", "3"]]}}), [["1", "3"]], [["2", "3.00"]]),
        (stock({**RECEIVED, "expect": {"balances": {"Stock": "5"}}}), "5", "6.00"),
        (stock({**RECEIVED, "expect": {"error": "closed"}}), "closed", "voucher GJ/2024/00001"),
        (stock(RECEIVED, {"do": "issue", "qty": "3"}), "", "INSUFFICIENT_STOCK"),
        (stock(RECEIVED, {"do": "issue", "qty": "3", "expect": {"error": "closed"}}), "closed", "INSUFFICIENT_STOCK"),
        (stock(RECEIVED, {"do": "issue", "qty": "1", "sale_price": "4", "expect": {"gain": "2"}}), "2", "1.00"),
        (stock({**RECEIVED, "repeat": "2"}), None, None),
        (stock(RECEIVED, {"do": "issue", "qty": "1", "repeat": "2", "expect_after_repeat": {"qty": "1"}}), "1", "0"),
        (stock(RECEIVED, end={"qty": "1"}), "1", "2"),
        (scenario({"do": "journal", "lines": BALANCED}, balances={"Bank": "6"}), "6", "5.00"),
        (
            scenario({"do": "journal", "lines": BALANCED, "expect": {"error": "closed"}}),
            "closed",
            "voucher GJ/2024/00001",
        ),
        (
            scenario({"do": "journal", "lines": [{"account": "a", "debit": "1"}, {"account": "b", "credit": "2"}]}),
            "",
            "VOUCHER_UNBALANCED",
        ),
        (
            scenario(
                {
                    "do": "journal",
                    "lines": [{"account": "a", "debit": "1"}, {"account": "b", "credit": "2"}],
                    "expect": {"error": "closed"},
                }
            ),
            "closed",
            "VOUCHER_UNBALANCED",
        ),
        (
            scenario(
                {
                    "do": "journal",
                    "lines": BALANCED,
                    "expect": {"gl": [{"account": "Bank", "debit": "5", "credit": "0"}]},
                }
            ),
            [["Bank", "USD", "5", "0"]],
            [["Bank", "USD", "5.00", "0"], ["Sales", "USD", "0", "5.00"]],
        ),
        (
            scenario({"do": "journal", "lines": BALANCED}, profit_and_loss_2024={"Sales": "-5"}),
            {"Sales": "-5"},
            {"Sales": "5.00"},
        ),
    ],
)
def test_a_scenario_that_does_not_hold_fails_with_both_values(
    rest: Rest, wrong: Scenario, expected: object, actual: object
) -> None:
    result = run(rest, wrong)
    assert (result.status, result.expected, result.actual) == ("failed", expected, actual), result.line()


def test_a_skip_that_waits_for_a_verb_fails_once_the_verb_exists(rest: Rest) -> None:
    held = scenario({"do": "journal", "lines": BALANCED})
    (result,) = run_all(rest, [held], {"made-up": Skip("made-up", waits_for="journal")})
    assert (result.status, result.failed_step) == ("failed", "skips.yaml")
    (result,) = run_all(rest, [held], {"made-up": Skip("made-up", waits_for="levitate")})
    assert (result.status, result.reason) == ("skipped", "waits for the verb levitate")
    (result,) = run_all(rest, [stock(RECEIVED)], {"made-up": Skip("made-up", waits_for="FIFO")})
    assert (result.status, result.failed_step) == ("failed", "skips.yaml")
    (result,) = run_all(rest, [held], {"made-up": Skip("made-up", contradicts="ADR 0009")})
    assert (result.status, result.reason) == ("skipped", "contradicts ADR 0009")


@pytest.mark.parametrize("entry", ["{id: a}", "{id: a, contradicts: x, waits_for: y}", "{id: a, because: no}"])
def test_a_skip_has_exactly_one_reason(tmp_path: Path, entry: str) -> None:
    file = tmp_path / "skips.yaml"
    file.write_text(f"- {entry}\n")
    with pytest.raises(UsageError, match="either contradicts or waits_for"):
        read_skips(file)


def test_the_command_prints_a_line_each_and_writes_json(
    server: Whole, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, results = tmp_path / "few.json", tmp_path / "results.json"
    good = {"id": "good", "when": [{"do": "journal", "lines": BALANCED}], "then": {"balances": {"Bank": "5"}}}
    bad = {"id": "bad", "when": [{"do": "journal", "lines": BALANCED}], "then": {"balances": {"Bank": "6"}}}
    waiting = {"id": "ledger-07-budget", "when": [{"do": "budget"}]}
    file.write_text(json.dumps({"topic": "ledger", "scenarios": [good, bad, waiting]}))
    there = ["--http-url", server.http_url, "--token", server.token("--tenant", TENANT, "--role", "admin")]
    assert main([str(file), "--json", str(results), *there]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [
        ["passed", "good"],
        ["FAILED", "bad:"],
        ["skipped", "ledger-07-budget:"],
    ]
    assert lines[3:] == ["1 passed, 1 failed, 1 skipped"]
    content = json.loads(results.read_text())
    assert {key: content[key] for key in ("passed", "failed", "skipped")} == {"passed": 1, "failed": 1, "skipped": 1}
    fields = {"id", "status", "reason", "failed_step", "expected", "actual", "seconds"}
    assert [entry.keys() == fields for entry in content["scenarios"]] == [True] * 3
    assert content["scenarios"][1]["failed_step"] == "then balances"
    file.write_text(json.dumps({"topic": "ledger", "scenarios": [waiting]}))
    assert main([str(file), *there]) == 2


def test_what_cannot_be_run_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(WORLDS[0]), "--token", "t"]) == 2
    assert "--http-url and --token go together" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_the_command_starts_a_server_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenarios", str(WORLDS[0])], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith(" 0 failed, 0 skipped")
