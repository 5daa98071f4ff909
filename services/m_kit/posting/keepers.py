"""A keeper as the posting protocol needs it: something that makes a hold final, or gives it back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from m_kit.posting.attempt import Decision, Posting


@dataclass(frozen=True)
class Keeper:
    """`name` as fail points and decisions know it ("stock", "ledger"); the calls are a stub's, with their requests."""

    name: str
    confirm_call: Callable[[Any], Awaitable[Any]]
    confirm_request: type[Any]
    cancel_call: Callable[[Any], Awaitable[Any]]
    cancel_request: type[Any]

    async def confirm(self, decision: Decision) -> None:
        """Makes final what is held. Raises what the call raises."""
        await self.confirm_call(self.confirm_request(decision=decision.message()))

    async def cancel(self, posting: Posting) -> None:
        """Gives back what is held. P4: only after the attempt has its tombstone."""
        await self.cancel_call(self.cancel_request(posting=posting.message()))
