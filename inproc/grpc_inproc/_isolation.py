"""How far apart the two sides of a call are kept."""

from __future__ import annotations

import enum
from collections.abc import Callable


class Isolation(enum.Enum):
    """What happens to a message on its way from one side to the other.

    COPY       the receiver gets a copy; neither side sees the other's later changes.
    IMMUTABLE  the message itself is handed over: both sides promise never to change it again.
    WIRE       serialized and parsed, exactly as over a network; for tests of parity.
    PARANOID   COPY, and the call fails with INTERNAL when either side changes a message it has handed over or
               received while the call lasts: it finds what would break under IMMUTABLE.
    """

    COPY = "copy"
    IMMUTABLE = "immutable"
    WIRE = "wire"
    PARANOID = "paranoid"


COPY = Isolation.COPY
IMMUTABLE = Isolation.IMMUTABLE
WIRE = Isolation.WIRE
PARANOID = Isolation.PARANOID

IsolationPolicy = Isolation | Callable[[str], Isolation]


def isolation_of(policy: IsolationPolicy, method: str) -> Isolation:
    """The isolation of one method path such as `/package.Service/Method`.

    Raises TypeError when a callable policy answers something that is not an Isolation.
    """
    chosen = policy if isinstance(policy, Isolation) else policy(method)
    if not isinstance(chosen, Isolation):
        raise TypeError(f"isolation of {method} must be an Isolation, not {chosen!r}")
    return chosen
