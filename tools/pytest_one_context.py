"""pytest's `--only-context=PACKAGE`: importing any other context fails, as if it lived in another repository."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from tools.layout import CONTEXTS


class OtherContexts(MetaPathFinder):
    """Finds the other contexts only to refuse them."""

    def __init__(self, only: str) -> None:
        self._refused = frozenset(CONTEXTS) - {only}
        self._only = only

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Raises ImportError for another context, leaves everything else to the next finder."""
        if fullname.split(".")[0] in self._refused:
            raise ImportError(f"{self._only} imports {fullname}: contexts know each other's contracts only")
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option."""
    parser.addoption("--only-context", metavar="PACKAGE", choices=CONTEXTS, help="block all contexts but this one")


def pytest_configure(config: pytest.Config) -> None:
    """Blocks before anything is collected; what was imported already would slip through, so it is an error."""
    only = config.getoption("--only-context")
    if only is None:
        return
    finder = OtherContexts(only)
    early = sorted(set(sys.modules) & (frozenset(CONTEXTS) - {only}))
    if early:
        raise pytest.UsageError(f"imported before the tests: {', '.join(early)}")
    sys.meta_path.insert(0, finder)
    config.add_cleanup(lambda: sys.meta_path.remove(finder))
