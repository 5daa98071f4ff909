"""The general ledger over REST and by the command: line by line, to be resumed."""

import csv
import io
import json
import uuid
from typing import Any

import pytest

from tests.faults.harness import until
from tests.support.books import Books, line, opened
from tests.support.commands import Commands
from tests.support.rest import Rest


@pytest.fixture
def books(rest: Rest) -> Books:
    """Five sealed vouchers."""
    made = opened(rest)
    for i in range(1, 6):
        made.post("2025-03-03", [line("Cash", debit=f"{i}.00"), line("Sales", credit=f"{i}.00")]).ok()

    def sealed() -> bool:
        return len(streamed(rest, made)) == 5

    until(sealed, "everything is sealed", 60.0)
    return made


def streamed(rest: Rest, books: Books, **asked: str) -> list[dict[str, Any]]:
    path = f"/v1/ledger/companies/{books.id}/general-ledger"
    answer = rest.get(path, **asked)
    assert answer.status == 200
    return [json.loads(text) for text in answer.content.splitlines()]


def test_rest_answers_a_line_a_voucher(rest: Rest, books: Books) -> None:
    whole = streamed(rest, books)
    assert [int(one["sequence"]) for one in whole] == [1, 2, 3, 4, 5]
    assert whole[4]["voucher"]["lines"][0]["debit"]["amount"] == "5.00"
    assert streamed(rest, books, after_sequence="3") == whole[3:]


def test_the_command_writes_csv_and_json_lines(books: Books, m: Commands) -> None:
    written = m("report", "general-ledger", "--company", books.code, "--after", "3")
    rows = list(csv.DictReader(io.StringIO(written.stdout)))
    assert [(row["sequence"], row["account"], row["debit"], row["credit"]) for row in rows] == [
        ("4", "Cash", "4.00", ""),
        ("4", "Sales", "", "4.00"),
        ("5", "Cash", "5.00", ""),
        ("5", "Sales", "", "5.00"),
    ]
    assert "up to sequence 5" in written.stderr
    lines = m("report", "general-ledger", "--company", books.code, "--format", "jsonl").stdout
    assert [json.loads(text)["line"] for text in lines.splitlines()] == [1, 2] * 5


def test_what_looks_like_a_formula_is_none_in_csv(rest: Rest, books: Books, m: Commands) -> None:
    narration = f"=cmd|{uuid.uuid4()}"
    lines = [line("Cash", debit="1.00"), line("Sales", credit="1.00")]
    books.post("2025-03-03", lines, narration=narration).ok()
    until(lambda: len(streamed(rest, books)) == 6, "it is sealed", 60.0)
    written = m("report", "general-ledger", "--company", books.code, "--after", "5").stdout
    assert [row["narration"] for row in csv.DictReader(io.StringIO(written))] == [f"'{narration}"] * 2


def test_a_report_is_asked_for_as_of_a_moment(rest: Rest, books: Books) -> None:
    third = streamed(rest, books, limit="3")[2]["voucher"]
    rows = books.report("trial-balance", as_of="2025-12-31", as_known_at=third["post_time"])["rows"]
    assert [(row["account_code"], row["balance"]) for row in rows] == [("Cash", "6.00"), ("Sales", "-6.00")]
