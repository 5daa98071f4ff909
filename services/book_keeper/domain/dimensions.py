"""What figures are looked at by beside accounts: cost centres, projects."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DimensionType:
    """A kind of dimension, for example COST_CENTRE. `key` is its number inside the books."""

    key: int
    id: uuid.UUID
    company_id: uuid.UUID
    code: str
    name: str
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class Dimension:
    """One cost centre, one project; those of a type are a tree. `key` is its number inside the books."""

    key: int
    id: uuid.UUID
    company_id: uuid.UUID
    type_code: str
    code: str
    name: str
    parent_code: str
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class DimensionSet:
    """Dimensions that lines have together, as (type code, code) by type. Key 0 is the set that has none."""

    key: int = 0
    codes: tuple[tuple[str, str], ...] = ()


NO_DIMENSIONS = DimensionSet()
