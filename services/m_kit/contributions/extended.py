"""One document type's contributed values: read with its documents, checked and written with them, filtered by."""

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from businessm.metadata.v1.field_value_pb2 import FieldValue
from google.protobuf.message import Message

from m_kit.contributions.core import core_texts
from m_kit.contributions.filters import Narrowing, narrowings
from m_kit.contributions.registry import ContributionRegistry
from m_kit.contributions.schema import Schema
from m_kit.contributions.sorting import with_contributed
from m_kit.contributions.store import ValueRepository
from m_kit.contributions.validation import path_of, read_values, violations_of_values
from m_kit.contributions.values import Value, value_message
from m_kit.errors import FieldsInvalid, Violation
from m_kit.pagination import Page
from m_kit.sorting import Column, Sorting
from m_kit.uow import Transaction

EXTENSION_VALUES = "extension_values"

Documents = Callable[[Transaction, Page], Awaitable[Sequence[Message]]]


@dataclass(frozen=True)
class Augmentable:
    """A document type that plugins may add to: its message, which has `extension_values`, and what reads up to one more
    than a page of its documents, by id."""

    name: str
    descriptor: Any
    documents: Documents


@dataclass(frozen=True)
class ExtendedDocuments:
    """See the file's docstring. Messages are the document type's own; `name` begins the paths of violations."""

    registry: ContributionRegistry
    name: str

    async def fill(self, transaction: Transaction, messages: Sequence[Any]) -> None:
        """Sets the values of documents, by one query for each plugin."""
        schema = await self.registry.schema(transaction, self.name)
        found = await ValueRepository(transaction, schema).of([uuid.UUID(message.id) for message in messages])
        for message in messages:
            _set_values(message, found.get(uuid.UUID(message.id), {}))

    async def check_new(self, transaction: Transaction, document: Message, given: Mapping[str, FieldValue]) -> None:
        """Refuses what `put_new` would, before anything is done elsewhere for a document that is not there yet.

        Raises FieldsInvalid.
        """
        self._checked(await self.registry.schema(transaction, self.name), document, {}, given, ())

    async def put_new(self, transaction: Transaction, document: Message, given: Mapping[str, FieldValue]) -> None:
        """Stores what came with a new document. Raises FieldsInvalid."""
        await self._put(transaction, document, {}, given, ())

    async def put_changed(
        self, transaction: Transaction, before: Message, document: Message, given: Mapping[str, FieldValue]
    ) -> None:
        """Stores what came with a change of a document: the keys given change, the others stay.

        Raises FieldsInvalid for values given that are wrong, and for what the change breaks; what was wrong before and
        is not touched stays as it is, for a rule that came later loses nothing.
        """
        schema = await self.registry.schema(transaction, self.name)
        document_id = _id(document)
        values = (await ValueRepository(transaction, schema).of([document_id])).get(document_id, {})
        wrong = {one.field for one in violations_of_values(schema, core_texts(before), values)}
        untouched = wrong - {path_of(key) for key in given}
        await self._put(transaction, document, values, given, tuple(untouched))

    async def narrowed(self, transaction: Transaction, text: str) -> list[Narrowing]:
        """What a list's filter leaves over. Raises FieldInvalid on `filter`."""
        return narrowings(await self.registry.schema(transaction, self.name), text) if text else []

    async def sorting(self, transaction: Transaction, own: Sorting, document_id: Column) -> Sorting:
        """What a list may be ordered by: its own fields and plugins'. `document_id`: the ids in the list's query."""
        return with_contributed(own, await self.registry.schema(transaction, self.name), document_id)

    async def violations(self, transaction: Transaction, documents: Sequence[Message]) -> dict[str, list[Violation]]:
        """Id to what today's fields find wrong, of documents that are."""
        schema = await self.registry.schema(transaction, self.name)
        found = await ValueRepository(transaction, schema).of([_id(document) for document in documents])
        wrong = {
            str(_id(document)): violations_of_values(schema, core_texts(document), found.get(_id(document), {}))
            for document in documents
        }
        return {document_id: violations for document_id, violations in wrong.items() if violations}

    async def _put(
        self,
        transaction: Transaction,
        document: Message,
        values: Mapping[str, Value],
        given: Mapping[str, FieldValue],
        suffered: Sequence[str],
    ) -> None:
        schema = await self.registry.schema(transaction, self.name)
        changed = self._checked(schema, document, values, given, suffered)
        if changed != values:
            await ValueRepository(transaction, schema).put(_id(document), changed)

    def _checked(
        self,
        schema: Schema,
        document: Message,
        values: Mapping[str, Value],
        given: Mapping[str, FieldValue],
        suffered: Sequence[str],
    ) -> dict[str, Value]:
        """All values of a document after a change. Raises FieldsInvalid; what is suffered is wrong and stays so."""
        read, violations = read_values(schema, given)
        changed = {key: value for key, value in {**values, **read}.items() if value is not None}
        unreadable = {one.field for one in violations}
        for one in violations_of_values(schema, core_texts(document), changed):
            if one.field not in unreadable and one.field not in suffered:
                violations.append(one)
        if violations:
            raise FieldsInvalid(
                tuple(Violation(f"{self.name}.{one.field}", one.reason, one.message) for one in violations)
            )
        return changed


def _id(message: Any) -> uuid.UUID:
    return uuid.UUID(message.id)


def _set_values(message: Any, values: Mapping[str, Value]) -> None:
    message.extension_values.clear()
    for key, value in values.items():
        message.extension_values[key].CopyFrom(value_message(value))
