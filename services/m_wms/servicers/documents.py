"""What the rpcs of both services do; the services name their messages."""

from typing import Any, TypeVar

import grpc
from google.protobuf.message import Message
from m_kit.caller import current_caller
from m_kit.errors import ConflictRetry
from m_kit.idempotency import stored_answer
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.pagination import page_of
from m_kit.posting import Procedure
from m_kit.posting.decisions import still_posting
from m_kit.uow import Transaction

from m_wms.clients import Clients
from m_wms.convert import Noun, document_message
from m_wms.store.documents import KEYS, DocumentRepository
from m_wms.usecases.drafts import changed_draft, current_draft, draft_of, merged_draft
from m_wms.usecases.post import cancelling_job, posting_job
from m_wms.usecases.references import find_references

Response = TypeVar("Response", bound=Message)


class Documents:
    """The documents of one noun."""

    def __init__(self, environment: Environment, clients: Clients, procedure: Procedure, noun: Noun) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._clients, self._procedure, self._noun = clients, procedure, noun

    async def create(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """A new draft."""
        message = getattr(request, self._noun.field)
        found = await find_references(self._clients, self._noun, message)

        async def write(transaction: Transaction) -> Response:
            draft = draft_of(self._noun, message, found, self._clock.now())
            await DocumentRepository(transaction, self._noun.document_type).add(draft, f"{self._noun.field}.id")
            return answer(**{self._noun.field: document_message(self._noun, draft)})

        return await self._write(request, context, answer, write)

    async def get(self, request: Any, answer: type[Response]) -> Response:
        """One document with its lines."""
        document_id = parse_id(request.id, "id", self._noun.field.replace("_", " "))
        async with self._uow.transaction(current_caller().tenant) as transaction:
            document = await DocumentRepository(transaction, self._noun.document_type).get(document_id)
            waits = await still_posting(transaction, [document.id])
        return answer(**{self._noun.field: document_message(self._noun, document, confirmed=not waits)})

    async def page(self, request: Any) -> tuple[list[Any], str]:
        """(messages without lines, the next page's token)."""
        page = page_of(request, *KEYS)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await DocumentRepository(transaction, self._noun.document_type).page(page, company_id)
            waits = await still_posting(transaction, [document.id for document in found])
        shown, token = page.cut(found, lambda document: (document.posting_date, document.id))
        return [document_message(self._noun, document, confirmed=document.id not in waits) for document in shown], token

    async def update(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """A draft's next revision. What it is to name is looked up between two transactions."""
        message = getattr(request, self._noun.field)
        merging = None
        async with self._uow.transaction(current_caller().tenant) as transaction:
            if await stored_answer(transaction, request) is None:
                merging = await merged_draft(transaction, self._noun, message, request.update_mask)
        found = await find_references(self._clients, self._noun, merging[1]) if merging else None

        async def write(transaction: Transaction) -> Response:
            if merging is None or found is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            current, merged = merging
            changed = changed_draft(self._noun, current, merged, found, self._clock.now())
            await DocumentRepository(transaction, self._noun.document_type).update(changed, f"{self._noun.field}.etag")
            return answer(**{self._noun.field: document_message(self._noun, changed)})

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
        return await self._procedure.run(posting_job(self._clients, self._noun, request, answer), request, context)

    async def cancel(self, request: Any, context: grpc.aio.ServicerContext, answer: type[Response]) -> Response:
        """Stock and ledger give it back together."""
        return await self._procedure.run(cancelling_job(self._clients, self._noun, request, answer), request, context)
