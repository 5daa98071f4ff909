"""One attempt to post a document, and what was decided about it: values, and their form on the wire."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from businessm.posting.v1 import posting_pb2

from m_kit.document import fill_timestamp
from m_kit.errors import FieldInvalid, FieldRequired

POSTED = posting_pb2.Decision.POSTED
CANCELLED = posting_pb2.Decision.CANCELLED

_NAMESPACE = uuid.UUID("6f1d2c44-3f0e-5d7c-9a52-0f6f0b6d9f11")


@dataclass(frozen=True, slots=True)
class Posting:
    """P1: the id follows from the rest, so every retry of the same attempt has the same one: the UUIDv5 of company,
    document, purpose, revision and attempt."""

    owner_context: str
    company_id: uuid.UUID
    document_type: str
    document_id: uuid.UUID
    purpose: str
    revision: int
    attempt: int
    id: uuid.UUID = field(init=False)

    def __post_init__(self) -> None:
        """Once: a posting is named by its id again and again."""
        name = (
            f"{self.company_id}/{self.document_type}/{self.document_id}/{self.purpose}/{self.revision}/{self.attempt}"
        )
        object.__setattr__(self, "id", uuid.uuid5(_NAMESPACE, name))

    def message(self) -> posting_pb2.Posting:
        """As keepers are told."""
        return posting_pb2.Posting(
            id=str(self.id),
            owner_context=self.owner_context,
            company_id=str(self.company_id),
            document_type=self.document_type,
            document_id=str(self.document_id),
            purpose=self.purpose,
            revision=self.revision,
            attempt=self.attempt,
        )


def posting_of(message: posting_pb2.Posting, field: str = "posting") -> Posting:
    """What an owner told, or a keeper shows again. Raises FieldInvalid where the id is not that of the rest."""
    posting = Posting(
        owner_context=message.owner_context,
        company_id=uuid.UUID(message.company_id),
        document_type=message.document_type,
        document_id=uuid.UUID(message.document_id),
        purpose=message.purpose,
        revision=message.revision,
        attempt=message.attempt,
    )
    if uuid.UUID(message.id) != posting.id:
        raise FieldInvalid("the id is not that of this posting's content", field=f"{field}.id")
    return posting


@dataclass(frozen=True, slots=True)
class Decision:
    """POSTED, or CANCELLED by a tombstone; `document_number` is empty where none is taken."""

    posting_id: uuid.UUID
    outcome: int
    document_number: str
    decided_time: datetime

    def message(self) -> posting_pb2.Decision:
        """As keepers are told."""
        message = posting_pb2.Decision(
            posting_id=str(self.posting_id),
            outcome=self.outcome,  # type: ignore[arg-type]
            document_number=self.document_number,
        )
        fill_timestamp(message.decided_time, self.decided_time)
        return message


def decision_of(message: posting_pb2.Decision) -> Decision:
    """What an owner told."""
    return Decision(
        uuid.UUID(message.posting_id),
        message.outcome,
        message.document_number,
        message.decided_time.ToDatetime(tzinfo=UTC),
    )


def posted_decision_of(message: posting_pb2.Decision, field: str = "decision") -> Decision:
    """What a confirm rests on. Raises FieldInvalid for a tombstone, FieldRequired where it does not say when."""
    if message.outcome != POSTED:
        raise FieldInvalid("only what was decided to be posted is confirmed", field=f"{field}.outcome")
    if not message.HasField("decided_time"):
        raise FieldRequired("say when it was decided", field=f"{field}.decided_time")
    return decision_of(message)
