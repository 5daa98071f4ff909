"""Posting goods receipts and deliveries, and taking them back: what each reserves, in words of stock and ledger."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from businessm.stock.v1 import movement_pb2
from google.protobuf.message import Message
from m_kit.dates import parse_optional_date
from m_kit.document import require_current
from m_kit.errors import FieldInvalid, StateInvalid
from m_kit.ids import parse_id
from m_kit.posting import Attempt, Decision, Job, Transition

from m_wms.clients import Clients
from m_wms.convert import Noun, document_message, minor_of, movements_request, voucher_request
from m_wms.domain.documents import DocumentType, State, StockDocument
from m_wms.domain.facts import cancelled_facts, posted_facts, with_facts
from m_wms.domain.values import (
    RoleAmount,
    delivery_amounts,
    delivery_cancelled_amounts,
    inventory_role,
    receipt_amounts,
    receipt_cancelled_amounts,
)
from m_wms.store.documents import looked_at
from m_wms.usecases.refusals import told_of
from m_wms.usecases.tell import cancelled_event, posted_event

TABLE = "stock_document"

Response = TypeVar("Response", bound=Message)


def posting_job(
    clients: Clients, noun: Noun, request: Any, answer_type: type[Response]
) -> Job[StockDocument, Response]:
    """Posts a draft."""

    async def reserve(attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
        with told_of(noun, f"{noun.field}.posting_date"):
            if noun.document_type is DocumentType.GOODS_RECEIPT:
                return await _reserve_receipt(clients, attempt, document)
            return await _reserve_delivery(clients, attempt, document)

    return Job(
        transition=Transition(noun.document_type.value, TABLE, "post", State.DRAFT, State.POSTED, noun.series_code),
        answer_type=answer_type,
        document_id=_document_id(noun, request),
        read=lambda row, lines: _in_state(noun, request, State.DRAFT, row, lines),
        reserve=reserve,
        answer=lambda document, facts, decision: answer_type(
            **{noun.field: document_message(noun, _decided(document, facts, decision, State.POSTED), confirmed=False)}
        ),
        events=lambda response, decision: [posted_event(noun, response, decision)],
    )


def cancelling_job(
    clients: Clients, noun: Noun, request: Any, answer_type: type[Response]
) -> Job[StockDocument, Response]:
    """Takes a posted document back, at the request's posting date or the document's own; never before it."""
    asked = parse_optional_date(request.posting_date, "posting_date")

    def read(row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]) -> StockDocument:
        found = _in_state(noun, request, State.POSTED, row, lines)
        if asked and asked < found.posting_date:
            raise FieldInvalid(f"it was posted on {found.posting_date}", field="posting_date")
        return found

    async def reserve(attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
        day = asked or document.posting_date
        with told_of(noun, "posting_date" if asked else f"{noun.field}.posting_date"):
            if noun.document_type is DocumentType.GOODS_RECEIPT:
                await _reserve_receipt_back(clients, attempt, document, day)
            else:
                await _reserve_delivery_back(clients, attempt, document, day)
        return cancelled_facts(day)

    return Job(
        transition=Transition(noun.document_type.value, TABLE, "cancel", State.POSTED, State.CANCELLED),
        answer_type=answer_type,
        document_id=_document_id(noun, request),
        read=read,
        reserve=reserve,
        answer=lambda document, facts, decision: answer_type(
            **{
                noun.field: document_message(
                    noun, _decided(document, facts, decision, State.CANCELLED), confirmed=False
                )
            }
        ),
        events=lambda response, decision: [cancelled_event(noun, response, decision)],
    )


async def _reserve_receipt(clients: Clients, attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
    """The value is known, so stock and ledger are asked at once."""
    day, amounts = document.posting_date.isoformat(), receipt_amounts(document.value or 0, _inventory(document))
    movements = movements_request(attempt, document, movement_pb2.IN, day)
    held, _ = await attempt.together(
        attempt.reserve("stock", clients.stock.ReserveMovements(movements)),
        attempt.reserve("ledger", clients.ledger.ReserveVoucher(voucher_request(attempt, document, amounts, day))),
    )
    return _facts(document, held)


async def _reserve_delivery(clients: Clients, attempt: Attempt, document: StockDocument) -> Mapping[str, Any]:
    """Stock says what the goods cost; the voucher uses that number."""
    day = document.posting_date.isoformat()
    movements = movements_request(attempt, document, movement_pb2.OUT, day)
    held = await attempt.reserve("stock", clients.stock.ReserveMovements(movements))
    facts = _facts(document, held)
    await _reserve_voucher(
        clients, attempt, document, delivery_amounts(_taken(document, held), _inventory(document)), day
    )
    return facts


async def _reserve_receipt_back(clients: Clients, attempt: Attempt, document: StockDocument, day: date) -> None:
    movements = movements_request(attempt, document, movement_pb2.OUT, day.isoformat(), back=True)
    held = await attempt.reserve("stock", clients.stock.ReserveMovements(movements))
    amounts = receipt_cancelled_amounts(document.value or 0, _taken(document, held), _inventory(document))
    await _reserve_voucher(clients, attempt, document, amounts, day.isoformat())


async def _reserve_delivery_back(clients: Clients, attempt: Attempt, document: StockDocument, day: date) -> None:
    movements = movements_request(attempt, document, movement_pb2.IN, day.isoformat(), back=True)
    held = await attempt.reserve("stock", clients.stock.ReserveMovements(movements))
    amounts = delivery_cancelled_amounts(_taken(document, held), _inventory(document))
    await _reserve_voucher(clients, attempt, document, amounts, day.isoformat())


async def _reserve_voucher(
    clients: Clients, attempt: Attempt, document: StockDocument, amounts: Sequence[RoleAmount], day: str
) -> None:
    request = voucher_request(attempt, document, amounts, day)
    await attempt.reserve("ledger", clients.ledger.ReserveVoucher(request))


def _inventory(document: StockDocument) -> str:
    return inventory_role(document.warehouse.code)


def _facts(document: StockDocument, held: movement_pb2.ReserveMovementsResponse) -> dict[str, Any]:
    return posted_facts(
        [one.movement_id for one in held.movements], [minor_of(document, one.value) for one in held.movements]
    )


def _taken(document: StockDocument, held: movement_pb2.ReserveMovementsResponse) -> int:
    return sum(minor_of(document, one.value) for one in held.movements)


def _document_id(noun: Noun, request: Any) -> uuid.UUID:
    return parse_id(request.id, "id", noun.field.replace("_", " "))


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
