"""A system in which one process dies at a named place while clients post, and what must hold when it is back."""

import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from tests.faults.postings import CLOSED_DAY, Journal, Postings, Way
from tests.support.goods import DAY, DELIVERIES, RECEIPTS
from tests.support.indie import folder
from tests.support.rest import Refused
from tests.support.trade import Trade
from tests.support.whole import TIMES, Whole, whole

DEATH_SECONDS = 60.0
SETTLE_SECONDS = 60.0
LOOK_SECONDS = 0.1
REVALUATIONS = "/v1/wms/stock-revaluations"
JOURNALLED = ("I2", "I3", "I11")


@dataclass
class Here:
    """The system as it runs now, which is another one after a restart."""

    system: Whole

    def way(self) -> Way:
        """Where it answers."""
        return Way(self.system.grpc_target, self.system.admin_token)


def until(holds: Callable[[], Any], what: str, seconds: float = SETTLE_SECONDS) -> None:
    """Asks again and again until it holds; a system that does not answer yet does not hold."""
    end, last = time.monotonic() + seconds, ""
    while True:
        with contextlib.suppress(httpx.TransportError):
            try:
                if holds():
                    return
            except Refused as refused:
                last = str(refused)
        assert time.monotonic() < end, f"not within {seconds} s: {what} {last}"
        time.sleep(LOOK_SECONDS)


def survives(topology: str, failpoint: str, context: str, seed: int) -> None:
    """Posts while the process of `context` dies at the fail point, once; everything holds in the end."""
    print(f"fault: {topology} {failpoint} seed {seed}")
    with folder() as place, contextlib.ExitStack() as stack:
        system = stack.enter_context(whole(topology, place / "data", watched=True, M_FAILPOINT=failpoint, **TIMES))
        with system.rest() as rest:
            trade = Trade.opened(rest, closed_day=CLOSED_DAY)
        here, journal = Here(system), Journal(place / "journal.jsonl")
        pid = pid_of(system, context)
        with Postings(here.way, trade, journal, seed=seed):
            if ":kill" in failpoint:
                here.system = stack.enter_context(restarted(system, context, pid))
        require_settled(here.system, trade)
        require_right(here.system, trade, journal.path)


def pid_of(system: Whole, context: str) -> int:
    """The process that a context runs in."""
    found = system.processes.get(context)
    return int(found["pid"]) if found else int(system.started["pid"])


@contextlib.contextmanager
def restarted(system: Whole, context: str, pid: int) -> Iterator[Whole]:
    """The system after the death of a process: started again by the one at the front, or, where that died, by us."""
    if context in system.processes:
        until(lambda: pid_of(system, context) != pid, f"{context} died and was started again", DEATH_SECONDS)
        yield system
        return
    system.running.process.wait(DEATH_SECONDS)
    with whole(system.topology, system.data_dir, watched=True, **TIMES) as again:
        yield again


def require_settled(system: Whole, trade: Trade) -> None:
    """Returns when nothing is under way any more: the resumer and the sweepers have done their work."""
    with system.rest() as rest:
        mine = trade.over(rest)
        until(lambda: rest.get("/readyz").status == 200, "ready")
        until(lambda: not _unconfirmed(mine), "every posting confirmed")
        until(lambda: not _held(mine), "nothing held in stock")
        until(lambda: system.m("events", "--json").ok()["outbox_pending"] == 0, "every event received")
        # A period closes over nothing that the ledger holds.
        until(lambda: _close_april(mine), "the period closed")


def require_right(system: Whole, trade: Trade, journal: Path) -> None:
    """All invariants, those that the journal tells of too; and each document moved goods and money once."""
    found = system.m("check", "--journal", str(journal), "--json")
    assert found.code == 0, found.stdout + found.stderr
    statuses = {one["id"]: (one["status"], one["checked"]) for one in found.json["invariants"]}
    assert all(statuses[name][0] == "ok" and statuses[name][1] for name in JOURNALLED), statuses
    with system.rest() as rest:
        mine = trade.over(rest)
        posted = {kind: _posted(mine, kind) for kind in (RECEIPTS, DELIVERIES)}
        moved = {kind: sum((_quantity(one) for one in found), Decimal(0)) for kind, found in posted.items()}
        assert Decimal(mine.balance()["on_hand"]["value"]) == moved[RECEIPTS] - moved[DELIVERIES]
        assert mine.books.is_balanced()
        until(lambda: _vouchers(mine) == _vouched(mine), "one voucher for each document that was posted, and no other")
        for kind, documents in posted.items():
            numbers = sorted(one["number"] for one in documents)
            assert len(set(numbers)) == len(numbers), f"{kind}: a number twice in {numbers}"


def _posted(trade: Trade, kind: str) -> list[dict[str, Any]]:
    return [trade.goods.read(one) for one in trade.documents(kind) if one["state"] == "POSTED"]


def _vouchers(trade: Trade) -> Counter[str]:
    """Document to how many vouchers it has."""
    pages = trade.rest.pages("/v1/ledger/vouchers", "vouchers", 250, company_id=trade.books.id)
    return Counter(one["source"]["document_id"] for page in pages for one in page)


def _vouched(trade: Trade) -> Counter[str]:
    """Each document that was posted, with those that stock asked for when it had valued anew."""
    pages = trade.rest.pages(REVALUATIONS, "stock_revaluations", 250, company_id=trade.books.id)
    documents = [*trade.documents(RECEIPTS), *trade.documents(DELIVERIES), *(one for page in pages for one in page)]
    return Counter(one["id"] for one in documents if one["state"] == "POSTED")


def _quantity(document: dict[str, Any]) -> Decimal:
    return sum((Decimal(line["quantity"]["value"]) for line in document["lines"]), Decimal(0))


def _unconfirmed(trade: Trade) -> list[str]:
    return [
        one["id"]
        for kind in (RECEIPTS, DELIVERIES)
        for one in trade.documents(kind)
        if one["posting_state"] == "POSTING"
    ]


def _held(trade: Trade) -> bool:
    balance = trade.balance()
    return Decimal(balance["reserved"]["value"]) != 0 or Decimal(balance["pending_value"]["amount"]) != 0


def _close_april(trade: Trade) -> bool:
    period = trade.books.period_of(DAY)
    if period["state"] == "CLOSED":
        return True
    return trade.books.act("periods", period["id"], "close", etag=period["etag"]).status == 200


def points(chance: random.Random) -> dict[str, tuple[str, str]]:
    """Name to (fail point, the context whose process dies): each kills at its first to fourth time."""
    owner = {
        name: (f"{name}:kill@{chance.randrange(1, 5)}", "wms")
        for name in (
            "after_reserve_stock",
            "after_reserve_ledger",
            "before_decide",
            "after_decide",
            "after_confirm_stock",
            "after_confirm_ledger",
            "decide_answer_lost",
            "after_commit_before_publish",
        )
    }
    owner["after_tombstone_before_cancel"] = (f"after_tombstone_before_cancel:kill@{chance.randrange(1, 4)}", "wms")
    keepers = {
        f"late_reserve_after_cancel in {keeper}": (f"{keeper}/late_reserve_after_cancel:kill@2", keeper)
        for keeper in ("stock_keeper", "book_keeper")
    }
    return owner | keepers
