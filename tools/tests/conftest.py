"""Small trees to run the tools on."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools.lock import EXTRAS

PROJECT = '[project]\nname = "tree"\ndependencies = ["click>=8"]\n[project.optional-dependencies]\n'
CLEAN = {
    "pyproject.toml": PROJECT + "".join(f"{extra} = []\n" for extras in EXTRAS.values() for extra in extras),
    "docs/dependencies.md": "| `click` | Commands. |\n",
    **dict.fromkeys(EXTRAS, "click==8.5.1 \\\n    --hash=sha256:00\n"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Makes a folder of the files that every tree has and those given; returns it."""

    def make(files: Mapping[str, str]) -> Path:
        for name, content in {**CLEAN, **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
        return tmp_path

    return make
