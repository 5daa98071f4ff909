"""Posting documents, receiving what is in transit, and taking documents back: one procedure for all types. What a type
moves is in domain/moves.py, what that means in the books in domain/vouchers.py."""

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from google.protobuf.message import Message
from m_kit.dates import parse_optional_date
from m_kit.document import require_current
from m_kit.errors import FieldInvalid, StateInvalid
from m_kit.ids import parse_id
from m_kit.posting import Attempt, Decision, Job, Transition
from m_kit.uow import UnitOfWork

from m_wms.clients import Clients
from m_wms.convert.documents import document_message
from m_wms.convert.nouns import Noun
from m_wms.domain.documents import State, StockDocument
from m_wms.domain.facts import cancelled_facts, posted_facts, received_facts, with_facts
from m_wms.domain.moves import plan_back, plan_of, plan_of_receiving
from m_wms.store.documents import looked_at
from m_wms.usecases.as_ordered import require_as_ordered
from m_wms.usecases.counts import require_all_counted, with_differences
from m_wms.usecases.putaways import require_all_put
from m_wms.usecases.reserve import Reserving
from m_wms.usecases.rest import require_nothing_rests_on
from m_wms.usecases.tell import event_of

TABLE = "stock_document"

Response = TypeVar("Response", bound=Message)
Reserve = Callable[[Attempt, StockDocument], Awaitable[Mapping[str, Any]]]


def posting_job(
    clients: Clients, noun: Noun, request: Any, answer_type: type[Response]
) -> Job[StockDocument, Response]:
    """Posts a draft."""
    reserving = Reserving(clients, noun, f"{noun.field}.posting_date")

    def read(row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]) -> StockDocument:
        found = _in_state(noun, request, State.DRAFT, row, lines)
        require_all_counted(noun, found)
        require_as_ordered(noun, found)
        require_all_put(noun, found)
        return found

    async def reserve(attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
        document = await with_differences(clients, document)
        held = await reserving.hold(attempt, document, plan_of(document), document.posting_date)
        return posted_facts(document, held)

    transition = Transition(noun.document_type.value, TABLE, "post", State.DRAFT, State.POSTED, noun.series_code)
    return _job(noun, request, answer_type, transition, read, reserve, "posted")


def receiving_job(
    clients: Clients, noun: Noun, request: Any, answer_type: type[Response]
) -> Job[StockDocument, Response]:
    """Brings goods in transit in, at the request's posting date or the document's own; never before it."""
    day_of, day_field = _day_of(noun, request)
    reserving = Reserving(clients, noun, day_field)

    def read(row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]) -> StockDocument:
        found = _in_state(noun, request, State.POSTED, row, lines)
        if found.transit is None:
            raise StateInvalid("the goods went to their target at once", field="id")
        day_of(found)
        return found

    async def reserve(attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
        day = day_of(document)
        return received_facts(day, await reserving.hold(attempt, document, plan_of_receiving(document), day))

    transition = Transition(noun.document_type.value, TABLE, "receive", State.POSTED, State.RECEIVED)
    return _job(noun, request, answer_type, transition, read, reserve, "received")


def cancelling_job(
    clients: Clients,
    uow: UnitOfWork,
    noun: Noun,
    request: Any,
    answer_type: type[Response],
    standing: State = State.POSTED,
) -> Job[StockDocument, Response]:
    """Takes a document back that is in the state `standing`, at the request's posting date or the document's own; never
    before it, and not while another rests on it."""
    day_of, day_field = _day_of(noun, request)
    reserving = Reserving(clients, noun, day_field)

    def read(row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]) -> StockDocument:
        found = _in_state(noun, request, standing, row, lines)
        day_of(found)
        return found

    async def reserve(attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
        await require_nothing_rests_on(uow, document)
        day = day_of(document)
        await reserving.hold(attempt, document, plan_back(document), day)
        return cancelled_facts(day)

    transition = Transition(noun.document_type.value, TABLE, "cancel", standing, State.CANCELLED)
    return _job(noun, request, answer_type, transition, read, reserve, "cancelled")


def _job(
    noun: Noun,
    request: Any,
    answer_type: type[Response],
    transition: Transition,
    read: Callable[[Mapping[str, Any] | None, Sequence[Mapping[str, Any]]], StockDocument],
    reserve: Reserve,
    verb: str,
) -> Job[StockDocument, Response]:
    def answer(document: StockDocument, facts: Mapping[str, Any], decision: Decision) -> Response:
        decided = _decided(document, facts, decision, State(transition.to_state))
        return answer_type(**{noun.field: document_message(noun, decided, confirmed=False)})

    return Job(
        transition=transition,
        answer_type=answer_type,
        document_id=_document_id(noun, request),
        read=read,
        reserve=reserve,
        answer=answer,
        events=lambda response, decision: [event_of(noun, verb, response, decision)],
    )


def _day_of(noun: Noun, request: Any) -> tuple[Callable[[StockDocument], date], str]:
    """(the day of what is done with a posted document, the field that says it)."""
    asked = parse_optional_date(request.posting_date, "posting_date")

    def day(document: StockDocument) -> date:
        last = document.receive_date or document.posting_date
        if asked and asked < last:
            raise FieldInvalid(f"it was posted on {last}", field="posting_date")
        return asked or last

    return day, "posting_date" if asked else f"{noun.field}.posting_date"


def _document_id(noun: Noun, request: Any) -> uuid.UUID:
    return parse_id(request.id, "id", noun.document_type.words)


def _in_state(
    noun: Noun, request: Any, state: State, row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]
) -> StockDocument:
    """The document that the request names. Raises NotFound, StateInvalid, EtagMismatch."""
    found = looked_at(noun.document_type, _document_id(noun, request), row, lines)
    if found.state is not state:
        raise StateInvalid(f"it is {found.state.name.lower()}, not {state.name.lower()}", field="id")
    require_current(found, request.etag)
    return found


def _decided(document: StockDocument, facts: Mapping[str, Any], decision: Decision, state: State) -> StockDocument:
    """The document as it is stored by the decision."""
    decided = replace(
        document,
        state=state,
        number=decision.document_number or document.number,
        revision=document.revision + 1,
        update_time=decision.decided_time,
        post_time=document.post_time or decision.decided_time,
    )
    return with_facts(decided, facts)
