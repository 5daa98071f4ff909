"""Parties: whom the business deals with."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class PartyKind(IntEnum):
    """What kind of legal person; the numbers are the contract's."""

    ORGANIZATION = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation; texts are kept as sent."""

    id: uuid.UUID
    name: str
    kind: PartyKind
    code: str
    email: str
    phone: str
    language_code: str
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime
