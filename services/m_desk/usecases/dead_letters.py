"""Looks for events that some context failed to handle, and announces them to who may have them tried again. Nobody
tells of them by an event, for that is what fails."""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from datetime import UTC

import grpc
from businessm.events.v1.dead_letter_pb2 import DeadLetter
from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import BusinessError
from m_kit.uow import UnitOfWork

from m_desk.clients import Presenter
from m_desk.domain.notifications import DIED, MAY_REPLAY, Announcement, News, dead_letter_id
from m_desk.store.announcements import AnnouncementRepository
from m_desk.store.arrivals import Arrivals

LOOK_EVERY_SECONDS = 60.0
ANSWER_SECONDS = 10.0

log = logging.getLogger(__name__)


class DeadLetterLook:
    """Of tenants that somebody waits in for news."""

    def __init__(self, context: str, uow: UnitOfWork, presenters: Sequence[Presenter], arrivals: Arrivals) -> None:
        self._subject = f"{SERVICE_PREFIX}{context}"
        self._uow = uow
        self._presenters = presenters
        self._arrivals = arrivals

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            for tenant in self._arrivals.tenants:
                await self.look(tenant)

    async def look(self, tenant: str) -> None:
        """Announces what died since the last look; a context that does not answer is asked again the next time."""
        with acting_as(Caller(tenant, self._subject, self._subject)):
            for presenter in self._presenters:
                try:
                    await self._announce(tenant, presenter.context, await presenter.dead_letters(ANSWER_SECONDS))
                except (grpc.aio.AioRpcError, BusinessError) as error:
                    log.warning("%s does not say what it could not tell: %s", presenter.context, error)

    async def _announce(self, tenant: str, context: str, letters: Sequence[DeadLetter]) -> None:
        found = [_news(context, letter) for letter in letters]
        if not found:
            return
        async with self._uow.transaction(tenant) as transaction:
            announcements = AnnouncementRepository(transaction)
            known = await announcements.known([news.id for news in found])
            for news in found:
                if news.id not in known:
                    await announcements.add(Announcement(MAY_REPLAY, news))


def _news(context: str, letter: DeadLetter) -> News:
    died = letter.dead_time.ToDatetime(tzinfo=UTC)
    return News(
        id=dead_letter_id(context, letter.event_id, letter.consumer, died),
        event_type=f"{context}.{DIED}",
        document_type=letter.aggregate_type,
        document_id=uuid.UUID(letter.aggregate_id),
        document_number="",
        company_id="",
        title=f"{letter.consumer} could not be told of {letter.type}: {letter.reason}",
        occur_time=died,
    )
