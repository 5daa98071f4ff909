"""A client's record of what it sent."""

import json
from pathlib import Path
from typing import Any

import pytest

from business_m.call_journal import JournalInvalid, Outcome, read_call_journal

POST = "/businessm.wms.v1.DeliveryService/PostDelivery"
SENT = {"event": "sent", "request_id": "a", "rpc": POST, "request": {"request_id": "a", "id": "1", "etag": "e"}}
ANSWERED = {"event": "answered", "request_id": "a", "response": {"delivery": {"id": "1", "state": "POSTED"}}}
REFUSED = {"event": "refused", "request_id": "a", "code": "ABORTED", "reason": "ETAG_MISMATCH"}
LOST = {"event": "lost", "request_id": "a", "code": "UNAVAILABLE"}


def written(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "journal.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return path


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ([SENT], Outcome.LOST),
        ([SENT, LOST], Outcome.LOST),
        ([SENT, LOST, SENT, ANSWERED], Outcome.ANSWERED),
        ([SENT, ANSWERED, SENT, LOST], Outcome.ANSWERED),
        ([SENT, LOST, SENT, REFUSED], Outcome.REFUSED),
        ([SENT, REFUSED, SENT, LOST], Outcome.LOST),
    ],
)
def test_a_write_is_known_by_the_last_that_was_learned_of_it(
    tmp_path: Path, entries: list[dict[str, Any]], outcome: Outcome
) -> None:
    (call,) = read_call_journal(written(tmp_path, *entries)).calls.values()
    assert call.outcome is outcome
    assert (call.service, call.method) == ("businessm.wms.v1.DeliveryService", "PostDelivery")


def test_a_client_says_where_it_is_alone(tmp_path: Path) -> None:
    begun = {"event": "begun", "company_id": "c", "services": ["businessm.wms.v1.DeliveryService"]}
    assert read_call_journal(written(tmp_path, begun)).alone == {("c", "businessm.wms.v1.DeliveryService")}


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([SENT, {"event": "sung"}], "line 2: there is no event 'sung'"),
        ([{"event": "sent", "request_id": "a"}], "line 1: sent says no rpc"),
        ([LOST], "line 1: request_id a was not sent"),
        ([SENT | {"rpc": "/nobody/Knows"}], "line 1: .*nobody"),
        ([SENT | {"request": {"colour": "red"}}], "line 1: .*colour"),
        ([SENT, SENT | {"request": {"id": "2"}}], "line 2: request_id a was sent before with other content"),
        ([{"event": "begun", "company_id": "c", "services": ["nobody"]}], "line 1: .*nobody"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, entries: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(JournalInvalid, match=said):
        read_call_journal(written(tmp_path, *entries))


def test_a_line_that_is_cut_off_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, SENT)
    path.write_text(path.read_text() + '{"event": "ans')
    with pytest.raises(JournalInvalid, match="line 2"):
        read_call_journal(path)
