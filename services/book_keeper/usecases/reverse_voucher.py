"""Taking a voucher back."""

from datetime import date

from m_kit.etag import require_etag
from m_kit.ids import new_id, parse_id, request_uuid
from m_kit.uow import UnitOfWork

from book_keeper.convert import VOUCHER_REVISION
from book_keeper.domain.vouchers import Draft, mirrored
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
    """Posts the mirrored voucher. Raises NotFound, EtagMismatch, VoucherAlreadyReversed, PeriodClosed."""
    async with uow.transaction(tenant) as transaction:
        original = await VoucherRepository(transaction).get(parse_id(voucher_id, "id", "voucher"))
    require_etag(etag, original.draft.id, VOUCHER_REVISION)
    reversal = Draft(
        id=new_id(),
        company_id=original.draft.company_id,
        request_id=request_uuid(request_id),
        input_hash=input_hash,
        journal_code=original.draft.journal_code,
        posting_date=posting_date,
        lines=mirrored(original.draft.lines),
        actor=actor,
        payee=original.draft.payee,
        narration=narration or f"Reversal of {original.number}",
        reverses_voucher_id=original.draft.id,
        closing=original.draft.closing,
    )
    return await posting.post_one(tenant, reversal)
