"""Structured logs: one JSON object a line, without secrets."""

import json
import logging
import re
import sys
from typing import Any

from m_kit.tracing import current_span

_SECRETS = re.compile(
    r"(?i)(bearer\s+)[A-Za-z0-9._~+/=-]+|(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.)[A-Za-z0-9_-]+"
    r"|((?:password|secret|api_key|token)[\"']?\s*[=:]\s*[\"']?)[^\s\"',}]+|(://[^:/@\s]+:)[^@\s]+(?=@)"
)
_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def without_secrets(text: str) -> str:
    """`text` with tokens, passwords and keys blotted out."""
    return _SECRETS.sub(lambda match: next(group for group in match.groups() if group) + "***", text)


class JsonFormatter(logging.Formatter):
    """time, level, logger, message, trace, and whatever the call gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        span = current_span()
        entry: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **({"trace_id": span.trace_id} if span else {}),
            **{key: str(value) for key, value in vars(record).items() if key not in _PLAIN},
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return without_secrets(json.dumps(entry, ensure_ascii=False))


def set_up_logs(level: str = "INFO") -> None:
    """Sends all logs of the process to stderr as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
