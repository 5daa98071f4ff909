"""The owner's side of one posting: reserve, decide, confirm.

Runs as a task of its own, shielded: a client that leaves abandons its waiting, not the work. Nothing is cancelled at a
keeper before the attempt has its tombstone (P4), and once it is decided nothing is refused any more.
"""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

import grpc
from businessm.posting.v1 import posting_state_pb2
from google.protobuf.message import Message

from m_kit import outgoing
from m_kit.caller import current_caller
from m_kit.errors import EtagMismatch, RequestIdReused, StateInvalid, Unavailable
from m_kit.events import NewEvent
from m_kit.events.origin import origin
from m_kit.failpoints import FailPoints
from m_kit.idempotency import mark_replayed, stored_answer
from m_kit.posting.attempt import POSTED, Decision, Posting
from m_kit.posting.decisions import DecisionStore, Transition, Undecided, no_events, still_posting
from m_kit.posting.errors import DocumentPosting, ReservationCancelled
from m_kit.posting.keepers import Keeper
from m_kit.statuses import reason_of, status_of_rpc_error
from m_kit.uow import UnitOfWork

MOST_ATTEMPTS = 3
PROCEDURE_SECONDS = 30.0
CONFIRM_SECONDS = 10.0
ANSWER_SECONDS = 0.25
SETTLE_TRIES = 20
SETTLE_PAUSE_SECONDS = 0.25

# After one of these nobody knows whether the keeper holds anything.
_UNKNOWN = frozenset(
    {
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.CANCELLED,
        grpc.StatusCode.UNKNOWN,
        grpc.StatusCode.INTERNAL,
    }
)

log = logging.getLogger(__name__)


class Postable(Protocol):
    """What the protocol must know of a document."""

    @property
    def id(self) -> uuid.UUID:
        """Its id."""

    @property
    def company_id(self) -> uuid.UUID:
        """Whose it is."""

    @property
    def revision(self) -> int:
        """Of the content that was read."""

    @property
    def posting_date(self) -> date:
        """Its year is that of the number."""


Doc = TypeVar("Doc", bound=Postable)
Response = TypeVar("Response", bound=Message)
Answer = TypeVar("Answer")


class Attempt:
    """What a use case reserves with. Remembers which keepers may hold something."""

    def __init__(self, posting: Posting, failpoints: FailPoints) -> None:
        self.posting = posting
        self._failpoints = failpoints
        self._touched: dict[str, None] = {}

    @property
    def touched(self) -> tuple[str, ...]:
        """Names of the keepers that hold something, or may."""
        return tuple(self._touched)

    async def reserve(self, keeper: str, call: Awaitable[Answer]) -> Answer:
        """A keeper's answer. Raises ReservationCancelled where this attempt is over, else what the call raises."""
        try:
            answer = await call
        except grpc.aio.AioRpcError as error:
            if reason_of(status_of_rpc_error(error)) == ReservationCancelled.reason:
                raise ReservationCancelled("this attempt was given up") from error
            if error.code() in _UNKNOWN:
                self._touched[keeper] = None
            raise
        self._touched[keeper] = None
        await self._failpoints.reach(f"after_reserve_{keeper}")
        return answer

    async def together(self, *reserves: Coroutine[Any, Any, Any]) -> list[Any]:
        """Several keepers at once, where none needs the other's answer. Raises the first refusal, when all are back."""
        answers = await asyncio.gather(*reserves, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return list(answers)


@dataclass(frozen=True)
class Job(Generic[Doc, Response]):
    """One use case that posts.

    `read` makes the document of its row (None where there is none) and the rows of its lines, and refuses what can be
    refused by looking at them; `reserve` asks the keepers and answers facts to be kept with the document; `answer`
    makes the response of a decided document, `events` what others are told of it.
    """

    transition: Transition
    answer_type: type[Response]
    document_id: uuid.UUID
    read: Callable[[Mapping[str, Any] | None, Sequence[Mapping[str, Any]]], Doc]
    reserve: Callable[[Attempt, Doc], Awaitable[Mapping[str, Any]]]
    answer: Callable[[Doc, Mapping[str, Any], Decision], Response]
    events: Callable[[Response, Decision], Sequence[NewEvent]] = no_events


class Procedure:
    """Posts documents of one context."""

    def __init__(
        self,
        context: str,
        uow: UnitOfWork,
        decisions: DecisionStore,
        keepers: Sequence[Keeper],
        failpoints: FailPoints,
    ) -> None:
        self._context = context
        self._uow = uow
        self._decisions = decisions
        self._keepers = {keeper.name: keeper for keeper in keepers}
        self._failpoints = failpoints
        self._tasks: set[asyncio.Task[Any]] = set()
        self._confirming: dict[uuid.UUID, asyncio.Task[bool]] = {}

    async def run(self, job: Job[Doc, Response], request: Message, context: grpc.aio.ServicerContext) -> Response:
        """The response, from this call or from an earlier one under the same request_id.

        Raises what `read` and the keepers refuse with, DocumentPosting, RequestIdReused, EtagMismatch where the
        document changed meanwhile, Unavailable where a keeper did not answer: then nothing is posted.
        """
        tenant = current_caller().tenant
        look = await self._decisions.look(tenant, job.transition, job.document_id, request)
        if look.answer is not None:
            return await self._replayed(tenant, job.answer_type.FromString(look.answer), context)
        document = job.read(look.document, look.lines)
        if look.standing.waits:
            raise DocumentPosting("its last posting is still being confirmed: try again", field="id")
        tombstones = look.standing.tombstones
        posting = self._shielded(self._post(tenant, job, document, tombstones, request, outgoing.seconds_left()))
        response, replayed = await asyncio.shield(posting)
        if replayed:
            mark_replayed(context)
        return response

    async def confirm(self, tenant: str, decision: Decision, keepers: Sequence[str]) -> bool:
        """Makes final what the keepers hold, and remembers who did. Whether all have; failures are logged."""
        life = self._decisions.life
        done = await asyncio.gather(*(self._confirm_one(decision, self._keepers[name]) for name in keepers))
        confirmed = [name for name, has_confirmed in zip(keepers, done, strict=True) if has_confirmed]
        try:
            await self._decisions.mark_confirmed(tenant, decision.posting_id, confirmed, life)
        except Exception:
            log.exception("that %s is confirmed is not noted yet: its keepers are asked again", decision.posting_id)
            return False
        return len(confirmed) == len(keepers)

    async def drained(self) -> None:
        """Returns when no posting is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _post(
        self,
        tenant: str,
        job: Job[Doc, Response],
        document: Doc,
        tombstones: int,
        request: Message,
        client_seconds: float,
    ) -> tuple[Response, bool]:
        outgoing.deadline.set(asyncio.get_running_loop().time() + PROCEDURE_SECONDS)
        outgoing.deciding_cluster.set(self._decisions.cluster)
        for attempt_number in range(tombstones, tombstones + MOST_ATTEMPTS):
            posting = self._posting(job.transition, document, attempt_number)
            attempt, life = Attempt(posting, self._failpoints), self._decisions.life
            facts, refusal = await self._reserved(job, attempt, document)
            if refusal is not None:
                await self._give_up(tenant, attempt)
                if isinstance(refusal, ReservationCancelled):
                    continue
                raise refusal
            undecided = Undecided(
                posting,
                job.transition,
                request,
                document.posting_date,
                facts,
                attempt.touched,
                life,
                lambda decision, facts=facts: job.answer(document, facts, decision),  # type: ignore[misc]
                job.events,  # type: ignore[arg-type]
                origin(),
            )
            answered = await self._decided(tenant, undecided, attempt, job, client_seconds)
            if answered is not None:
                return answered
        raise Unavailable("this document's posting was given up again and again: send the same call again")

    async def _reserved(
        self, job: Job[Doc, Response], attempt: Attempt, document: Doc
    ) -> tuple[Mapping[str, Any], Exception | None]:
        try:
            facts = await job.reserve(attempt, document)
            await self._failpoints.reach("before_decide")
            await self._failpoints.reach("edit_between_reserve_and_decide")
        except Exception as refusal:  # noqa: BLE001 - raised again once the attempt has its tombstone
            return {}, refusal
        return facts, None

    async def _decided(
        self,
        tenant: str,
        undecided: Undecided,
        attempt: Attempt,
        job: Job[Doc, Response],
        client_seconds: float,
    ) -> tuple[Response, bool] | None:
        """(the answer, whether it is a repeated one), or None where the next attempt is to be made."""
        try:
            decided = await self._decisions.decide(tenant, undecided)
        except Exception:
            log.exception("decide's answer is unknown: %s", undecided.posting.id)
            return await self._after_lost_answer(tenant, undecided, attempt, job)
        if decided.response is not None:
            all_confirmed = await self._confirm_in_time(tenant, decided.decision, attempt, client_seconds)
            return with_posting_state(decided.response, confirmed=all_confirmed), False  # type: ignore[return-value]
        # This attempt posted nothing: unless another request posted the very same one, what it holds is given back.
        await self._give_up(tenant, attempt)
        match decided.outcome:
            case "replayed":
                return await self._stored(tenant, undecided, job), True
            case "decided":
                raise StateInvalid("another request has posted it", field="id")
            case "changed":
                raise EtagMismatch("it changed while it was being posted: read it again", field="etag")
            case "reused":
                raise RequestIdReused("this request_id was used before with other content", field="request_id")
            case "cancelled":
                return None
            case unknown:
                raise AssertionError(f"decide answered {unknown}")

    async def _after_lost_answer(
        self, tenant: str, undecided: Undecided, attempt: Attempt, job: Job[Doc, Response]
    ) -> tuple[Response, bool]:
        """P4: the decision is read, and only a tombstone lets us give back what is held."""
        decision = await self._give_up(tenant, attempt)
        if decision is None or decision.outcome != POSTED:
            raise Unavailable("the database did not answer: nothing was posted, send the same call again")
        self._shielded(self.confirm(tenant, decision, attempt.touched))
        return await self._stored(tenant, undecided, job), False

    async def _give_up(self, tenant: str, attempt: Attempt) -> Decision | None:
        """Tombstone, then cancel; nothing where nobody holds anything. The decision, which may be another's POSTED."""
        if not attempt.touched:
            return None
        decision = await self._settled(tenant, attempt.posting)
        if decision.outcome != POSTED:
            await self._failpoints.reach("after_tombstone_before_cancel")
            await asyncio.gather(*(self._cancel_one(attempt.posting, name) for name in attempt.touched))
        return decision

    async def _settled(self, tenant: str, posting: Posting) -> Decision:
        for _ in range(SETTLE_TRIES):
            try:
                return await self._decisions.settle(tenant, posting)
            except Unavailable:
                # Our database is away; what is held stays held until somebody can say what became of it (P7).
                await asyncio.sleep(SETTLE_PAUSE_SECONDS)
        raise Unavailable("the database does not answer: whether this was posted is not known yet")

    async def _cancel_one(self, posting: Posting, name: str) -> None:
        try:
            await self._keepers[name].cancel(posting)
        except grpc.aio.AioRpcError as error:
            log.warning("%s did not take the cancel of %s (%s): its sweeper will ask", name, posting.id, error.code())

    async def _confirm_in_time(self, tenant: str, decision: Decision, attempt: Attempt, client_seconds: float) -> bool:
        """Whether all have confirmed while the client still waits."""
        document_id = attempt.posting.document_id
        confirming = self._shielded(self._confirm_after_decide(tenant, decision, attempt.touched))
        self._confirming[document_id] = confirming
        confirming.add_done_callback(lambda _: self._confirming.pop(document_id, None))
        done, _ = await asyncio.wait({confirming}, timeout=_patience(client_seconds))
        return bool(done) and not confirming.exception() and confirming.result()

    async def _confirm_after_decide(self, tenant: str, decision: Decision, keepers: Sequence[str]) -> bool:
        await self._failpoints.reach("after_decide")
        return await self.confirm(tenant, decision, keepers)

    async def _confirm_one(self, decision: Decision, keeper: Keeper) -> bool:
        """Runs as a task of its own, so that what it sets is gone with it."""
        outgoing.deciding_cluster.set(self._decisions.cluster)
        try:
            await keeper.confirm(decision)
            await self._failpoints.reach(f"after_confirm_{keeper.name}")
        except Exception:
            log.exception("%s has not confirmed %s yet: it is asked again", keeper.name, decision.posting_id)
            return False
        return True

    async def _stored(self, tenant: str, undecided: Undecided, job: Job[Doc, Response]) -> Response:
        async with self._uow.transaction(tenant) as transaction:
            stored = await stored_answer(transaction, undecided.request)
        if stored is None:
            raise Unavailable("its answer is not there yet: send the same call again")
        return await self._with_state(tenant, job.answer_type.FromString(stored))

    async def _replayed(self, tenant: str, response: Response, context: grpc.aio.ServicerContext) -> Response:
        mark_replayed(context)
        return await self._with_state(tenant, response)

    async def _with_state(self, tenant: str, response: Response) -> Response:
        """P14: the state is no part of what is stored; it is filled in when read."""
        document_id = uuid.UUID(_resource(response).id)
        confirming = self._confirming.get(document_id)
        if confirming is not None:
            # The same request, sent twice at once, is answered the same: both wait for the one that confirms.
            await asyncio.wait({confirming}, timeout=_patience(outgoing.seconds_left()))
        async with self._uow.transaction(tenant) as transaction:
            waits = await still_posting(transaction, [document_id])
        return with_posting_state(response, confirmed=not waits)  # type: ignore[return-value]

    def _posting(self, transition: Transition, document: Doc, attempt: int) -> Posting:
        return Posting(
            self._context,
            document.company_id,
            transition.document_type,
            document.id,
            transition.purpose,
            document.revision,
            attempt,
        )

    def _shielded(self, work: Coroutine[Any, Any, Answer]) -> "asyncio.Task[Answer]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _patience(client_seconds: float) -> float:
    """How long to wait for keepers, so that there is time left to answer."""
    return min(max(client_seconds - ANSWER_SECONDS, 0.0), CONFIRM_SECONDS)


def with_posting_state(response: Message, *, confirmed: bool) -> Message:
    """A copy whose resource says POSTED, or POSTING while keepers have yet to confirm."""
    answer = type(response)()
    answer.CopyFrom(response)
    state = posting_state_pb2.POSTED if confirmed else posting_state_pb2.POSTING
    _resource(answer).posting_state = state
    return answer


def _resource(response: Message) -> Any:
    """The one field of a response that posts: its document."""
    (field,) = response.DESCRIPTOR.fields
    return getattr(response, field.name)
