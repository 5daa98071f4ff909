"""Rules 4, 5, 8, 9 and 10 on the running application: `m start` as interfaces.md has it."""

import os
import re
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from m_engines.tests.processes import ends_within, working_in

from tests.setup.running import Running, reachable_folder, taken_port
from tools.layout import ROOT

pytestmark = pytest.mark.skipif(
    not list((ROOT / "services" / "business_m").glob("cli*")), reason="`m start` has not been written yet"
)


@pytest.fixture
def data() -> Iterator[Path]:
    """A data directory that does not exist yet."""
    with reachable_folder() as folder:
        yield folder / "data"


def status(url: str) -> int:
    """The HTTP status of a GET."""
    with urllib.request.urlopen(url) as answer:
        code: int = answer.status
        return code


def test_it_says_when_it_is_ready_and_ctrl_c_ends_all_of_it_in_order(data: Path) -> None:
    with Running(data) as running:
        event = running.ready()
        assert event["topology"] == "indie"
        assert event["data_dir"] == str(data)
        assert event["pid"] == running.process.pid
        assert status(event["http_url"] + "/readyz") == 200
        code, seconds = running.interrupt()
    assert code == 0, running.errors
    assert seconds < 5
    assert ends_within(event["postgres_pid"], 0)
    assert working_in(data / "postgresql") == []
    assert not (data / "run.json").exists()


def test_sigterm_is_an_orderly_end_too(data: Path) -> None:
    with Running(data) as running:
        event = running.ready()
        running.process.terminate()
        assert running.process.wait(10) == 0, running.errors
    assert ends_within(event["postgres_pid"], 0)


def test_killed_it_leaves_no_child_and_starts_again(data: Path) -> None:
    with Running(data) as running:
        event = running.ready()
        os.kill(running.process.pid, signal.SIGKILL)
    assert ends_within(event["postgres_pid"], 10)
    with Running(data) as again:
        assert again.ready()["postgres_pid"] != event["postgres_pid"]
        assert again.interrupt()[0] == 0


def test_a_second_start_on_the_same_data_says_who_runs(data: Path) -> None:
    with Running(data) as first:
        event = first.ready()
        with Running(data) as second:
            code, said = second.refused()
        assert (code, f"already running, pid {event['pid']}" in said) == (1, True), said
        assert status(event["http_url"] + "/readyz") == 200
        assert first.interrupt()[0] == 0


def test_the_administrators_password_is_made_once_shown_once_and_not_stored(data: Path) -> None:
    with Running(data) as first:
        first.ready()
        assert first.interrupt()[0] == 0
    shown = re.findall(r"password (\S+)", first.errors)
    assert len(shown) == 1, first.errors
    assert len(shown[0]) >= 12
    for path in data.rglob("*"):
        if path.is_file() and not path.is_symlink() and "engines" not in path.parts:
            assert shown[0].encode() not in path.read_bytes(), path
    with Running(data) as second:
        second.ready()
        assert second.interrupt()[0] == 0
    assert "password" not in second.errors


def test_a_given_password_is_not_shown(data: Path) -> None:
    with Running(data, M_ADMIN_PASSWORD="correct horse battery staple") as running:
        running.ready()
        assert running.interrupt()[0] == 0
    assert "correct horse" not in running.errors


def test_a_port_that_was_asked_for_and_is_taken_is_refused_by_number(data: Path) -> None:
    with taken_port() as port:
        for arguments in ((f"--http-port={port}", "--grpc-port=0"), ("--http-port=0", f"--grpc-port={port}")):
            with Running(data, *arguments) as running:
                code, said = running.refused()
            assert (code, str(port) in said) == (2, True), said
    assert working_in(data / "postgresql") == []


def test_what_is_private_is_readable_for_its_owner_alone(data: Path) -> None:
    with Running(data) as running:
        running.ready()
        private = [path for path in data.iterdir() if path.is_file()]
        assert data / "run.json" in private
        for path in private:
            assert path.stat().st_mode & 0o077 == 0, path
        assert running.interrupt()[0] == 0


@pytest.mark.needs("root")
def test_a_parent_that_postgresql_cannot_traverse_is_refused_by_name(data: Path) -> None:
    home = data.parent / "home"
    home.mkdir(mode=0o700)
    with Running(home / "data") as running:
        code, said = running.refused()
    assert (code, str(home) in said) == (2, True), said
    assert home.stat().st_mode & 0o777 == 0o700
    assert not (home / "data").exists()


def test_a_fail_point_is_refused_outside_tests(data: Path) -> None:
    with Running(data, M_FAILPOINT="before_decide:kill") as running:
        code, said = running.refused()
    assert (code, "M_FAILPOINT" in said) == (2, True), said
