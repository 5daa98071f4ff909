"""Stock revaluations: of what stock told, as messages, and as what stock and ledger are asked."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from businessm.ledger.v1 import reservation_pb2, voucher_pb2
from businessm.posting.v1 import posting_state_pb2
from businessm.stock.v1 import recompute_events_pb2, recompute_pb2
from businessm.type.v1 import money_pb2
from businessm.wms.v1 import events_pb2, stock_revaluation_pb2
from m_kit.decimals import format_minor, parse_minor
from m_kit.document import fill_document, fill_timestamp
from m_kit.events import NewEvent
from m_kit.posting import Attempt, Decision

from m_wms.domain.documents import State
from m_wms.domain.revaluations import DOCUMENT_TYPE, RevaluationLine, StockRevaluation
from m_wms.domain.vouchers import RoleAmount


def draft_of_found(told: recompute_events_pb2.RevaluationFound, now: datetime) -> StockRevaluation:
    """The draft of what stock has found."""
    found, scale = told.revaluation, told.currency_scale
    return StockRevaluation(
        id=uuid.UUID(found.id),
        company_id=uuid.UUID(found.company_id),
        posting_date=date.fromisoformat(found.posting_date),
        recompute_id=uuid.UUID(found.recompute_id),
        currency_code=found.shares[0].value.currency_code,
        currency_scale=scale,
        lines=tuple(
            RevaluationLine(
                uuid.UUID(share.warehouse_id),
                share.document_type,
                share.purpose,
                parse_minor(share.value.amount, scale),
            )
            for share in found.shares
        ),
        revision=1,
        create_time=now,
        update_time=now,
    )


def revaluation_message(
    document: StockRevaluation, *, confirmed: bool = True
) -> stock_revaluation_pb2.StockRevaluation:
    """As answered. `confirmed`: whether stock and ledger have both confirmed it."""
    message = stock_revaluation_pb2.StockRevaluation(
        company_id=str(document.company_id),
        number=document.number,
        state=document.state.value,  # type: ignore[arg-type]
        posting_date=document.posting_date.isoformat(),
        recompute_id=str(document.recompute_id),
        lines=[_line_message(document, line) for line in document.lines],
    )
    if document.lines:
        message.value.CopyFrom(_money(document, document.value))
    if document.state is not State.DRAFT:
        assert document.post_time is not None, f"{document.number} is decided without a time"
        message.posting_state = posting_state_pb2.POSTED if confirmed else posting_state_pb2.POSTING
        fill_timestamp(message.post_time, document.post_time)
    return fill_document(message, document)


def reserve_request(attempt: Attempt, document: StockRevaluation) -> recompute_pb2.ReserveRevaluationRequest:
    """What stock is asked to hold."""
    return recompute_pb2.ReserveRevaluationRequest(
        posting=attempt.posting.message(),
        revaluation_id=str(document.id),
        posting_date=document.posting_date.isoformat(),
    )


def revaluation_voucher(
    attempt: Attempt, document: StockRevaluation, amounts: Sequence[RoleAmount]
) -> reservation_pb2.ReserveVoucherRequest:
    """What the ledger is asked to hold."""
    voucher = voucher_pb2.Voucher(
        posting_date=document.posting_date.isoformat(),
        narration="Goods valued anew after something was dated back",
        lines=[_voucher_line(document, amount) for amount in amounts],
        domain=voucher_pb2.Voucher.STOCK,
    )
    return reservation_pb2.ReserveVoucherRequest(posting=attempt.posting.message(), voucher=voucher)


def revaluation_posted_event(
    answer: stock_revaluation_pb2.PostStockRevaluationResponse, decision: Decision
) -> NewEvent:
    """Type "wms.stock_revaluation.posted": the whole of it."""
    data = events_pb2.StockRevaluationPosted(stock_revaluation=answer.stock_revaluation)
    # Whether keepers have confirmed is for whoever reads the document, later.
    data.stock_revaluation.ClearField("posting_state")
    return NewEvent(
        type=f"{DOCUMENT_TYPE}.posted",
        aggregate_type=DOCUMENT_TYPE,
        aggregate_id=uuid.UUID(answer.stock_revaluation.id),
        occur_time=decision.decided_time,
        data=data,
        company_id=uuid.UUID(answer.stock_revaluation.company_id),
    )


def revaluation_held_event(draft: StockRevaluation, reason: str, message: str, now: datetime) -> NewEvent:
    """Type "wms.stock_revaluation.held": what keeps a draft from being posted. The same event for the same reason, so
    whoever is told of it is told once, whichever of many processes tells and however often."""
    return NewEvent(
        id=uuid.uuid5(draft.id, f"held {reason}"),
        type=f"{DOCUMENT_TYPE}.held",
        aggregate_type=DOCUMENT_TYPE,
        aggregate_id=draft.id,
        occur_time=now,
        data=events_pb2.StockRevaluationHeld(
            stock_revaluation=revaluation_message(draft), reason=reason, message=message
        ),
        company_id=draft.company_id,
    )


def _line_message(document: StockRevaluation, line: RevaluationLine) -> stock_revaluation_pb2.StockRevaluationLine:
    return stock_revaluation_pb2.StockRevaluationLine(
        warehouse_id=str(line.warehouse_id),
        warehouse_code=line.warehouse_code,
        document_type=line.document_type,
        purpose=line.purpose,
        value=_money(document, line.value),
    )


def _voucher_line(document: StockRevaluation, amount: RoleAmount) -> voucher_pb2.VoucherLine:
    money = _money(document, amount.amount)
    if amount.is_credit:
        return voucher_pb2.VoucherLine(role=amount.role, credit=money)
    return voucher_pb2.VoucherLine(role=amount.role, debit=money)


def _money(document: StockRevaluation, minor: int) -> money_pb2.Money:
    return money_pb2.Money(currency_code=document.currency_code, amount=format_minor(minor, document.currency_scale))
