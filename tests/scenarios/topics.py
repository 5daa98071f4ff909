"""What a topic of scenarios must offer, and which topics there are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from tests.scenarios.ledger import LedgerWorld
from tests.scenarios.outcome import StepOutcome
from tests.scenarios.stock import StockWorld
from tests.support.rest import Rest


class World(Protocol):
    """One scenario's own world: a fresh company, made as `given` says."""

    VERBS: Mapping[str, tuple[str, ...]]
    """The verbs of the topic with the fields each takes."""
    ABILITIES: frozenset[str]
    """What the product can do of that which scenarios wait for and which is no verb: a method of valuation."""

    def __init__(self, rest: Rest, folder: Path, given: Mapping[str, Any], when: list[dict[str, Any]]) -> None: ...

    def do(self, verb: str, step: Mapping[str, Any]) -> StepOutcome:
        """Carries out a step. Raises Unknown, Mismatch."""

    def expect(self, outcome: StepOutcome, key: str, expected: Any) -> None:
        """Compares what a step came to. Raises Unknown, Mismatch."""

    def then(self, key: str, expected: Any) -> None:
        """Compares the end. Raises Unknown, Mismatch."""

    def require_invariants(self) -> None:
        """What must hold in every world of the topic when all is done. Raises Mismatch."""


TOPICS: dict[str, type[World]] = {
    "ledger": LedgerWorld,
    "stock_valuation": StockWorld,
    "stock_reposting": StockWorld,
    "stock_gl_chain": StockWorld,
}
