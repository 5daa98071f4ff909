"""Announcements: told once, taken by each user whom they concern."""

import re
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from m_desk.domain.notifications import MOST_KEPT, Announcement
from m_desk.store.notifications import NotificationRepository, columns_of, news_of, next_place, tell
from m_desk.store.tables import announcement, notification_count

# Stands for everybody where a user's name does.
EVERYBODY = ""


class AnnouncementRepository:
    """Reads and writes announcements of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, announced: Announcement) -> None:
        """Stores the next one, once, and wakes everybody of the tenant who waits when that is committed; what is more
        than MOST_KEPT back is forgotten."""
        place = await next_place(self._transaction, EVERYBODY)
        values = {"tenant": self._transaction.tenant, "place": place, "permission": announced.permission}
        added = insert(announcement).values(**values, **columns_of(announced.news))
        added = added.on_conflict_do_nothing(index_elements=[announcement.c.tenant, announcement.c.id])
        await self._transaction.execute(added)
        await self._transaction.execute(
            announcement.delete().where(self._here, announcement.c.place <= place - MOST_KEPT)
        )
        await tell(self._transaction, EVERYBODY)

    async def known(self, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
        """Those of `ids` that were announced."""
        query = sa.select(announcement.c.id).where(self._here, announcement.c.id.in_(ids))
        return set((await self._transaction.execute(query)).scalars())

    async def take(self, username: str, allowed: re.Pattern[str]) -> None:
        """Gives a user what was announced since he looked last, where he has the permission; nothing to who never
        looked, for it happened before."""
        kept = NotificationRepository(self._transaction)
        last = await kept.last_place(EVERYBODY)
        if await self._looked_up_to(username) == last:
            return
        before = await self._locked(username)
        for one in await self._between(last if before is None else before, last):
            if allowed.match(one.permission):
                await kept.add(username, one.news)
        query = notification_count.update().where(self._counted(username))
        await self._transaction.execute(query.values(announced=last))

    async def _looked_up_to(self, username: str) -> int | None:
        query = sa.select(notification_count.c.announced).where(self._counted(username))
        return (await self._transaction.execute(query)).scalar_one_or_none()

    async def _locked(self, username: str) -> int | None:
        """As _looked_up_to, of a row that is there and locked until the commit."""
        first = {"tenant": self._transaction.tenant, "username": username, "last": 0}
        await self._transaction.execute(insert(notification_count).values(first).on_conflict_do_nothing())
        query = sa.select(notification_count.c.announced).where(self._counted(username)).with_for_update()
        found: int | None = (await self._transaction.execute(query)).scalar_one()
        return found

    async def _between(self, after: int, up_to: int) -> Sequence[Announcement]:
        query = sa.select(announcement).where(self._here, announcement.c.place > after, announcement.c.place <= up_to)
        found = await self._transaction.execute(query.order_by(announcement.c.place))
        return [Announcement(row.permission, news_of(row)) for row in found]

    @property
    def _here(self) -> sa.ColumnElement[bool]:
        return announcement.c.tenant == self._transaction.tenant

    def _counted(self, username: str) -> sa.ColumnElement[bool]:
        return (notification_count.c.tenant == self._transaction.tenant) & (notification_count.c.username == username)
