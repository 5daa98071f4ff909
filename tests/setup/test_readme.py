"""Rule 11: what README.md types is typed here, and what it shows is what comes back."""

import subprocess
from pathlib import Path

import pytest

from tests.setup.readme import Step, matches, steps
from tests.setup.running import M, Running, environment, reachable_folder
from tools.layout import ROOT

PAGE = """
```console
$ m company create --code ACME \\
> --currency USD
{"code":"ACME"}
$ true
```
```python
$ no
```
"""
ADDRESS = "127.0.0.1:8080"


def test_commands_and_outputs_are_told_apart() -> None:
    assert list(steps(PAGE)) == [
        Step("m company create --code ACME \\\n--currency USD", '{"code":"ACME"}'),
        Step("true", ""),
    ]


@pytest.mark.parametrize(
    ("expected", "output", "equal"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc\n", False),
        ("a", "a\nb\n", False),
        ("id ...: ok", "id 0197-ab: ok", True),
        ("id ...: ok", "id\n0197: ok", False),
        ("a\n...\nz", "a\nb\nc\nz", True),
        ("a\n...\nz", "a\nz", True),
        ("a\n...\nz", "a\nb", False),
        ("1.5", "1x5", False),
        ("", "", True),
        ("", "surprise", False),
    ],
)
def test_outputs_are_compared_to_the_letter_but_for_dots(expected: str, output: str, *, equal: bool) -> None:
    assert matches(expected, output) is equal


def run(step: Step, data: Path, address: str) -> str:
    """Types a step into a shell beside the server; its stdout and stderr, with the documented address."""
    variables = environment(M_DATA_DIR=str(data), PATH=f"{M.parent}:/usr/local/bin:/usr/bin:/bin")
    command = ["bash", "-c", step.command.replace(ADDRESS, address)]
    done = subprocess.run(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.stdout.replace(address, ADDRESS)


def test_the_readme_is_true() -> None:
    told = [step for step in steps((ROOT / "README.md").read_text()) if not step.is_run_elsewhere]
    beside_server = [step for step in told if not step.starts_the_server]
    assert told, "README.md shows no command"
    if not beside_server:
        return
    with reachable_folder() as folder, Running(folder / "data") as server:
        address = server.ready()["http_url"].removeprefix("http://")
        for step in beside_server:
            output = run(step, folder / "data", address)
            assert matches(step.expected, output), f"$ {step.command}\n{output}\nREADME.md says:\n{step.expected}"
        assert server.interrupt()[0] == 0
