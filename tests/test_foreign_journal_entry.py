"""A journal entry in a foreign currency, of a cost centre: what it says is in its voucher, and taken back with it."""

import uuid
from typing import Any

import pytest

from tests.support.books import Books, opened
from tests.support.rest import Rest

ENTRIES = "/v1/finance/journal-entries"
DAY = "2025-03-03"


@pytest.fixture
def books(rest: Rest) -> Books:
    """A company in USD with accounts and roles for exchanges, and cost centre NORTH."""
    made = opened(rest)
    for code, kind, role in (
        ("Exchange", "EQUITY", "CURRENCY_EXCHANGE"),
        ("Gain", "INCOME", "EXCHANGE_GAIN"),
        ("Loss", "EXPENSE", "EXCHANGE_LOSS"),
    ):
        made.account(code, kind)
        made.role(role, code)
    cost_centre = {"company_id": made.id, "code": "COST_CENTRE"}
    rest.post("/v1/ledger/dimension-types", {"dimension_type": cost_centre}).ok()
    north = {"company_id": made.id, "type_code": "COST_CENTRE", "code": "NORTH"}
    rest.post("/v1/ledger/dimensions", {"dimension": north}).ok()
    return made


def line(account: str, side: str, currency: str, amount: str, **fields: Any) -> dict[str, Any]:
    return {"account_code": account, side: {"currency_code": currency, "amount": amount}, **fields}


def step(rest: Rest, entry: dict[str, Any], verb: str, **fields: Any) -> dict[str, Any]:
    body = {"request_id": str(uuid.uuid4()), "etag": entry["etag"], **fields}
    changed: dict[str, Any] = rest.post(f"{ENTRIES}/{entry['id']}:{verb}", body).ok()["journal_entry"]
    return changed


def functional(rest: Rest, books: Books, **asked: str) -> dict[str, str]:
    path = f"/v1/ledger/companies/{books.id}/trial-balance"
    rows = rest.get(path, as_of="2030-01-01", functional="true", **asked).ok()["rows"]
    return {row["account_code"]: row["balance"] for row in rows}


def test_it_is_settled_split_and_taken_back(rest: Rest, books: Books) -> None:
    north = {"dimensions": {"COST_CENTRE": "NORTH"}}
    given: dict[str, Any] = {
        "company_id": books.id,
        "posting_date": DAY,
        "lines": [
            line("Cash", "debit", "USD", "112.00"),
            line("Sales", "credit", "EUR", "100.00", functional_amount="110.00", **north),
        ],
        "settle_exchange": True,
    }
    draft = rest.post(ENTRIES, {"request_id": str(uuid.uuid4()), "journal_entry": given}).ok()["journal_entry"]
    assert (draft["lines"][1]["functional_amount"], draft["lines"][1]["dimensions"]) == ("110.00", north["dimensions"])
    assert draft["settle_exchange"]
    changed: dict[str, Any] = {"etag": draft["etag"], "exchange_rates": [{"currency_code": "EUR", "rate": "1.1"}]}
    changed["lines"] = [given["lines"][0], line("Sales", "credit", "EUR", "100.00", **north)]
    draft = rest.patch(f"{ENTRIES}/{draft['id']}", changed, "lines,exchange_rates").ok()["journal_entry"]
    assert draft["exchange_rates"] == [{"currency_code": "EUR", "rate": "1.1"}]
    posted = step(rest, draft, "post")
    assert functional(rest, books) == {"Cash": "112.00", "Gain": "-2.00", "Sales": "-110.00"}
    assert functional(rest, books, dimensions="COST_CENTRE:NORTH") == {"Sales": "-110.00"}
    path = f"/v1/ledger/companies/{books.id}/trial-balance"
    split = rest.get(path, as_of=DAY, group_by="COST_CENTRE").ok()["rows"]
    assert next(row for row in split if row["account_code"] == "Sales")["dimensions"] == north["dimensions"]
    listed = rest.get("/v1/ledger/dimensions", company_id=books.id).ok()["dimensions"]
    rest.post(f"/v1/ledger/dimensions/{listed[0]['id']}:archive", {"etag": listed[0]["etag"]}).ok()
    step(rest, posted, "reverse", posting_date=DAY)
    assert functional(rest, books) == {}
