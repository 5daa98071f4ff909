"""Taking a voucher back."""

from datetime import date

from m_kit.etag import require_etag
from m_kit.ids import new_id, parse_id, request_uuid
from m_kit.uow import UnitOfWork

from book_keeper.convert import VOUCHER_REVISION
from book_keeper.domain.errors import FiscalYearClosed
from book_keeper.domain.vouchers import reversal_of
from book_keeper.store.vouchers import VoucherRepository
from book_keeper.usecases.post_vouchers import Posted, Posting


async def reverse_voucher(
    uow: UnitOfWork,
    posting: Posting,
    *,
    tenant: str,
    voucher_id: str,
    etag: str,
    posting_date: date,
    narration: str,
    request_id: str,
    input_hash: bytes,
    actor: str,
) -> Posted:
    """Posts the mirrored voucher.

    Raises NotFound, EtagMismatch, VoucherAlreadyReversed, PeriodClosed, FiscalYearClosed (a closing voucher).
    """
    async with uow.transaction(tenant) as transaction:
        original = await VoucherRepository(transaction).get(parse_id(voucher_id, "id", "voucher"))
    require_etag(etag, original.draft.id, VOUCHER_REVISION)
    if original.draft.closing:
        raise FiscalYearClosed("a closing voucher is taken back by reopening its fiscal year", field="id")
    reversal = reversal_of(
        original,
        id=new_id(),
        request_id=request_uuid(request_id),
        input_hash=input_hash,
        posting_date=posting_date,
        actor=actor,
        narration=narration,
    )
    return await posting.post_one(tenant, reversal)
