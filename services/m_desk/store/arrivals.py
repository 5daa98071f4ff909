"""Tells those who wait that there is something new for them, whichever process wrote it: LISTEN of the database."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from m_kit.database import Database
from m_kit.errors import Unavailable

from m_desk.store.notifications import ARRIVED, arrived_for

RETRY_SECONDS = 1.0
# A connection that broke without a word is noticed by then.
ASK_EVERY_SECONDS = 30.0

log = logging.getLogger(__name__)

User = tuple[str, str]


class Arrivals:
    """One event for each who waits, whatever comes meanwhile: what it was, he reads for himself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[User, set[asyncio.Event]] = {}
        self.is_ending = False

    @contextmanager
    def waiting(self, tenant: str, username: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new for this user."""
        user, arrived = (tenant, username), asyncio.Event()
        self._waiting.setdefault(user, set()).add(arrived)
        try:
            yield arrived
        finally:
            self._waiting[user].discard(arrived)
            if not self._waiting[user]:
                del self._waiting[user]

    @property
    def tenants(self) -> set[str]:
        """Of all who wait."""
        return {tenant for tenant, _ in self._waiting}

    async def run(self) -> None:
        """Until cancelled: then everybody who waits is told to end."""
        try:
            while True:
                try:
                    await self._listen()
                except Unavailable as error:
                    log.warning("cannot listen for notifications: %s", error.message)
                await asyncio.sleep(RETRY_SECONDS)
        except asyncio.CancelledError:
            self.is_ending = True
            self._wake_all()
            raise

    async def _listen(self) -> None:
        async with self._database.driver() as raw:
            await raw.add_listener(ARRIVED, self._on_arrival)
            try:
                # What came while nobody listened.
                self._wake_all()
                while True:
                    await asyncio.sleep(ASK_EVERY_SECONDS)
                    await raw.execute("select 1")
            finally:
                if not raw.is_closed():
                    await raw.remove_listener(ARRIVED, self._on_arrival)

    def _on_arrival(self, _: Any, __: int, ___: str, payload: str) -> None:
        tenant, username = arrived_for(payload)
        for user, waiting in self._waiting.items():
            if user == (tenant, username) or (not username and user[0] == tenant):
                _wake(waiting)

    def _wake_all(self) -> None:
        for waiting in self._waiting.values():
            _wake(waiting)


def _wake(waiting: Iterable[asyncio.Event]) -> None:
    for arrived in waiting:
        arrived.set()
