"""The documents that a document's lines rest on: found in our own tables before it is written."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from m_kit.errors import FieldInvalid, NotFound, StateInvalid
from m_kit.ids import parse_id
from m_kit.posting import DocumentPosting
from m_kit.posting.decisions import still_posting
from m_kit.uow import Transaction

from m_wms.convert.nouns import Noun
from m_wms.domain.documents import DocumentType, Line, State, StockDocument
from m_wms.store.documents import DocumentRepository


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents by id, and for each written line the one it rests on; nothing for a document that rests on none."""

    documents: Mapping[uuid.UUID, StockDocument] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    owners: tuple[uuid.UUID, ...] = ()


async def find_sources(transaction: Transaction, noun: Noun, message: Any) -> tuple[Any, Sources]:
    """(the message with every line of its sources named, what they are).

    Raises NotFound, StateInvalid, DocumentPosting or FieldInvalid on the field that names it.
    """
    if not noun.source:
        return message, Sources()
    source_field = f"{noun.source}_id"
    if source_field in noun.fields:
        document = await _found(
            transaction, noun, message, getattr(message, source_field), f"{noun.field}.{source_field}"
        )
        documents = {document.id: document}
        owners = [document.id for _ in message.lines]
    else:
        documents, owners = {}, []
        message = await _every_line_named(transaction, noun, message, documents, owners)
    lines = tuple(
        _line(noun, documents[owner], written.message, written.path)
        for owner, written in zip(owners, noun.written(message), strict=True)
    )
    if noun.source_state is State.POSTED:
        _require_once(noun, message, owners)
    return message, Sources(documents, lines, tuple(owners))


async def _every_line_named(
    transaction: Transaction,
    noun: Noun,
    message: Any,
    documents: dict[uuid.UUID, StockDocument],
    owners: list[uuid.UUID],
) -> Any:
    """A line of number 0 becomes every line of its document."""
    expanded = type(message)()
    expanded.CopyFrom(message)
    del expanded.lines[:]
    for written in noun.written(message):
        field_name = f"{noun.source}_id"
        path = f"{written.path}.{field_name}"
        document_id = parse_id(getattr(written.message, field_name), path, noun.source.replace("_", " "))
        if document_id not in documents:
            documents[document_id] = await _found(transaction, noun, message, str(document_id), path)
        number = getattr(written.message, f"{noun.source}_line")
        for one in [number] if number else _numbers(noun, message, documents[document_id], path):
            line = expanded.lines.add()
            line.CopyFrom(written.message)
            setattr(line, f"{noun.source}_line", one)
            owners.append(document_id)
    return expanded


def _numbers(noun: Noun, message: Any, document: StockDocument, field: str) -> Sequence[int]:
    """Of the lines that are meant where none is named: all, of a pick list those in its warehouse."""
    numbers = range(1, len(document.lines) + 1)
    if noun.document_type is not DocumentType.PICK_LIST:
        return numbers
    here = [i for i in numbers if str(document.place_of(document.lines[i - 1]).id) == message.warehouse_id]
    if not here:
        raise FieldInvalid("none of its goods are in this warehouse", field=field)
    return here


async def _found(transaction: Transaction, noun: Noun, message: Any, document_id: str, field: str) -> StockDocument:
    source_type = DocumentType(f"wms.{noun.source}")
    found_id = parse_id(document_id, field, source_type.words)
    found = await DocumentRepository(transaction, source_type).get(found_id, field)
    if str(found.company_id) != message.company_id:
        raise NotFound(f"the company has no {source_type.words} {document_id}", field=field)
    if found.state is not noun.source_state:
        is_, wanted = found.state.name.lower(), noun.source_state.name.lower()
        raise StateInvalid(f"the {source_type.words} is {is_}, not {wanted}", field=field)
    if await still_posting(transaction, [found.id]):
        raise DocumentPosting(f"the {source_type.words}'s posting is still being confirmed: try again", field=field)
    return found


def _line(noun: Noun, document: StockDocument, message: Any, path: str) -> Line:
    number: int = getattr(message, f"{noun.source}_line")
    if number > len(document.lines):
        raise NotFound(f"{document.number} has no line {number}", field=f"{path}.{noun.source}_line")
    return document.lines[number - 1]


def _require_once(noun: Noun, message: Any, owners: list[uuid.UUID]) -> None:
    """Each line of a source has one line here at most."""
    named: set[tuple[uuid.UUID, int]] = set()
    for owner, written in zip(owners, noun.written(message), strict=True):
        key = owner, getattr(written.message, f"{noun.source}_line")
        if key in named:
            raise FieldInvalid("a line above names it already", field=f"{written.path}.{noun.source}_line")
        named.add(key)
