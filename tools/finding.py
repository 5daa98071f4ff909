"""What a check found."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule, at a line counted from 1."""

    path: Path
    line: int
    rule: str
