"""The two plugins, each in a pytest of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import pytest_needs
from tools.layout import ROOT

NEEDS = """
import pytest
@pytest.mark.needs("tigerbeetle")
def test_needs_an_engine(): pass
def test_needs_nothing(): pass
"""


def run_pytest(folder: Path, *options: str, plugin: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """pytest over one folder, with one plugin, far from this repository's configuration and programs."""
    variables = os.environ | {"PATH": "/nowhere", "PYTHONPATH": str(ROOT), "M_REQUIRE": ""} | environment
    variables.pop("TIGERBEETLE_ADDRESS", None)
    command = [sys.executable, "-m", "pytest", "-p", plugin, "-p", "no:cacheprovider", *options, str(folder)]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def test_what_is_lacking_is_skipped_and_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(NEEDS)
    done = run_pytest(tmp_path, plugin="tools.pytest_needs")
    assert done.returncode == 0
    table = done.stdout.split("not run here")[1]
    assert "test_it.py::test_needs_an_engine: tigerbeetle is not here" in table
    assert "1 passed, 1 skipped" in table


def test_what_is_required_and_lacking_fails(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(NEEDS)
    done = run_pytest(tmp_path, plugin="tools.pytest_needs", M_REQUIRE="pango,tigerbeetle")
    assert done.returncode == 1
    assert "Failed: tigerbeetle is not here" in done.stdout
    assert "not run here" not in done.stdout


def test_an_unknown_name_in_m_require_is_refused(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, plugin="tools.pytest_needs", M_REQUIRE="chromum")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "M_REQUIRE names chromum" in done.stderr


def test_every_probe_answers() -> None:
    assert {probe() for probe in pytest_needs.PROBES.values()} <= {True, False}


@pytest.mark.parametrize(
    ("statement", "passes"),
    [("import book_keeper", False), ("from m_finance import module", False), ("import m_wms, m_kit", True)],
)
def test_other_contexts_cannot_be_imported(tmp_path: Path, statement: str, *, passes: bool) -> None:
    for package in ("book_keeper", "m_finance", "m_wms", "m_kit"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
        (tmp_path / package / "module.py").touch()
    (tmp_path / "test_it.py").write_text(f"def test_imports():\n    {statement}\n")
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    done = run_pytest(tmp_path, "--only-context=m_wms", plugin="tools.pytest_one_context", PYTHONPATH=path)
    assert done.returncode == (0 if passes else 1), done.stdout
    assert ("contexts know each other's contracts only" in done.stdout) == (not passes)


def test_without_the_option_nothing_is_blocked(tmp_path: Path) -> None:
    (tmp_path / "m_finance.py").touch()
    (tmp_path / "test_it.py").write_text("def test_imports():\n    import m_finance\n")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    assert run_pytest(tmp_path, plugin="tools.pytest_one_context", PYTHONPATH=path).returncode == 0
