"""Two processes of book_keeper on one PostgreSQL, each of the three killed again and again under load."""

import os
import random
import signal
import time

import pytest

from tests.faults.harness import until
from tests.faults.mesh_faults import replicas
from tests.load import Load, Sent, require_all_there
from tests.setup.running import Running
from tests.support.books import Books
from tests.support.commands import Commands
from tests.support.indie import folder
from tests.support.killing import children
from tests.support.mesh import engine
from tests.support.whole import MESH, Whole

ACCOUNTS = {"Cash": "ASSET", "Sales": "INCOME"}
CLIENTS = 8
BACK_SECONDS = 60.0
LOOKS = 40
COMMAND = ("mesh", "up", "--replicas=book_keeper=2")


def target(mesh: Whole, chance: random.Random) -> tuple[str, int]:
    """One of the two ledgers, PostgreSQL's first process, or one of those that it started."""
    name = chance.choice(["book_keeper", "book_keeper-2", "postgresql", "backend"])
    if name in ("postgresql", "backend"):
        first = int(engine(mesh, "postgresql")["pid"])
        return name, first if name == "postgresql" else chance.choice([first, *children(first)])
    return name, replicas(mesh)[name]


def kill(mesh: Whole, chance: random.Random) -> str:
    """Kills one and says which. One that is being started again has no process to kill: then another is looked for."""
    end = time.monotonic() + BACK_SECONDS
    while True:
        name, pid = target(mesh, chance)
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            assert time.monotonic() < end, f"{name} is not started again"
        else:
            return name


def well(books: Books, sent: Sent) -> bool:
    """Whoever is asked answers, and what was posted is answered again."""
    answers = [books.rest.get("/readyz"), books.rest.get("/v1/ledger/companies"), books.send(sent.body)]
    return all(one.status == 200 for one in answers)


@pytest.mark.parametrize("kills", [5, pytest.param(20, marks=pytest.mark.campaign)])
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(kills: int) -> None:
    chance = random.Random(kills)
    with folder() as place:
        data = place / "data"
        with Running(data, command=COMMAND, M_TESTING="0") as running:
            mesh = Whole(MESH, running, running.ready(), data, Commands({"M_DATA_DIR": str(data)}))
            with mesh.rest() as rest:
                assert {"book_keeper", "book_keeper-2"} <= replicas(mesh).keys()
                books = Books.opened(rest, accounts=ACCOUNTS, years=[2024])
                with Load(mesh.http_url, mesh.admin_token, books.company, CLIENTS) as load:
                    for number in range(kills):
                        load.wait_for(chance.randrange(20, 60), BACK_SECONDS)
                        name = kill(mesh, chance)
                        killed_at = time.monotonic()
                        load.wait_for(CLIENTS + 1, BACK_SECONDS)
                        print(f"kill {number}: {name}; answered again {load.last_success_at - killed_at:.2f} s later")
                # A connection that broke says so to whoever takes it next.
                posted = load.acknowledged()[0]
                until(lambda: all(well(books, posted) for _ in range(LOOKS)), "all is well again", BACK_SECONDS)
                require_all_there(books, load.sent)
                found = mesh.m("check", "--json").ok()
                assert found["ok"], found
            code, _ = running.interrupt()
            assert code == 0, running.errors
