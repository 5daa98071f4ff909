"""Saved views."""

import uuid
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_desk.domain.saved_views import Column, Filter, Operator, SavedView, Sort, Visibility
from m_desk.store.tables import saved_view

SORTING = Sorting(
    fields={
        "name": saved_view.c.name,
        "document_type": saved_view.c.document_type,
        "visibility": saved_view.c.visibility,
        "owner": saved_view.c.owner,
    },
    unique=(saved_view.c.id,),
    default="name",
)


class SavedViewRepository:
    """Reads and writes views of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: SavedView) -> None:
        """Stores a view. Raises Duplicate on name or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "document_type": new.document_type,
            "owner": new.owner,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(saved_view_name_unique="saved_view.name", saved_view_pkey="saved_view.id"):
            await self._transaction.execute(saved_view.insert().values(values))

    async def get(self, view_id: uuid.UUID, username: str, field: str = "id") -> SavedView:
        """A view that this user sees. Raises NotFound on `field`."""
        row = (await self._transaction.execute(sa.select(saved_view).where(saved_view.c.id == view_id))).one_or_none()
        found = _view(row) if row else None
        if found is None or not found.is_seen_by(username):
            raise NotFound(f"no saved view {view_id}", field=field)
        return found

    async def page(self, page: SortedPage, username: str, document_type: str) -> tuple[list[SavedView], str]:
        """A page of the views that this user sees, and the next one's token."""
        seen = (saved_view.c.owner == username) | (saved_view.c.visibility == int(Visibility.SHARED))
        query = sa.select(saved_view).where(seen)
        if document_type:
            query = query.where(saved_view.c.document_type == document_type)
        return await read_page(self._transaction, query, page, _view)

    async def update(self, changed: SavedView, etag_field: str) -> None:
        """Writes the next revision. Raises Duplicate, or EtagMismatch on `etag_field` where another came first."""
        mine = (saved_view.c.id == changed.id) & (saved_view.c.revision == changed.revision - 1)
        with duplicates_refused(saved_view_name_unique="saved_view.name"):
            done = await self._transaction.execute(saved_view.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)

    async def delete(self, gone: SavedView) -> None:
        """Forgets this revision. Raises EtagMismatch on `etag` where another came first."""
        mine = (saved_view.c.id == gone.id) & (saved_view.c.revision == gone.revision)
        if not (await self._transaction.execute(saved_view.delete().where(mine))).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field="etag")


def _values(one: SavedView) -> dict[str, object]:
    return {
        "name": one.name,
        "visibility": int(one.visibility),
        "filters": [[filter_.field, int(filter_.operator), list(filter_.values)] for filter_ in one.filters],
        "sorts": [[sort.field, sort.descending] for sort in one.sorts],
        "columns": [[column.field, column.width_pixels] for column in one.columns],
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _view(row: sa.Row[Any]) -> SavedView:
    return SavedView(
        id=row.id,
        document_type=row.document_type,
        name=row.name,
        visibility=Visibility(row.visibility),
        owner=row.owner,
        filters=tuple(Filter(field, Operator(operator), tuple(values)) for field, operator, values in row.filters),
        sorts=tuple(Sort(*one) for one in row.sorts),
        columns=tuple(Column(*one) for one in row.columns),
        revision=row.revision,
        create_time=row.create_time,
        update_time=row.update_time,
    )
