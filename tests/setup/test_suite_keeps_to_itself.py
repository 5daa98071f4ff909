"""Rules 5, 7 and 12 as far as they are about the tests themselves."""

import re
import tomllib

import pytest

from tools.layout import ROOT, committed_files
from tools.pytest_needs import PROBES

FIXED_PORT = re.compile(
    r"(?:(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(?!0\b)\d{2,5}\b)|port\s*=\s*(?!0\b)\d{2,5}\b"
)
NEEDS = re.compile(r"mark\.needs\(([^)]*)\)")
BIND = re.compile(r"\b(bind|listen|add_insecure_port|add_secure_port|create_server|run)\b")
# Documented here for the rule, used by no test.
TALKS_ABOUT_NEEDS = {"tools/pytest_needs.py", "tools/tests/test_pytest_plugins.py"}


def files_of_tests() -> list[str]:
    """Python files of tests, by path."""
    files = [str(path.relative_to(ROOT)) for path in committed_files(ROOT)]
    return [name for name in files if name.endswith(".py") and re.search(r"(^|/)tests/", name)]


@pytest.mark.parametrize(
    ("line", "binds"),
    [
        ('server.add_insecure_port("127.0.0.1:50051")', True),
        ('server.add_insecure_port("127.0.0.1:0")', False),
        ("sock.bind(('', port)); uvicorn.run(app, port=8080)", True),
        ('assert parse("db.example:6543")', False),
    ],
)
def test_a_fixed_port_is_recognised(line: str, *, binds: bool) -> None:
    assert bool(FIXED_PORT.search(line) and BIND.search(line)) is binds


def test_no_test_binds_a_fixed_port() -> None:
    for name in files_of_tests():
        if name != "tests/setup/test_suite_keeps_to_itself.py":
            for number, line in enumerate((ROOT / name).read_text().splitlines(), start=1):
                assert not (FIXED_PORT.search(line) and BIND.search(line)), f"{name}:{number}: {line.strip()}"


def test_what_a_test_needs_has_a_probe_and_is_required_where_ci_can_install_it() -> None:
    required = (ROOT / ".ci" / "run").read_text().split("{M_REQUIRE-", 1)[1].split("}", 1)[0]
    for name in set(files_of_tests()) - TALKS_ABOUT_NEEDS:
        for needed in re.findall(r'"([^"]+)"', " ".join(NEEDS.findall((ROOT / name).read_text()))):
            assert needed in PROBES, f"{name} needs {needed}"
            if needed in ("chromium", "pango"):
                assert needed in required.split(","), f"{name} needs {needed}: .ci/run has to require and install it"


def test_the_slowest_tests_are_printed() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["addopts"]
    assert "--durations=15" in options
