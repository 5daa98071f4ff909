"""A process dies while goods are valued anew, or while that is posted: when it is back, all is as it should be."""

import contextlib

import pytest

from tests.faults.harness import pid_of, restarted, until
from tests.support.goods import Goods, opened
from tests.support.indie import folder
from tests.support.revalued import revalued
from tests.support.whole import INDIE, NETWORK, TIMES, Whole, whole

EARLY, MIDDLE, LATE = "2026-02-03", "2026-03-10", "2026-04-20"
# The four documents are decided before; the fifth is the first stock revaluation.
POINTS = {
    "before_recompute_commit:kill@1": "stock_keeper",
    "after_recompute_key:kill@1": "stock_keeper",
    "after_recompute:kill@1": "stock_keeper",
    "after_reserve_ledger:kill@5": "wms",
    "before_decide:kill@5": "wms",
    "after_decide:kill@5": "wms",
    "after_confirm_ledger:kill@5": "wms",
}


def dated_back(goods: Goods) -> str:
    """Two deliveries of an item, and a receipt that comes too late for both."""
    tea = goods.item()
    goods.received((tea, "10", "5"), day=MIDDLE)
    goods.delivered((tea, "4"), day=MIDDLE)
    goods.delivered((tea, "4"), day=LATE)
    goods.received((tea, "6", "10"), day=EARLY)
    return tea


def require_valued_anew(system: Whole, goods: Goods, tea: str) -> None:
    """In stock, in the books, and to every checker."""
    with system.rest() as rest:
        until(lambda: rest.get("/readyz").status == 200, "ready")
        revalued(rest, goods.company_id)
        mine = goods.seen_by(rest)
        until(lambda: mine.accounts() == {"Inventory": 40, "GRNI": -110, "COGS": 70}, "the books have it")
        assert mine.stock(tea) == (8, 0, 40)
    found = system.m("check", "--json")
    assert found.code == 0, found.stdout + found.stderr


def survives(topology: str, failpoint: str, context: str) -> None:
    """Everything holds in the end, whoever dies there."""
    with folder() as place, contextlib.ExitStack() as stack:
        point = f"{context}/{failpoint}"
        system = stack.enter_context(whole(topology, place / "data", watched=True, M_FAILPOINT=point, **TIMES))
        pid = pid_of(system, context)
        with system.rest() as rest:
            goods = opened(rest)
            tea = dated_back(goods)
        again = stack.enter_context(restarted(system, context, pid))
        require_valued_anew(again, goods, tea)


def test_a_process_that_dies_before_it_has_written_what_it_found_finds_it_again() -> None:
    survives(INDIE, "before_recompute_commit:kill@1", "stock_keeper")


@pytest.mark.campaign
@pytest.mark.parametrize("topology", [INDIE, NETWORK])
@pytest.mark.parametrize("failpoint", POINTS)
def test_every_place_where_one_may_die(topology: str, failpoint: str) -> None:
    survives(topology, failpoint, POINTS[failpoint])
