"""Rule 1: make finds a Python that can make environments, or says in its first line what to install, exit 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.layout import ROOT

SAYS = "install Python 3.11, 3.12 or 3.13 with venv"
REFUSES = "#!/bin/sh\necho 'command not found' >&2\nexit 127\n"


def program(folder: Path, name: str, script: str) -> None:
    """An executable script."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(script)
    (folder / name).chmod(0o755)


def chosen(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What make would call PYTHON, printed by make itself, with nothing but `folder` and /bin/sh to look in."""
    command = ["/usr/bin/make", "--no-print-directory", "--eval", "which:;@$(info $(PYTHON)):", *arguments, "which"]
    environment = {"PATH": str(folder), "HOME": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def real(version_check: str = "") -> str:
    """A Python that works."""
    return f'#!/bin/sh\n{version_check}\nexec {sys.executable} "$@"\n'


def test_the_newest_that_works_is_taken(tmp_path: Path) -> None:
    program(tmp_path / "bin", "python3.12", real())
    program(tmp_path / "bin", "python3.11", real())
    program(tmp_path / "bin", "python3", real())
    assert chosen(tmp_path / "bin").stdout.strip() == "python3.12"


def test_a_shim_that_refuses_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "bin", "python3.13", REFUSES)
    program(tmp_path / "bin", "python3", real())
    assert chosen(tmp_path / "bin").stdout.strip() == "python3"


def test_one_without_venv_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "ensurepip.py").write_text("raise ImportError('as on Debian without python3-venv')\n")
    program(tmp_path / "bin", "python3.13", real(f"export PYTHONPATH={tmp_path / 'empty'}"))
    program(tmp_path / "bin", "python3.11", real())
    assert chosen(tmp_path / "bin").stdout.strip() == "python3.11"


@pytest.mark.parametrize("target", ["run", "test", "check"])
@pytest.mark.parametrize("script", [None, REFUSES, "#!/bin/sh\necho too old >&2\nexit 1\n"])
def test_without_one_the_first_line_says_what_to_install(tmp_path: Path, target: str, script: str | None) -> None:
    for name in ("python3.13", "python3.12", "python3.11", "python3") if script else ():
        program(tmp_path / "bin", name, script or "")
    command = ["/usr/bin/make", "--no-print-directory", target]
    environment = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines()[0].startswith(SAYS)


def test_a_python_that_was_named_is_judged_too(tmp_path: Path) -> None:
    program(tmp_path / "bin", "python9", REFUSES)
    program(tmp_path / "bin", "python3", real())
    command = ["/usr/bin/make", "--no-print-directory", f"PYTHON={tmp_path / 'bin' / 'python9'}", "check"]
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0][: len(SAYS)]) == (2, SAYS)


def test_help_is_the_default_and_needs_no_python(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": "/usr/bin:/bin", "PYTHON": str(tmp_path / "none")}
    done = subprocess.run(["/usr/bin/make"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    targets = {line.split()[0] for line in done.stdout.splitlines()}
    promised = "run test test-context check generate baseline format bench campaign mutants clean-data test-setup"
    assert (done.returncode, set(promised.split()) - targets) == (0, set())
