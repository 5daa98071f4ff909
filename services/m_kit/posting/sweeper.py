"""The keeper's side of what an owner never came back for: it asks what was decided, and does that.

P7: time alone never ends a hold, only the owner's answer. An owner that cannot be reached is asked again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import grpc
from businessm.posting.v1 import decision_service_pb2
from businessm.posting.v1.decision_service_pb2_grpc import DecisionServiceStub

from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import BusinessError, Unavailable
from m_kit.posting.attempt import POSTED, Decision, Posting, decision_of

log = logging.getLogger(__name__)


class Held(Protocol):
    """What a keeper holds for others."""

    async def tenants(self) -> list[str]:
        """Everyone who ever had something held here."""

    async def held(self, tenant: str, older_than_seconds: float) -> list[Posting]:
        """Postings that are neither confirmed nor cancelled, the oldest first, at most some hundreds."""

    async def confirm(self, tenant: str, decision: Decision) -> None:
        """Makes it final."""

    async def cancel(self, tenant: str, posting: Posting) -> None:
        """Gives it back."""


class Sweeper:
    """Asks about what has been held for longer than `ask_after_seconds`, every `every_seconds`."""

    def __init__(
        self,
        context: str,
        held: Held,
        channel_to_context: Callable[[str], Any],
        *,
        every_seconds: float,
        ask_after_seconds: float,
    ) -> None:
        self._subject = f"{SERVICE_PREFIX}{context}"
        self._held = held
        self._channel_to_context = channel_to_context
        self._every_seconds = every_seconds
        self._ask_after_seconds = ask_after_seconds

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.once(self._ask_after_seconds)
            except Unavailable as error:
                log.warning("cannot look for what is held: %s", error.message)
            await asyncio.sleep(self._every_seconds)

    async def once(self, older_than_seconds: float) -> int:
        """One look at every tenant; how many holds it ended. Raises Unavailable."""
        ended = 0
        for tenant in await self._held.tenants():
            ended += await self.settle(tenant, await self._held.held(tenant, older_than_seconds))
        return ended

    async def settle(self, tenant: str, postings: Sequence[Posting]) -> int:
        """Asks about these now; how many holds it ended. Raises Unavailable."""
        with acting_as(Caller(tenant, self._subject, self._subject)):
            return sum([await self._ended(tenant, posting) for posting in postings])

    async def _ended(self, tenant: str, posting: Posting) -> bool:
        try:
            decision = await self._asked(posting)
        except (grpc.aio.AioRpcError, BusinessError) as error:
            log.warning("%s does not say what became of posting %s: %s", posting.owner_context, posting.id, error)
            return False
        if decision.outcome == POSTED:
            await self._held.confirm(tenant, decision)
        else:
            await self._held.cancel(tenant, posting)
        return True

    async def _asked(self, posting: Posting) -> Decision:
        stub: Callable[..., Awaitable[Any]] = DecisionServiceStub(
            self._channel_to_context(posting.owner_context)
        ).GetDecision
        request = decision_service_pb2.GetDecisionRequest(context=posting.owner_context, posting=posting.message())
        return decision_of((await stub(request)).decision)
