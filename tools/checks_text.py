"""What no committed file may say, and what two committed files must say alike."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.finding import Finding
from tools.lock import EXTRAS

# In pieces, so that this file does not break its own rule.
OF_A_MACHINE = re.compile(r"(?<![\w.])/(" + r"work/|root/|home/[a-z]|Users/[A-Z]|tmp/bm\b" + ")")
OF_A_REGISTRY = re.compile(
    "|".join([r"pypi\." + "org/simple", "pythonhosted" + r"\.org", r"registry\.npmjs\." + "org"])
)
INDEX_OPTION = re.compile(r"--(extra-)?index" + r"-url[ =]\S+|(extra_)?index" + r"_url *=")
RULES = {
    OF_A_MACHINE: "a path of one machine",
    OF_A_REGISTRY: "a registry's host",
    INDEX_OPTION: "a package index",
}


_DEPENDENCIES = ("dependencies", "devDependencies")


def findings(root: Path, files: list[Path]) -> list[Finding]:
    """Findings in every text file, in the locks and in docs/dependencies.md."""
    found = [finding for path in files for finding in _told(path)]
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return [*found, *_locks(root, project), *_reasons(root, project)]


def _told(path: Path) -> Iterator[Finding]:
    content = path.read_bytes()
    if b"\0" in content:
        return
    for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
        for pattern, what in RULES.items():
            if pattern.search(line):
                yield Finding(path, number, f"tells {what}")


def requirements(project: dict[str, object], extras: tuple[str, ...]) -> list[Requirement]:
    """The project's dependencies and those of some extras."""
    base, optional = project.get("dependencies", []), project.get("optional-dependencies", {})
    assert isinstance(base, list)
    assert isinstance(optional, dict)
    return [Requirement(text) for text in [*base, *(text for extra in extras for text in optional.get(extra, []))]]


def _locks(root: Path, project: dict[str, object]) -> Iterator[Finding]:
    """Every requirement is locked at a version it allows, and a lock holds no address."""
    for name, extras in EXTRAS.items():
        lock = (root / name).read_text()
        locked = {canonicalize_name(n): v for n, v in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.M)}
        for requirement in requirements(project, extras):
            version = locked.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                yield Finding(root / name, 1, f"has {requirement.name} {version}, not {requirement}: run `make lock`")
        if "://" in lock:
            yield Finding(root / name, 1, "holds an address")


def _reasons(root: Path, project: dict[str, object]) -> Iterator[Finding]:
    """Every dependency has its line in docs/dependencies.md, and every line its dependency."""
    path = root / "docs" / "dependencies.md"
    optional = project.get("optional-dependencies", {})
    assert isinstance(optional, dict)
    wanted: set[str] = {canonicalize_name(requirement.name) for requirement in requirements(project, tuple(optional))}
    wanted |= npm_packages(root / "ui") | npm_packages(root / "examples")
    lines = re.findall(r"^\| (`[^|]+`) \|", path.read_text(), re.M)
    given = {canonicalize_name(name) for line in lines for name in re.findall("`([^`]+)`", line)}
    for name in sorted(wanted - given):
        yield Finding(path, 1, f"gives no reason for {name}")
    for name in sorted(given - wanted):
        yield Finding(path, 1, f"gives a reason for {name}, which nothing depends on")


def npm_packages(folder: Path) -> set[str]:
    """What the packages below a folder depend on, but for types of others and packages that lie here."""
    manifests = [
        json.loads(path.read_text()) for path in sorted(folder.rglob("package.json")) if _is_ours(path, folder)
    ]
    asked = [item for one in manifests for key in _DEPENDENCIES for item in one.get(key, {}).items()]
    named = {name for name, version in asked if not version.startswith("file:")}
    return {canonicalize_name(name) for name in named - {one["name"] for one in manifests} if not _is_types(name)}


def _is_ours(path: Path, folder: Path) -> bool:
    return "node_modules" not in path.relative_to(folder).parts


def _is_types(name: str) -> bool:
    return name.startswith("@types/")
