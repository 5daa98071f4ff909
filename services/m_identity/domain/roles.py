"""Roles: the standard ones, which every tenant has, and what a set of roles may do."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from m_kit.ids import derived_id

_FILE = Path(__file__).parent / "standard_roles.json"
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permission patterns."""

    id: uuid.UUID
    name: str
    description: str
    permissions: tuple[str, ...]
    revision: int
    create_time: datetime
    update_time: datetime
    standard: bool = False


@cache
def standard_roles() -> Mapping[str, Role]:
    """The roles that come with the product, by name."""
    return {
        one["name"]: Role(
            derived_id("role", one["name"]),
            one["name"],
            one["description"],
            tuple(one["permissions"]),
            1,
            _SINCE,
            _SINCE,
            standard=True,
        )
        for one in json.loads(_FILE.read_text())
    }


def permissions_of(names: Iterable[str], own: Mapping[str, Role]) -> list[str]:
    """Patterns that these roles carry together, sorted; unknown roles carry nothing."""
    known = {**own, **standard_roles()}
    return sorted({pattern for name in names if name in known for pattern in known[name].permissions})
