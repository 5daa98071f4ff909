"""run.json: the owner's way to the running server."""

from pathlib import Path

from business_m.run_file import RunFile

FOUND = RunFile("indie", "http://127.0.0.1:1", "127.0.0.1:2", "token", "owner", 42)


def test_it_is_read_as_it_was_written_and_gone_when_removed(tmp_path: Path) -> None:
    assert RunFile.read(tmp_path) is None
    FOUND.write(tmp_path)
    assert RunFile.read(tmp_path) == FOUND
    RunFile.remove(tmp_path)
    RunFile.remove(tmp_path)
    assert RunFile.read(tmp_path) is None


def test_nobody_else_can_read_it_also_when_it_is_written_again(tmp_path: Path) -> None:
    for _ in range(2):
        FOUND.write(tmp_path)
        assert (tmp_path / "run.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
