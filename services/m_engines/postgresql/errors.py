"""What can go wrong before a PostgreSQL server answers."""

from pathlib import Path


class EngineError(Exception):
    """The engine can't be used; the message says what to do about it."""


class EngineUnavailable(EngineError):
    """The engine isn't installed here; `extra` is the extra of business-m that brings it."""

    def __init__(self, engine: str, extra: str) -> None:
        self.engine = engine
        self.extra = extra
        super().__init__(f"{engine} is not installed: pip install 'business-m[{extra}]', or set DATABASE_URL")


class DataDirectoryUnusable(EngineError):
    """The server can't keep its data there; `path` is the directory at fault, which may be a parent."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class AlreadyRunning(EngineError):
    """Another process runs a server on these data; `pid` is that process."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        super().__init__(f"already running, pid {pid}")


class EngineStartFailed(EngineError):
    """The server ended, or did not get ready in time; the message ends with the last lines of its log."""

    def __init__(self, what: str, log_path: Path, log_tail: str) -> None:
        self.log_path = log_path
        super().__init__(f"{what}; {log_path} ends:\n{log_tail}")
