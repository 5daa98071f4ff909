"""The Desk's parts without a browser: forms, lists, the kit, and what remotes compute."""

import re
import subprocess

from tools import ui
from tools.layout import ROOT


def test_the_parts_hold(built: None) -> None:
    program = ROOT / "ui" / "node_modules" / "vitest" / "vitest.mjs"
    done = subprocess.run([ui.installed(), program, "run"], cwd=ROOT / "ui", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_host_and_its_packages_know_no_country_and_no_document_by_name() -> None:
    words = ("gst", "gstin", "hsn", "tds", "trn", "vat")
    folders = (ROOT / "ui" / "apps", ROOT / "ui" / "packages")
    files = [path for folder in folders for path in folder.rglob("*.ts*") if "src" in path.parts]
    assert len(files) > 50
    told = [f"{path}: {word}" for path in files for word in words if word in _words(path.read_text())]
    assert not told


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))
