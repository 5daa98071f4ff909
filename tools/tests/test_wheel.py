"""What the wheel carries beside the code: the contexts' built user interfaces, though git does not know them."""

import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tools.layout import ROOT

PARTS = {one.name: one.value.replace(".", "/") for one in entry_points(group="business_m.ui")}


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.mark.parametrize("context", sorted(PARTS))
def test_a_built_user_interface_is_carried(carried: set[str], context: str) -> None:
    page = f"{PARTS[context]}/index.html"
    if not Path(ROOT, "services", page).exists():
        pytest.skip("the user interface is not built here")
    assert page in carried


def test_what_contexts_say_of_themselves_is_carried_and_no_test_is(carried: set[str]) -> None:
    assert {"m_desk/navigation.toml", "m_desk/store/migrations/0010_desk.sql", "m_kit/ui/assets.py"} <= carried
    assert not [name for name in carried if "/tests/" in name or name.startswith("ui/")]
