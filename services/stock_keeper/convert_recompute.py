"""Recomputes and revaluations as messages, and as what others are told."""

from datetime import datetime

from businessm.stock.v1 import recompute_events_pb2, recompute_pb2
from m_kit.document import fill_timestamp
from m_kit.events import NewEvent

from stock_keeper.convert import money_message
from stock_keeper.domain.recompute import Recompute, Share, ValueAdjustment
from stock_keeper.store.recomputes import Revaluation

REVALUATION_FOUND = "stock_keeper.revaluation.found"


def recompute_message(recompute: Recompute) -> recompute_pb2.Recompute:
    """A recompute as answered."""
    message = recompute_pb2.Recompute(
        id=str(recompute.id),
        company_id=str(recompute.company_id),
        state=recompute.state,  # type: ignore[arg-type]
        from_date=recompute.from_day.isoformat(),
        keys_total=recompute.keys_total,
        keys_done=recompute.keys_done,
        keys_waiting=recompute.keys_waiting,
        keys_left_out=recompute.keys_left_out,
        movements_replayed=recompute.movements_replayed,
        movements_adjusted=recompute.movements_adjusted,
    )
    fill_timestamp(message.create_time, recompute.create_time)
    fill_timestamp(message.update_time, recompute.update_time)
    if recompute.end_time:
        fill_timestamp(message.end_time, recompute.end_time)
    return message


def adjustment_message(found: ValueAdjustment) -> recompute_pb2.ValueAdjustment:
    """What a movement is worth more, as answered."""
    return recompute_pb2.ValueAdjustment(
        recompute_id=str(found.recompute_id),
        movement_id=str(found.movement_id),
        item_id=str(found.item_id),
        warehouse_id=str(found.warehouse_id),
        amount=money_message(found.amount, found.currency_code, found.currency_scale),
        revaluation_id=str(found.revaluation_id or ""),
        movement_date=found.movement_day.isoformat(),
    )


def revaluation_message(found: Revaluation) -> recompute_pb2.Revaluation:
    """A revaluation as answered."""
    return recompute_pb2.Revaluation(
        id=str(found.id),
        recompute_id=str(found.recompute_id),
        company_id=str(found.company_id),
        state=found.state,  # type: ignore[arg-type]
        posting_date=found.posting_day.isoformat(),
        shares=[share_message(found, share) for share in found.shares],
        posting=found.posting.message() if found.posting else None,
    )


def share_message(found: Revaluation, share: Share) -> recompute_pb2.RevaluationShare:
    """One of its shares as answered."""
    return recompute_pb2.RevaluationShare(
        warehouse_id=str(share.warehouse_id),
        document_type=share.document_type,
        purpose=share.purpose,
        value=money_message(share.value, found.currency_code, found.currency_scale),
    )


def found_event(found: Revaluation, now: datetime) -> NewEvent:
    """A document is to be made of it."""
    return NewEvent(
        type=REVALUATION_FOUND,
        aggregate_type="stock_keeper.revaluation",
        aggregate_id=found.id,
        occur_time=now,
        data=recompute_events_pb2.RevaluationFound(
            revaluation=revaluation_message(found), currency_scale=found.currency_scale
        ),
        company_id=found.company_id,
    )
