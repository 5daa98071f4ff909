"""Contexts served by hand, each told where the others are: what an operator does with machines of their own."""

import contextlib
import re
import signal
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from business_m.catalog import NAMES
from business_m.databases import RolePasswords, database_of, own_address
from business_m.identity import FRONT
from business_m.keys import MeshKeys
from business_m.ports import port_of, reserve
from m_engines.postgresql import PostgresAddress

from tests.setup.running import Running
from tests.support.books import Books
from tests.support.commands import Commands
from tests.support.indie import postgres
from tests.support.rest import Rest

CONTEXT = "book_keeper"
GRPC = "--grpc-port=0"
STOP_SECONDS = 30.0
REMOTES = {f"M_REMOTE_{name.upper()}": "grpc://127.0.0.1:1" for name in NAMES}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Path, PostgresAddress]]:
    """(a folder, the superuser's way into a server of this test's own)."""
    with postgres() as (folder, engine):
        yield folder, engine.address


@contextlib.contextmanager
def serving(folder: Path, context: str, *arguments: str, **variables: str) -> Iterator[Running]:
    """`m serve CONTEXT`."""
    command = ("serve", context)
    with Running(folder / context, *(arguments or (GRPC,)), command=command, **variables) as running:
        yield running


def free_ports(names: tuple[str, ...]) -> dict[str, int]:
    """A port for each, taken by nobody a moment ago."""
    with contextlib.ExitStack() as stack:
        return {name: port_of(stack.enter_context(reserve(0, 0))) for name in names}


async def test_contexts_served_by_hand_are_one_system(server: tuple[Path, PostgresAddress]) -> None:
    """Each with a database, a role and a key of its own and nothing beside them; in front a process without any."""
    folder, address = server
    passwords = folder / "role_passwords.json"
    migrating = ("migrate", "--own-databases", passwords, "--json")
    assert Commands({})(*migrating, DATABASE_URL=address.url()).ok()["migrations_run"].keys() == set(NAMES)
    assert not any(Commands({})(*migrating, DATABASE_URL=address.url()).ok()["migrations_run"].values())
    keys, ports = MeshKeys(folder / "keys"), free_ports(NAMES)
    keys.make(NAMES, [])
    remotes = {f"M_REMOTE_{name.upper()}": f"grpc://127.0.0.1:{port}" for name, port in ports.items()}
    together = {"M_MODE": "enterprise", "M_TRUSTED_KEYS": str(keys.trusted), **remotes}
    started: dict[str, Running] = {}
    with contextlib.ExitStack() as stack:
        for name, port in ports.items():
            url = own_address(address, name, RolePasswords(passwords)).url()
            own = {"M_SIGNING_KEY": str(keys.of(name)), "DATABASE_URL": url}
            started[name] = stack.enter_context(serving(folder, name, f"--grpc-port={port}", **together, **own))
        for name, running in started.items():
            said = running.ready()
            expected = {"event": "ready", "context": name, "pid": running.process.pid}
            expected |= {"grpc_target": f"127.0.0.1:{ports[name]}", "database": database_of(name)}
            assert {key: said[key] for key in expected} == expected
            assert list(said) == [*expected, "start_seconds"]
            assert not (folder / name).exists()
        front = stack.enter_context(Running(folder / "front", **{**together, "M_SIGNING_KEY": str(keys.of(FRONT))}))
        ready = front.ready()
        assert (ready["topology"], ready["postgres_pid"]) == ("network", None)
        m = Commands({"M_DATA_DIR": str(folder / "front")})
        _is_one_system(m, ready["http_url"])
        mesh = {name: value for name, value in together.items() if name not in remotes}
        mesh |= {"M_MESH_TARGET": f"grpc://{ready['grpc_target']}", "M_SIGNING_KEY": str(keys.of(FRONT))}
        behind = stack.enter_context(Running(folder / "behind", **mesh))
        ready = behind.ready()
        assert ready["topology"] == "mesh"
        _is_one_system(Commands({"M_DATA_DIR": str(folder / "behind")}), ready["http_url"])
        for running in (behind, front):
            assert running.interrupt()[0] == 0, running.errors


def _is_one_system(m: Commands, http_url: str) -> None:
    done = m("token", "--user", "admin")
    with Rest(http_url, done.stdout.strip()) as rest:
        assert rest.get("/readyz").status == 200
        books = Books.opened(rest, accounts={"Cash": "ASSET"}, years=[2024])
        entry = {"journal_entry": {"company_id": books.id, "posting_date": "2024-03-01"}}
        assert rest.post("/v1/finance/journal-entries", entry).status == 200
    assert m("check", "--json").ok()["ok"]
    contexts = m("doctor", "--json").ok()["contexts"]
    assert [one["database"] for one in contexts] == [database_of(name) for name in NAMES]


def test_one_that_is_told_to_ends_soon(server: tuple[Path, PostgresAddress]) -> None:
    folder, address = server
    with serving(folder, CONTEXT, DATABASE_URL=address.url(), **REMOTES) as running:
        running.ready()
        code, seconds = running.interrupt()
        assert (code, seconds < STOP_SECONDS) == (0, True)
    with serving(folder, CONTEXT, DATABASE_URL=address.url(), **REMOTES) as running:
        running.ready()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(STOP_SECONDS) == 0


def test_as_a_container_is_given_its_secret_and_reached_from_beside(server: tuple[Path, PostgresAddress]) -> None:
    folder, address = server
    secret = folder / "database_url"
    secret.write_text(address.url() + "\n")
    with serving(folder, CONTEXT, DATABASE_URL_FILE=str(secret), M_LISTEN_HOST="0.0.0.0", **REMOTES) as running:
        host, _, port = running.ready()["grpc_target"].partition(":")
        assert host == "0.0.0.0"
        socket.create_connection(("127.0.0.2", int(port)), timeout=STOP_SECONDS).close()
    with serving(folder, CONTEXT, DATABASE_URL=address.url(), **REMOTES) as running:
        _, _, port = running.ready()["grpc_target"].partition(":")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", int(port)), timeout=STOP_SECONDS)


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in REMOTES.items() if key != name}


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({**REMOTES, "DATABASE_URL": ""}, 2, "DATABASE_URL"),
        ({**REMOTES, "DATABASE_URL": "mysql://root@localhost/erp"}, 2, "DATABASE_URL: a database URL starts with"),
        ({**REMOTES, "DATABASE_URL": "postgresql://owner@127.0.0.1:1/erp"}, 3, "does not answer"),
        (
            {**without("M_REMOTE_FINANCE"), "M_MODE": "enterprise"},
            2,
            "nothing reaches the context finance: .*M_REMOTE_FINANCE",
        ),
        (without("M_REMOTE_IDENTITY"), 2, "nothing reaches the context identity: .*M_REMOTE_IDENTITY"),
        ({**REMOTES, "M_REMOTE_MASTERS": "http://x"}, 2, "M_REMOTE_MASTERS=http://x"),
        ({**REMOTES, "M_MODE": "cloud"}, 2, "M_MODE=cloud"),
        ({**REMOTES, "M_TRUSTED_KEYS": "/nowhere/jwks.json"}, 2, "M_SIGNING_KEY"),
    ],
)
def test_what_cannot_be_served_says_why(
    server: tuple[Path, PostgresAddress], variables: Mapping[str, str], code: int, said: str
) -> None:
    folder, address = server
    with serving(folder, CONTEXT, **{"DATABASE_URL": address.url(), **variables}) as running:
        ended, shown = running.refused()
    assert ended == code, shown
    assert re.search(said, shown), shown


def test_own_databases_are_on_a_server_that_is_named() -> None:
    refused = Commands({})("migrate", "--own-databases", "/nowhere/passwords.json")
    assert (refused.code, "DATABASE_URL" in refused.stderr) == (2, True), refused.stderr


def test_a_context_that_is_not_there_is_a_usage_error() -> None:
    refused = Commands({})("serve", "warehouse")
    assert (refused.code, "warehouse" in refused.stderr) == (2, True)


def test_a_front_with_nothing_behind_it_is_refused(server: tuple[Path, PostgresAddress]) -> None:
    folder, _ = server
    with Running(folder / "alone", M_MODE="enterprise") as running:
        code, said = running.refused()
    assert (code, "nothing reaches the context identity" in said) == (2, True), said
