"""pytest's `@pytest.mark.needs("chromium")`: what a machine may lack, and what becomes of the tests then.

Such a test is skipped and listed with its reason in a last table, "not run here". What M_REQUIRE names
(`chromium,pango`) may not be lacking: then the test fails.
"""

import ctypes.util
import os
import shutil
from collections.abc import Callable

import pytest


def _one_of(*programs: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(program) for program in programs)


PROBES: dict[str, Callable[[], bool]] = {
    "chromium": _one_of("chromium", "chromium-browser", "google-chrome"),
    "pango": lambda: ctypes.util.find_library("pango-1.0") is not None,
    "tigerbeetle": lambda: bool(os.environ.get("TIGERBEETLE_ADDRESS")) or shutil.which("tigerbeetle") is not None,
    "git": _one_of("git"),
    "root": lambda: os.geteuid() == 0,
    "make test-setup": lambda: os.environ.get("M_TEST_SETUP") == "1",
}


def required() -> frozenset[str]:
    """What M_REQUIRE names; UsageError for a name without a probe."""
    names = frozenset(name.strip() for name in os.environ.get("M_REQUIRE", "").split(",") if name.strip())
    unknown = names - PROBES.keys()
    if unknown:
        raise pytest.UsageError(f"M_REQUIRE names {', '.join(sorted(unknown))}; known are {', '.join(PROBES)}")
    return names


def pytest_configure(config: pytest.Config) -> None:
    """Declares the marker and refuses an unknown name in M_REQUIRE."""
    config.addinivalue_line(
        "markers", "needs(*names): skipped where the machine lacks one, failed if M_REQUIRE names it"
    )
    required()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips or fails a test that needs what is not here."""
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            if not PROBES[name]():
                (pytest.fail if name in required() else pytest.skip)(f"{name} is not here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table, with every skipped test: nothing is left out silently."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("not run here")
        for report in skipped:
            terminalreporter.write_line(f"{report.nodeid}: {_reason(report)}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
