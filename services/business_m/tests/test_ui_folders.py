"""Where contexts' built user interfaces are installed, and the word of tests on that."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from business_m.catalog import NAMES
from business_m.settings import SettingInvalid, Settings
from business_m.ui_folders import GROUP, installed_ui


def test_every_entry_point_is_a_contexts_folder_in_its_own_package() -> None:
    found = {one.name: one.value for one in entry_points(group=GROUP)}
    assert {"desk", "finance", "wms"} <= set(found) <= set(NAMES)
    assert all(value == f"m_{name}.ui" for name, value in found.items())


def test_a_context_without_any_has_none() -> None:
    assert installed_ui("masters") is None
    assert installed_ui("nobody") is None


def test_tests_show_a_folder_of_their_own(tmp_path: Path) -> None:
    settings = Settings.from_environment({"M_TESTING": "1", "M_UI_FOLDERS": f"desk={tmp_path},wms={tmp_path}"})
    assert settings.ui_folders == {"desk": tmp_path, "wms": tmp_path}


@pytest.mark.parametrize("said", ["desk", "desk=", "desk=/nowhere/at/all", "nobody=/tmp"])
def test_a_folder_that_is_not_there_stops_the_start(said: str) -> None:
    with pytest.raises(SettingInvalid, match="M_UI_FOLDERS"):
        Settings.from_environment({"M_TESTING": "1", "M_UI_FOLDERS": said})


def test_nobody_else_says_so() -> None:
    with pytest.raises(SettingInvalid, match="M_UI_FOLDERS is for tests"):
        Settings.from_environment({"M_UI_FOLDERS": "desk=/tmp"})
