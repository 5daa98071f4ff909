"""Where things are, and which packages exist: the tools' one picture of the tree."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE_ROOTS = ("services", "inproc", "gateway")
BUSINESS = ("m_masters", "m_finance", "m_wms", "m_people", "m_desk", "m_identity", "m_india")
KEEPERS = ("book_keeper", "stock_keeper")
CONTEXTS = BUSINESS + KEEPERS
MADE = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build", "dist"}


def package_of(context: str) -> str:
    """The package of a context: `wms` -> `m_wms`, keepers and m_india by their own names; KeyError for another."""
    for package in CONTEXTS:
        if context in (package, package.removeprefix("m_")):
            return package
    raise KeyError(context)


def packages(root: Path = ROOT) -> list[str]:
    """Our importable packages that exist: folders with an __init__.py directly under a source root."""
    found = [path.parent.name for source in SOURCE_ROOTS for path in (root / source).glob("*/__init__.py")]
    return sorted(name for name in found if name != "tests")


def committed_files(root: Path = ROOT) -> list[Path]:
    """What git has or would take; where there is no git, or no repository, all that is not made by tools."""
    if not (root / ".git").exists() or shutil.which("git") is None:
        return sorted(path for path in root.rglob("*") if path.is_file() and not MADE & set(path.parts))
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return sorted(root / name for name in listed.split("\0") if name and (root / name).is_file())
