"""What the rpcs of all services do; the services name their messages."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

import grpc
from google.protobuf.message import Message
from m_kit.caller import current_caller
from m_kit.document import revised
from m_kit.errors import ConflictRetry
from m_kit.idempotency import stored_answer
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.posting import Procedure
from m_kit.posting.decisions import still_posting
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_wms.clients import Clients
from m_wms.convert.documents import document_message
from m_wms.convert.nouns import Noun
from m_wms.domain.documents import State, StockDocument
from m_wms.store.documents import SORTING, DocumentRepository
from m_wms.usecases.apply_pick_list import apply_pick_list
from m_wms.usecases.counts import with_expected
from m_wms.usecases.drafts import changed_draft, current_draft, draft_of, merged_draft
from m_wms.usecases.picks import with_places
from m_wms.usecases.post import cancelling_job, posting_job, receiving_job
from m_wms.usecases.putaways import with_suggested_places
from m_wms.usecases.references import find_references
from m_wms.usecases.sources import find_sources

Response = TypeVar("Response", bound=Message)


class Documents:
    """The documents of one noun."""

    def __init__(self, environment: Environment, clients: Clients, procedure: Procedure, noun: Noun) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._clients, self._procedure, self._noun = clients, procedure, noun

    async def create(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """A new draft."""
        return await self.write_new(getattr(request, self._noun.field), request, context, answer)

    async def write_new(
        self, message: Any | None, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]
    ) -> Response:
        """The draft of a message, as the answer to any request; None where that was answered before."""
        draft = None if message is None else await self._drafted(message)

        async def write(transaction: Transaction) -> Response:
            if draft is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            await DocumentRepository(transaction, self._noun.document_type).add(draft, f"{self._noun.field}.id")
            return self._answer(answer, draft)

        return await self._write(request, context, answer, write)

    async def _drafted(self, message: Any) -> StockDocument:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            message, sources = await find_sources(transaction, self._noun, message)
        found = await find_references(self._clients, self._noun, message, sources)
        draft = draft_of(self._noun, message, found, self._clock.now())
        return await self._with_places(draft)

    async def _with_places(self, draft: StockDocument) -> StockDocument:
        """Where to fetch and where to put what leaves that open."""
        draft = await with_places(self._clients, self._uow, draft)
        return await with_suggested_places(self._clients, self._uow, draft)

    async def get(self, request: Any, answer: type[Response]) -> Response:
        """One document with its lines."""
        document_id = parse_id(request.id, "id", self._noun.document_type.words)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            document = await DocumentRepository(transaction, self._noun.document_type).get(document_id)
            waits = await still_posting(transaction, [document.id])
        return self._answer(answer, document, confirmed=not waits)

    async def page(self, request: Any) -> tuple[list[Any], str]:
        """(messages without lines, the next page's token)."""
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await DocumentRepository(transaction, self._noun.document_type).page(page, company_id)
            waits = await still_posting(transaction, [document.id for document in shown])
        return [document_message(self._noun, document, confirmed=document.id not in waits) for document in shown], token

    async def update(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """A draft's next revision. What it is to name is looked up between two transactions."""

        async def change(transaction: Transaction) -> Callable[[], Awaitable[StockDocument]]:
            message = getattr(request, self._noun.field)
            current, merged = await merged_draft(transaction, self._noun, message, request.update_mask)
            merged, sources = await find_sources(transaction, self._noun, merged)

            async def changed() -> StockDocument:
                found = await find_references(self._clients, self._noun, merged, sources)
                changed = changed_draft(self._noun, current, merged, found, self._clock.now())
                return await self._with_places(changed)

            return changed

        return await self._changed(request, context, answer, change, f"{self._noun.field}.etag")

    async def freeze(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """What stock has now is what a count expects."""

        async def change(transaction: Transaction) -> Callable[[], Awaitable[StockDocument]]:
            current = await current_draft(transaction, self._noun, request.id, request.etag)

            async def changed() -> StockDocument:
                now = self._clock.now()
                expecting = await with_expected(self._clients, current, anew=True)
                return revised(replace(expecting, freeze_time=now), now)

            return changed

        return await self._changed(request, context, answer, change, "etag")

    async def apply(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """The deliveries of a posted pick list say where their goods are."""

        async def write(transaction: Transaction) -> Response:
            return self._answer(answer, await apply_pick_list(transaction, request, self._clock.now()))

        return await self._write(request, context, answer, write)

    async def delete(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """Takes a draft away for good."""

        async def write(transaction: Transaction) -> Response:
            current = await current_draft(transaction, self._noun, request.id, request.etag)
            await DocumentRepository(transaction, self._noun.document_type).delete(current)
            return answer()

        return await self._write(request, context, answer, write)

    async def post(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """Stock and ledger take it together."""
        job = posting_job(self._clients, self._noun, request, answer)
        return await self._procedure.run(job, request, context)

    async def receive(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """What is in transit comes in."""
        job = receiving_job(self._clients, self._noun, request, answer)
        return await self._procedure.run(job, request, context)

    async def cancel(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """Stock and ledger give it back together."""
        standing = await self._standing(request)
        job = cancelling_job(self._clients, self._uow, self._noun, request, answer, standing)
        return await self._procedure.run(job, request, context)

    async def _standing(self, request: Any) -> State:
        """What a document is before it is cancelled: RECEIVED where it is that, else POSTED."""
        if "transit_warehouse_id" not in self._noun.fields:
            return State.POSTED
        document_id = parse_id(request.id, "id", self._noun.document_type.words)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await DocumentRepository(transaction, self._noun.document_type).get(document_id)
        return State.RECEIVED if found.state is State.RECEIVED else State.POSTED

    async def _changed(
        self,
        request: Any,
        context: grpc.aio.ServicerContext,
        answer: type[Response],
        change: Callable[[Transaction], Awaitable[Callable[[], Awaitable[StockDocument]]]],
        etag_field: str,
    ) -> Response:
        """Writes the next revision of a draft that `change` reads, and makes when that transaction is over."""
        changed = None
        async with self._uow.transaction(current_caller().tenant) as transaction:
            if await stored_answer(transaction, request) is None:
                changed = await change(transaction)
        document = await changed() if changed else None

        async def write(transaction: Transaction) -> Response:
            if document is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            await DocumentRepository(transaction, self._noun.document_type).update(document, etag_field)
            return self._answer(answer, document)

        return await self._write(request, context, answer, write)

    def _answer(self, answer: type[Response], document: StockDocument, *, confirmed: bool = True) -> Response:
        return answer(**{self._noun.field: document_message(self._noun, document, confirmed=confirmed)})
