"""A draft that somebody changes between reserve and decide (P3)."""

import threading
from decimal import Decimal

from tests.faults.harness import until
from tests.support.rest import Answer
from tests.support.trade import Trade
from tests.support.whole import INDIE, TIMES, whole

POINT = "edit_between_reserve_and_decide:sleep=3@2"


def test_what_was_reserved_for_a_draft_that_changed_is_given_back_and_nothing_is_posted() -> None:
    with (
        whole(INDIE, None, watched=True, M_FAILPOINT=POINT, **TIMES) as system,
        system.rest() as rest,
        system.rest() as other,
    ):
        trade = Trade.opened(rest)
        trade.goods.received((trade.item_id, "10", "2.00"))
        draft = trade.goods.delivery((trade.item_id, "4"))
        answers: list[Answer] = []
        posting = threading.Thread(target=lambda: answers.append(trade.over(other).goods.post(draft)))
        posting.start()
        until(lambda: reserved(trade) == 4, "stock is held")
        body = {"narration": "on second thought", "etag": draft["etag"]}
        edited = rest.patch(f"/v1/wms/deliveries/{draft['id']}", body, "narration").ok()["delivery"]
        posting.join(30)
        assert (answers[0].status, answers[0].reason) == (409, "ETAG_MISMATCH")
        assert rest.get(f"/v1/wms/deliveries/{draft['id']}").ok()["delivery"]["state"] == "DRAFT"
        until(lambda: reserved(trade) == 0, "what was held is given back")
        assert trade.goods.post(edited).ok()["delivery"]["narration"] == "on second thought"
        assert Decimal(trade.balance()["on_hand"]["value"]) == 6
        assert system.m("check", "--json").ok()["ok"]


def reserved(trade: Trade) -> Decimal:
    """How much of the item is held to go out."""
    return Decimal(trade.balance()["reserved"]["value"])
