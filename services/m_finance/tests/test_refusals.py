"""The ledger's field paths as rows and columns."""

import pytest

from m_finance.domain.journals import Checked, Row, Transaction
from m_finance.domain.refusals import row_error

ROWS = (Row(17, "A", "1", "INR", "", ""), Row(18, "B", "-1", "INR", "", ""))
CHECKED = Checked(Transaction("7", "2024-05-06", "", "", ROWS), (), {})


@pytest.mark.parametrize(
    ("field", "row", "column"),
    [
        ("lines[0].account_code", 17, "account"),
        ("lines[1].account_code", 18, "account"),
        ("lines[1].debit.amount", 18, "ledger_amount"),
        ("lines[1].credit.amount", 18, "ledger_amount"),
        ("lines[0].credit.currency_code", 17, "ledger_currency"),
        ("lines[0].units.value", 17, "units"),
        ("lines[0].units.unit_code", 17, "unit_currency"),
        ("lines[2].role", 17, "ledger_amount"),
        ("lines", 17, "ledger_amount"),
        ("posting_date", 17, "date"),
        ("request_id", 17, "txn"),
        ("", 17, "txn"),
        ("something.new", 17, "txn"),
    ],
)
def test_a_path_becomes_row_and_column(field: str, row: int, column: str) -> None:
    error = row_error(CHECKED, field, "SOME_REASON", "because")
    assert (error.row, error.column, error.reason, error.message) == (row, column, "SOME_REASON", "because")
