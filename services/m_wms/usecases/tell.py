"""What others are told of a document: the whole of it, as it was decided."""

import uuid
from typing import Any

from m_kit.events import NewEvent
from m_kit.posting import Decision

from m_wms.convert.nouns import Noun


def event_of(noun: Noun, verb: str, response: Any, decision: Decision) -> NewEvent:
    """Type "wms.goods_receipt.posted", ".received" or ".cancelled"."""
    data = noun.event_message(verb)(**{noun.field: getattr(response, noun.field)})
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
