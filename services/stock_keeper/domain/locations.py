"""Places where goods are: warehouses, their zones and bins."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from m_kit.errors import FieldInvalid


class LocationKind(IntEnum):
    """Numbers of the contract and of the table."""

    WAREHOUSE = 1
    ZONE = 2
    BIN = 3


# What a location may stand in.
PARENTS = {
    LocationKind.WAREHOUSE: frozenset[LocationKind](),
    LocationKind.ZONE: frozenset({LocationKind.WAREHOUSE, LocationKind.ZONE}),
    LocationKind.BIN: frozenset({LocationKind.WAREHOUSE, LocationKind.ZONE}),
}


@dataclass(frozen=True, slots=True)
class Location:
    """A warehouse has no parent; everything else has one."""

    id: uuid.UUID
    company_id: uuid.UUID
    code: str
    name: str
    kind: LocationKind
    parent_id: uuid.UUID | None
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


def require_fitting_parent(kind: LocationKind, company_id: uuid.UUID, parent: Location, field: str) -> None:
    """Raises FieldInvalid where the parent is another company's or of a kind that holds no such place."""
    if parent.company_id != company_id:
        raise FieldInvalid("the parent is another company's", field=field)
    if parent.kind not in PARENTS[kind]:
        raise FieldInvalid(f"a {kind.name.lower()} does not stand in a {parent.kind.name.lower()}", field=field)
