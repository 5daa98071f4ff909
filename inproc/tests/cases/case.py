"""What a conformance case is, and how the cases of a module are found."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Body = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Case:
    """One behaviour, run over the network and in process; what it observes must be the same.

    `difference` names the row of the README's table that says why it is not.
    """

    name: str
    sentence: str
    run: Callable[[Any], Awaitable[None]]
    difference: str | None
    patience_seconds: float
    grpcio: tuple[int, int]
    breaks_promise: bool


def case(**marks: Any) -> Any:
    """Marks a coroutine function as a case."""
    return each([()], **marks)


def each(
    variants: Iterable[Any],
    *,
    difference: str | None = None,
    patience_seconds: float = 5.0,
    grpcio: tuple[int, int] = (0, 0),
    breaks_promise: bool = False,
) -> Any:
    """Marks a coroutine function as one case per variant, named after it and given it as second argument.

    `grpcio` is the first version whose network side behaves so. `breaks_promise` says that a side changes a message
    it handed over, which COPY and WIRE hide, IMMUTABLE shows and PARANOID reports.
    """

    def mark(body: Body) -> Body:
        body.marks = (list(variants), difference, patience_seconds, grpcio, breaks_promise)  # type: ignore[attr-defined]
        return body

    return mark


def cases_of(module: ModuleType) -> list[Case]:
    """The cases of one module, in the order of its text."""
    topic = module.__name__.rpartition(".")[2]
    found = [body for body in vars(module).values() if hasattr(body, "marks")]
    return [made for body in found for made in _expand(topic, body)]


def _expand(topic: str, body: Any) -> list[Case]:
    variants, difference, patience_seconds, grpcio, breaks_promise = body.marks
    sentence = inspect.getdoc(body) or body.__name__.replace("_", " ")
    return [
        Case(
            f"{topic}.{body.__name__}{_suffix(variant)}",
            sentence,
            _bound(body, variant),
            difference,
            patience_seconds,
            grpcio,
            breaks_promise,
        )
        for variant in variants
    ]


def _suffix(variant: Any) -> str:
    return "" if variant == () else f"[{getattr(variant, 'name', variant)}]"


def _bound(body: Any, variant: Any) -> Callable[[Any], Awaitable[None]]:
    return body if variant == () else lambda world: body(world, variant)
