"""The rules of the house that no linter knows: `python -m tools.checks`. Each finding names file, line and rule."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import checks_money, checks_regions, checks_text
from tools.finding import Finding
from tools.layout import ROOT, SOURCE_ROOTS, committed_files

WARN_LINES = 250
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file of ours that is no test, parsed; `place` is its path below the source root: m_kit/uow.py."""

    path: Path
    place: str
    root: str
    tree: ast.Module

    def at(self, node: ast.AST, rule: str) -> Finding:
        """A finding at the node's line."""
        return Finding(self.path, getattr(node, "lineno", 1), rule)


def environment(source: Source) -> Iterator[Finding]:
    """The environment is read in one place."""
    if source.place != "business_m/settings.py":
        for node in ast.walk(source.tree):
            if dotted(node) in ("os.environ", "os.environb", "os.getenv") or _imports(
                node, "os", {"environ", "environb", "getenv"}
            ):
                yield source.at(node, "the environment is read in business_m/settings.py only")


def mode(source: Source) -> Iterator[Finding]:
    """Settings take M_MODE from the environment, and only the topology looks at it."""
    if source.place in ("business_m/settings.py", "business_m/topology.py"):
        return
    for node in ast.walk(source.tree):
        last_two = (dotted(node) or "").split(".")[-2:]
        if (isinstance(node, ast.Constant) and node.value == "M_MODE") or last_two in (
            ["settings", "mode"],
            ["_settings", "mode"],
        ):
            yield source.at(node, "M_MODE is read in business_m/topology.py only")


def commits(source: Source) -> Iterator[Finding]:
    """One rpc, one transaction: the unit of work commits."""
    if source.place != "m_kit/uow.py":
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr == "commit":
                yield source.at(node, "nobody commits but m_kit/uow.py")


def clocks(source: Source) -> Iterator[Finding]:
    """The time comes from the clock; the in-process channel and the gateway know nothing of the kit."""
    forbidden = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
    if source.root == "services" and source.place != "m_kit/clock.py":
        for node in ast.walk(source.tree):
            last_two = ".".join((dotted(node) or "").split(".")[-2:])
            if last_two in forbidden or _imports(node, "time", {"time", "time_ns"}):
                yield source.at(node, "the time is read in m_kit/clock.py only")


def money(source: Source) -> Iterator[Finding]:
    """No float near money."""
    if checks_money.is_near_money(source.place):
        for node in checks_money.floats(source.tree):
            yield source.at(node, "no float near money: Decimal, or a name that ends in _seconds")


RULES: tuple[Callable[[Source], Iterator[Finding]], ...] = (environment, mode, commits, clocks, money)


def dotted(node: ast.AST) -> str | None:
    """`a.b.c` of an attribute chain, None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else None
    return None


def sources(root: Path, files: list[Path]) -> Iterator[Source]:
    """Our Python files under the source roots, without tests."""
    for path in files:
        parts = path.relative_to(root).parts
        if path.suffix == ".py" and parts[0] in SOURCE_ROOTS and "tests" not in parts:
            yield Source(path, "/".join(parts[1:]), parts[0], ast.parse(path.read_text(), filename=str(path)))


def long_files(root: Path, files: list[Path]) -> Iterator[tuple[Path, int]]:
    """Python files above WARN_LINES, with their length, the longest first; generated ones don't count."""
    ours = [path for path in files if path.suffix == ".py" and path.relative_to(root).parts[0] != "gen"]
    lengths = {path: path.read_text().count("\n") for path in ours}
    yield from sorted(((path, n) for path, n in lengths.items() if n > WARN_LINES), key=lambda pair: -pair[1])


def findings(root: Path) -> list[Finding]:
    """Every finding in the tree under `root`."""
    files = committed_files(root)
    found = [finding for source in sources(root, files) for rule in RULES for finding in rule(source)]
    found += checks_text.findings(root, files)
    found += checks_regions.findings(root, files)
    too_long = [(path, n) for path, n in long_files(root, files) if n > MOST_LINES and "tests" not in path.parts]
    found += [Finding(path, n, f"{n} lines: split it") for path, n in too_long]
    return found


def main(root: Path = ROOT) -> int:
    """Prints findings, then the length report; exit 1 where there is a finding."""
    found = findings(root)
    for finding in found:
        print(f"{finding.path.relative_to(root)}:{finding.line}: {finding.rule}")
    for path, length in long_files(root, committed_files(root)):
        print(f"note: {path.relative_to(root)} has {length} lines; {WARN_LINES} are enough for most")
    return 1 if found else 0


def _imports(node: ast.AST, module: str, names: set[str]) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == module and any(a.name in names for a in node.names)


if __name__ == "__main__":
    sys.exit(main())
