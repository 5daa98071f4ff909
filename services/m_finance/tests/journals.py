"""Small journals to import."""

from businessm.finance.v1 import journal_import_service_pb2 as pb

from m_finance.tests.fake_ledger import COMPANY_ID

Line = tuple[str, str]


def transaction(txn: str, *lines: Line, first_row: int = 2, narration: str = "") -> pb.JournalTransaction:
    """A transaction of these lines (account, amount); a sale of 5.00 where none are given."""
    rows = [
        pb.JournalRow(row=first_row + i, account=account, ledger_amount=amount, ledger_currency="INR")
        for i, (account, amount) in enumerate(lines or [("Cash", "5.00"), ("Sales", "-5.00")])
    ]
    return pb.JournalTransaction(txn=txn, date="2024-05-06", payee="Asha", narration=narration, rows=rows)


def request(*transactions: pb.JournalTransaction, **fields: object) -> pb.ImportJournalRequest:
    """An import into the fake ledger's company."""
    given = {"request_id": "r", "company_id": COMPANY_ID, "source": "books.csv", "tolerance": "0.02"} | fields
    return pb.ImportJournalRequest(transactions=transactions, **given)  # type: ignore[arg-type]
