"""`m check --journal`: what a client's own record tells, and that each kind of lie in it is found."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.postings import CLOSED_DAY, Journal, Postings, Way
from tests.support.commands import Commands
from tests.support.rest import Rest
from tests.support.trade import Trade
from tests.support.whole import Whole

Entries = list[dict[str, Any]]
POST = "/businessm.wms.v1.GoodsReceiptService/PostGoodsReceipt"
CREATE = "/businessm.wms.v1.GoodsReceiptService/CreateGoodsReceipt"
NOBODY = "01890000-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
def trade(rest: Rest) -> Trade:
    """A company of this file's own, May closed."""
    return Trade.opened(rest, closed_day=CLOSED_DAY)


@pytest.fixture(scope="module")
def journal(server: Whole, trade: Trade, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one client wrote down while nothing went wrong."""
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    with Postings(lambda: Way(server.grpc_target, server.admin_token), trade, Journal(path), seed=1, clients=1):
        pass
    return path


def checked(m: Commands, path: Path) -> dict[str, dict[str, Any]]:
    """Invariant to what is said of it."""
    done = m("check", "--journal", path, "--json")
    assert done.code in (0, 1), done.stderr
    return {one["id"]: one for one in done.json["invariants"]}


def test_without_a_record_three_invariants_are_not_applicable(m: Commands) -> None:
    found = {one["id"]: one["status"] for one in m("check", "--json").ok()["invariants"]}
    assert [found[name] for name in ("I2", "I3", "I11")] == ["not_applicable"] * 3


def test_a_true_record_violates_nothing_however_often_it_is_checked(m: Commands, trade: Trade, journal: Path) -> None:
    before = trade.balance()
    for _ in range(2):
        found = checked(m, journal)
        assert [found[name]["status"] for name in ("I2", "I3", "I11")] == ["ok"] * 3
        assert all(found[name]["checked"] for name in ("I2", "I3", "I11"))
    assert trade.balance() == before


def entries_of(path: Path) -> Entries:
    return [json.loads(line) for line in path.read_text().splitlines()]


def first(entries: Entries, rpc: str, event: str) -> dict[str, Any]:
    """The first outcome of that kind, of a request to that rpc."""
    ids = {one["request_id"] for one in entries if one["event"] == "sent" and one["rpc"] == rpc}
    return next(one for one in entries if one["event"] == event and one["request_id"] in ids)


def lost_document(entries: Entries) -> None:
    first(entries, POST, "answered")["response"]["goods_receipt"]["id"] = NOBODY


def other_number(entries: Entries) -> None:
    first(entries, POST, "answered")["response"]["goods_receipt"]["number"] = "GRN/1"


def only_a_draft(entries: Entries) -> None:
    """A draft that was acknowledged as posted."""
    refused = first(entries, POST, "refused")
    sent = next(one for one in entries if one["event"] == "sent" and one["request_id"] == refused["request_id"])
    answer = {"goods_receipt": {"id": sent["request"]["id"], "state": "POSTED"}}
    entries[entries.index(refused)] = {"event": "answered", "request_id": refused["request_id"], "response": answer}


def posted_though_refused(entries: Entries) -> None:
    answered = first(entries, POST, "answered")
    refused = {"event": "refused", "request_id": answered["request_id"], "code": "ABORTED", "reason": ""}
    entries[entries.index(answered)] = refused


def there_though_refused(entries: Entries) -> None:
    answered = first(entries, CREATE, "answered")
    refused = {"event": "refused", "request_id": answered["request_id"], "code": "ABORTED", "reason": ""}
    entries[entries.index(answered)] = refused
    posts = [one for one in entries if one["event"] == "sent" and one["rpc"] == POST]
    made = answered["response"]["goods_receipt"]["id"]
    ids = {one["request_id"] for one in posts if one["request"]["id"] == made}
    entries[:] = [one for one in entries if one.get("request_id") not in ids]


def sent_by_nobody(entries: Entries) -> None:
    made = first(entries, CREATE, "answered")["request_id"]
    entries[:] = [one for one in entries if one.get("request_id") != made]


def other_answer(entries: Entries) -> None:
    first(entries, POST, "answered")["response"]["goods_receipt"]["narration"] = "another"


def never_sent(entries: Entries) -> None:
    """An acknowledged write whose request_id the server does not know: sent again it would be done once more."""
    posted = first(entries, CREATE, "answered")
    for one in entries:
        if one.get("request_id") == posted["request_id"]:
            one["request_id"] = "unknown"
            if one["event"] == "sent":
                one["request"]["request_id"] = "unknown"


@pytest.mark.parametrize(
    ("lie", "invariant"),
    [
        (lost_document, "I2"),
        (other_number, "I2"),
        (only_a_draft, "I2"),
        (posted_though_refused, "I3"),
        (there_though_refused, "I3"),
        (sent_by_nobody, "I3"),
        (other_answer, "I11"),
        (never_sent, "I11"),
    ],
)
def test_a_lie_is_found(
    m: Commands, journal: Path, tmp_path: Path, lie: Callable[[Entries], None], invariant: str
) -> None:
    entries = entries_of(journal)
    lie(entries)
    path = tmp_path / "journal.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in entries))
    found = checked(m, path)
    assert found[invariant]["status"] == "violated"
    assert found[invariant]["violations"]


def test_a_record_that_cannot_be_read_is_a_usage_error_that_names_the_line(m: Commands, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text('{"event": "sung"}\n')
    done = m("check", "--journal", path, "--json")
    assert (done.code, "line 1" in done.stderr) == (2, True)
    assert m("check", "--journal", tmp_path / "none", "--json").code == 2


def test_a_document_made_by_somebody_else_is_found(m: Commands, trade: Trade, journal: Path) -> None:
    trade.goods.receipt((trade.item_id, "1", "1"))
    assert checked(m, journal)["I3"]["violations"]
