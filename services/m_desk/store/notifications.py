"""Notifications."""

import uuid
from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from m_kit.pagination import Page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from m_desk.domain.notifications import MOST_KEPT, News, Notification
from m_desk.store.tables import notification, notification_count

# What is told to those who wait: tenant and user, by LISTEN and NOTIFY of the database.
ARRIVED = "notification_arrived"
# Of a place: more than any user will ever get, and a bigint.
MOST_DIGITS = 18
_TELL = sa.text("select pg_notify(:channel, :payload)")


def place_key(text: str) -> int:
    """A place as a token or a cursor has it. Raises ValueError for text that is no place."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise ValueError("no place")
    return int(text)


class NotificationRepository:
    """Reads and writes notifications of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, username: str, news: News) -> None:
        """Stores a user's next one and, once that is committed, wakes who waits for it in any process; what is more
        than MOST_KEPT back is forgotten."""
        place = await next_place(self._transaction, username)
        await self._transaction.execute(
            notification.insert().values(
                tenant=self._transaction.tenant, username=username, place=place, **columns_of(news)
            )
        )
        await self._transaction.execute(
            notification.delete().where(self._of(username), notification.c.place <= place - MOST_KEPT)
        )
        await tell(self._transaction, username)

    async def page(self, page: Page, username: str, unread_only: bool) -> list[Notification]:
        """Up to one more than a page of a user's, the latest first."""
        query = (
            sa.select(notification).where(self._of(username)).order_by(notification.c.place.desc()).limit(page.size + 1)
        )
        if unread_only:
            query = query.where(notification.c.read_time.is_(None))
        if page.after:
            query = query.where(notification.c.place < page.after[0])
        return await self._found(query)

    async def after(self, username: str, place: int, most: int) -> list[Notification]:
        """A user's next ones after a place, at most so many, in the order they came."""
        query = sa.select(notification).where(self._of(username), notification.c.place > place)
        return await self._found(query.order_by(notification.c.place).limit(most))

    async def latest_unread(self, username: str, up_to: int, most: int) -> list[Notification]:
        """At most so many up to a place, in the order they came."""
        query = sa.select(notification).where(self._of(username), notification.c.read_time.is_(None))
        query = query.where(notification.c.place <= up_to)
        return (await self._found(query.order_by(notification.c.place.desc()).limit(most)))[::-1]

    async def last_place(self, username: str) -> int:
        """Of the user's latest one, 0 where he never got any."""
        query = sa.select(notification_count.c.last).where(notification_count.c.username == username)
        return (await self._transaction.execute(query)).scalar_one_or_none() or 0

    async def count_unread(self, username: str) -> int:
        """Of all the user has."""
        query = sa.select(sa.func.count()).select_from(notification)
        query = query.where(self._of(username), notification.c.read_time.is_(None))
        return int((await self._transaction.execute(query)).scalar_one())

    async def mark_read(self, username: str, ids: Collection[uuid.UUID] | None, now: datetime) -> None:
        """Those of the user's that are named, all where it is None; what is read stays as it was."""
        query = notification.update().where(self._of(username), notification.c.read_time.is_(None))
        if ids is not None:
            query = query.where(notification.c.id.in_(ids))
        if (await self._transaction.execute(query.values(read_time=now))).rowcount:
            await tell(self._transaction, username)

    def _of(self, username: str) -> sa.ColumnElement[bool]:
        return (notification.c.tenant == self._transaction.tenant) & (notification.c.username == username)

    async def _found(self, query: sa.Select[Any]) -> list[Notification]:
        return [_notification(row) for row in await self._transaction.execute(query)]


def columns_of(news: News) -> dict[str, Any]:
    """As they are stored."""
    return {field.name: getattr(news, field.name) for field in fields(News)}


def news_of(row: sa.Row[Any]) -> News:
    """What is stored in a row."""
    return News(**{field.name: getattr(row, field.name) for field in fields(News)})


async def next_place(transaction: Transaction, username: str) -> int:
    """A user's, whose row is locked until the commit."""
    first = {"tenant": transaction.tenant, "username": username, "last": 1}
    counted = insert(notification_count).values(first)
    counted = counted.on_conflict_do_update(
        index_elements=[notification_count.c.tenant, notification_count.c.username],
        set_={"last": notification_count.c.last + 1},
    )
    done = await transaction.execute(counted.returning(notification_count.c.last))
    return int(done.scalar_one())


async def tell(transaction: Transaction, username: str) -> None:
    """Wakes who waits for a user's, or for anybody's of the tenant where it is empty, once this is committed."""
    payload = f"{transaction.tenant}\x1f{username}"
    await transaction.execute(_TELL, {"channel": ARRIVED, "payload": payload})


def arrived_for(payload: str) -> tuple[str, str]:
    """(tenant, user) of what the database told; the user is empty where everybody is meant."""
    tenant, _, username = payload.partition("\x1f")
    return tenant, username


def _notification(row: sa.Row[Any]) -> Notification:
    return Notification(row.place, news_of(row), row.read_time)
