"""The posting protocol as a state machine, searched whole: one document, one keeper (two are alike and know nothing of
each other), two requests, a user who edits once, a sweeper and a relay. Messages are lost, late and doubled; a request
may die after every step. With all rules no bad state can be reached; without any one of these, one is found."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

ATTEMPTS = 3
FREE, HELD, CONFIRMED, CANCELLED = "free", "held", "confirmed", "cancelled"
UNDECIDED, POSTED, TOMBSTONE = "", "posted", "tombstone"
START, WAITING, RESERVED, OVER = "start", "waiting", "reserved", "over"


@dataclass(frozen=True)
class Rules:
    """What posting.md asks for, each of which can be left out."""

    attempts_count_tombstones: bool = True  # P1
    content_is_compared: bool = True  # P2
    decide_looks_at_the_document: bool = True  # P3
    owner_writes_a_tombstone: bool = True  # P4, first half
    sweeper_asks_for_a_tombstone: bool = True  # P4, second half


@dataclass(frozen=True)
class Request:
    """One call: how far it is, on which attempt, with the content it read."""

    step: str = START
    attempt: int = 0
    content: int = 0


@dataclass(frozen=True)
class Hold:
    """What the keeper has under one attempt's id."""

    state: str = FREE
    content: int = 0


@dataclass(frozen=True)
class World:
    """Everything at one moment. `content` is the document's, `posted` the content it was posted with."""

    content: int = 0
    posted: int | None = None
    decisions: tuple[str, ...] = (UNDECIDED,) * ATTEMPTS
    holds: tuple[Hold, ...] = (Hold(),) * ATTEMPTS
    flying: frozenset[tuple[str, int, int]] = frozenset()
    requests: tuple[Request, ...] = (Request(), Request())

    def decided(self, attempt: int, what: str) -> "World":
        """An attempt's decision."""
        return replace(self, decisions=_put(self.decisions, attempt, what))

    def held(self, attempt: int, hold: Hold) -> "World":
        """An attempt's hold."""
        return replace(self, holds=_put(self.holds, attempt, hold))

    def sent(self, kind: str, attempt: int, content: int = 0) -> "World":
        """A message on its way: it may arrive now, later, twice or never."""
        return replace(self, flying=self.flying | {(kind, attempt, content)})

    def went(self, number: int, request: Request) -> "World":
        """A request's next step."""
        return replace(self, requests=_put(self.requests, number, request))


def _put(items: tuple[Any, ...], place: int, item: Any) -> tuple[Any, ...]:
    return (*items[:place], item, *items[place + 1 :])


def next_worlds(world: World, rules: Rules) -> Iterator[World]:
    """Whatever may happen next."""
    if world.posted is None and world.content == 0:
        yield replace(world, content=1)
    for kind, attempt, content in world.flying:
        yield _delivered(world, kind, attempt, content)
    for attempt, hold in enumerate(world.holds):
        if hold.state == HELD:
            yield from _kept_going(world, attempt, rules)
    for number, request in enumerate(world.requests):
        if request.step != OVER:
            yield world.went(number, replace(request, step=OVER))
            yield from _request_goes_on(world, number, request, rules)


def _delivered(world: World, kind: str, attempt: int, content: int) -> World:
    state = world.holds[attempt].state
    if kind == "reserve":
        return world.held(attempt, Hold(HELD, content)) if state == FREE else world
    return world.held(attempt, Hold(CANCELLED)) if state in (FREE, HELD) else world


def _kept_going(world: World, attempt: int, rules: Rules) -> Iterator[World]:
    """Relay and sweeper on one hold."""
    decision, hold = world.decisions[attempt], world.holds[attempt]
    if decision == POSTED:
        yield world.held(attempt, replace(hold, state=CONFIRMED))
    elif decision == TOMBSTONE or not rules.sweeper_asks_for_a_tombstone:
        yield world.held(attempt, Hold(CANCELLED))
    else:
        yield world.decided(attempt, TOMBSTONE)


def _request_goes_on(world: World, number: int, request: Request, rules: Rules) -> Iterator[World]:
    attempt = request.attempt
    if request.step == START:
        yield _started(world, number, rules)
        return
    if request.step == RESERVED:
        yield _decide(world, number, request, rules)
    elif world.holds[attempt].state == CANCELLED:
        yield world.went(number, Request() if rules.attempts_count_tombstones else replace(request, step=OVER))
    elif world.holds[attempt].state in (HELD, CONFIRMED):
        same = world.holds[attempt].content == request.content or not rules.content_is_compared
        yield world.went(number, replace(request, step=RESERVED if same else OVER))
    # No answer in time: the owner gives the attempt up.
    over = world.went(number, replace(request, step=OVER))
    if not rules.owner_writes_a_tombstone:
        yield over.sent("cancel", attempt)
    elif world.decisions[attempt] != POSTED:
        yield over.decided(attempt, TOMBSTONE).sent("cancel", attempt)


def _started(world: World, number: int, rules: Rules) -> World:
    attempt = fresh_attempt(world, rules)
    if world.posted is not None or attempt == ATTEMPTS:
        return world.went(number, Request(OVER))
    return world.sent("reserve", attempt, world.content).went(number, Request(WAITING, attempt, world.content))


def _decide(world: World, number: int, request: Request, rules: Rules) -> World:
    """One transaction."""
    over = world.went(number, replace(request, step=OVER))
    if world.decisions[request.attempt] != UNDECIDED:
        return over
    unchanged = world.posted is None and world.content == request.content
    if unchanged or not rules.decide_looks_at_the_document:
        return replace(over.decided(request.attempt, POSTED), posted=world.content)
    return over.decided(request.attempt, TOMBSTONE)


def fresh_attempt(world: World, rules: Rules) -> int:
    """The attempt that a request beginning now makes."""
    return world.decisions.count(TOMBSTONE) if rules.attempts_count_tombstones else 0


def fault(world: World, rules: Rules) -> str:
    """What is wrong with a world for ever; empty where nothing is."""
    if world.decisions.count(POSTED) > 1:
        return "posted twice"
    for decision, hold in zip(world.decisions, world.holds, strict=True):
        if decision == POSTED and hold.state in (FREE, CANCELLED):
            return "posted, and the keeper has nothing to confirm"
        if decision == POSTED and hold.content != world.posted:
            return "posted with content that the keeper does not hold"
        if decision != POSTED and hold.state == CONFIRMED:
            return "confirmed without a decision"
    attempt = fresh_attempt(world, rules)
    if world.posted is None and attempt < ATTEMPTS and _never_again(world, attempt):
        return "can never be posted"
    return ""


def _never_again(world: World, attempt: int) -> bool:
    return world.holds[attempt].state == CANCELLED or world.decisions[attempt] == TOMBSTONE


def search(rules: Rules) -> tuple[int, list[str]]:
    """(worlds reached, faults found)."""
    first = World()
    seen, waiting, faults = {first}, deque([first]), set()
    while waiting:
        world = waiting.popleft()
        found = fault(world, rules)
        if found:
            faults.add(found)
            continue
        for following in next_worlds(world, rules):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return len(seen), sorted(faults)


def test_with_all_rules_no_bad_world_is_reached() -> None:
    reached, faults = search(Rules())
    assert faults == []
    assert reached > 5_000


@pytest.mark.parametrize(
    ("left_out", "found"),
    [
        ("attempts_count_tombstones", "can never be posted"),
        ("content_is_compared", "posted with content that the keeper does not hold"),
        ("decide_looks_at_the_document", "posted with content that the keeper does not hold"),
        ("owner_writes_a_tombstone", "posted, and the keeper has nothing to confirm"),
        ("sweeper_asks_for_a_tombstone", "can never be posted"),
    ],
)
def test_without_a_rule_a_bad_world_is_found(left_out: str, found: str) -> None:
    _, faults = search(replace(Rules(), **{left_out: False}))
    assert found in faults
