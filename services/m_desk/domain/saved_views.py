"""Saved views: a list as somebody likes to see it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from m_kit.errors import FieldInvalid, PermissionMissing


class Visibility(IntEnum):
    """Who sees a view; the numbers are the contract's."""

    PRIVATE = 1
    SHARED = 2


class Operator(IntEnum):
    """How a field is compared; the numbers are the contract's."""

    EQUALS = 1
    NOT_EQUALS = 2
    LESS = 3
    LESS_OR_EQUAL = 4
    GREATER = 5
    GREATER_OR_EQUAL = 6
    CONTAINS = 7
    IN = 8
    IS_SET = 9
    IS_EMPTY = 10


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; values are text whatever the field holds."""

    field: str
    operator: Operator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """One field that decides the order."""

    field: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column; 0 pixels are as wide as it likes to be."""

    field: str
    width_pixels: int


@dataclass(frozen=True, slots=True)
class SavedView:
    """A user's view of the documents of one type."""

    id: uuid.UUID
    document_type: str
    name: str
    visibility: Visibility
    owner: str
    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    columns: tuple[Column, ...]
    revision: int
    create_time: datetime
    update_time: datetime

    def is_seen_by(self, username: str) -> bool:
        """Shared, or his own."""
        return self.owner == username or self.visibility is Visibility.SHARED

    def require_owner(self, username: str) -> None:
        """Raises PermissionMissing for everybody else, also where he sees it."""
        if self.owner != username:
            raise PermissionMissing(f"the view {self.name!r} is {self.owner}'s")


def require_values(filters: tuple[Filter, ...], prefix: str) -> None:
    """Raises FieldInvalid where an operator has too few or too many values."""
    for place, one in enumerate(filters):
        least, most = _values_of(one.operator)
        if not least <= len(one.values) <= most:
            wanted = "at least one value" if most > 1 else f"{most} value{'' if most == 1 else 's'}"
            raise FieldInvalid(f"{one.operator.name} takes {wanted}", field=f"{prefix}filters[{place}].values")


def _values_of(operator: Operator) -> tuple[int, int]:
    """Fewest and most."""
    if operator in (Operator.IS_SET, Operator.IS_EMPTY):
        return 0, 0
    return (1, 100) if operator is Operator.IN else (1, 1)
