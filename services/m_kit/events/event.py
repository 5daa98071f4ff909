"""An event as its context writes it, and as it is told."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from businessm.events.v1.event_pb2 import Event
from google.protobuf import any_pb2
from google.protobuf.message import Message

from m_kit.document import fill_timestamp
from m_kit.ids import new_id


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened to an aggregate. `type` is context, noun and past tense, "wms.goods_receipt.posted";
    `data` are the facts, whole."""

    type: str
    aggregate_type: str
    aggregate_id: uuid.UUID
    occur_time: datetime
    data: Message
    company_id: uuid.UUID | None = None
    id: uuid.UUID = field(default_factory=new_id)

    def packed(self) -> bytes:
        """Its data as they are stored: google.protobuf.Any."""
        data = any_pb2.Any()
        data.Pack(self.data, deterministic=True)
        return data.SerializeToString(deterministic=True)


def event_message(source_context: str, row: Mapping[str, Any]) -> Event:
    """A row of the outbox as consumers are told."""
    message = Event(
        id=str(row["event_id"]),
        type=row["type"],
        source_context=source_context,
        tenant=row["tenant"],
        company_id=str(row["company_id"] or ""),
        aggregate_type=row["aggregate_type"],
        aggregate_id=str(row["aggregate_id"]),
        sequence=row["sequence"],
        data=any_pb2.Any.FromString(row["data"]),
        trace_parent=row["trace_parent"],
        actor=row["actor"],
    )
    fill_timestamp(message.occur_time, row["occur_time"])
    return message
