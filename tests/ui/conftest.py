"""The Desk as it is built, in a real Chromium."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.ui.desk_world import World
from tools import ui
from tools.layout import ROOT
from tools.node import NodeMissing

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHOTS = ROOT / "build" / "ui" / "shots"
SECONDS = 600

Walk = Callable[[World, Sequence[str], str], dict[str, Any]]
"""A world, names of journeys and a folder for their pictures to what became of each."""


@pytest.fixture(scope="session")
def built() -> None:
    """The Desk stands in its contexts, as the sources are now. A build that fails fails the tests."""
    try:
        ui.bring_up_to_date()
    except NodeMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def walk(built: None) -> Walk:
    """Walks through a running Desk, all journeys in one browser."""
    program = next(filter(None, map(shutil.which, BROWSERS)), "")
    node = ui.installed()

    def walked(world: World, names: Sequence[str], folder: str) -> dict[str, Any]:
        done = subprocess.run(
            [node, "run.mjs", *names],
            cwd=ROOT / "ui" / "e2e",
            env={**os.environ, "CHROMIUM": program, "SHOTS": str(SHOTS / folder)},
            input=world.json(),
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr
        results: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return results

    return walked
