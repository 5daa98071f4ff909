"""A context with one kind of document that posts, and two keepers, for tests of the posting protocol.

Slips are shown as goods receipts: any contract whose resource has a posting_state would do.
"""

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import grpc
import sqlalchemy as sa
from businessm.ledger.v1 import reservation_pb2
from businessm.stock.v1 import movement_pb2
from businessm.wms.v1 import events_pb2, goods_receipt_pb2, goods_receipt_service_pb2

from m_kit.caller import Caller, acting_as
from m_kit.database import Database
from m_kit.document import require_current
from m_kit.errors import NotFound, StateInvalid
from m_kit.etag import etag_of
from m_kit.events import NewEvent, Outbox
from m_kit.failpoints import FailPoints
from m_kit.ids import new_id
from m_kit.posting import Attempt, Decision, DecisionStore, Job, Keeper, Procedure, Transition
from m_kit.posting.attempt import Posting, posting_of
from m_kit.posting.decisions import no_events
from m_kit.uow import Transaction, UnitOfWork

DRAFT, POSTED, CANCELLED = 1, 2, 3
POST = Transition("notes.slip", "slip", "post", DRAFT, POSTED, "SL")
CANCEL = Transition("notes.slip", "slip", "cancel", POSTED, CANCELLED)
Response = goods_receipt_service_pb2.PostGoodsReceiptResponse


class Refused(grpc.aio.AioRpcError):  # type: ignore[misc]
    """What a stub raises."""

    def __init__(self, code: grpc.StatusCode, details: str = "no") -> None:
        super().__init__(code, grpc.aio.Metadata(), grpc.aio.Metadata(), details)


@dataclass
class FakeKeeper:
    """Keeps in lists what it was told. `fails` says what the next calls of a kind raise, one after another."""

    name: str
    reserved: list[Posting] = field(default_factory=list)
    confirmed: list[Decision] = field(default_factory=list)
    cancelled: list[uuid.UUID] = field(default_factory=list)
    fails: dict[str, list[Exception]] = field(default_factory=dict)
    on_reserve: Callable[[], Awaitable[None]] | None = None
    on_confirm: Callable[[], Awaitable[None]] | None = None
    on_cancel: Callable[[], Awaitable[None]] | None = None

    async def reserve(self, posting: Posting) -> str:
        """Holds it, and answers what a keeper would."""
        self.reserved.append(posting)
        if self.on_reserve:
            await self.on_reserve()
        self._fail("reserve")
        return f"{self.name} holds {len({posting.id for posting in self.reserved})}"

    async def confirm(self, request: Any) -> None:
        """As ConfirmMovements and ConfirmVoucher."""
        self._fail("confirm")
        self.confirmed.append(request.decision)
        if self.on_confirm:
            await self.on_confirm()

    async def cancel(self, request: Any) -> None:
        """As CancelMovements and CancelVoucher."""
        if self.on_cancel:
            await self.on_cancel()
        self._fail("cancel")
        self.cancelled.append(posting_of(request.posting).id)

    def keeper(self) -> Keeper:
        """As the protocol sees it."""
        requests: tuple[type[Any], type[Any]] = {
            "stock": (movement_pb2.ConfirmMovementsRequest, movement_pb2.CancelMovementsRequest),
            "ledger": (reservation_pb2.ConfirmVoucherRequest, reservation_pb2.CancelVoucherRequest),
        }[self.name]
        return Keeper(self.name, self.confirm, requests[0], self.cancel, requests[1])

    def _fail(self, kind: str) -> None:
        if self.fails.get(kind):
            raise self.fails[kind].pop(0)


@dataclass(frozen=True)
class Slip:
    """The document."""

    id: uuid.UUID
    company_id: uuid.UUID
    posting_date: date
    revision: int
    state: int
    number: str


class Trailers:
    """Stands where a call's context stands."""

    def __init__(self) -> None:
        self.replayed = False

    def set_trailing_metadata(self, metadata: Any) -> None:
        """As grpc.aio.ServicerContext."""
        self.replayed = True


class Office:
    """Makes slips and posts them."""

    def __init__(self, database: Database, tenant: str, failpoint: str = "", outbox: Outbox | None = None) -> None:
        self.database, self.tenant, self.uow = database, tenant, UnitOfWork(database)
        self.stock, self.ledger = FakeKeeper("stock"), FakeKeeper("ledger")
        failpoints = FailPoints.parse(failpoint)
        self.decisions = DecisionStore(database, failpoints, outbox)
        self._events = _events if outbox else no_events
        self.procedure = Procedure(
            "notes", self.uow, self.decisions, [self.stock.keeper(), self.ledger.keeper()], failpoints
        )
        self.company_id = new_id()

    async def draft(self) -> Slip:
        """A new slip."""
        async with self.uow.transaction(self.tenant) as transaction:
            slip_id = new_id()
            await transaction.execute(
                sa.text(
                    "insert into slip (id, tenant, company_id, posting_date, text, revision, create_time, update_time)"
                    " values (:id, :tenant, :company, '2026-03-01', 'x', 1, now(), now())"
                ),
                {"id": slip_id, "tenant": self.tenant, "company": self.company_id},
            )
            return await read(transaction, slip_id)

    async def edit(self, slip: Slip) -> None:
        """Somebody changes it."""
        async with self.uow.transaction(self.tenant) as transaction:
            await transaction.execute(
                sa.text("update slip set revision = revision + 1 where id = :id"), {"id": slip.id}
            )

    async def now(self, slip: Slip) -> Slip:
        """The slip as it is stored."""
        async with self.uow.transaction(self.tenant) as transaction:
            return await read(transaction, slip.id)

    async def post(self, slip: Slip, request_id: str = "", transition: Transition = POST) -> tuple[Response, bool]:
        """(the answer, whether it was replayed)."""
        etag = etag_of(slip.id, slip.revision)
        request = goods_receipt_service_pb2.PostGoodsReceiptRequest(
            request_id=request_id or str(new_id()), id=str(slip.id), etag=etag
        )
        trailers = Trailers()
        job = Job(
            transition=transition,
            answer_type=Response,
            document_id=slip.id,
            read=lambda row, _: _readable(row, etag, transition),
            reserve=self._reserve,
            answer=_answer,
            events=self._events,
        )
        with acting_as(Caller(self.tenant, "asha", "asha")):
            response = await self.procedure.run(job, request, trailers)
        return response, trailers.replayed

    async def _reserve(self, attempt: Attempt, _: Slip) -> Mapping[str, Any]:
        held = await attempt.reserve("stock", self.stock.reserve(attempt.posting))
        await attempt.reserve("ledger", self.ledger.reserve(attempt.posting))
        return {"held": held}


async def read(transaction: Transaction, slip_id: uuid.UUID) -> Slip:
    """Raises NotFound."""
    row = (await transaction.execute(sa.text("select * from slip where id = :id"), {"id": slip_id})).one_or_none()
    return slip_of(row._asdict() if row else None)


def slip_of(row: Mapping[str, Any] | None) -> Slip:
    """Raises NotFound."""
    if row is None:
        raise NotFound("no slip", field="id")
    return Slip(*(row[name] for name in ("id", "company_id", "posting_date", "revision", "state", "number")))


def _readable(row: Mapping[str, Any] | None, etag: str, transition: Transition) -> Slip:
    slip = slip_of(row)
    require_current(slip, etag)
    if slip.state != transition.from_state:
        raise StateInvalid("not in this state", field="id")
    return slip


def _answer(slip: Slip, facts: Mapping[str, Any], decision: Decision) -> Response:
    shown = goods_receipt_pb2.GoodsReceipt(
        id=str(slip.id), number=decision.document_number, narration=str(facts), etag=etag_of(slip.id, slip.revision + 1)
    )
    return Response(goods_receipt=shown)


def _events(response: Response, decision: Decision) -> Sequence[NewEvent]:
    """That it is posted, its number for a text."""
    posted = events_pb2.GoodsReceiptPosted()
    posted.goods_receipt.narration = decision.document_number
    slip_id = uuid.UUID(response.goods_receipt.id)
    return [NewEvent("notes.slip.posted", "notes.slip", slip_id, decision.decided_time, posted)]
