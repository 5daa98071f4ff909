"""What a look along an audit chain finds."""

import uuid
from dataclasses import dataclass

VERIFIED_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was found along a part of a chain.

    `broken` is empty, or what is wrong with seal number `last`: gap, missing or changed; `voucher_id`
    is then its voucher.
    """

    checked: int
    last: int
    broken: str
    voucher_id: uuid.UUID | None

    @property
    def is_end(self) -> bool:
        """Whether the chain ends here, or does not hold further."""
        return bool(self.broken) or self.checked < VERIFIED_AT_ONCE
