"""Journal entries become vouchers by the posting protocol, and are taken back by it."""

import uuid
from typing import Any

import pytest

from tests.support.books import Books, opened
from tests.support.rest import Answer, Rest

ENTRIES = "/v1/finance/journal-entries"
DAY = "2025-03-03"


@pytest.fixture
def books(rest: Rest) -> Books:
    """A company of the test's own."""
    return opened(rest)


def lines(amount: str = "5.00", debit: str = "Cash", credit: str = "Sales") -> list[dict[str, Any]]:
    money = {"currency_code": "USD", "amount": amount}
    return [{"account_code": debit, "debit": money}, {"account_code": credit, "credit": money}]


def drafted(rest: Rest, books: Books, **fields: Any) -> dict[str, Any]:
    given = {"company_id": books.id, "posting_date": DAY, "narration": "Tea sold", "lines": lines(), **fields}
    made: dict[str, Any] = rest.post(ENTRIES, {"request_id": str(uuid.uuid4()), "journal_entry": given}).ok()
    return dict(made["journal_entry"])


def step(rest: Rest, entry: dict[str, Any], verb: str, **fields: Any) -> Answer:
    body = {"request_id": str(uuid.uuid4()), "etag": entry["etag"], **fields}
    return rest.post(f"{ENTRIES}/{entry['id']}:{verb}", body)


def balances(rest: Rest, books: Books) -> dict[str, str]:
    path = f"/v1/ledger/companies/{books.id}/trial-balance"
    return {row["account_code"]: row["balance"] for row in rest.get(path, as_of="2030-01-01").ok()["rows"]}


def test_a_draft_becomes_a_voucher(rest: Rest, books: Books) -> None:
    before = balances(rest, books)
    draft = drafted(rest, books)
    assert balances(rest, books) == before
    posted = step(rest, draft, "post").ok()["journal_entry"]
    assert (posted["state"], posted["posting_state"], posted["number"]) == ("POSTED", "POSTED", "JE/2025/00001")
    voucher = rest.get(f"/v1/ledger/vouchers/{posted['voucher_id']}").ok()["voucher"]
    assert (voucher["document_number"], voucher["narration"], voucher["state"]) == (
        posted["number"],
        "Tea sold",
        "POSTED",
    )
    assert voucher["source"] == {
        "document_type": "finance.journal_entry",
        "document_id": posted["id"],
        "purpose": "post",
    }
    assert rest.get(f"{ENTRIES}/{posted['id']}").ok()["journal_entry"] == posted


def test_a_posted_entry_changes_no_more_and_is_reversed_once(rest: Rest, books: Books) -> None:
    before = balances(rest, books)
    posted = step(rest, drafted(rest, books), "post").ok()["journal_entry"]
    changed = rest.patch(f"{ENTRIES}/{posted['id']}", {"narration": "no", "etag": posted["etag"]}, "narration")
    deleted = rest.send("DELETE", f"{ENTRIES}/{posted['id']}", params={"etag": posted["etag"], "request_id": "d"})
    assert {one.reason for one in (changed, deleted, step(rest, posted, "post"))} == {"STATE_INVALID"}
    reversed_ = step(rest, posted, "reverse", posting_date="2025-04-04").ok()["journal_entry"]
    assert (reversed_["state"], reversed_["reverse_date"]) == ("REVERSED", "2025-04-04")
    original = rest.get(f"/v1/ledger/vouchers/{posted['voucher_id']}").ok()
    assert original["reversed_by_voucher_id"] == reversed_["reversing_voucher_id"]
    assert balances(rest, books) == before
    assert step(rest, reversed_, "reverse", posting_date="2025-04-04").reason == "STATE_INVALID"


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"lines": [*lines("5.00")[:1], *lines("6.00")[1:]]}, "VOUCHER_UNBALANCED", "journal_entry.lines"),
        ({"lines": lines(debit="Nowhere")}, "ACCOUNT_UNKNOWN", "journal_entry.lines[0].account_code"),
        ({"lines": lines("1.001")}, "AMOUNT_SCALE_EXCEEDED", "journal_entry.lines[0].debit.amount"),
        ({"lines": []}, "FIELD_INVALID", "journal_entry.lines"),
        ({"posting_date": "2031-01-01"}, "PERIOD_CLOSED", ""),
    ],
)
def test_what_the_ledger_refuses_is_told_of_the_entry_and_leaves_a_draft(
    rest: Rest, books: Books, fields: dict[str, Any], reason: str, field: str
) -> None:
    before = balances(rest, books)
    draft = drafted(rest, books, **fields)
    refused = step(rest, draft, "post")
    assert refused.reason == reason
    assert not field or list(refused.fields) == [field]
    assert rest.get(f"{ENTRIES}/{draft['id']}").ok()["journal_entry"] == draft
    assert balances(rest, books) == before


def test_a_voucher_reversed_in_the_ledger_is_not_reversed_again(rest: Rest, books: Books) -> None:
    posted = step(rest, drafted(rest, books), "post").ok()["journal_entry"]
    voucher = rest.get(f"/v1/ledger/vouchers/{posted['voucher_id']}").ok()["voucher"]
    body = {"request_id": str(uuid.uuid4()), "etag": voucher["etag"], "posting_date": DAY}
    rest.post(f"/v1/ledger/vouchers/{voucher['id']}:reverse", body).ok()
    refused = step(rest, posted, "reverse", posting_date=DAY)
    assert (refused.status, refused.reason) == (409, "VOUCHER_ALREADY_REVERSED")
    assert rest.get(f"{ENTRIES}/{posted['id']}").ok()["journal_entry"]["state"] == "POSTED"
