"""Telling a user of his notifications as they come."""

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from m_kit.errors import FieldInvalid
from m_kit.uow import UnitOfWork

from m_desk.domain.notifications import Notification
from m_desk.store.announcements import AnnouncementRepository
from m_desk.store.arrivals import Arrivals
from m_desk.store.notifications import NotificationRepository, place_key

MOST_AT_ONCE = 250
# A line without news says so often that it is open, and ends by then: who was signed out meanwhile is told no more.
OPEN_EVERY_SECONDS = 20.0
LONGEST_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Told:
    """Some notifications in the order they came, how many are unread, and the place of the last one told."""

    notifications: Sequence[Notification]
    unread: int
    place: int


def place_of(cursor: str) -> int | None:
    """The place a cursor names, None where it is empty. Raises FieldInvalid."""
    try:
        return place_key(cursor) if cursor else None
    except ValueError:
        raise FieldInvalid("no cursor that this answered", field="cursor") from None


class Watch:
    """Reads after the last place told whenever something arrived: nothing is left out and nothing told twice, for
    places are in the order of commits; and nothing is kept for who reads slowly."""

    def __init__(self, uow: UnitOfWork, arrivals: Arrivals, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._uow, self._arrivals, self._longest_seconds = uow, arrivals, longest_seconds

    async def of(self, tenant: str, username: str, allowed: re.Pattern[str], place: int | None) -> AsyncGenerator[Told]:
        """Those that are unread, or what came after `place`; then every one that comes, until the line ends. `allowed`
        are the user's permissions."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self._longest_seconds
        with self._arrivals.waiting(tenant, username) as arrived:
            await self._take(tenant, username, allowed)
            told = await self._unread(tenant, username) if place is None else await self._after(tenant, username, place)
            yield told
            while not self._arrivals.is_ending and loop.time() < end:
                if len(told.notifications) < MOST_AT_ONCE:
                    await _either(arrived, min(OPEN_EVERY_SECONDS, end - loop.time()))
                    arrived.clear()
                    await self._take(tenant, username, allowed)
                told = await self._after(tenant, username, told.place)
                yield told

    async def _take(self, tenant: str, username: str, allowed: re.Pattern[str]) -> None:
        async with self._uow.transaction(tenant) as transaction:
            await AnnouncementRepository(transaction).take(username, allowed)

    async def _unread(self, tenant: str, username: str) -> Told:
        async with self._uow.transaction(tenant) as transaction:
            kept = NotificationRepository(transaction)
            place = await kept.last_place(username)
            found = await kept.latest_unread(username, place, MOST_AT_ONCE)
            return Told(found, await kept.count_unread(username), place)

    async def _after(self, tenant: str, username: str, place: int) -> Told:
        async with self._uow.transaction(tenant) as transaction:
            kept = NotificationRepository(transaction)
            found = await kept.after(username, place, MOST_AT_ONCE)
            return Told(found, await kept.count_unread(username), found[-1].place if found else place)


async def _either(arrived: asyncio.Event, seconds: float) -> None:
    """Until something arrived, or so long."""
    try:
        async with asyncio.timeout(seconds):
            await arrived.wait()
    except TimeoutError:
        return
