"""Keeping goods back for customers: written down first, then promised by stock under the same id, so that the same call
goes on where one ended between the two."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import replace

import grpc
from businessm.stock.v1 import promise_pb2
from businessm.wms.v1 import delivery_pb2
from businessm.wms.v1 import stock_reservation_service_pb2 as pb
from m_kit.caller import current_caller
from m_kit.clock import Clock, today
from m_kit.document import require_current
from m_kit.errors import BusinessError, FieldInvalid, NotFound, StateInvalid
from m_kit.ids import derived_id, given_or_new_id, parse_id
from m_kit.statuses import error_renamed, reason_of, status_of, status_of_rpc_error
from m_kit.uow import Transaction, UnitOfWork

from m_wms.clients import Clients
from m_wms.convert.nouns import DELIVERY
from m_wms.convert.reservations import (
    Message,
    delivery_asked,
    delivery_of,
    kept_back,
    path_of_asked,
    promise_request,
    reservation_of,
)
from m_wms.domain.reservations import OWNER_TYPE, KeptBack, ReservationState, StockReservation, state_of
from m_wms.store.reservations import ReservationRepository
from m_wms.usecases.drafts import draft_of
from m_wms.usecases.pages import PAGE
from m_wms.usecases.references import find_references
from m_wms.usecases.sources import Sources

# After one of these stock keeps nothing back; after any other nobody knows.
_REFUSED = frozenset(
    {
        grpc.StatusCode.INVALID_ARGUMENT,
        grpc.StatusCode.FAILED_PRECONDITION,
        grpc.StatusCode.NOT_FOUND,
        grpc.StatusCode.ALREADY_EXISTS,
    }
)


class Reservations:
    """What is done with them, each step in a transaction of its own."""

    def __init__(self, clients: Clients, uow: UnitOfWork, clock: Clock) -> None:
        self._clients, self._uow, self._clock = clients, uow, clock

    async def reserve(self, message: Message, request_id: str) -> tuple[StockReservation, KeptBack]:
        """Written down, and promised. Raises what a field or stock refuses with: then nothing is left of it."""
        new = await self._asked(message, request_id)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            await ReservationRepository(transaction).add(new)
        try:
            answer = await self._clients.stock.CreatePromise(promise_request(new))
        except grpc.aio.AioRpcError as error:
            if error.code() not in _REFUSED:
                raise
            async with self._uow.transaction(current_caller().tenant) as transaction:
                await ReservationRepository(transaction).forget(new.id)
            raise error_renamed(status_of_rpc_error(error), path_of_asked) from error
        return new, kept_back(answer.promise)

    async def kept(self, reservations: Sequence[StockReservation]) -> dict[uuid.UUID, KeptBack]:
        """What stock says of those it knows."""
        ids = [str(one.id) for one in reservations]
        answers = await asyncio.gather(
            *(
                self._clients.stock.BatchGetPromises(promise_pb2.BatchGetPromisesRequest(ids=ids[i : i + PAGE]))
                for i in range(0, len(ids), PAGE)
            )
        )
        return {uuid.UUID(one.id): kept_back(one) for answer in answers for one in answer.promises}

    async def give_up(self, reservation_id: uuid.UUID, etag: str) -> tuple[StockReservation, KeptBack | None]:
        """What is open of it is free again; it is to be noted in the next transaction. Raises NotFound, EtagMismatch,
        StateInvalid."""
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await ReservationRepository(transaction).get(reservation_id)
        require_current(found, etag)
        known = await self.kept([found])
        state = state_of(found, known.get(found.id))
        if state not in (ReservationState.RESERVED, ReservationState.RESERVING) and not found.released:
            raise StateInvalid(f"it is {state.name.lower()}: nothing is kept back", field="id")
        released = replace(found, released=True, revision=found.revision + 1, update_time=self._clock.now())
        return released, await self._released(found)

    async def delivery(self, request: pb.DeliverStockReservationsRequest) -> delivery_pb2.Delivery:
        """A delivery of what they keep back, not written yet. Raises NotFound, StateInvalid, FieldInvalid."""
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = [await _named(transaction, request.ids, place) for place in range(len(request.ids))]
        for place, one in enumerate(found):
            if (one.company_id, one.customer_id) != (found[0].company_id, found[0].customer_id):
                raise FieldInvalid("a delivery is one company's, to one customer", field=f"ids[{place}]")
        kept = await self.kept(found)
        for place, one in enumerate(found):
            if one.id not in kept or not kept[one.id].open:
                state = state_of(one, kept.get(one.id)).name.lower()
                raise StateInvalid(f"it is {state}: nothing is kept back", field=f"ids[{place}]")
        return delivery_of([(one, kept[one.id]) for one in found], request.posting_date)

    async def _asked(self, message: Message, request_id: str) -> StockReservation:
        own = derived_id(OWNER_TYPE, current_caller().tenant, request_id)
        reservation_id = given_or_new_id(message.id or str(own), "stock_reservation.id")
        now = self._clock.now()
        asked = delivery_asked(message, today(self._clock).isoformat())
        try:
            found = await find_references(self._clients, DELIVERY, asked, Sources())
            (line,) = draft_of(DELIVERY, asked, found, now).lines
        except BusinessError as error:
            raise error_renamed(status_of(error), path_of_asked) from error
        fields = reservation_of(message, reservation_id, line, request_id)
        return StockReservation(**fields, create_time=now, update_time=now)  # type: ignore[arg-type]

    async def _released(self, reservation: StockReservation) -> KeptBack | None:
        request = promise_pb2.ReleasePromiseRequest(
            request_id=f"{OWNER_TYPE} {reservation.id} released", id=str(reservation.id)
        )
        try:
            return kept_back((await self._clients.stock.ReleasePromise(request)).promise)
        except grpc.aio.AioRpcError as error:
            if reason_of(status_of_rpc_error(error)) != NotFound.reason:
                raise
            return None


async def _named(transaction: Transaction, ids: Sequence[str], place: int) -> StockReservation:
    field = f"ids[{place}]"
    if ids[place] in ids[:place]:
        raise FieldInvalid("an id above names it already", field=field)
    return await ReservationRepository(transaction).get(parse_id(ids[place], field, "stock reservation"), field)
