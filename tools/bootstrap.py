"""Makes `.venv` from the locks: `python tools/bootstrap.py indie|test`, run by a bare Python 3.11 to 3.13.

Standard library only. `.venv/bootstrap.json` tells what was installed by which Python and where: another Python, a
clone that was moved or a changed lock makes a new environment, a changed pyproject.toml only installs ours again. The
file is written last, so whatever was interrupted is made anew.
"""

import contextlib
import fcntl
import hashlib
import json
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "indie": ("requirements.lock",),
    "test": ("requirements.lock", "requirements-test.lock", "requirements-mesh.lock"),
}
OLDEST, NEWEST = (3, 11), (3, 13)
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")


class Stopped(Exception):
    """The environment can't be made; the message's first line says what to do, `exit_code` what to end with."""

    def __init__(self, message: str, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(message)


def missing(version: tuple[int, int], system: str, libc: str, *, has_venv: bool) -> str | None:
    """What has to be installed first, or None."""
    if not OLDEST <= version <= NEWEST:
        return f"install Python 3.11, 3.12 or 3.13: this one is {version[0]}.{version[1]}"
    if not has_venv:
        return f"install python{version[0]}.{version[1]}-venv: this Python has no venv and ensurepip"
    if (system, libc) != ("Linux", "glibc"):
        return f"install on Linux with glibc: this is {system} {libc}".rstrip()
    return None


def require_python() -> None:
    """Raises Stopped with exit code 2 where this machine lacks something."""
    lacking = missing(sys.version_info[:2], platform.system(), platform.libc_ver()[0], has_venv=_has_venv())
    if lacking:
        raise Stopped(lacking, exit_code=2)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(command: list[str], failure: str) -> None:
    """Runs quietly; Stopped with `failure` and what the command said where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Stopped(f"{failure}\n{done.stdout.rstrip()}", exit_code=1)


class Environment:
    """`.venv` under `root`, and what its stamp says about it; `run` starts venv and pip."""

    def __init__(self, root: Path, run: Callable[[list[str], str], None] = run) -> None:
        self.root = root
        self._run = run
        self.path = root / ".venv"
        self.python = self.path / "bin" / "python"
        self._stamp = self.path / "bootstrap.json"

    def make(self, locks: tuple[str, ...]) -> list[str]:
        """Installs what is missing of `locks` and ours; returns the stages it took, none where all was there."""
        stages: list[str] = []
        stamp = self._usable_stamp(locks)
        if stamp is None:
            stages.append("environment")
            stamp = self._create()
        for lock in locks:
            if stamp["locks"].get(lock) != digest(self.root / lock):
                stages.append(lock)
                self._install_lock(stamp, lock)
        if stamp["pyproject"] != digest(self.root / "pyproject.toml"):
            stages.append("business-m")
            self._install_ours(stamp)
        return stages

    def _usable_stamp(self, locks: tuple[str, ...]) -> dict[str, Any] | None:
        """None where the environment is missing, moved, another Python's, or holds an older lock."""
        if not self._stamp.exists():
            return None
        stamp: dict[str, Any] = json.loads(self._stamp.read_text())
        current = {name: digest(self.root / name) for name in (*locks, *stamp["locks"]) if (self.root / name).exists()}
        is_outdated = any(current.get(name) != installed for name, installed in stamp["locks"].items())
        return None if is_outdated or stamp["made"] != self._made_by() else stamp

    def _made_by(self) -> dict[str, str]:
        return {"path": str(self.path), "python": base_python(), "version": platform.python_version()}

    def _create(self) -> dict[str, Any]:
        say(f"making .venv with Python {platform.python_version()}")
        if self.path.exists():
            shutil.rmtree(self.path)
        self._run([base_python(), "-m", "venv", str(self.path)], "could not make .venv")
        return {"made": self._made_by(), "locks": {}, "pyproject": None}

    def _install_lock(self, stamp: dict[str, Any], lock: str) -> None:
        requirements = self.root / lock
        if has_requirements(requirements):
            say(f"installing {lock}")
            command = [self.python, *PIP, "--require-hashes", "-r", requirements]
            self._run([str(part) for part in command], f"could not install {lock}: is the package index reachable?")
        stamp["locks"][lock] = digest(requirements)
        self._write(stamp)

    def _install_ours(self, stamp: dict[str, Any]) -> None:
        say("installing business-m")
        command = [self.python, *PIP, "--no-deps", "--no-build-isolation", "-e", self.root]
        self._run([str(part) for part in command], "could not install business-m")
        stamp["pyproject"] = digest(self.root / "pyproject.toml")
        self._write(stamp)

    def _write(self, stamp: dict[str, Any]) -> None:
        partial = self._stamp.with_suffix(".partial")
        partial.write_text(json.dumps(stamp, indent=1))
        partial.replace(self._stamp)


def base_python() -> str:
    """The interpreter itself, even where this runs in `.venv`, which is about to be removed."""
    return str(Path(sys.executable).resolve())


def has_requirements(lock: Path) -> bool:
    """Whether a lock names anything: the mesh's names nothing until the mesh is there."""
    return any(line.strip() and not line.startswith("#") for line in lock.read_text().splitlines())


def say(stage: str) -> None:
    """A line per stage, on stderr: stdout belongs to the command that follows."""
    print(stage, file=sys.stderr, flush=True)


@contextlib.contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Lets `make run` wait while `make test` installs; the kernel lets go of the lock whatever happens."""
    with (root / "pyproject.toml").open("rb") as anchor:
        fcntl.flock(anchor, fcntl.LOCK_EX)
        yield


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Exit 0, 1 where installing failed, 2 where the machine lacks something or the usage is wrong."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print(f"usage: bootstrap.py {'|'.join(LOCKS)}", file=sys.stderr)
        return 2
    started = time.monotonic()
    try:
        require_python()
        with one_at_a_time(root):
            stages = Environment(root).make(LOCKS[arguments[0]])
    except Stopped as stop:
        print(stop, file=sys.stderr)
        return stop.exit_code
    if stages:
        say(f".venv is ready ({time.monotonic() - started:.0f} s)")
    return 0


def _has_venv() -> bool:
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without them
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
