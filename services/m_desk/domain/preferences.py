"""How one user likes the Desk."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from m_kit.ids import derived_id


@dataclass(frozen=True, slots=True)
class Preferences:
    """Theme and density are the contract's numbers, 0 where he never chose. Revision 0: he never chose anything."""

    id: uuid.UUID
    username: str
    theme: int = 0
    language_code: str = ""
    company_id: str = ""
    density: int = 0
    sidebar_collapsed: bool = False
    revision: int = 0
    update_time: datetime | None = None


def unchosen(tenant: str, username: str) -> Preferences:
    """Of somebody who never chose anything."""
    return Preferences(derived_id("preferences", tenant, username), username)
