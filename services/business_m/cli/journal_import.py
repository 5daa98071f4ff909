"""The two passes of a journal import: check every row, then post in batches."""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from businessm.finance.v1 import journal_import_service_pb2 as pb
from businessm.finance.v1 import journal_import_service_pb2_grpc
from businessm.ledger.v1 import company_pb2
from m_kit.decimals import format_decimal

from business_m.cli.connection import Connection
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import progress
from business_m.cli.progress_bar import progress_bar
from business_m.journal_file import JournalFile, JournalFileError, RowError, Transaction
from business_m.journal_plan import ROUNDING_ACCOUNT, ROUNDING_ROLE, JournalPlan

TRANSACTIONS_A_CALL = 500
ROWS_A_CALL = 5000
MOST_ERRORS = 1000


@dataclass
class Totals:
    """What an import did; the names are those of `m import journal --json`."""

    transactions: int = 0
    lines: int = 0
    posted: int = 0
    already_posted: int = 0
    rejected: int = 0
    accounts_created: int = 0
    residual_vouchers: int = 0
    residuals: dict[str, Decimal] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As one object."""
        return {
            **asdict(self),
            "residuals": {currency: format_decimal(value) for currency, value in self.residuals.items() if value},
        }


@dataclass
class JournalImport:
    """One file on its way into one company."""

    connection: Connection
    ledger: LedgerClient
    path: Path
    company_code: str
    scales: dict[str, int]
    tolerance: str
    source: str

    def run(self, *, create: bool, dry_run: bool) -> Totals:
        """Checks all, then posts all; where anything is wrong, nothing is posted and `errors` says what."""
        totals, plan = Totals(), JournalPlan()
        company = self.ledger.find_company(self.company_code) if create else self.ledger.company(self.company_code)
        try:
            self._read(totals, plan)
        except JournalFileError as broken:
            totals.errors.append(broken.error)
            return totals
        known = [account.code for account in self.ledger.accounts(company.id)] if company else []
        if create:
            totals.errors += plan.untyped_accounts(known)
        self._check(totals, plan, company, create=create)
        if totals.errors:
            totals.errors = sorted(totals.errors, key=lambda error: error.row)[:MOST_ERRORS]
            totals.rejected = totals.transactions
        elif not dry_run:
            if create:
                company = self._create_missing(totals, plan, company, known)
                self._check(totals, plan, company, create=False)
            if company is not None and not totals.errors:
                self._post(totals, company)
        return totals

    def _read(self, totals: Totals, plan: JournalPlan) -> None:
        file = JournalFile(self.path, MOST_ERRORS)
        with progress_bar("reading", self.path.stat().st_size):
            for transaction in file.transactions():
                plan.take(transaction)
                totals.transactions += 1
                totals.lines += len(transaction.rows)
        totals.errors += file.errors

    def _check(self, totals: Totals, plan: JournalPlan, company: company_pb2.Company | None, *, create: bool) -> None:
        """Sends every row to be checked. While things are still to be made, only what needs no company is."""
        kept = {one.currency_code: one.scale for one in company.scales} if company else {}
        scales = plan.scales_with(self.scales, kept)
        company_id = company.id if company and not create else ""
        with progress_bar("checking", totals.transactions) as advance:
            for batch in self._batches():
                answer = self._send(batch, company_id, validate_only=True, scales=scales)
                totals.errors += [RowError(e.row, e.column, e.reason, e.message) for e in answer.errors]
                advance(len(batch))
                if len(totals.errors) >= MOST_ERRORS:
                    return

    def _create_missing(
        self, totals: Totals, plan: JournalPlan, company: company_pb2.Company | None, known: list[str]
    ) -> company_pb2.Company:
        """Makes company, currencies, years, accounts and the rounding rule, whatever of them is missing."""
        ledger = self.ledger
        scales = plan.scales_with(self.scales, {})
        if company is None:
            company = ledger.create_company(self.company_code, plan.first_currency, scales)
            progress(f"company {company.code} made")
        missing = {
            code: scale for code, scale in scales.items() if code not in {s.currency_code for s in company.scales}
        }
        if missing:
            company = ledger.add_scales(company, missing)
        years = [(year.start_date, year.end_date) for year in ledger.fiscal_years(company.id)]
        for start, end in plan.missing_years(years):
            ledger.create_fiscal_year(company.id, start, end)
        accounts = plan.missing_accounts(company.id, known)
        ledger.create_accounts(accounts)
        totals.accounts_created = sum(account.code in plan.accounts for account in accounts)
        if not ledger.has_posting_rule(company.id, ROUNDING_ROLE):
            ledger.create_posting_rule(company.id, ROUNDING_ROLE, ROUNDING_ACCOUNT)
        return company

    def _post(self, totals: Totals, company: company_pb2.Company) -> None:
        with progress_bar("posting", totals.transactions) as advance:
            for batch in self._batches():
                answer = self._send(batch, company.id, validate_only=False, scales={})
                if answer.errors:
                    totals.errors += [RowError(e.row, e.column, e.reason, e.message) for e in answer.errors]
                    totals.rejected = totals.transactions - totals.posted - totals.already_posted
                    return
                self._count(totals, answer)
                advance(len(batch))

    def _count(self, totals: Totals, answer: pb.ImportJournalResponse) -> None:
        for result in answer.results:
            totals.already_posted += result.already_posted
            totals.posted += not result.already_posted
            totals.residual_vouchers += bool(result.residuals)
            for currency, value in result.residuals.items():
                totals.residuals[currency] = totals.residuals.get(currency, Decimal(0)) + Decimal(value)

    def _send(
        self, batch: list[Transaction], company_id: str, *, validate_only: bool, scales: dict[str, int]
    ) -> pb.ImportJournalResponse:
        stub = journal_import_service_pb2_grpc.JournalImportServiceStub(self.connection.channel)
        request = pb.ImportJournalRequest(
            request_id=str(uuid.uuid4()),
            company_id=company_id,
            source=self.source,
            tolerance=self.tolerance,
            transactions=map(_message, batch),
            validate_only=validate_only,
            scales={} if company_id else scales,
        )
        answer: pb.ImportJournalResponse = self.connection.call(stub.ImportJournal, request)
        return answer

    def _batches(self) -> Iterator[list[Transaction]]:
        """Transactions in calls of at most 500, or of some 5,000 rows."""
        batch: list[Transaction] = []
        rows = 0
        for transaction in JournalFile(self.path).transactions():
            if batch and (len(batch) == TRANSACTIONS_A_CALL or rows + len(transaction.rows) > ROWS_A_CALL):
                yield batch
                batch, rows = [], 0
            batch.append(transaction)
            rows += len(transaction.rows)
        if batch:
            yield batch


def _message(transaction: Transaction) -> pb.JournalTransaction:
    first = transaction.rows[0].values
    return pb.JournalTransaction(
        txn=transaction.txn,
        date=first["date"],
        payee=first.get("payee", ""),
        narration=first.get("narration", ""),
        rows=[
            pb.JournalRow(
                row=row.line,
                account=row.values["account"],
                ledger_amount=row.values["ledger_amount"],
                ledger_currency=row.values["ledger_currency"],
                units=row.values.get("units", ""),
                unit_currency=row.values.get("unit_currency", ""),
            )
            for row in transaction.rows
        ],
    )
