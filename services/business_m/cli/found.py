"""What the command line finds itself of one invariant, where no context alone can tell."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Found:
    """One invariant: how many things were looked at, a sentence for each that breaks it."""

    id: str
    checked: int = 0
    violations: list[str] = field(default_factory=list)

    def look(self, violation: str | None) -> None:
        """Counts one thing, and what is wrong with it."""
        self.checked += 1
        if violation:
            self.violations.append(violation)

    def entry(self) -> dict[str, Any]:
        """As `m check --json` shows it."""
        status = "violated" if self.violations else "ok" if self.checked else "not_applicable"
        return {"id": self.id, "status": status, "checked": self.checked, "violations": self.violations}
