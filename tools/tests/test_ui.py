"""When the Desk is built, what is put where, and what is said where it can't be."""

import json
from pathlib import Path

import pytest

from tools import node, ui
from tools.node import Node, NodeMissing


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with sources, contracts and one context that shows something."""
    for name in ("ui/apps/host/main.ts", "ui/node_modules/react/index.js", "gen/ts/contracts/a_pb.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(ui, "ROOT", tmp_path)
    monkeypatch.setattr(ui, "SOURCES", tmp_path / "ui")
    monkeypatch.setattr(ui, "CONTRACTS", tmp_path / "gen" / "ts")
    monkeypatch.setattr(ui, "STAMP", tmp_path / "built.json")
    monkeypatch.setattr(ui, "PLACES", {"host": tmp_path / "services" / "m_desk" / "ui"})
    return tmp_path


def test_sources_and_contracts_count_and_what_npm_installed_does_not(tree: Path) -> None:
    before = ui.digest()
    (tree / "ui/node_modules/react/index.js").write_text("newer")
    assert ui.digest() == before
    (tree / "gen/ts/contracts/a_pb.js").write_text("another contract")
    between = ui.digest()
    (tree / "ui/apps/host/main.ts").rename(tree / "ui/apps/host/boot.ts")
    assert len({before, between, ui.digest()}) == 3


def test_it_is_built_while_sources_are_the_same_and_the_files_are_there(tree: Path) -> None:
    assert not ui.is_built(ui.digest())
    ui.STAMP.write_text(json.dumps({"sources": ui.digest()}))
    assert not ui.is_built(ui.digest())
    place = ui.PLACES["host"]
    place.mkdir(parents=True)
    (place / "mf-manifest.json").write_text("{}")
    assert ui.is_built(ui.digest())
    assert ui.bring_up_to_date() is None
    (tree / "ui/apps/host/main.ts").write_text("changed")
    assert not ui.is_built(ui.digest())


def test_what_was_there_before_is_gone(tree: Path) -> None:
    place = ui.PLACES["host"]
    for number in (1, 2):
        built = tree / f"built-{number}"
        built.mkdir()
        (built / f"{number}.js").write_text("")
        ui.put(built, place)
    assert [path.name for path in place.iterdir()] == ["2.js"]
    assert [path.name for path in place.parent.iterdir()] == ["ui"]


def test_where_it_cant_be_built_that_is_said_and_the_server_may_run(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> Node:
        raise NodeMissing("no registry answers")

    monkeypatch.setattr(ui, "node_or_wheel", missing)
    assert ui.main(["--if-possible"]) == 0
    assert ui.main([]) == 1
    assert capsys.readouterr().err == "the Desk is not built, everything else runs: no registry answers\n" * 2


def test_node_is_the_wheels_where_none_is_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(node, "wheels", lambda: Node(tmp_path / "node", ("npm",)))
    assert node.node().program == tmp_path / "node"
    monkeypatch.setattr(node, "wheels", lambda: None)
    with pytest.raises(NodeMissing, match="not installed"):
        node.node()
