"""Posting journal entries and taking them back: what each reserves at the ledger."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import grpc
from businessm.finance.v1 import events_pb2
from businessm.finance.v1 import journal_entry_service_pb2 as pb
from businessm.ledger.v1 import reservation_pb2, voucher_pb2
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from m_kit.dates import parse_date
from m_kit.document import require_current
from m_kit.errors import StateInvalid
from m_kit.events import NewEvent
from m_kit.ids import parse_id
from m_kit.posting import Attempt, Decision, Job, Transition
from m_kit.statuses import error_of, status_of_rpc_error

from m_finance.convert import journal_entry_message, reversal_of, voucher_of
from m_finance.domain.journal_entries import (
    DOCUMENT_TYPE,
    JournalEntry,
    State,
    posted_facts,
    reversed_facts,
    with_facts,
)
from m_finance.store.journal_entries import looked_at

TABLE = "journal_entry"
SERIES = "JE"

Entry = JournalEntry


def posting_job(
    ledger: LedgerServiceStub, request: pb.PostJournalEntryRequest
) -> Job[JournalEntry, pb.PostJournalEntryResponse]:
    """A draft becomes a voucher."""

    async def reserve(attempt: Attempt, entry: Entry) -> Mapping[str, Any]:
        held = await _reserved(ledger, attempt, voucher_of(entry))
        return posted_facts(held.id)

    def answer(entry: Entry, facts: Mapping[str, Any], decision: Decision) -> pb.PostJournalEntryResponse:
        posted = _decided(entry, facts, decision, State.POSTED)
        return pb.PostJournalEntryResponse(journal_entry=journal_entry_message(posted, confirmed=False))

    def events(response: pb.PostJournalEntryResponse, decision: Decision) -> list[NewEvent]:
        return [_event("posted", events_pb2.JournalEntryPosted(journal_entry=response.journal_entry), decision)]

    return Job(
        transition=Transition(DOCUMENT_TYPE, TABLE, "post", State.DRAFT, State.POSTED, SERIES),
        answer_type=pb.PostJournalEntryResponse,
        document_id=_entry_id(request.id),
        read=lambda row, lines: _in_state(request.id, request.etag, State.DRAFT, row, lines),
        reserve=reserve,
        answer=answer,
        events=events,
    )


def reversing_job(
    ledger: LedgerServiceStub, request: pb.ReverseJournalEntryRequest
) -> Job[JournalEntry, pb.ReverseJournalEntryResponse]:
    """A posted entry is taken back by a voucher of its own, on the request's posting date."""
    day = parse_date(request.posting_date, "posting_date")

    async def reserve(attempt: Attempt, entry: Entry) -> Mapping[str, Any]:
        original = (await ledger.GetVoucher(voucher_pb2.GetVoucherRequest(id=entry.voucher_id))).voucher
        held = await _reserved(ledger, attempt, reversal_of(original, day, entry.number), entry.voucher_id)
        return reversed_facts(held.id, day)

    def answer(entry: Entry, facts: Mapping[str, Any], decision: Decision) -> pb.ReverseJournalEntryResponse:
        taken_back = _decided(entry, facts, decision, State.REVERSED)
        return pb.ReverseJournalEntryResponse(journal_entry=journal_entry_message(taken_back, confirmed=False))

    def events(response: pb.ReverseJournalEntryResponse, decision: Decision) -> list[NewEvent]:
        return [_event("reversed", events_pb2.JournalEntryReversed(journal_entry=response.journal_entry), decision)]

    return Job(
        transition=Transition(DOCUMENT_TYPE, TABLE, "reverse", State.POSTED, State.REVERSED),
        answer_type=pb.ReverseJournalEntryResponse,
        document_id=_entry_id(request.id),
        read=lambda row, lines: _in_state(request.id, request.etag, State.POSTED, row, lines),
        reserve=reserve,
        answer=answer,
        events=events,
    )


async def _reserved(
    ledger: LedgerServiceStub, attempt: Attempt, voucher: voucher_pb2.Voucher, reverses: str = ""
) -> voucher_pb2.Voucher:
    """The voucher as it is held. What the ledger refuses of it is told of the entry."""
    request = reservation_pb2.ReserveVoucherRequest(
        posting=attempt.posting.message(), voucher=voucher, reverses_voucher_id=reverses
    )
    try:
        response: reservation_pb2.ReserveVoucherResponse = await attempt.reserve(
            "ledger", ledger.ReserveVoucher(request)
        )
    except grpc.aio.AioRpcError as error:
        status = status_of_rpc_error(error)
        if not status.details:
            raise
        raise error_of(status, "journal_entry.", instead_of="voucher.") from error
    return response.voucher


def _entry_id(text: str) -> uuid.UUID:
    return parse_id(text, "id", "journal entry")


def _in_state(
    entry_id: str, etag: str, state: State, row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]
) -> JournalEntry:
    """The entry that the request names. Raises NotFound, StateInvalid, EtagMismatch."""
    found = looked_at(_entry_id(entry_id), row, lines)
    if found.state is not state:
        raise StateInvalid(f"it is {found.state.name.lower()}, not {state.name.lower()}", field="id")
    require_current(found, etag)
    return found


def _decided(entry: Entry, facts: Mapping[str, Any], decision: Decision, state: State) -> JournalEntry:
    """The entry as it is stored by the decision."""
    decided = replace(
        entry,
        state=state,
        number=decision.document_number or entry.number,
        revision=entry.revision + 1,
        update_time=decision.decided_time,
        post_time=entry.post_time or decision.decided_time,
    )
    return with_facts(decided, facts)


def _event(
    verb: str, data: events_pb2.JournalEntryPosted | events_pb2.JournalEntryReversed, decision: Decision
) -> NewEvent:
    """What others are told: the whole entry. Whether the ledger has confirmed is for whoever reads it, later."""
    entry = data.journal_entry
    entry.ClearField("posting_state")
    return NewEvent(
        type=f"{DOCUMENT_TYPE}.{verb}",
        aggregate_type=DOCUMENT_TYPE,
        aggregate_id=parse_id(entry.id, "id"),
        occur_time=decision.decided_time,
        data=data,
        company_id=parse_id(entry.company_id, "company_id"),
    )
