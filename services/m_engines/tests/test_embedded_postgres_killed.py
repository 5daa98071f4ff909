"""What kill -9 leaves behind, of the server and of its supervisor."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from m_engines.postgresql import EmbeddedPostgres
from m_engines.tests.processes import Child, ends_within, working_in
from m_engines.tests.queries import busy_with, connect, query


def test_a_killed_server_is_started_again_with_all_that_was_committed(server: EmbeddedPostgres) -> None:
    query(server.start(), "create table kept as select 42 as n")
    os.kill(server.pid, signal.SIGKILL)
    assert ends_within(server.pid, 5)
    assert not server.is_running
    assert query(server.start(), "select n from kept") == 42


@pytest.mark.parametrize("then", ["start", "stop"])
def test_a_backend_that_outlives_its_killed_server_is_ended(server: EmbeddedPostgres, then: str) -> None:
    async def scenario() -> None:
        address = server.start()
        connection = await connect(address)
        backend = connection.get_server_pid()
        busy = await busy_with(address, connection, "do $$ begin loop end loop; end $$")
        os.kill(server.pid, signal.SIGKILL)
        assert ends_within(server.pid, 5)
        assert not ends_within(backend, 0)
        server.start() if then == "start" else server.stop()
        assert ends_within(backend, 2)
        with pytest.raises((asyncpg.PostgresError, ConnectionError)):
            await busy

    asyncio.run(scenario())
    assert server.is_running == (then == "start")
    if then == "stop":
        server.start()  # and with it goes the shared memory that the killed server left


def test_a_stale_postmaster_pid_that_now_is_another_process_is_no_obstacle(
    server: EmbeddedPostgres, folder: Path
) -> None:
    server.start()
    pid_file = folder / "data" / "postgresql" / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    owner = pid_file.stat()
    os.kill(server.pid, signal.SIGKILL)
    assert ends_within(server.pid, 5)

    def stay(say: Callable[[str], None]) -> None:
        say("here")

    bystander = Child(stay, plain_user=True)
    pid_file.write_text("\n".join([str(bystander.pid), *lines[1:]]))
    os.chown(pid_file, owner.st_uid, owner.st_gid)
    assert query(server.start(), "select 1") == 1
    bystander.end(signal.SIGKILL)


def test_the_death_of_the_supervisor_leaves_no_child_and_the_next_start_does_not_trip(folder: Path) -> None:
    def supervise(say: Callable[[str], None]) -> None:
        server = EmbeddedPostgres(folder / "data")
        query(server.start(), "create table kept as select 42 as n")
        say(str(server.pid))

    supervisor = Child(supervise)
    assert supervisor.said, supervisor.rest
    server_pid = int(supervisor.said)
    assert not ends_within(server_pid, 0)
    supervisor.end(signal.SIGKILL)
    successor = EmbeddedPostgres(folder / "data")
    try:
        assert query(successor.start(), "select n from kept") == 42
        assert ends_within(server_pid, 0)
    finally:
        successor.stop()
    assert working_in(folder / "data" / "postgresql") == []


def test_the_death_of_the_supervisor_alone_ends_the_server(folder: Path) -> None:
    def supervise(say: Callable[[str], None]) -> None:
        server = EmbeddedPostgres(folder / "data")
        server.start()
        say(str(server.pid))

    supervisor = Child(supervise)
    supervisor.end(signal.SIGKILL)
    assert ends_within(int(supervisor.said), 5), supervisor.rest
