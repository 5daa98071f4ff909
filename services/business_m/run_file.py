"""`run.json` in the data directory: how the owner's commands find the running server."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NAME = "run.json"
_LISTS = ("processes", "engines", "plugins")


@dataclass(frozen=True, slots=True)
class RunFile:
    """Where a server of this data directory answers, and what its owner may call with.

    `token` is the administrator's; `owner_token` opens what only contexts may call, to make tokens of any tenant.
    `processes` are those that run a context each, as the ready line has them; `engines` the servers that were started
    beside them: name, version, pid, address. `plugins` are the regional plugins among the contexts.
    """

    topology: str
    http_url: str
    grpc_target: str
    token: str
    owner_token: str
    pid: int
    processes: Sequence[Mapping[str, Any]] = ()
    engines: Sequence[Mapping[str, Any]] = ()
    plugins: Sequence[str] = ()

    def write(self, data_dir: Path) -> None:
        """Replaces the file at once, readable by its owner alone."""
        partial = data_dir / f".{NAME}.{os.getpid()}"
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(asdict(self)))
        partial.replace(data_dir / NAME)

    @classmethod
    def read(cls, data_dir: Path) -> "RunFile | None":
        """The file, None where there is none."""
        path = data_dir / NAME
        if not path.exists():
            return None
        content = json.loads(path.read_text())
        return cls(**{**content, **{name: tuple(content.get(name, ())) for name in _LISTS}})

    @staticmethod
    def remove(data_dir: Path) -> None:
        """What a server does in the end."""
        (data_dir / NAME).unlink(missing_ok=True)
