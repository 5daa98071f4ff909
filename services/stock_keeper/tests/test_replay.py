"""Replaying any history: beside a simulator that keeps single pieces, and against what was posted."""

import random
import uuid
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stock_keeper.domain.pools import FIFO, HIFO, LIFO, MOVING_AVERAGE, PER_LOT, STANDARD, Taken, pool_of
from stock_keeper.domain.replay import GIVEN_BACK, IN, OUT, Event, HistoryImpossible, business_order, replay

FIRST = date(2026, 4, 1)
METHODS = (FIFO, MOVING_AVERAGE, STANDARD, PER_LOT, LIFO, HIFO)


def movement(number: int) -> uuid.UUID:
    """A movement's id."""
    return uuid.UUID(int=number)


def event(seq: int, kind: int, day: int, quantity: int, value: int = 0, number: int = 0, source: int = 0) -> Event:
    """Of key 1; the movement is numbered as its place where nothing is said."""
    on = FIRST + timedelta(day)
    return Event(1, seq, kind, movement(number or seq), on, quantity, value, movement(source) if source else None)


def posted(method: int, choice: random.Random, size: int) -> list[Event]:
    """A history in which nothing is dated back, valued as stock values: with issues held meanwhile and given up."""
    pool, day = pool_of(method), 0
    events: list[Event] = []
    held: list[tuple[int, int, list[Taken], int]] = []
    for seq in range(1, size + 1):
        day += choice.random() < 0.3
        if held and choice.random() < 0.3:
            number, quantity, taken, value = held.pop(choice.randrange(len(held)))
            pool.give_back(taken)
            events.append(event(seq, GIVEN_BACK, day, quantity, value, number))
        elif pool.quantity and choice.random() < 0.6:
            quantity = choice.randint(1, pool.quantity)
            worth = choice.randint(0, pool.value) if method == STANDARD else 0
            taken = pool.take(quantity, worth, None)
            value = sum(one.value for one in taken)
            events.append(event(seq, OUT, day, quantity, value))
            if choice.random() < 0.3:
                held.append((seq, quantity, taken, value))
        else:
            quantity, value = choice.randint(1, 9), choice.randint(0, 999)
            pool.bring(movement(seq), quantity, value)
            events.append(event(seq, IN, day, quantity, value))
    return events


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_history_without_anything_dated_back_is_valued_as_it_was(method: int, seed: int) -> None:
    events = posted(method, random.Random(seed), 40)
    given_back = {one.movement_id for one in events if one.kind == GIVEN_BACK}
    values = {one.movement_id: one.value for one in events if one.movement_id not in given_back}
    random.Random(seed).shuffle(events)
    assert replay({1: method}, events).values == values


def days_that_can_have_been(moves: Iterable[tuple[bool, int, int]]) -> list[Event]:
    """Those of the moves (whether in, day, quantity) that leave no day's end below zero, in the order they came."""
    events: list[Event] = []
    ends = [0] * 10
    for comes, day, quantity in moves:
        signed = quantity if comes else -quantity
        if not comes and min(ends[day:]) < quantity:
            continue
        ends = [end + signed if on >= day else end for on, end in enumerate(ends)]
        seq = len(events) + 1
        events.append(event(seq, IN if comes else OUT, day, quantity, 100 * seq if comes else 0))
    return events


MOVES = st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=40)


@pytest.mark.parametrize("method", [FIFO, LIFO, HIFO, MOVING_AVERAGE])
@settings(max_examples=150, deadline=None)
@given(moves=MOVES)
def test_any_days_are_valued_and_no_cent_is_lost(method: int, moves: list[tuple[bool, int, int]]) -> None:
    events = days_that_can_have_been(moves)
    found = replay({1: method}, events)
    brought = sum(one.value for one in events if one.kind == IN)
    took = sum(found.values[one.movement_id] for one in events if one.kind == OUT)
    left = found.left[1]
    assert brought == took + left.value
    assert min([0, *found.values.values()]) == 0
    if method != MOVING_AVERAGE:
        assert (left.quantity, left.value) == (
            sum(layer.remaining for layer in left.layers),
            sum(layer.remaining_value for layer in left.layers),
        )
    assert left.quantity or not left.value


@settings(max_examples=150, deadline=None)
@given(moves=MOVES)
def test_first_in_first_out_is_piece_by_piece(moves: list[tuple[bool, int, int]]) -> None:
    """Values that every piece of a layer has a whole part of leave nothing to rounding."""
    events = [
        Event(one.key, one.value_seq, one.kind, one.movement_id, one.day, one.quantity, one.quantity * one.value_seq)
        for one in days_that_can_have_been(moves)
    ]
    pieces: list[int] = []
    expected = {}
    for one in business_order(events):
        if one.kind == IN:
            pieces += [one.value_seq] * one.quantity
            expected[one.movement_id] = one.value
        else:
            expected[one.movement_id] = sum(pieces[: one.quantity])
            pieces = pieces[one.quantity :]
    found = replay({1: FIFO}, events)
    assert found.values == expected
    left = [(layer.remaining_value // layer.remaining, layer.remaining) for layer in found.left[1].layers]
    assert [cost for cost, count in left for _ in range(count)] == pieces


def test_what_came_in_late_is_there_when_its_day_begins() -> None:
    events = [event(1, IN, 0, 5, 50), event(2, OUT, 1, 5, 50), event(3, IN, 2, 1, 7), event(4, IN, 1, 5, 500)]
    assert [one.value_seq for one in business_order(events)] == [1, 4, 2, 3]
    assert replay({1: MOVING_AVERAGE}, events).values[movement(2)] == 275


def test_receipts_come_first_on_a_day_that_cannot_have_been_otherwise() -> None:
    events = [event(1, IN, 0, 5, 50), event(2, OUT, 5, 5, 50), event(3, IN, 5, 5, 500), event(4, OUT, 1, 5, 500)]
    assert [one.value_seq for one in business_order(events)] == [1, 4, 3, 2]
    assert replay({1: FIFO}, events).values == {movement(1): 50, movement(2): 500, movement(3): 500, movement(4): 50}


def test_more_than_ever_came_is_impossible() -> None:
    with pytest.raises(HistoryImpossible, match="2026-04-02 2 more went out of 1"):
        replay({1: FIFO}, [event(1, IN, 0, 3, 3), event(2, OUT, 1, 5, 0)])


def test_a_cancelled_issue_stands_in_nobodys_way() -> None:
    """It was there while 3 was valued; 5 came when it was cancelled, and is dated before it."""
    events = [
        event(1, IN, 0, 10, 100),
        event(2, OUT, 2, 5, 50),
        event(3, OUT, 3, 5, 50),
        event(4, GIVEN_BACK, 2, 5, 50, number=2),
        event(5, OUT, 1, 5, 50),
    ]
    found = replay({1: FIFO}, events)
    assert found.values == {movement(1): 100, movement(3): 50, movement(5): 50}
    assert found.left[1].quantity == 0


def test_goods_that_go_back_to_their_supplier_are_those_that_came_from_him() -> None:
    events = [event(1, IN, 0, 5, 50), event(2, IN, 1, 5, 500), event(3, OUT, 2, 5, 500, source=2), event(4, OUT, 3, 5)]
    assert replay({1: FIFO}, events).values[movement(3)] == 500
    # What others have used up by then, the oldest stand for.
    late = [*events[:3], event(4, OUT, 1, 5), event(5, IN, 2, 5, 900), event(6, OUT, 1, 3)]
    assert replay({1: FIFO}, late).values[movement(3)] == 200 + 540


def test_returns_share_what_their_issue_cost_to_the_last_cent() -> None:
    events = [
        event(1, IN, 1, 3, 30),
        event(2, OUT, 2, 3, 30),
        *[event(3 + number, IN, 3 + number, 1, 10, source=2) for number in range(3)],
        event(6, IN, 0, 3, 100),
    ]
    assert [replay({1: FIFO}, events).values[movement(number)] for number in (2, 3, 4, 5)] == [100, 33, 34, 33]


def test_an_issue_whose_return_was_cancelled_is_taken_back_whole() -> None:
    events = [
        event(1, IN, 1, 3, 30),
        event(2, OUT, 2, 3, 30),
        event(3, IN, 3, 2, 20, source=2),
        event(4, OUT, 4, 2, 20, source=3),
        event(5, IN, 5, 3, 30, source=2),
        event(6, IN, 0, 3, 100),
    ]
    assert [replay({1: FIFO}, events).values[movement(number)] for number in (2, 3, 4, 5)] == [100, 67, 67, 100]


def test_goods_in_a_circle_are_valued_once() -> None:
    """Each of two places got on one day what the other sent, and neither could have been first."""
    day = FIRST + timedelta(1)
    one_way = Event(1, 2, OUT, movement(11), day, 5, 50), Event(2, 3, IN, movement(12), day, 5, 50, movement(11))
    back = Event(2, 4, OUT, movement(21), day, 5, 50), Event(1, 1, IN, movement(22), day, 5, 40, movement(21))
    found = replay({1: FIFO, 2: FIFO}, [*one_way, *back])
    assert found.values == {movement(11): 40, movement(12): 40, movement(21): 40, movement(22): 40}


def test_a_chain_of_places_is_walked_in_order() -> None:
    """Place 3 comes before place 2 by number, and waits for it."""
    later = FIRST + timedelta(1)
    events = [
        event(1, IN, 1, 5, 50),
        event(2, OUT, 1, 5, 50),
        event(3, IN, 0, 5, 100),
        Event(3, 1, IN, movement(31), later, 5, 50, movement(2)),
        Event(3, 2, OUT, movement(32), later, 5, 50),
        Event(2, 1, IN, movement(21), later, 5, 50, movement(32)),
        Event(2, 2, OUT, movement(22), later, 3, 30),
    ]
    found = replay({1: FIFO, 2: MOVING_AVERAGE, 3: LIFO}, events)
    assert [found.values[movement(number)] for number in (2, 31, 32, 21, 22)] == [100, 100, 100, 100, 60]
