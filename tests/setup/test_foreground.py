"""Rule 8: on a terminal, Ctrl+C ends what `make run` started, and make calls that an orderly end."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from tools.layout import ROOT

SERVER = """
import signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit({code}))
print("ready", flush=True)
signal.pause()
"""
MAKEFILE = "run:\n\t@{python} -P {root}/tools/foreground.py {python} {server}\n"


def read_until(terminal: int, text: bytes, seconds: float) -> bytes:
    """What the terminal shows, up to `text`; AssertionError where it does not come in time."""
    deadline, shown = time.monotonic() + seconds, b""
    while text not in shown:
        assert select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0], shown
        shown += os.read(terminal, 4096)
    return shown


def ctrl_c(folder: Path, code: int) -> tuple[int, float]:
    """Runs make on a terminal of its own, presses Ctrl+C once ready; its exit code and the seconds it took."""
    (folder / "server.py").write_text(SERVER.format(code=code))
    (folder / "Makefile").write_text(MAKEFILE.format(python=sys.executable, root=ROOT, server=folder / "server.py"))
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv("/usr/bin/make", ["make", "-C", str(folder), "--no-print-directory"])
    read_until(terminal, b"ready", seconds=30)
    pressed = time.monotonic()
    os.write(terminal, b"\x03")
    status = os.waitpid(pid, 0)[1]
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), time.monotonic() - pressed


def test_ctrl_c_is_an_orderly_end(tmp_path: Path) -> None:
    code, seconds = ctrl_c(tmp_path, code=0)
    assert code == 0
    assert seconds < 5


def test_a_failure_stays_a_failure(tmp_path: Path) -> None:
    assert ctrl_c(tmp_path, code=3)[0] == 2


def test_sigterm_is_passed_on_without_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "server.py").write_text(SERVER.format(code=0).replace("SIGINT", "SIGTERM"))
    command = [sys.executable, "-P", str(ROOT / "tools" / "foreground.py"), sys.executable, str(tmp_path / "server.py")]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    child.terminate()
    assert child.wait(5) == 0
