"""What every stored resource carries: id, tenant, revision, times. Contexts compose it, nothing inherits.

Domain objects are frozen dataclasses with the four fields of `Document`; tables take `document_columns()`; messages get
theirs by `fill_document`.
"""

import dataclasses
import uuid
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from sqlalchemy.dialects.postgresql import UUID

from m_kit import etag

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Revisioned(Protocol):
    """What an etag is made of."""

    @property
    def id(self) -> uuid.UUID:
        """Opaque, for ever."""

    @property
    def revision(self) -> int:
        """1, and one more with every change."""


class Document(Revisioned, Protocol):
    """The fields, whatever else a resource has."""

    @property
    def create_time(self) -> datetime:
        """When it was made."""

    @property
    def update_time(self) -> datetime:
        """When it last changed."""


D = TypeVar("D", bound=Document)
M = TypeVar("M", bound=Message)


def require_current(document: Revisioned, given_etag: str, field: str = "etag") -> None:
    """Raises EtagMismatch where the etag is not that of this revision."""
    etag.require_etag(given_etag, document.id, document.revision, field)


def revised(document: D, now: datetime, **changes: Any) -> D:
    """The next revision, with these changes."""
    next_revision = {"revision": document.revision + 1, "update_time": now}
    changed: D = dataclasses.replace(document, **changes, **next_revision)  # type: ignore[type-var]
    return changed


def fill_document(message: M, document: Document) -> M:
    """Sets id, etag, create_time and update_time of a message, and answers it."""
    message.id = str(document.id)  # type: ignore[attr-defined]
    message.etag = etag.etag_of(document.id, document.revision)  # type: ignore[attr-defined]
    fill_timestamp(message.create_time, document.create_time)  # type: ignore[attr-defined]
    fill_timestamp(message.update_time, document.update_time)  # type: ignore[attr-defined]
    return message


def timestamp(instant: datetime | None) -> Timestamp | None:
    """An instant as the wire has it; None stays unset."""
    if instant is None:
        return None
    stamp = Timestamp()
    fill_timestamp(stamp, instant)
    return stamp


def fill_timestamp(stamp: Timestamp, instant: datetime) -> None:
    """An aware datetime as the wire has it, to the microsecond: FromDatetime takes five times as long."""
    since = instant - _EPOCH
    stamp.seconds = since.days * 86_400 + since.seconds
    stamp.nanos = since.microseconds * 1_000


def document_columns() -> tuple[sa.Column[Any], ...]:
    """Columns of a table of resources: id, tenant, revision, times."""
    return (
        sa.Column("id", UUID(as_uuid=True), primary_key=True),
        sa.Column("tenant", sa.Text),
        sa.Column("revision", sa.Integer),
        sa.Column("create_time", sa.TIMESTAMP(timezone=True)),
        sa.Column("update_time", sa.TIMESTAMP(timezone=True)),
    )
