"""Telling deliveries what was picked for them: all of a pick list's in one transaction."""

from datetime import datetime
from typing import Any

from m_kit.document import require_current, revised
from m_kit.errors import StateInvalid
from m_kit.ids import parse_id
from m_kit.posting import DocumentPosting
from m_kit.posting.decisions import still_posting
from m_kit.uow import Transaction

from m_wms.domain.documents import DocumentType, State, StockDocument
from m_wms.domain.picking import told_of_picks
from m_wms.store.documents import DocumentRepository


async def apply_pick_list(transaction: Transaction, request: Any, now: datetime) -> StockDocument:
    """The pick list, applied. Raises NotFound, StateInvalid, EtagMismatch, DocumentPosting, DeliveryChanged."""
    picks = await _to_apply(transaction, request)
    deliveries = DocumentRepository(transaction, DocumentType.DELIVERY)
    # In one order for all, so that two that name the same deliveries never wait for each other.
    for delivery_id in sorted({line.source.document_id for line in picks.lines if line.source}):
        delivery = await deliveries.get(delivery_id)
        if delivery.state is not State.DRAFT:
            raise StateInvalid(f"delivery {delivery.number} is {delivery.state.name.lower()}", field="id")
        told = told_of_picks(delivery, picks.lines, picks.staging_location_id)
        if told is not delivery:
            await deliveries.update(revised(told, now), "etag")
    applied = revised(picks, now, apply_time=now)
    await DocumentRepository(transaction, DocumentType.PICK_LIST).apply(applied)
    return applied


async def _to_apply(transaction: Transaction, request: Any) -> StockDocument:
    """A posted one that nobody applied yet."""
    document_id = parse_id(request.id, "id", DocumentType.PICK_LIST.words)
    found = await DocumentRepository(transaction, DocumentType.PICK_LIST).get(document_id)
    if found.state is not State.POSTED:
        raise StateInvalid(f"it is {found.state.name.lower()}, not posted", field="id")
    require_current(found, request.etag)
    if found.apply_time is not None:
        raise StateInvalid("its deliveries know already", field="id")
    if await still_posting(transaction, [found.id]):
        raise DocumentPosting("its posting is still being confirmed: try again", field="id")
    return found
