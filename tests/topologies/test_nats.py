"""Contexts as processes that reach each other through nothing but NATS, each as a user of its own."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from business_m.catalog import NAMES
from business_m.certificates import Authority
from business_m.databases import database_of
from business_m.embedded_broker import EmbeddedBroker
from business_m.identity import BROKER, FRONT
from business_m.keys import MeshKeys
from m_engines.nats.server import EmbeddedNats
from m_engines.postgresql import PostgresAddress
from m_engines.tests.processes import ends_within
from m_kit.testing import make_database

from tests.setup.running import Running
from tests.support.books import Books
from tests.support.commands import Commands
from tests.support.indie import postgres
from tests.support.rest import Rest

KEEPER = "book_keeper"
BACK_SECONDS = 30.0
# What a caller waits for where a process is gone, and not its deadline of half a minute.
TOLD_SECONDS = 20.0


@dataclass(slots=True)
class System:
    """All contexts and the front."""

    nats: EmbeddedNats
    processes: dict[str, Running]
    m: Commands
    rest: Rest


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """Started by hand: a password, a key and a database for each, and nothing said in the open."""
    with contextlib.ExitStack() as stack:
        folder, engine = stack.enter_context(postgres())
        (folder / "broker").mkdir()
        certificate = Authority(folder / "certificates").identity(BROKER)
        nats = EmbeddedBroker(folder / "broker", tls=certificate)
        nats.server.start()
        stack.callback(nats.server.stop)
        keys = MeshKeys(folder / "keys")
        keys.make(NAMES, [])
        processes = {
            name: stack.enter_context(_serving(folder, name, nats, keys, _own_database(engine.address, name)))
            for name in NAMES
        }
        for running in processes.values():
            running.ready()
        front = stack.enter_context(Running(folder / FRONT, **_told(FRONT, nats, keys)))
        url = front.ready()["http_url"]
        m = Commands({"M_DATA_DIR": str(folder / FRONT)})
        rest = stack.enter_context(Rest(url, m("token", "--user", "admin").stdout.strip()))
        yield System(nats.server, processes, m, rest)


def _told(name: str, nats: EmbeddedBroker, keys: MeshKeys) -> dict[str, str]:
    """What a process is told: where NATS is, that all others are there, and who it is itself."""
    remotes = {f"M_REMOTE_{other.upper()}": nats.server.address.url() for other in NAMES}
    return {
        "M_MODE": "enterprise",
        "M_TRUSTED_KEYS": str(keys.trusted),
        "M_SIGNING_KEY": str(keys.of(name)),
        "NATS_URL": nats.url_of(name),
        **remotes,
    }


def _serving(folder: Path, name: str, nats: EmbeddedBroker, keys: MeshKeys, database: PostgresAddress) -> Running:
    variables = {**_told(name, nats, keys), "DATABASE_URL": database.url()}
    return Running(folder / name, "--grpc-port=0", command=("serve", name), **variables)


def _own_database(address: PostgresAddress, name: str) -> PostgresAddress:
    asyncio.run(make_database(address, database_of(name)))
    return replace(address, database=database_of(name))


def test_they_are_one_system(system: System) -> None:
    assert system.nats.address.server_url.startswith("tls://")
    assert system.rest.get("/readyz").status == 200
    books = Books.opened(system.rest, accounts={"Cash": "ASSET", "Sales": "INCOME"}, years=[2024])
    entry = {"journal_entry": {"company_id": books.id, "posting_date": "2024-03-01"}}
    assert system.rest.post("/v1/finance/journal-entries", entry).status == 200
    refused = system.rest.post("/v1/finance/journal-entries", {"journal_entry": {"company_id": "x"}})
    assert refused.status == 400
    assert system.m("check", "--json").ok()["ok"]
    assert [one["healthy"] for one in system.m("doctor", "--json").ok()["contexts"]] == [True] * len(NAMES)


def test_a_killed_broker_is_found_again(system: System) -> None:
    os.kill(system.nats.pid, signal.SIGKILL)
    assert ends_within(system.nats.pid, 5)
    assert system.rest.get("/v1/ledger/companies").status == 503
    system.nats.start()
    assert _seconds_until_answered(system) < BACK_SECONDS


def test_a_context_that_hangs_or_is_killed_is_said_to_be_away_in_seconds(system: System) -> None:
    keeper = system.processes[KEEPER].process
    keeper.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        assert system.rest.get("/v1/ledger/companies").status == 503
        assert time.monotonic() - started < TOLD_SECONDS
    finally:
        keeper.send_signal(signal.SIGCONT)
    assert _seconds_until_answered(system) < BACK_SECONDS
    keeper.kill()
    keeper.wait()
    started = time.monotonic()
    assert system.rest.get("/v1/ledger/companies").status == 503
    assert time.monotonic() - started < TOLD_SECONDS
    assert system.rest.get("/v1/masters/parties").status == 200


def _seconds_until_answered(system: System) -> float:
    started = time.monotonic()
    while system.rest.get("/v1/ledger/companies").status != 200:
        assert time.monotonic() - started < 2 * BACK_SECONDS
    return time.monotonic() - started
