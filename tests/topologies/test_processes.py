"""Contexts as processes: what runs where, what happens when one is killed, and that nothing stays behind."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from business_m.catalog import NAMES
from m_engines.tests.processes import ends_within, working_in

from tests.load import Load, require_all_there
from tests.setup.running import Running
from tests.support.books import Books
from tests.support.commands import Commands
from tests.support.indie import folder
from tests.support.rest import Rest
from tests.support.whole import APART, INDIE, MIXED, NETWORK, TOPOLOGIES, Systems, Whole, whole

ACCOUNTS = {"Cash": "ASSET", "Sales": "INCOME"}
STOP_SECONDS = 60.0
BACK_SECONDS = 60.0


@pytest.fixture(scope="module")
def network() -> Iterator[Whole]:
    """One whose processes are killed."""
    with whole(NETWORK, watched=False) as system:
        yield system


def parent_of(pid: int) -> int:
    """Of a process that runs."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def within(seconds: float, holds: Callable[[], bool], what: str) -> float:
    """Seconds until it holds; AssertionError where that takes longer."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, f"not within {seconds} s: {what}"
    return time.monotonic() - started


@pytest.mark.parametrize("topology", TOPOLOGIES)
def test_the_ready_line_says_which_processes_there_are(systems: Systems, topology: str) -> None:
    system = systems(topology)
    apart = {INDIE: (), MIXED: APART, NETWORK: NAMES}[topology]
    started = system.started
    assert (started["topology"], started["pid"]) == (topology, system.running.process.pid)
    processes = {one["context"]: one for one in started.get("processes", [])}
    assert list(processes) == [name for name in NAMES if name in apart]
    assert ("processes" in started) == bool(apart)
    assert [list(one) for one in processes.values()] == [["context", "pid", "grpc_target", "database"]] * len(apart)
    assert {parent_of(one["pid"]) for one in processes.values()} <= {started["pid"]}
    assert len({one["pid"] for one in processes.values()} | {started["pid"]}) == len(apart) + 1
    assert len({one["grpc_target"] for one in processes.values()}) == len(apart)
    assert [one["database"] for one in processes.values()] == [f"business_m_{name}" for name in processes]


def test_the_doctor_shows_where_every_context_runs_and_on_which_database(system: Whole) -> None:
    found = system.m("doctor", "--json").ok()
    assert found["topology"] == system.topology
    contexts = {one["context"]: one for one in found["contexts"]}
    assert list(contexts) == list(NAMES)
    assert all(one["healthy"] for one in (*contexts.values(), *found["engines"]))
    processes = system.processes
    for name, one in contexts.items():
        expected = processes.get(name) or {"pid": system.started["pid"], "grpc_target": system.grpc_target}
        assert {key: one[key] for key in expected} == expected
        assert one["schema"] == name
        assert one["database"] == (f"business_m_{name}" if name in processes else "business_m")
    assert len({one["database"] for one in contexts.values()}) == len({one["pid"] for one in contexts.values()})


def test_every_context_is_checked_and_ready(system: Whole) -> None:
    assert system.m("check", "--json").ok()["ok"]
    with system.rest() as rest:
        ready = rest.get("/readyz")
        assert (ready.status, set(NAMES) <= set(ready.content.decode().split('"'))) == (200, True), ready.content


def test_a_killed_context_is_back_on_its_port_and_nobody_else_notices(network: Whole) -> None:
    before = network.processes["finance"]
    with network.rest() as rest:
        assert rest.get("/v1/finance/description").status == 200
        killed = network.m("mesh", "kill", "finance").ok()
        assert killed == {"event": "killed", "context": "finance", "pid": before["pid"]}
        killed_at, answers = time.monotonic(), set()

        def is_back() -> bool:
            assert rest.get("/v1/masters/parties").status == 200
            answer = rest.get("/v1/finance/description")
            answers.add((answer.status, answer.reason if answer.status != 200 else ""))
            return answer.status == 200

        seconds = within(BACK_SECONDS, is_back, f"finance, {answers}")
        assert answers <= {(200, ""), (503, "DEPENDENCY_UNAVAILABLE")}
    after = network.processes["finance"]
    assert after["pid"] != before["pid"]
    assert {**after, "pid": 0} == {**before, "pid": 0}
    assert seconds <= time.monotonic() - killed_at
    assert network.m("doctor", "--json").ok()["contexts"][NAMES.index("finance")]["pid"] == after["pid"]
    assert (network.data_dir / "logs" / "finance.log").read_text().count('"event": "ready"') >= 2


def test_contexts_that_called_a_killed_one_find_it_again(network: Whole) -> None:
    with network.rest() as rest:
        books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
        entry = {"journal_entry": {"company_id": books.id, "posting_date": "2024-03-01"}}
        assert rest.post("/v1/finance/journal-entries", entry).status == 200
        network.m("mesh", "kill", "book_keeper").ok()

        def is_back() -> bool:
            answer = rest.post("/v1/finance/journal-entries", entry)
            assert answer.status == 200 or (answer.status, answer.reason) == (503, "DEPENDENCY_UNAVAILABLE")
            return answer.status == 200

        within(BACK_SECONDS, is_back, "finance reaches book_keeper")


def test_the_doctor_shows_a_context_that_is_away(network: Whole) -> None:
    pid = network.processes["masters"]["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:
        with network.rest() as rest:
            ready = rest.get("/readyz")
        assert ready.status == 503
    finally:
        os.kill(pid, signal.SIGCONT)
    within(BACK_SECONDS, lambda: network.m("doctor").code == 0, "masters")


@pytest.mark.parametrize("context", ["identity", "book_keeper", "finance"])
def test_kill_minus_nine_under_load_loses_nothing_that_was_acknowledged(network: Whole, context: str) -> None:
    with network.rest() as rest:
        books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
        with Load(network.http_url, network.admin_token, books.company) as load:
            load.wait_for(20)
            network.m("mesh", "kill", context).ok()
            killed_at = time.monotonic()
            load.wait_for(20, BACK_SECONDS)
            assert load.last_success_at - killed_at < BACK_SECONDS
        within(BACK_SECONDS, lambda: rest.get("/readyz").status == 200, f"{context} is back")
        require_all_there(books, load.sent)
    assert network.m("check", "--json").ok()["ok"]


def test_with_postgresql_killed_every_context_comes_back(network: Whole) -> None:
    os.kill(network.started["postgres_pid"], signal.SIGKILL)
    with network.rest() as rest:
        within(BACK_SECONDS, lambda: rest.get("/v1/ledger/companies").status == 503, "the database is away")
        within(BACK_SECONDS, lambda: rest.get("/readyz").status == 200, "every context is back")
        assert rest.get("/v1/ledger/companies").status == 200


def interrupted(system: Whole) -> None:
    system.running.process.send_signal(signal.SIGINT)


def taken_down(system: Whole) -> None:
    assert system.m("mesh", "down").ok() == {"event": "stopped", "pid": system.started["pid"]}


@pytest.mark.parametrize(("topology", "end"), [(MIXED, taken_down), (NETWORK, interrupted)])
def test_it_ends_in_order_and_leaves_nothing_behind(topology: str, end: Callable[[Whole], None]) -> None:
    with folder() as place, whole(topology, place / "data", watched=False) as system:
        with system.rest() as rest:
            company = Books.opened(rest, accounts=ACCOUNTS, years=[2024]).company
        pids = [one["pid"] for one in system.processes.values()]
        with Load(system.http_url, system.admin_token, company) as load:
            load.wait_for(10)
            told_at = time.monotonic()
            end(system)
            code = system.running.process.wait(30)
            seconds = time.monotonic() - told_at
        assert (code, seconds < STOP_SECONDS) == (0, True), (seconds, system.running.errors)
        assert all(ends_within(pid, 0) for pid in (*pids, system.started["postgres_pid"]))
        assert working_in(place / "data" / "postgresql") == []
        assert not (place / "data" / "run.json").exists()


def test_killed_it_leaves_no_child_and_starts_again_with_all_it_had() -> None:
    with folder() as place:
        with whole(NETWORK, place / "data", watched=False) as system:
            with system.rest() as rest:
                books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
            pids = [one["pid"] for one in system.processes.values()]
            os.kill(system.started["pid"], signal.SIGKILL)
            assert all(ends_within(pid, STOP_SECONDS) for pid in (*pids, system.started["postgres_pid"]))
            system.running.process.wait(STOP_SECONDS)
        with whole(NETWORK, place / "data", watched=False) as again, again.rest() as rest:
            assert rest.get(f"/v1/ledger/companies/{books.id}").ok()["company"] == books.company


def test_what_cannot_be_killed_is_said(systems: Systems) -> None:
    mixed, here = systems(MIXED), next(name for name in NAMES if name not in APART)
    refused = mixed.m("mesh", "kill", here)
    assert (refused.code, f"it runs in pid {mixed.started['pid']}" in refused.stderr) == (1, True), refused
    assert mixed.m("mesh", "kill", "nobody").code == 2
    with folder() as place:
        assert Commands({"M_DATA_DIR": str(place)})("mesh", "kill", "finance").code == 3


@pytest.mark.parametrize(
    ("made", "other"),
    [(("start",), ("mesh", "up", "--plain")), (("mesh", "up", "--plain", "--only=finance"), ("start",))],
)
def test_a_data_directory_stays_what_its_first_start_made_it(made: tuple[str, ...], other: tuple[str, ...]) -> None:
    with folder() as place:
        data = place / "data"
        with Running(data, command=made) as first:
            first.ready()
            assert first.interrupt()[0] == 0
        layout = (data / "layout.json").read_text()
        with Running(data, command=other) as refused:
            code, said = refused.refused()
        assert (code, f"m {' '.join(made)}`".replace("=", " ") in said) == (2, True), said
        assert (data / "layout.json").read_text() == layout


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (("--only=warehouse",), {}, "there is no context warehouse"),
        (("--only=,",), {}, "--only names no context"),
        ((), {"M_REMOTE_FINANCE": "grpc://127.0.0.1:1"}, "M_REMOTE_FINANCE"),
        ((), {"M_MODE": "cloud"}, "M_MODE=cloud"),
    ],
)
def test_a_mesh_that_cannot_be_is_refused(arguments: tuple[str, ...], variables: dict[str, str], said: str) -> None:
    with folder() as place:
        with Running(place / "data", *arguments, command=("mesh", "up", "--plain"), **variables) as running:
            code, shown = running.refused()
        assert (code, said in shown) == (2, True), shown
        assert not (place / "data" / "run.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only=finance",), "--only goes with --plain"),
        (("--plain", "--replicas=wms=2"), "takes the Envoy that --plain goes without"),
        (("--replicas=warehouse=2",), "there is no context warehouse"),
        (("--replicas=wms=0",), "wms=0: say how many processes"),
        (("--replicas=wms",), "wms: say how many processes"),
    ],
)
def test_options_of_a_mesh_that_do_not_fit_are_refused(systems: Systems, arguments: tuple[str, ...], said: str) -> None:
    refused = systems(INDIE).m("mesh", "up", *arguments)
    assert (refused.code, said in refused.stderr) == (2, True), refused


def test_rest_and_grpc_answer_alike_everywhere(system: Whole) -> None:
    with system.rest() as rest, Rest(system.http_url, None) as stranger:
        assert rest.get("/v1/masters/currencies", page_size=1).status == 200
        assert stranger.get("/v1/masters/currencies").reason == "TOKEN_INVALID"
        assert rest.get("/v1/nobody/checks").reason == "RESOURCE_NOT_FOUND"
