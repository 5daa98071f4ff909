"""Journal entries as drafts: written, changed, deleted."""

import uuid
from datetime import datetime

from businessm.finance.v1 import journal_entry_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.dates import parse_date
from m_kit.document import require_current, revised
from m_kit.errors import StateInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_finance.convert import entry_lines, exchange_rates, journal_entry_message
from m_finance.domain.journal_entries import JournalEntry, State
from m_finance.store.journal_entries import JournalEntryRepository

UPDATABLE = frozenset({"posting_date", "payee", "narration", "lines", "exchange_rates", "settle_exchange"})


async def create_journal_entry(
    transaction: Transaction, company_id: uuid.UUID, message: journal_entry_pb2.JournalEntry, now: datetime
) -> JournalEntry:
    """A new draft of a company that the ledger knows. Raises Duplicate on id, FieldInvalid on a date that is none."""
    new = JournalEntry(
        id=given_or_new_id(message.id, "journal_entry.id"),
        company_id=company_id,
        posting_date=parse_date(message.posting_date, "journal_entry.posting_date"),
        payee=message.payee,
        narration=message.narration,
        lines=entry_lines(message),
        revision=1,
        create_time=now,
        update_time=now,
        exchange_rates=exchange_rates(message),
        settle_exchange=message.settle_exchange,
    )
    await JournalEntryRepository(transaction).add(new)
    return new


async def update_journal_entry(
    transaction: Transaction, message: journal_entry_pb2.JournalEntry, mask: FieldMask, now: datetime
) -> JournalEntry:
    """Changes the fields named. Raises NotFound, StateInvalid, EtagMismatch, or what a field is refused with."""
    entries = JournalEntryRepository(transaction)
    entry_id = parse_id(message.id, "journal_entry.id", "journal entry")
    current = await entries.get(entry_id, "journal_entry.id")
    require_draft(current, "journal_entry.id")
    require_current(current, message.etag, "journal_entry.etag")
    merged = merge_masked(journal_entry_message(current), message, mask, UPDATABLE)
    require_valid(merged, "journal_entry.")
    changed = revised(
        current,
        now,
        posting_date=parse_date(merged.posting_date, "journal_entry.posting_date"),
        payee=merged.payee,
        narration=merged.narration,
        lines=entry_lines(merged),
        exchange_rates=exchange_rates(merged),
        settle_exchange=merged.settle_exchange,
    )
    await entries.update(changed, with_lines="lines" in mask.paths)
    return changed


async def delete_journal_entry(transaction: Transaction, entry_id: str, etag: str) -> None:
    """Takes a draft away for good. Raises NotFound, StateInvalid, EtagMismatch."""
    entries = JournalEntryRepository(transaction)
    current = await entries.get(parse_id(entry_id, "id", "journal entry"))
    require_draft(current, "id")
    require_current(current, etag)
    await entries.delete(current)


def require_draft(entry: JournalEntry, field: str) -> None:
    """Raises StateInvalid."""
    if entry.state is not State.DRAFT:
        raise StateInvalid(f"{entry.number} is {entry.state.name.lower()}: only a draft may change", field=field)
