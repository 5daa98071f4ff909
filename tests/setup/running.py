"""Starting `m start` as a person would, on data of the test's own, and watching it end."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from m_engines.tests.conftest import place_for_folders

from tools.layout import ROOT

M = Path(sys.executable).parent / "m"
READY_SECONDS = 60
OURS = ("M_", "DATABASE_URL", "XDG_DATA_HOME")


@contextlib.contextmanager
def reachable_folder(parent: Path | None = None) -> Iterator[Path]:
    """An empty folder that every user may pass through; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="business-m-setup-", dir=parent or place_for_folders()))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def environment(**variables: str) -> dict[str, str]:
    """Ours without any setting of Business M, so that no running installation is touched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | variables


class Running:
    """One `m start --json`, or another command that serves, in a process group of its own."""

    def __init__(
        self,
        data: Path,
        *arguments: str,
        command: Sequence[str] = ("start",),
        program: Sequence[str] = (str(M),),
        **variables: str,
    ) -> None:
        self._errors = data.parent / f"{data.name}.stderr"
        ports = () if any("port" in argument for argument in arguments) else ("--http-port=0", "--grpc-port=0")
        line = [*program, *command, "--json", f"--data-dir={data}", *ports, *arguments]
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                line,
                cwd=ROOT,
                env=environment(**variables),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    @property
    def errors(self) -> str:
        """All it has said on stderr."""
        return self._errors.read_text()

    def ready(self) -> dict[str, Any]:
        """The ready line; AssertionError with what it said where it ends instead."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.errors
        event: dict[str, Any] = json.loads(line)
        assert event.get("event") == "ready", f"{event}: {self.errors}"
        return event

    def refused(self) -> tuple[int, str]:
        """The exit code of a start that doesn't come about, and what it said."""
        code = self.process.wait(READY_SECONDS)
        return code, self.errors

    def interrupt(self) -> tuple[int, float]:
        """Ctrl+C: the exit code and the seconds it took."""
        pressed = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(READY_SECONDS), time.monotonic() - pressed


@contextlib.contextmanager
def taken_port(port: int = 0) -> Iterator[int]:
    """A port of the loopback that someone else listens on."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        yield taken.getsockname()[1]
