"""How long those wait who go on with postings that nobody came back for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostingTimes:
    """How often an owner goes on with unconfirmed postings and a keeper looks at what it holds, and how long that must
    have been held before it asks; all in seconds."""

    resume_every: float = 5.0
    sweep_every: float = 5.0
    ask_after: float = 30.0
