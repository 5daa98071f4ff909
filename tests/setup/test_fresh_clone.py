"""The two commands on a fresh clone of what is committed, with nothing but make and Python: `make test-setup`."""

import os
import pty
import pwd
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from m_engines.tests.processes import working_in

from tests.setup.running import reachable_folder
from tools.layout import ROOT

pytestmark = [pytest.mark.needs("make test-setup"), pytest.mark.needs("git")]
CLOSED_HOME = "as root under a closed home"
PLAIN_USER = "as a plain user"


@dataclass(frozen=True, slots=True)
class Clone:
    """A clone, the user it is used by and where that user's data go."""

    path: Path
    home: Path
    data: Path
    uid: int

    @property
    def command(self) -> list[str]:
        """What becomes that user, with an empty environment."""
        user = pwd.getpwuid(self.uid)
        drop = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        variables = ["PATH=/usr/bin:/bin", f"HOME={self.home}", f"M_DATA_DIR={self.data}"]
        return [*(drop if self.uid != os.geteuid() else []), "env", "-i", *variables]

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        """Runs a target to its end."""
        return subprocess.run(
            [*self.command, "make", target], cwd=self.path, capture_output=True, text=True, check=False
        )


@pytest.fixture(params=[CLOSED_HOME, PLAIN_USER])
def clone(request: pytest.FixtureRequest) -> Iterator[Clone]:
    """A clone whose every file belongs to the user who will run it."""
    is_root = os.geteuid() == 0
    if request.param == CLOSED_HOME and not is_root:
        pytest.skip("root is not here")
    uid = pwd.getpwnam("nobody").pw_uid if is_root and request.param == PLAIN_USER else os.geteuid()
    with reachable_folder(Path("/var/tmp")) as folder:  # an environment is too large for memory
        home, data = folder / "home", folder / "data"
        home.mkdir(mode=0o700)
        if uid != os.geteuid():
            data.mkdir()
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, home / "clone"], check=True)
        for path in [home, *home.rglob("*"), *filter(Path.exists, [data])]:
            os.chown(path, uid, -1, follow_symlinks=False)
        yield Clone(home / "clone", home, data, uid)


def test_make_test_is_green(clone: Clone) -> None:
    done = clone.make("test")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    assert " passed" in done.stdout
    status = subprocess.run(
        ["git", "-c", "safe.directory=*", "status", "--porcelain"], cwd=clone.path, capture_output=True, text=True
    )
    assert (status.returncode, status.stdout) == (0, ""), "the run left files behind"


def test_make_run_is_ready_in_five_minutes_then_in_ten_seconds_and_ctrl_c_ends_it(clone: Clone) -> None:
    for most_seconds in (300, 10):
        seconds_to_start, code, seconds_to_stop, shown = run_once(clone)
        assert seconds_to_start <= most_seconds, shown
        assert (code, seconds_to_stop < 5) == (0, True), shown
        assert working_in(clone.data / "postgresql") == []
    assert not shutil.which("pytest", path=str(clone.path / ".venv" / "bin")), "running installs what tests need"


def run_once(clone: Clone) -> tuple[float, int, float, str]:
    """`make run` on a terminal, Ctrl+C once run.json is there: seconds, exit code, seconds, what was shown."""
    started = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(clone.path)
        os.execvp(clone.command[0], [*clone.command, "make", "run"])
    shown = b""
    while not (clone.data / "run.json").exists():
        shown += _more(terminal)
        assert os.waitpid(pid, os.WNOHANG) == (0, 0), shown.decode()
        assert time.monotonic() - started < 600, shown.decode()
    ready = time.monotonic()
    os.write(terminal, b"\x03")
    status = os.waitpid(pid, 0)[1]
    stopped = time.monotonic()
    shown += _more(terminal)
    os.close(terminal)
    return ready - started, os.waitstatus_to_exitcode(status), stopped - ready, shown.decode()


def _more(terminal: int) -> bytes:
    """What the terminal shows within a tenth of a second."""
    if not select.select([terminal], [], [], 0.1)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is gone
        return b""
