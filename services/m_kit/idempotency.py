"""A write happens once under its request_id, however often it is sent.

The claim is a row written first in the write's own transaction: a second call with the same id waits for it, finds the
answer and replays it. The same id with other content is refused. A call that fails leaves no claim.

Kept 90 days: a tenant's first write of a day forgets what is older.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar

import grpc
from google.protobuf.message import Message
from sqlalchemy import text

from m_kit.caller import current_caller
from m_kit.clock import Clock, today
from m_kit.errors import RequestIdReused
from m_kit.uow import Transaction, UnitOfWork

REPLAYED_TRAILER = ("idempotency-replayed", "true")
KEPT_DAYS = 90
MOST_TENANTS = 10_000

_CLAIM = text(
    "insert into idempotency (tenant, request_id, request_type, input_hash) values (:tenant, :id, :type, :hash)"
    " on conflict do nothing"
)
_READ = text("select request_type, input_hash, response from idempotency where tenant = :tenant and request_id = :id")
_FORGET = text("delete from idempotency where tenant = :tenant and create_time < now() - make_interval(days => :days)")
_KEEP = text("update idempotency set response = :response where tenant = :tenant and request_id = :id")

Response = TypeVar("Response", bound=Message)


def input_hash(request: Message) -> bytes:
    """sha256 of the request's type and content: the same input, the same hash."""
    content = request.SerializeToString(deterministic=True)
    return hashlib.sha256(request.DESCRIPTOR.full_name.encode() + b"\0" + content).digest()


def mark_replayed(context: grpc.aio.ServicerContext) -> None:
    """Tells the client that this answer is a repeated one."""
    context.set_trailing_metadata((REPLAYED_TRAILER,))


class Writer:
    """Runs a use case as one idempotent transaction: what every write rpc of a servicer calls."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        self._forgot_on: dict[str, date] = {}

    async def __call__(
        self,
        request: Message,
        context: grpc.aio.ServicerContext,
        answer: type[Response],
        use_case: Callable[[Transaction], Awaitable[Response]],
    ) -> Response:
        """The use case's answer, or the stored one where this request was answered before.

        Raises RequestIdReused on `request_id` for other content. With `validate_only` nothing stays.
        """
        async with self._uow.transaction(current_caller().tenant) as transaction:
            stored = await _claim(transaction, request)
            if stored is not None:
                mark_replayed(context)
                return answer.FromString(stored)
            await self._forget_old(transaction)
            response = await use_case(transaction)
            if getattr(request, "validate_only", False):
                transaction.roll_back()
            else:
                await _keep(transaction, request, response)
        return response

    async def answered(self, request: Message) -> bool:
        """For a procedure of several steps, before its first: whether __call__ would replay an answer.

        Raises RequestIdReused where it would.
        """
        async with self._uow.transaction(current_caller().tenant) as transaction:
            return await stored_answer(transaction, request) is not None

    async def _forget_old(self, transaction: Transaction) -> None:
        day = today(self._clock)
        if self._forgot_on.get(transaction.tenant) != day:
            await transaction.execute(_FORGET, {"tenant": transaction.tenant, "days": KEPT_DAYS})
            if len(self._forgot_on) >= MOST_TENANTS:
                self._forgot_on.clear()
            self._forgot_on[transaction.tenant] = day


async def _claim(transaction: Transaction, request: Message) -> bytes | None:
    """The stored response, or None where this call is the one to do the work."""
    identity = {"type": request.DESCRIPTOR.full_name, "hash": input_hash(request)}
    if (await transaction.execute(_CLAIM, _key(transaction, request) | identity)).rowcount:
        return None
    return await stored_answer(transaction, request)


async def stored_answer(transaction: Transaction, request: Message) -> bytes | None:
    """The response stored under the request's id, None where there is none. Raises RequestIdReused."""
    row = (await transaction.execute(_READ, _key(transaction, request))).one_or_none()
    if row is None:
        return None
    require_same_input(row.input_hash, request)
    return bytes(row.response)


def require_same_input(stored_hash: bytes, request: Message) -> None:
    """Raises RequestIdReused where the hash stored under the request's id is not its own."""
    if stored_hash != input_hash(request):
        raise RequestIdReused("this request_id was used before with other content", field="request_id")


def _key(transaction: Transaction, request: Message) -> dict[str, str]:
    return {"tenant": transaction.tenant, "id": request.request_id}  # type: ignore[attr-defined]


async def _keep(transaction: Transaction, request: Message, response: Message) -> None:
    content = response.SerializeToString(deterministic=True)
    await transaction.execute(_KEEP, _key(transaction, request) | {"response": content})
