"""What was asked and what was answered, written down to be compared with another system's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.normalise import Normaliser
from tests.support.rest import Answer, Rest


@dataclass(slots=True)
class Recording:
    """Exchanges in the order they happened, each made comparable when it happened."""

    exchanges: list[dict[str, Any]] = field(default_factory=list)
    normalise: Normaliser = field(default_factory=Normaliser)

    def note(self, method: str, path: str, sent: Mapping[str, Any], answer: Answer) -> None:
        """One exchange."""
        content = sent.get("content")
        exchange = {
            "method": method,
            "path": path,
            "parameters": sent.get("params"),
            "sent": json.loads(content) if content else None,
            "status": answer.status,
            "replayed": answer.replayed,
            "answered": json.loads(answer.content),
        }
        self.exchanges.append(self.normalise(exchange))


class RecordingRest(Rest):
    """REST that writes down what it does."""

    def __init__(self, http_url: str, token: str | None, recording: Recording) -> None:
        super().__init__(http_url, token)
        self._recording = recording

    def send(self, method: str, path: str, **more: Any) -> Answer:
        """Any request."""
        answer = super().send(method, path, **more)
        self._recording.note(method, path, more, answer)
        return answer
