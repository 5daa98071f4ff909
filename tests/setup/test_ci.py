"""`.ci/run` is `make test`, and refuses plainly where it can't have what it needs."""

import os
import subprocess
from pathlib import Path

import pytest

from tools.layout import ROOT

TOOLS = ("bash", "dirname", "id", "env", "sh")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """`.ci/run` in a folder of its own, with a Makefile that only tells what it was asked for."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    (tmp_path / "Makefile").write_text("test:\n\t@echo testing with M_REQUIRE=$$M_REQUIRE; exit $${CODE:-0}\n")
    return tmp_path


def run(clone: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs it from another folder."""
    return subprocess.run(
        ["bash", str(clone / ".ci" / "run")],
        cwd="/",
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_runs_make_test_and_prints_its_output(clone: Path) -> None:
    done = run(clone, M_REQUIRE="pango")
    assert (done.returncode, done.stdout) == (0, "testing with M_REQUIRE=pango\n")


def test_its_failure_is_make_tests(clone: Path) -> None:
    assert run(clone, CODE="1").returncode == 2


def test_without_apt_it_says_what_to_install(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(Path("/usr/bin") / tool)
    done = run(clone, PATH=str(tmp_path / "bin"))
    assert done.returncode == 2
    assert done.stderr.startswith("install make git python3 python3-venv")
