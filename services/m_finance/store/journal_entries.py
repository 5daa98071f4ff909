"""Journal entries and their lines."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_finance.domain.journal_entries import EntryLine, JournalEntry, State, with_facts
from m_finance.store.tables import journal_entry, journal_entry_line

# A journal entry is written by people, so that what no index has may be sorted as it is asked for.
SORTING = Sorting(
    fields={
        "number": journal_entry.c.number,
        "posting_date": journal_entry.c.posting_date,
        "payee": journal_entry.c.payee,
        "state": journal_entry.c.state,
    },
    unique=(journal_entry.c.id,),
    default="posting_date",
)


Pairs = tuple[tuple[str, str], ...]


class JournalEntryRepository:
    """Reads and writes journal entries of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: JournalEntry) -> None:
        """Stores an entry with its lines. Raises Duplicate on id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(journal_entry_pkey="journal_entry.id"):
            await self._transaction.execute(journal_entry.insert().values(values))
        await self._add_lines(new)

    async def get(self, entry_id: uuid.UUID, field: str = "id") -> JournalEntry:
        """The entry with its lines. Raises NotFound on `field`."""
        query = sa.select(journal_entry).where(journal_entry.c.id == entry_id)
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise _missing(entry_id, field)
        lines = (
            sa.select(journal_entry_line)
            .where(journal_entry_line.c.journal_entry_id == entry_id)
            .order_by(journal_entry_line.c.number)
        )
        return _entry(row._asdict(), tuple(_line(line._asdict()) for line in await self._transaction.execute(lines)))

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[JournalEntry], str]:
        """A page of a company's entries without lines, and the next one's token."""
        query = sa.select(journal_entry).where(journal_entry.c.company_id == company_id)
        return await read_page(self._transaction, query, page, lambda row: _entry(row._asdict(), ()))

    async def update(self, changed: JournalEntry, *, with_lines: bool) -> None:
        """Writes the next revision of a draft. Raises EtagMismatch where another came first."""
        draft = _draft(changed.id, changed.revision - 1)
        await self._require_one(journal_entry.update().where(draft).values(_values(changed)))
        if with_lines:
            await self._delete_lines(changed.id)
            await self._add_lines(changed)

    async def delete(self, current: JournalEntry) -> None:
        """Deletes a draft with its lines. Raises EtagMismatch where another came first."""
        mine = _draft(current.id, current.revision)
        locked = await self._transaction.execute(sa.select(journal_entry.c.id).where(mine).with_for_update())
        if locked.one_or_none() is None:
            raise EtagMismatch("it changed since it was read: read it again", field="etag")
        await self._delete_lines(current.id)
        await self._transaction.execute(journal_entry.delete().where(mine))

    async def _require_one(self, statement: sa.Executable) -> None:
        if not (await self._transaction.execute(statement)).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field="journal_entry.etag")

    async def _add_lines(self, entry: JournalEntry) -> None:
        keys = {"tenant": self._transaction.tenant, "journal_entry_id": entry.id}
        rows = [{**keys, "number": number, **_line_values(line)} for number, line in enumerate(entry.lines, 1)]
        if rows:
            await self._transaction.execute(journal_entry_line.insert(), rows)

    async def _delete_lines(self, entry_id: uuid.UUID) -> None:
        lines = journal_entry_line.delete().where(journal_entry_line.c.journal_entry_id == entry_id)
        await self._transaction.execute(lines)


def looked_at(entry_id: uuid.UUID, row: Mapping[str, Any] | None, lines: Sequence[Mapping[str, Any]]) -> JournalEntry:
    """The entry of the rows that look_at_journal_entry answers. Raises NotFound."""
    if row is None:
        raise _missing(entry_id, "id")
    return _entry(row, tuple(map(_line, lines)))


def _missing(entry_id: uuid.UUID, field: str) -> NotFound:
    return NotFound(f"no journal entry {entry_id}", field=field)


def _draft(entry_id: uuid.UUID, revision: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        journal_entry.c.id == entry_id,
        journal_entry.c.revision == revision,
        journal_entry.c.state == State.DRAFT.value,
    )


def _values(one: JournalEntry) -> dict[str, object]:
    return {
        "posting_date": one.posting_date,
        "payee": one.payee,
        "narration": one.narration,
        "exchange_rates": _json(one.exchange_rates),
        "settle_exchange": one.settle_exchange,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _line_values(line: EntryLine) -> dict[str, object]:
    return {
        "account_code": line.account_code,
        "role": line.role,
        "is_credit": line.is_credit,
        "currency_code": line.currency_code,
        "amount": line.amount,
        "unit_code": line.unit_code,
        "units": line.units,
        "narration": line.narration,
        "dimensions": _json(line.dimensions),
        "functional_amount": line.functional_amount,
    }


def _entry(row: Mapping[str, Any], lines: tuple[EntryLine, ...]) -> JournalEntry:
    entry = JournalEntry(
        row["id"],
        row["company_id"],
        row["posting_date"],
        row["payee"],
        row["narration"],
        lines,
        row["revision"],
        row["create_time"],
        row["update_time"],
        State(row["state"]),
        row["number"],
        row["post_time"],
        exchange_rates=_pairs(row["exchange_rates"]),
        settle_exchange=row["settle_exchange"],
    )
    return with_facts(entry, row["facts"])


def _line(row: Mapping[str, Any]) -> EntryLine:
    return EntryLine(
        row["account_code"],
        row["role"],
        row["is_credit"],
        row["currency_code"],
        row["amount"],
        row["unit_code"],
        row["units"],
        row["narration"],
        _pairs(row["dimensions"]),
        row["functional_amount"],
    )


def _json(pairs: Pairs) -> str:
    """A list, for what was sent twice is the ledger's to refuse."""
    return json.dumps(pairs)


def _pairs(text: str) -> Pairs:
    return tuple((first, second) for first, second in json.loads(text))
