"""kill -9 under load: nothing acknowledged is lost, nothing is there twice, and it is soon back."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.load import Load, require_all_there
from tests.support.books import Books
from tests.support.indie import folder
from tests.support.killing import children
from tests.support.rest import Rest
from tests.support.whole import Whole, whole

ACCOUNTS = {"Cash": "ASSET", "Sales": "INCOME"}
BACK_SECONDS = 60.0
AWAY = (503, "DEPENDENCY_UNAVAILABLE")


def require_invariants(server: Whole) -> None:
    """`m check` finds nothing; connections that broke may make it say "unreachable" until they are new."""
    end = time.monotonic() + BACK_SECONDS
    while (done := server.m("check", "--json")).code == 3:
        assert time.monotonic() < end, done.stderr
    found = done.ok()
    assert found["ok"], found
    assert {"I1", "I4", "I8", "I9"} <= {one["id"] for one in found["invariants"] if one["status"] == "ok"}


def kill_server(place: Path, chance: random.Random) -> None:
    """Kills the server at a random moment of a load; started again on the same data it has all it acknowledged."""
    with whole(data_dir=place / "data", watched=False) as server, server.rest() as rest:
        company = Books.opened(rest, accounts=ACCOUNTS, years=[2024]).company
        with Load(server.http_url, server.admin_token, company) as load:
            load.wait_for(chance.randrange(20, 60))
            os.kill(server.started["pid"], signal.SIGKILL)
            killed_at = time.monotonic()
            server.running.process.wait(BACK_SECONDS)
    with whole(data_dir=place / "data", watched=False) as again, again.rest() as rest:
        books = Books(rest, company)
        assert books.trial_balance()["rows"]
        assert time.monotonic() - killed_at < BACK_SECONDS
        require_all_there(books, load.sent)
        require_invariants(again)


def test_a_killed_server_loses_nothing_it_acknowledged() -> None:
    with folder() as place:
        kill_server(place, random.Random(5))


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(10))
def test_a_server_killed_again_and_again_loses_nothing(seed: int) -> None:
    chance = random.Random(seed)
    with folder() as place:
        for _ in range(5):
            kill_server(place, chance)


def the_postmaster(server: Whole, _: random.Random) -> int:
    """PostgreSQL's first process, as the ready line has it."""
    pid: int = server.started["postgres_pid"]
    return pid


def a_backend(server: Whole, chance: random.Random) -> int:
    """One of PostgreSQL's own children, for which it restarts all of them."""
    return chance.choice(children(server.started["postgres_pid"]))


def require_away_and_back(rest: Rest) -> None:
    """While the database is away the server says so and is not ready; then both are well again."""
    answers: set[tuple[int, str]] = set()
    ready: set[int] = set()
    end = time.monotonic() + BACK_SECONDS
    while time.monotonic() < end and (len(answers) < 2 or 200 not in ready):
        ready.add(rest.get("/readyz").status)
        answer = rest.get("/v1/ledger/companies")
        answers.add((answer.status, answer.reason if answer.status != 200 else ""))
    assert answers == {(200, ""), AWAY}
    assert ready == {200, 503}


def kill_postgres(target: Callable[[Whole, random.Random], int], kills: int, seed: int) -> None:
    """Kills it `kills` times under load; the server goes on by itself, and so do the clients."""
    chance = random.Random(seed)
    with whole(watched=False) as server, server.rest() as rest:
        books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
        with Load(server.http_url, server.admin_token, books.company) as load:
            for _ in range(kills):
                load.wait_for(chance.randrange(20, 60))
                os.kill(target(server, chance), signal.SIGKILL)
                killed_at = time.monotonic()
                if target is the_postmaster:
                    require_away_and_back(rest)
                load.wait_for(20, BACK_SECONDS)
                assert load.last_success_at - killed_at < BACK_SECONDS
        assert server.running.process.poll() is None
        require_all_there(books, load.sent)
        require_invariants(server)
        assert all(engine["healthy"] for engine in server.m("doctor", "--json").ok()["engines"])


@pytest.mark.parametrize("target", [the_postmaster, a_backend], ids=["postmaster", "backend"])
def test_with_postgresql_killed_the_server_brings_it_back_and_nothing_acknowledged_is_lost(
    target: Callable[[Whole, random.Random], int],
) -> None:
    kill_postgres(target, kills=1, seed=9)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(10))
def test_with_backends_killed_again_and_again_nothing_acknowledged_is_lost(seed: int) -> None:
    kill_postgres(a_backend, kills=6, seed=seed)
