"""docs/regional-plugin.md to the letter: its files, its commands, and what comes back. Only ports are other ones, and
what stays in the foreground runs beside us."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.plugins.node_plugin import free_port
from tests.setup.readme import Step, matches, steps
from tests.setup.running import M, Running, environment, reachable_folder
from tools.layout import ROOT

PAGE = ROOT / "docs" / "regional-plugin.md"
FILE = re.compile(r"^`([\w/]+\.\w+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLUGIN_PORT, ADDRESS = "7001", "127.0.0.1:8080"
SERVES = re.compile(r"M_PLUGINS=(\S+) \.venv/bin/m start")
PATIENCE_SECONDS = 60.0


def test_the_tutorial_makes_a_plugin_that_works() -> None:
    page = PAGE.read_text().replace(PLUGIN_PORT, str(free_port()))
    with reachable_folder() as folder, ExitStack() as running:
        files = FILE.findall(page)
        assert [name for name, _ in files] == ["m_france/contributions.json", "m_france/serve.py"]
        for name, text in files:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)
        address, done = "", 0
        for step in steps(page):
            if step.command.startswith(".venv/bin/python"):
                running.enter_context(plugin(step, folder))
            elif serves := SERVES.fullmatch(step.command):
                server = running.enter_context(Running(folder / "data", M_PLUGINS=serves[1]))
                address = server.ready()["http_url"].removeprefix("http://")
            else:
                typed(step, folder, address)
                done += 1
        assert (done, bool(address)) == (len(list(steps(page))) - 2, True)


@contextmanager
def plugin(step: Step, folder: Path) -> Iterator[None]:
    """The plugin's server, once it has said what the page says."""
    command = [sys.executable, *step.command.split()[1:]]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert matches(step.expected, said), said + process.stdout.read()
        yield
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)
        process.stdout.close()


def typed(step: Step, folder: Path, address: str) -> None:
    """A command beside the server. What comes back is as on the page, where plugins are listed after a while."""
    until = time.monotonic() + (PATIENCE_SECONDS if step.command == "m plugin list" else 0.0)
    while True:
        output = shell(step, folder, address)
        if matches(step.expected, output):
            return
        assert time.monotonic() < until, f"$ {step.command}\n{output}\n{PAGE.name} says:\n{step.expected}"
        time.sleep(0.1)


def shell(step: Step, folder: Path, address: str) -> str:
    """What it says on stdout and stderr, with the documented address."""
    variables = environment(M_DATA_DIR=str(folder / "data"), PATH=f"{M.parent}:/usr/local/bin:/usr/bin:/bin")
    command = ["bash", "-c", step.command.replace(ADDRESS, address)]
    done = subprocess.run(
        command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.stdout.replace(address, ADDRESS)
