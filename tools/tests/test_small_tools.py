"""The thin tools behind make's targets."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from m_engines.postgresql.data_directory import DirectoryLock

from tools import check, clean_data, contracts, lock, one_context, optional
from tools.generate import build_image
from tools.layout import package_of


def test_a_lock_keeps_packages_and_hashes_and_loses_the_index() -> None:
    written = "--index" + "-url https://mirror.example\nclick==8 \\\n    --hash=sha256:00\n"
    assert lock.without_addresses(written) == "click==8 \\\n    --hash=sha256:00\n"


@pytest.mark.parametrize(
    ("context", "package"), [("wms", "m_wms"), ("m_wms", "m_wms"), ("book_keeper", "book_keeper"), ("india", "m_india")]
)
def test_a_context_is_found_by_its_name(context: str, package: str) -> None:
    assert package_of(context) == package


def test_an_unknown_context_is_a_usage_error_and_one_without_tests_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert one_context.main(["warehouse"]) == one_context.main([]) == one_context.main([""]) == 2
    assert "masters finance wms" in capsys.readouterr().err
    assert one_context.main(["wms"], tmp_path) == 1
    assert "nothing is there yet" in capsys.readouterr().err


def test_what_is_not_there_yet_is_said_and_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "library.py").write_text("x = 1\n")
    for package in ("campaign", "bench"):
        assert optional.main([package], tmp_path) == 1
        assert f"nothing is there yet: {package}/" in capsys.readouterr().err
    assert optional.main([], tmp_path) == 2


def test_what_is_there_is_run_with_its_arguments_and_its_failure_is_ours(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    script = (
        'if __name__ == "__main__":\n    import sys\n    open("ran", "a").write(f"{sys.argv[1:]}")\n    sys.exit(%d)\n'
    )
    (tmp_path / "bench" / "good.py").write_text(script % 0)
    (tmp_path / "bench" / "poor.py").write_text(script % 1)
    assert optional.main(["bench", "good", "--", "--quick"], tmp_path) == 0
    assert (tmp_path / "ran").read_text() == "['--quick']"
    assert optional.main(["bench"], tmp_path) == 1
    assert (tmp_path / "ran").read_text() == "['--quick'][][]"


@pytest.mark.parametrize(
    ("code", "held"), [("print('note: long'); print('more')", True), ("raise SystemExit('no')", False)]
)
def test_a_check_that_fails_shows_why_and_one_that_holds_only_its_notes(
    capsys: pytest.CaptureFixture[str], code: str, *, held: bool
) -> None:
    assert check.holds(check.Check("sample", ("-c", code))) is held
    said = capsys.readouterr().out
    assert said.startswith("ok     sample" if held else "FAILED sample")
    assert said.splitlines()[1:] == (["       note: long"] if held else ["       no"])


def removed_field(image: Path, changed: Path) -> None:
    """Writes an image that lacks a field of a message of ours."""
    files = FileDescriptorSet.FromString(image.read_bytes())
    message = next(m for f in files.file if f.package.startswith("businessm.ledger") for m in f.message_type if m.field)
    del message.field[0]
    changed.write_bytes(files.SerializeToString())


def test_a_removed_field_is_a_breaking_change(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    image, changed = tmp_path / "image.binpb", tmp_path / "changed.binpb"
    build_image(image)
    assert contracts.breaking(image, image) == 0
    removed_field(image, changed)
    assert contracts.breaking(changed, image) != 0
    assert "was deleted" in capfd.readouterr().out


def test_a_contract_without_comment_or_suffix_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    image = tmp_path / "image.binpb"
    build_image(image)
    files = FileDescriptorSet.FromString(image.read_bytes())
    next(f for f in files.file if f.name.startswith("businessm/ledger") and f.service).service[0].name = "Books"
    image.write_bytes(files.SerializeToString())
    assert contracts.lint(image) != 0
    assert 'Service name "Books" should be suffixed with "Service"' in capfd.readouterr().out


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory that a server has used."""
    directory = tmp_path / "data"
    directory.mkdir()
    DirectoryLock.take(directory / clean_data.LOCK).release()
    (directory / "books").touch()
    return directory


@pytest.mark.parametrize(("answer", "deleted"), [("yes\n", True), ("no\n", False), ("", False), ("y\n", False)])
def test_data_are_deleted_only_after_yes(
    data: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, deleted: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert clean_data.main([str(data)]) == (0 if deleted else 1)
    assert data.exists() is not deleted


def test_data_in_use_and_other_folders_are_never_deleted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = DirectoryLock.take(data / clean_data.LOCK)
    assert clean_data.main([str(data)]) == 1
    assert "in use by pid" in capsys.readouterr().err
    held.release()
    assert clean_data.main([str(data.parent)]) == 1
    assert "holds no data of Business M" in capsys.readouterr().err
    assert (data / "books").exists()


def test_foreground_replaces_itself_where_there_is_no_terminal() -> None:
    command = [sys.executable, "tools/foreground.py", sys.executable, "-c", "import sys; sys.exit(7)"]
    root = Path(__file__).parents[2]
    assert subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, check=False).returncode == 7
