"""What others are told of a document: the whole of it, as it was decided."""

import uuid
from typing import Any

from m_kit.events import NewEvent
from m_kit.posting import Decision

from m_wms.convert import Noun


def posted_event(noun: Noun, response: Any, decision: Decision) -> NewEvent:
    """Type "wms.goods_receipt.posted" or "wms.delivery.posted"."""
    return _event(noun, noun.posted_message, "posted", response, decision)


def cancelled_event(noun: Noun, response: Any, decision: Decision) -> NewEvent:
    """Type "wms.goods_receipt.cancelled" or "wms.delivery.cancelled"."""
    return _event(noun, noun.cancelled_message, "cancelled", response, decision)


def _event(noun: Noun, message: type[Any], verb: str, response: Any, decision: Decision) -> NewEvent:
    data = message(**{noun.field: getattr(response, noun.field)})
    document = getattr(data, noun.field)
    # Whether keepers have confirmed is for whoever reads the document, later.
    document.ClearField("posting_state")
    document_type = noun.document_type.value
    return NewEvent(
        type=f"{document_type}.{verb}",
        aggregate_type=document_type,
        aggregate_id=uuid.UUID(document.id),
        occur_time=decision.decided_time,
        data=data,
        company_id=uuid.UUID(document.company_id),
    )
