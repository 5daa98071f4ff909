"""Running a function in a child process, as a plain user too, and watching processes end."""

import os
import pwd
import select
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from m_engines.postgresql.installation import WHEEL, Installation


class Child:
    """A forked process that runs `function(say)` and then stays until it is killed; `say` sends its one line."""

    def __init__(self, function: Callable[[Callable[[str], None]], None], *, plain_user: bool = False) -> None:
        reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reader)
            _run(function, writer, plain_user=plain_user)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            self.said = pipe.readline().rstrip("\n")
            self.rest = pipe.read() if not self.said else ""

    def end(self, signal_number: int) -> None:
        """Sends the signal and reaps the process."""
        os.kill(self.pid, signal_number)
        os.waitpid(self.pid, 0)


def _run(function: Callable[[Callable[[str], None]], None], writer: int, *, plain_user: bool) -> None:
    """Never returns into the test: whatever happens, the process ends here."""

    def say(line: str) -> None:
        os.write(writer, f"{line}\n".encode())
        os.close(writer)

    try:
        if plain_user and os.geteuid() == 0:
            _become_nobody()
        function(say)
        select.select([], [], [])
    except BaseException:  # noqa: BLE001 - the parent prints it
        os.write(writer, b"\n" + traceback.format_exc().encode())
    finally:
        os._exit(1)


def _become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def wheel_within_reach(folder: Path) -> Path:
    """Copies the wheel to where a plain user finds it; the copy goes in front of sys.path."""
    wheel = Installation.from_wheel()
    copy = wheel.copied_to(folder).root
    shutil.copy(wheel.root / WHEEL / "__init__.py", copy / WHEEL / "__init__.py")
    metadata = f"{WHEEL}-{wheel.version}.dist-info"
    (copy / metadata).mkdir()
    shutil.copy(wheel.root / metadata / "METADATA", copy / metadata / "METADATA")
    return copy


def look_first_in(path: Path) -> None:
    """Makes imports find `path` before everything else, in this process."""
    sys.path.insert(0, str(path))
    sys.path_importer_cache.clear()


def ends_within(pid: int, seconds: float) -> bool:
    """Whether a process, anyone's, has ended or does so in time."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)


def working_in(folder: Path) -> list[int]:
    """The processes whose working directory is `folder`."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _cwd(entry) == folder]


def _cwd(process: Path) -> Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        return None
