"""Where contexts' built user interfaces are installed: entry points of the group `business_m.ui`.

Each is context to folder in a package (`finance = "m_finance.ui"`), which is found without importing anything and is
there once it was built.
"""

from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

GROUP = "business_m.ui"


def installed_ui(context: str) -> Path | None:
    """The folder of a context's entry point; None where it has none, or nothing was built into it."""
    place = _places().get(context)
    if place is None:
        return None
    package, *below = place.split(".")
    spec = find_spec(package)
    for base in (spec.submodule_search_locations if spec else None) or ():
        folder = Path(base).joinpath(*below)
        if folder.is_dir():
            return folder
    return None


@cache
def _places() -> dict[str, str]:
    return {one.name: one.value for one in entry_points(group=GROUP)}
