"""What is installed from a wheel has the Desk in it, and needs no Node.js."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.setup.running import Running, reachable_folder
from tools.layout import ROOT

pytestmark = pytest.mark.campaign  # a clean environment takes a minute


def run(*command: str | Path) -> None:
    """AssertionError with what it said where it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def fetched(url: str) -> str:
    """The text of a page that is there."""
    with urllib.request.urlopen(url) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def test_a_wheel_brings_the_desk(built: None) -> None:
    with reachable_folder(Path("/var/tmp")) as folder:  # an environment is too large for memory
        run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, ROOT)
        (wheel,) = folder.glob("*.whl")
        run(sys.executable, "-m", "venv", folder / "venv")
        pip = folder / "venv" / "bin" / "pip"
        run(pip, "install", "--quiet", "--require-hashes", "-r", ROOT / "requirements.lock")
        run(pip, "install", "--quiet", "--no-deps", wheel)
        path = f"{folder / 'venv' / 'bin'}:{without_node()}"
        with Running(folder / "data", program=(str(folder / "venv" / "bin" / "m"),), PATH=path) as running:
            url = running.ready()["http_url"]
            page = fetched(f"{url}/desk/")
            (script,) = re.findall(r'<script [^>]*src="([^"]+[.]js)"', page)
            assert "import" in fetched(url + script)
            for remote in ("finance", "wms"):
                assert f'"name":"{remote}"' in fetched(f"{url}/ui/{remote}/mf-manifest.json")
            assert running.interrupt()[0] == 0


def without_node() -> str:
    """PATH without the folders that have Node.js."""
    return os.pathsep.join(one for one in os.environ["PATH"].split(os.pathsep) if not shutil.which("node", path=one))
