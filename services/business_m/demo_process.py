"""The demo company, made by a process of its own while this one serves: whoever waits for the server does not wait for
that, and it calls as everybody does."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from business_m.settings import environment_of_child

STOP_SECONDS = 2.0


@contextlib.contextmanager
def demo_beside() -> Iterator[Callable[[Path], None]]:
    """A function that starts it on the server of a data directory; it ends with the block, and with this process."""
    started: list[subprocess.Popen[bytes]] = []

    def start(data_dir: Path) -> None:
        command = [sys.executable, "-P", "-m", "business_m.cli", "demo", "--if-empty", f"--parent={os.getpid()}"]
        environment = environment_of_child(M_DATA_DIR=str(data_dir))
        started.append(subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr))

    try:
        yield start
    finally:
        for process in started:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
