"""An environment for one package: what it depends on by its own word, and nothing of ours beside."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest


def clean_python(package: Path, folder: Path) -> Path:
    """The interpreter of a new environment in `folder` with the package and its dependencies; where no index has those
    the test is skipped."""
    dependencies = tomllib.loads((package / "pyproject.toml").read_text())["project"]["dependencies"]
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=package)
    (wheel,) = folder.glob("*.whl")
    _run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    fetched = subprocess.run([python, *_INSTALL, *dependencies], capture_output=True, text=True)
    if fetched.returncode:
        pytest.skip(f"no package index has {', '.join(dependencies)}: {fetched.stderr.strip().splitlines()[-1]}")
    _run(python, *_INSTALL, "--no-index", wheel)
    return python


_INSTALL = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
