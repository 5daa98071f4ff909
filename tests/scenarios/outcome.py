"""How a scenario ends, and what a step of it can end in."""

from dataclasses import asdict, dataclass, field
from typing import Any


class Mismatch(Exception):
    """What came out is not what the scenario expects."""

    def __init__(self, what: str, expected: Any, actual: Any) -> None:
        super().__init__(what)
        self.expected = expected
        self.actual = actual


class Unknown(Exception):
    """A verb, a field or a key that the runner does not know; the message names it."""


class UsageError(Exception):
    """The runner was asked for something it cannot do; the message says what."""


@dataclass(slots=True)
class StepOutcome:
    """What one step did. `reason` is the refusal's, empty where it went well."""

    reason: str = ""
    message: str = ""
    voucher: dict[str, Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ScenarioResult:
    """One entry of the JSON file."""

    id: str
    status: str
    reason: str = ""
    failed_step: str = ""
    expected: Any = None
    actual: Any = None
    seconds: str = "0.00"

    def as_json(self) -> dict[str, Any]:
        """As one object."""
        return asdict(self)

    def line(self) -> str:
        """For people."""
        if self.status == "passed":
            return f"passed  {self.id} ({self.seconds} s)"
        if self.status == "skipped":
            return f"skipped {self.id}: {self.reason}"
        values = "" if self.expected is None else f"; expected {self.expected!r}, actual {self.actual!r}"
        return f"FAILED  {self.id}: {self.failed_step}: {self.reason}{values}"
