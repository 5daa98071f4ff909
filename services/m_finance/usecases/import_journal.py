"""Importing a journal: check all of it, let the ledger rehearse it, and post it only where nobody refuses anything."""

import uuid
from collections.abc import AsyncIterator, Iterator, Sequence

from businessm.finance.v1 import journal_import_service_pb2 as pb
from businessm.ledger.v1 import account_pb2, company_pb2, voucher_pb2
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from m_kit.decimals import MAX_SCALE, parse_minor
from m_kit.errors import ConflictRetry, FieldInvalid, FieldPattern, FieldRequired
from m_kit.pagination import MAX_PAGE_SIZE

from m_finance.convert import (
    journal_transaction,
    refusals_of,
    row_error_message,
    transaction_result,
    voucher_to_post,
)
from m_finance.domain.journal_check import MOST_ERRORS, check_journal
from m_finance.domain.journals import Checked, RowError, Scales, Transaction, voucher_request_id
from m_finance.usecases.companies import require_company

ACCOUNT_UNKNOWN = "ACCOUNT_UNKNOWN"
# A call's messages are at most 4 MiB; the ledger's answers say a little more than its requests.
MOST_BYTES = 2 * 1024 * 1024

Results = dict[int, voucher_pb2.VoucherResult]


async def import_journal(ledger: LedgerServiceStub, request: pb.ImportJournalRequest) -> pb.ImportJournalResponse:
    """Posts every transaction, or none and says why in `errors`.

    Raises FieldRequired, FieldInvalid, FieldPattern, AmountMalformed on the request's own fields, NotFound on
    `company_id`, ConflictRetry where the ledger changed between rehearsal and posting: the same call goes on then.
    """
    tolerance = _tolerance(request)
    company = await _company(ledger, request)
    transactions = [journal_transaction(message) for message in request.transactions]
    checked, errors = check_journal(transactions, _scales(request, company), tolerance)
    results: Results = {}
    if company is not None:
        sending = _Sending(ledger, request, company)
        results = await sending.send(checked, validate_only=True)
        errors = errors + await _refusals(ledger, company.id, transactions, checked, results)
        if not errors and not request.validate_only:
            fresh = [None if results[i].replayed else one for i, one in enumerate(checked)]
            results |= _all_posted(await sending.send(fresh, validate_only=False))
    posted = not errors and not request.validate_only
    return pb.ImportJournalResponse(
        results=[
            transaction_result(one.txn, checked[i], results.get(i), posted=posted) for i, one in enumerate(transactions)
        ],
        errors=map(row_error_message, sorted(errors, key=lambda error: error.row)[:MOST_ERRORS]),
    )


def _tolerance(request: pb.ImportJournalRequest) -> int:
    """In billionths; the request's other fields are looked at on the way."""
    if "\x1f" in request.source:
        raise FieldPattern("a source's name holds no unit separator", field="source")
    if not request.company_id and not request.validate_only:
        raise FieldRequired("name the company, or check only", field="company_id")
    tolerance = parse_minor(request.tolerance or "0", MAX_SCALE, "tolerance")
    if tolerance < 0:
        raise FieldInvalid("a tolerance is never negative", field="tolerance")
    return tolerance


async def _company(ledger: LedgerServiceStub, request: pb.ImportJournalRequest) -> company_pb2.Company | None:
    return await require_company(ledger, request.company_id, "company_id") if request.company_id else None


def _scales(request: pb.ImportJournalRequest, company: company_pb2.Company | None) -> Scales:
    """What the company keeps; the request's own where there is no company to ask."""
    if company is not None:
        return Scales({one.currency_code: one.scale for one in company.scales}, of_company=True)
    for currency, scale in request.scales.items():
        if not 0 <= scale <= MAX_SCALE:
            raise FieldInvalid(f"a scale is 0 to {MAX_SCALE}", field=f"scales[{currency!r}]")
    return Scales(dict(request.scales), of_company=False)


class _Sending:
    """Checked transactions on their way to the ledger, each under an id of its own."""

    def __init__(
        self, ledger: LedgerServiceStub, request: pb.ImportJournalRequest, company: company_pb2.Company
    ) -> None:
        self._ledger = ledger
        self._request = request
        self._company_id = company.id
        self._vouchers: dict[int, voucher_pb2.VoucherToPost] = {}

    async def send(self, checked: Sequence[Checked | None], *, validate_only: bool) -> Results:
        """The ledger's result by place, of those that are there."""
        results: Results = {}
        for places in self._batches([i for i, one in enumerate(checked) if one is not None], checked):
            response = await self._ledger.PostVouchers(
                voucher_pb2.PostVouchersRequest(
                    request_id=self._request.request_id,
                    company_id=self._company_id,
                    vouchers=[self._vouchers[i] for i in places],
                    validate_only=validate_only,
                )
            )
            results.update(zip(places, response.results, strict=True))
        return results

    def _batches(self, places: Sequence[int], checked: Sequence[Checked | None]) -> Iterator[list[int]]:
        batch: list[int] = []
        size = 0
        for i in places:
            added = self._voucher(i, checked[i]).ByteSize()
            if batch and size + added > MOST_BYTES:
                yield batch
                batch, size = [], 0
            batch.append(i)
            size += added
        if batch:
            yield batch

    def _voucher(self, place: int, checked: Checked | None) -> voucher_pb2.VoucherToPost:
        """Made once: what is posted is what was rehearsed."""
        if place not in self._vouchers and checked is not None:
            txn = checked.transaction.txn
            request_id = voucher_request_id(uuid.UUID(self._company_id), self._request.source, txn)
            self._vouchers[place] = voucher_to_post(checked, request_id)
        return self._vouchers[place]


async def _refusals(
    ledger: LedgerServiceStub,
    company_id: str,
    transactions: Sequence[Transaction],
    checked: Sequence[Checked | None],
    results: Results,
) -> list[RowError]:
    """All that the ledger refuses. It names the first fault of a voucher only, so unknown accounts are looked up."""
    refused: list[RowError] = []
    for i, result in results.items():
        one = checked[i]
        if one is not None:
            refused += refusals_of(one, result)
    if all(error.reason != ACCOUNT_UNKNOWN for error in refused):
        return refused
    known = {code async for code in _account_codes(ledger, company_id)}
    unknown = [
        RowError(row.row, "account", ACCOUNT_UNKNOWN, f"no account {row.account!r}")
        for transaction in transactions
        for row in transaction.rows
        if row.account and row.account not in known
    ]
    others = [error for error in refused if error.reason != ACCOUNT_UNKNOWN]
    return others + unknown if unknown else refused


async def _account_codes(ledger: LedgerServiceStub, company_id: str) -> AsyncIterator[str]:
    request = account_pb2.ListAccountsRequest(company_id=company_id, page_size=MAX_PAGE_SIZE)
    while True:
        page: account_pb2.ListAccountsResponse = await ledger.ListAccounts(request)
        for account in page.accounts:
            yield account.code
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token


def _all_posted(results: Results) -> Results:
    if any(result.HasField("error") for result in results.values()):
        raise ConflictRetry("the ledger changed while this was being posted: send the same call again")
    return results
