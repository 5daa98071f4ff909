"""A data directory stays what its first start made it."""

from pathlib import Path

import pytest

from business_m.layout import Layout, keep_layout, kept_layout
from business_m.settings import SettingInvalid

ALL = ("identity", "masters", "finance")


def test_a_new_directory_has_no_layout_until_one_is_kept(tmp_path: Path) -> None:
    assert kept_layout(tmp_path, ALL) == Layout(frozenset(), frozenset())
    keep_layout(tmp_path, together=["identity", "masters"], apart=["finance"])
    assert kept_layout(tmp_path, ALL) == Layout(frozenset({"identity", "masters"}), frozenset({"finance"}))
    assert [path.name for path in tmp_path.iterdir()] == ["layout.json"]
    assert (tmp_path / "layout.json").stat().st_mode & 0o777 == 0o600


def test_a_directory_of_the_first_version_has_all_contexts_in_one_database(tmp_path: Path) -> None:
    (tmp_path / "role_passwords.json").write_text("{}")
    assert kept_layout(tmp_path, ALL).together == frozenset(ALL)
    with pytest.raises(SettingInvalid, match="start it with `m start`"):
        keep_layout(tmp_path, together=[], apart=ALL)
    assert not (tmp_path / "layout.json").exists()


def test_a_context_that_is_new_joins_either_way(tmp_path: Path) -> None:
    keep_layout(tmp_path, together=["identity"], apart=[])
    keep_layout(tmp_path, together=["identity", "masters"], apart=["finance"])
    keep_layout(tmp_path, together=["identity"], apart=[])
    assert kept_layout(tmp_path, ALL) == Layout(frozenset({"identity", "masters"}), frozenset({"finance"}))


@pytest.mark.parametrize(
    ("together", "apart", "advice"),
    [
        (ALL, (), "start it with `m start`"),
        ((), ALL, "start it with `m mesh up --plain`,"),
        (("identity", "masters"), ("finance",), "start it with `m mesh up --plain --only finance`"),
    ],
)
def test_the_other_way_is_refused_and_the_way_it_was_made_is_named(
    tmp_path: Path, together: tuple[str, ...], apart: tuple[str, ...], advice: str
) -> None:
    keep_layout(tmp_path, together=together, apart=apart)
    before = (tmp_path / "layout.json").read_text()
    with pytest.raises(SettingInvalid) as refused:
        keep_layout(tmp_path, together=apart, apart=together)
    assert advice in str(refused.value)
    assert str(tmp_path) in str(refused.value)
    assert (tmp_path / "layout.json").read_text() == before


@pytest.mark.parametrize("content", ["", "[]", '{"together": []}', '{"together": 1, "apart": []}'])
def test_a_file_that_is_no_layout_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "layout.json").write_text(content)
    with pytest.raises(SettingInvalid, match=r"layout\.json cannot be read"):
        keep_layout(tmp_path, together=ALL, apart=[])
