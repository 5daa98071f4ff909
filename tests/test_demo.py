"""`m demo` and `m start --demo` on a whole system. In a usual run the tour of README.md makes the whole company."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.setup.running import Running
from tests.support.books import Books
from tests.support.commands import Commands
from tests.support.indie import folder
from tests.support.whole import Whole, whole

AT_YEAR_END = {"customer_returns": 1, "stock_transfers": 1, "stock_counts": 1, "landed_costs": 1}
DOCUMENTS = {"goods_receipts": 300, "deliveries": 600, "journal_entries": 200, **AT_YEAR_END}
MADE = {
    "companies": 1,
    "charts": 1,
    "fiscal_years": 1,
    "posting_rules": 9,
    "warehouses": 2,
    "items": 40,
    "suppliers": 4,
    "customers": 8,
    **DOCUMENTS,
}
LONGEST_SECONDS = 60
PATHS = {
    "goods_receipts": "/v1/wms/goods-receipts",
    "deliveries": "/v1/wms/deliveries",
    "journal_entries": "/v1/finance/journal-entries",
    **{kind: f"/v1/wms/{kind.replace('_', '-')}" for kind in AT_YEAR_END},
}


def documents(system: Whole, company_id: str) -> dict[str, list[dict[str, Any]]]:
    """By kind, without lines."""
    with system.rest() as rest:
        return {
            kind: [one for page in rest.pages(path, kind, 250, company_id=company_id) for one in page]
            for kind, path in PATHS.items()
        }


def balances(system: Whole) -> dict[str, str]:
    """Account to balance at the end of the year."""
    answer = system.m("report", "trial-balance", "--company", "DEMO", "--as-of", "2026-03-31", "--json").ok()
    return {row["account"]: row["balance"] for row in answer["rows"]}


def require_whole(system: Whole, company_id: str) -> None:
    """Everything is there, once, posted and numbered; and every invariant holds."""
    for kind, found in documents(system, company_id).items():
        assert len(found) == DOCUMENTS[kind]
        assert {(one["state"], one["posting_state"]) for one in found} == {("POSTED", "POSTED")}
        assert len({one["number"] for one in found}) == DOCUMENTS[kind]
    answer = system.m("check", "--json").ok()
    found_invariants = {one["id"]: one for one in answer["invariants"]}
    for name in ("I1", "I4", "I5", "I6", "I8", "I9", "I12", "I14"):
        assert (found_invariants[name]["status"], found_invariants[name]["checked"] > 0) == ("ok", True)


@pytest.fixture(scope="module")
def made() -> Iterator[tuple[Whole, dict[str, Any]]]:
    """A system with the demo company, and what its making said."""
    with whole(watched=False) as system:
        yield system, system.m("demo", "--json").ok()


@pytest.mark.campaign
def test_the_demo_is_made_in_a_minute_and_everything_holds(made: tuple[Whole, dict[str, Any]]) -> None:
    system, said = made
    assert (said["company"], said["made"]) == ("DEMO", MADE)
    assert set(said["already_there"].values()) == {0}
    assert float(said["seconds"]) <= LONGEST_SECONDS
    require_whole(system, said["company_id"])


@pytest.mark.campaign
def test_twice_is_nothing_twice(made: tuple[Whole, dict[str, Any]]) -> None:
    system, said = made
    before = documents(system, said["company_id"]), balances(system)
    again = system.m("demo", "--json").ok()
    assert again["company_id"] == said["company_id"]
    assert again["already_there"] == MADE
    assert set(again["made"].values()) == {0}
    assert (documents(system, said["company_id"]), balances(system)) == before


@pytest.mark.campaign
def test_another_tenants_demo_is_another_company(made: tuple[Whole, dict[str, Any]]) -> None:
    system, said = made
    there = {"M_TARGET": system.grpc_target, "M_TOKEN": system.token("--tenant", "demo-elsewhere")}
    elsewhere = system.m("demo", "--json", **there).ok()
    assert elsewhere["made"] == MADE
    assert elsewhere["company_id"] != said["company_id"]


@pytest.mark.campaign
def test_broken_off_it_goes_on_and_comes_to_the_same(made: tuple[Whole, dict[str, Any]]) -> None:
    whole_year = balances(made[0])
    with whole(watched=False) as system:
        making = system.popen("demo", "--json")
        until_posted(system, 100)
        making.send_signal(signal.SIGKILL)
        making.communicate()
        said = system.m("demo", "--json").ok()
        assert said["already_there"]["companies"] == 1
        for noun, count in MADE.items():
            assert said["made"][noun] + said["already_there"][noun] == count
        require_whole(system, said["company_id"])
        assert balances(system) == whole_year


def until_posted(system: Whole, count: int) -> None:
    """Returns once so many documents of the demo company are posted."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        company = system.m("company", "show", "--code", "DEMO", "--json")
        if company.code == 0:
            found = documents(system, company.json["company_id"])
            if sum(one["state"] == "POSTED" for of_kind in found.values() for one in of_kind) >= count:
                return
    raise AssertionError(f"no {count} documents within {LONGEST_SECONDS} s")


def test_make_run_makes_it_beside_the_server_and_leaves_no_process() -> None:
    with folder() as place, Running(place / "data", "--demo") as running:
        running.ready()
        m, deadline = Commands({"M_DATA_DIR": str(place / "data")}), time.monotonic() + LONGEST_SECONDS
        while m("company", "show", "--code", "DEMO").code:
            assert time.monotonic() < deadline, running.errors
        making = children_of(running.process.pid, "demo")
        assert len(making) == 1
        code, seconds = running.interrupt()
        assert code == 0, running.errors
        assert seconds < 5
        assert not [path for path in making if path.exists()]
        assert "Traceback" not in running.errors


def test_where_somebody_keeps_books_already_no_demo_comes_by_itself(m: Commands, books: Books) -> None:
    assert m("company", "show", "--code", books.code).code == 0
    done = m("demo", "--if-empty")
    assert (done.code, done.stdout) == (0, "")
    assert m("company", "show", "--code", "DEMO").code == 1


def children_of(parent: int, text: str) -> list[Path]:
    """Processes that `parent` started and whose command line has the text, as /proc has them."""
    pids = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [Path(f"/proc/{pid}") for pid in pids if text in Path(f"/proc/{pid}/cmdline").read_text().split("\0")]
