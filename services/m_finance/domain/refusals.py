"""The ledger's refusals, told in rows and columns of the file."""

import re

from m_finance.domain.journals import Checked, RowError

_FIELD = re.compile(r"lines\[(?P<line>[0-9]+)\]\.(?P<rest>.+)\Z")
_OF_LINE = {
    "account_code": "account",
    "debit.amount": "ledger_amount",
    "credit.amount": "ledger_amount",
    "debit.currency_code": "ledger_currency",
    "credit.currency_code": "ledger_currency",
    "units.value": "units",
    "units.unit_code": "unit_currency",
    "role": "ledger_amount",
}
_OF_VOUCHER = {"posting_date": "date", "lines": "ledger_amount", "request_id": "txn"}
WHOLE = "txn"


def row_error(checked: Checked, field: str, reason: str, message: str) -> RowError:
    """A refusal of a field of the voucher that `checked` became; rounding lines stand for their first row."""
    rows = checked.transaction.rows
    match = _FIELD.match(field)
    if match is None:
        return RowError(checked.transaction.first_row, _OF_VOUCHER.get(field, WHOLE), reason, message)
    line = int(match["line"])
    row = rows[line].row if line < len(rows) else checked.transaction.first_row
    return RowError(row, _OF_LINE.get(match["rest"], WHOLE), reason, message)
