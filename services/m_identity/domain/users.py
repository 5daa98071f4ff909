"""Users and keys."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in. `password_hash` is argon2id's own text, None before a password was set."""

    id: uuid.UUID
    username: str
    display_name: str
    roles: tuple[str, ...]
    password_hash: str | None
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A program's secret, as a hash."""

    id: uuid.UUID
    name: str
    username: str
    secret_hash: bytes
    revoke_time: datetime | None
    revision: int
    create_time: datetime
    update_time: datetime
