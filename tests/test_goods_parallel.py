"""Many post at once: nobody takes what is not there, and nobody meets a deadlock."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TypeVar

import pytest

from tests.support.goods import Goods, opened
from tests.support.rest import Answer, Rest

Given = TypeVar("Given")
Made = TypeVar("Made")

THREADS = 24


def at_once(work: Callable[[Given], Made], things: Iterable[Given]) -> list[Made]:
    """The work on each, side by side; answers in order."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, things))


def outcome(answer: Answer) -> str:
    return "POSTED" if answer.status == 200 else answer.reason


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


@pytest.mark.parametrize("method", ["FIFO", "MOVING_AVERAGE"])
def test_a_hundred_take_one_each_of_ten(goods: Goods, method: str) -> None:
    tea = goods.item(method)
    goods.received((tea, "4", "5"), (tea, "6", "7"))
    drafts = at_once(lambda _: goods.delivery((tea, "1")), range(100))
    answers = at_once(goods.post, drafts)
    assert Counter(map(outcome, answers)) == {"POSTED": 10, "INSUFFICIENT_STOCK": 90}
    assert goods.stock(tea) == (0, 0, 0)
    assert goods.accounts() == {"GRNI": -62, "COGS": 62}


@pytest.mark.parametrize("times", [100, pytest.param(1000, marks=pytest.mark.campaign)])
def test_two_take_the_same_goods_in_opposite_order(goods: Goods, times: int) -> None:
    """A thousand times without a process in front: stock_keeper's own tests."""
    tea, milk = goods.item(), goods.item("MOVING_AVERAGE")
    goods.received((tea, "10000", "5"), (milk, "10000", "3"))

    def taken(i: int) -> str:
        lines = [(tea, "1"), (milk, "2")]
        draft = goods.delivery(*(lines if i % 2 else reversed(lines)))
        return outcome(goods.post(draft))

    assert Counter(at_once(taken, range(times))) == {"POSTED": times}
    assert goods.stock(tea) == (10000 - times, 0, 5 * (10000 - times))
    assert goods.stock(milk) == (10000 - 2 * times, 0, 3 * (10000 - 2 * times))
    goods.require_equal()


def test_receipts_deliveries_and_cancels_at_once_leave_stock_and_ledger_equal(goods: Goods) -> None:
    items = [goods.item("FIFO" if i % 2 else "MOVING_AVERAGE") for i in range(4)]
    goods.received(*((item, "100", "5.55") for item in items))

    def step(i: int) -> str:
        mine = [items[(i + shift) % 4] for shift in (0, 1, 2)]
        if i % 3 == 0:
            return outcome(goods.post(goods.receipt(*((item, "7", "6.01") for item in mine))))
        answer = goods.post(goods.delivery(*((item, "2") for item in mine)))
        if i % 3 == 1 and answer.status == 200:
            answer = goods.cancel(answer.ok()["delivery"])
        return outcome(answer)

    assert set(at_once(step, range(60))) == {"POSTED"}
    goods.require_equal()
    assert sum((on_hand for on_hand, _, _ in goods.balances().values()), Decimal(0)) == 400 + 20 * 21 - 20 * 6


def test_one_draft_posted_by_many_at_once_is_posted_once(goods: Goods) -> None:
    tea = goods.item()
    draft = goods.receipt((tea, "10", "5"))
    same = at_once(lambda _: goods.post(draft, "one request"), range(20))
    assert len({answer.content for answer in same}) == 1
    others = at_once(lambda _: goods.post(draft), range(20))
    assert {outcome(answer) for answer in others} <= {"STATE_INVALID", "ETAG_MISMATCH"}
    second = goods.delivery((tea, "1"))
    answers = at_once(lambda _: goods.post(second), range(20))
    assert Counter(map(outcome, answers))["POSTED"] == 1
    assert {outcome(answer) for answer in answers} <= {"POSTED", "STATE_INVALID", "ETAG_MISMATCH"}
    assert goods.stock(tea) == (9, 0, 45)
    goods.require_equal()
