"""Posting what stock found that goods are worth more or less: to stock and ledger together."""

import asyncio
import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import grpc
from businessm.stock.v1 import location_pb2
from businessm.wms.v1 import stock_revaluation_pb2 as pb
from businessm.wms.v1.stock_revaluation_service_pb2_grpc import StockRevaluationServiceStub
from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.clock import Clock, today
from m_kit.database import duplicates_refused
from m_kit.dates import parse_optional_date
from m_kit.document import require_current
from m_kit.errors import Duplicate, FieldInvalid, StateInvalid, Unavailable
from m_kit.etag import etag_of
from m_kit.events import Outbox
from m_kit.ids import parse_id
from m_kit.posting import Attempt, Decision, DecisionStore, Job, Transition
from m_kit.statuses import reason_of, status_of_rpc_error
from m_kit.uow import UnitOfWork

from m_wms.clients import Clients
from m_wms.convert_revaluations import (
    reserve_request,
    revaluation_held_event,
    revaluation_message,
    revaluation_posted_event,
    revaluation_voucher,
)
from m_wms.domain.documents import State
from m_wms.domain.revaluations import (
    DOCUMENT_TYPE,
    StockRevaluation,
    revaluation_amounts,
    revaluation_facts,
    with_codes,
)
from m_wms.store.revaluations import RevaluationRepository, missing, revaluation_of

BATCH = 250
LOOK_EVERY_SECONDS = 1.0
# What was refused is tried again so much later: somebody has to open a period, or to say which account it is.
REFUSED_SECONDS = 60.0
# Another month is taken where this is what was refused.
_CLOSED = "PERIOD_CLOSED"

_TRANSITION = Transition(
    DOCUMENT_TYPE, "stock_revaluation", "post", State.DRAFT.value, State.POSTED.value, series_code="SRV"
)

log = logging.getLogger(__name__)


def revaluation_job(
    clients: Clients, request: pb.PostStockRevaluationRequest
) -> Job[StockRevaluation, pb.PostStockRevaluationResponse]:
    """Posts a draft, on its own day or on the one asked for."""
    document_id = parse_id(request.id, "id", "stock revaluation")
    asked = parse_optional_date(request.posting_date, "posting_date")

    def read(row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]) -> StockRevaluation:
        if row is None:
            raise missing(document_id)
        found = revaluation_of(row, lines)
        if found.state is not State.DRAFT:
            raise StateInvalid(f"{found.number} is posted", field="id")
        require_current(found, request.etag)
        if asked and asked < found.posting_date:
            raise FieldInvalid(f"goods moved up to {found.posting_date}", field="posting_date")
        return replace(found, posting_date=asked or found.posting_date)

    async def reserve(attempt: Attempt, document: StockRevaluation) -> Mapping[str, Any]:
        codes = await _codes(clients, {line.warehouse_id for line in document.lines})
        document = replace(document, lines=with_codes(document.lines, codes))
        reserves = [
            attempt.reserve("revaluation", clients.recomputes.ReserveRevaluation(reserve_request(attempt, document)))
        ]
        if amounts := revaluation_amounts(document.lines):
            voucher = revaluation_voucher(attempt, document, amounts)
            reserves.append(attempt.reserve("ledger", clients.ledger.ReserveVoucher(voucher)))
        await attempt.together(*reserves)
        return revaluation_facts(document)

    def answer(
        document: StockRevaluation, facts: Mapping[str, Any], decision: Decision
    ) -> pb.PostStockRevaluationResponse:
        return pb.PostStockRevaluationResponse(
            stock_revaluation=revaluation_message(_decided(document, facts, decision), confirmed=False)
        )

    return Job(
        transition=_TRANSITION,
        answer_type=pb.PostStockRevaluationResponse,
        document_id=document_id,
        read=read,
        reserve=reserve,
        answer=answer,
        events=lambda response, decision: [revaluation_posted_event(response, decision)],
    )


def _decided(document: StockRevaluation, facts: Mapping[str, Any], decision: Decision) -> StockRevaluation:
    codes = zip(document.lines, facts["codes"], strict=True)
    return replace(
        document,
        lines=tuple(replace(line, warehouse_code=code) for line, code in codes),
        revision=document.revision + 1,
        update_time=decision.decided_time,
        state=State.POSTED,
        number=decision.document_number,
        post_time=decision.decided_time,
    )


async def _codes(clients: Clients, warehouse_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    wanted = sorted(map(str, warehouse_ids))
    answers = await asyncio.gather(
        *(
            clients.stock.BatchGetLocations(location_pb2.BatchGetLocationsRequest(ids=wanted[i : i + BATCH]))
            for i in range(0, len(wanted), BATCH)
        )
    )
    return {uuid.UUID(one.id): one.code for answer in answers for one in answer.locations}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a draft is not posted."""

    reason: str
    message: str


class Reposter:
    """Posts drafts as they come, as wms itself: on their own day, else on the first of a later month that is open.
    Tells others of what is refused."""

    def __init__(
        self,
        context: str,
        uow: UnitOfWork,
        decisions: DecisionStore,
        clock: Clock,
        service: StockRevaluationServiceStub,
        outbox: Outbox,
    ) -> None:
        self._subject = f"{SERVICE_PREFIX}{context}"
        self._uow = uow
        self._decisions = decisions
        self._clock = clock
        self._service = service
        self._outbox = outbox
        self._told: dict[uuid.UUID, str] = {}
        self._not_before: dict[uuid.UUID, float] = {}

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.once()
            except Unavailable as error:
                log.warning("cannot look for stock revaluations: %s", error.message)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def once(self) -> int:
        """One look at every tenant; how many were posted. Raises Unavailable."""
        posted = 0
        for tenant in await self._decisions.tenants():
            async with self._uow.transaction(tenant) as transaction:
                drafts = await RevaluationRepository(transaction).drafts()
            with acting_as(Caller(tenant, self._subject, self._subject)):
                for draft in drafts:
                    posted += await self._posted(tenant, draft)
        return posted

    async def _posted(self, tenant: str, draft: StockRevaluation) -> bool:
        now = asyncio.get_running_loop().time()
        if self._not_before.get(draft.id, now) > now:
            return False
        refusal = await self._tried(draft)
        if refusal is None:
            self._not_before.pop(draft.id, None)
            self._told.pop(draft.id, None)
            return True
        self._not_before[draft.id] = now + REFUSED_SECONDS
        await self._tell(tenant, draft, refusal)
        return False

    async def _tried(self, draft: StockRevaluation) -> Refusal | None:
        """None where it is posted, else why not on the last day that was tried."""
        for day in days_to_try(draft.posting_date, today(self._clock)):
            refusal = await self._refused(draft, day)
            if refusal is None or refusal.reason != _CLOSED:
                return refusal
        return refusal

    async def _tell(self, tenant: str, draft: StockRevaluation, refusal: Refusal) -> None:
        """Once for each reason. Raises Unavailable."""
        if self._told.get(draft.id) == refusal.reason:
            return
        event = revaluation_held_event(draft, refusal.reason, refusal.message, self._clock.now())
        try:
            with duplicates_refused(outbox_tenant_event_id_key="event"):
                async with self._uow.transaction(tenant) as transaction:
                    await self._outbox.add(transaction, event)
        except Duplicate:
            log.info("another process tells why stock revaluation %s is held", draft.id)
        self._told[draft.id] = refusal.reason

    async def _refused(self, draft: StockRevaluation, day: date) -> Refusal | None:
        """None where it is posted."""
        request = pb.PostStockRevaluationRequest(
            request_id=f"stock revaluation {draft.id} {day}",
            id=str(draft.id),
            etag=etag_of(draft.id, draft.revision),
            posting_date=day.isoformat(),
        )
        try:
            await self._service.PostStockRevaluation(request)
        except grpc.aio.AioRpcError as error:
            log.warning("stock revaluation %s is not posted on %s: %s", draft.id, day, error.details())
            return Refusal(reason_of(status_of_rpc_error(error)) or error.code().name, error.details() or "")
        return None


def days_to_try(day: date, latest: date) -> Iterator[date]:
    """The day itself, then the first of every later month up to the latest day's."""
    yield day
    month = (day.year, day.month)
    while month < (latest.year, latest.month):
        month = (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)
        yield date(*month, 1)
