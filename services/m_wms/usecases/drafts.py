"""Writing drafts: what is named elsewhere is found first, then one transaction writes."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.dates import parse_date
from m_kit.document import require_current
from m_kit.errors import FieldInvalid, StateInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_wms.convert.documents import document_message
from m_wms.convert.nouns import Noun
from m_wms.domain.documents import DocumentType, State, StockDocument, Warehouse
from m_wms.store.documents import DocumentRepository
from m_wms.usecases.charges import with_charges
from m_wms.usecases.counts import as_frozen
from m_wms.usecases.lines import lines_of, money_of
from m_wms.usecases.references import References


def draft_of(noun: Noun, message: Any, found: References, now: datetime) -> StockDocument:
    """A new draft of what was written. Raises what a field is refused with."""
    draft = StockDocument(
        id=given_or_new_id(message.id, f"{noun.field}.id"),
        company_id=found.company_id,
        type=noun.document_type,
        posting_date=parse_date(message.posting_date, f"{noun.field}.posting_date"),
        partner_id=found.partner_id,
        warehouse=_warehouse(noun, message, found, "warehouse_id"),
        currency_code=found.currency_code,
        currency_scale=found.currency_scale,
        narration=message.narration,
        lines=lines_of(noun, message, found),
        revision=1,
        create_time=now,
        update_time=now,
        target=_warehouse(noun, message, found, "target_warehouse_id"),
        transit=_warehouse(noun, message, found, "transit_warehouse_id"),
        differences_accepted="differences_accepted" in noun.fields and message.differences_accepted,
        by_place="by_place" in noun.fields and message.by_place,
        staging_location_id=message.staging_location_id if "staging_location_id" in noun.fields else "",
    )
    if noun.source:
        draft = _with_sources(noun, draft, found)
    match noun.document_type:
        case DocumentType.STOCK_TRANSFER:
            _require_a_way(noun, draft)
        case DocumentType.REPACK:
            cost = (
                money_of(message.extra_cost, draft, f"{noun.field}.extra_cost") if message.HasField("extra_cost") else 0
            )
            return replace(draft, extra_cost=cost)
        case DocumentType.LANDED_COST:
            return with_charges(noun, draft, message)
    return draft


async def merged_draft(
    transaction: Transaction, noun: Noun, message: Any, mask: FieldMask
) -> tuple[StockDocument, Any]:
    """(the draft as it is, what it is to become). Raises NotFound, EtagMismatch, StateInvalid, FieldInvalid."""
    current = await current_draft(transaction, noun, message.id, message.etag, f"{noun.field}.")
    merged = merge_masked(document_message(noun, current), message, mask, noun.updatable)
    require_valid(merged, f"{noun.field}.")
    return current, merged


async def current_draft(
    transaction: Transaction, noun: Noun, document_id: str, etag: str, prefix: str = ""
) -> StockDocument:
    """The draft of this etag. Raises NotFound, EtagMismatch, StateInvalid."""
    field = f"{prefix}id"
    found = await DocumentRepository(transaction, noun.document_type).get(
        parse_id(document_id, field, noun.document_type.words), field
    )
    if found.state is not State.DRAFT:
        raise StateInvalid(f"{found.number} is {found.state.name.lower()}: only a draft may change", field=field)
    require_current(found, etag, f"{prefix}etag")
    return found


def changed_draft(noun: Noun, current: StockDocument, merged: Any, found: References, now: datetime) -> StockDocument:
    """The draft's next revision. What a count expects of goods that it still counts stays as it was frozen."""
    written = draft_of(noun, merged, found, now)
    if current.freeze_time and written.by_place == current.by_place:
        written = as_frozen(written, current)
    return replace(written, revision=current.revision + 1, create_time=current.create_time)


def _warehouse(noun: Noun, message: Any, found: References, field: str) -> Warehouse | None:
    warehouse_id = getattr(message, field) if field in noun.fields else ""
    return found.warehouses[warehouse_id] if warehouse_id else None


def _with_sources(noun: Noun, draft: StockDocument, found: References) -> StockDocument:
    """Nothing goes back, and nothing costs more, before it came. Goods that nobody sends elsewhere come back to, and
    leave, where they were."""
    for source in found.sources.documents.values():
        if source.state is State.POSTED and draft.posting_date < source.posting_date:
            raise FieldInvalid(
                f"{source.number} was posted on {source.posting_date}", field=f"{noun.field}.posting_date"
            )
    if f"{noun.source}_id" not in noun.fields:
        return draft
    (source,) = found.sources.documents.values()
    elsewhere = draft.warehouse
    return replace(draft, source_id=source.id, partner_id=source.partner_id, warehouse=elsewhere or source.warehouse)


def _require_a_way(noun: Noun, draft: StockDocument) -> None:
    """Raises FieldInvalid where goods would come to where they are."""
    for field, one, others in (
        ("target_warehouse_id", draft.target, (draft.warehouse,)),
        ("transit_warehouse_id", draft.transit, (draft.warehouse, draft.target)),
    ):
        if one is not None and one in others:
            raise FieldInvalid(f"the goods are in {one.code}, or go there", field=f"{noun.field}.{field}")
