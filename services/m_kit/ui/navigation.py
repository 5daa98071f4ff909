"""`navigation.toml` beside a context: what it is called, where it stands, and the screens of its remote."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from m_kit.metadata.layout import Labels, LayoutInvalid


@dataclass(frozen=True)
class ScreenLayout:
    """One screen. `path` is below the remote's own, `permission` what is needed to open it."""

    path: str
    permission: str
    labels: Labels
    icon: str = ""


@dataclass(frozen=True)
class NavigationLayout:
    """A context in the navigation; `document_types` are those that come first."""

    labels: Labels
    icon: str
    position: int
    document_types: Sequence[str] = ()
    screens: Sequence[ScreenLayout] = field(default_factory=list)


def read_navigation(path: Path) -> NavigationLayout:
    """Raises LayoutInvalid, naming the file and the key."""
    content = tomllib.loads(path.read_text())
    try:
        screens = [ScreenLayout(**one) for one in content.pop("screens", [])]
        return NavigationLayout(**content, screens=screens)
    except TypeError as error:
        raise LayoutInvalid(f"{path}: {error}") from error
