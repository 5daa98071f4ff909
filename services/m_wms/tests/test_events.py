"""What others are told of a document: its type, whose it is, and the whole of it."""

import uuid
from datetime import UTC, datetime

import pytest
from businessm.posting.v1 import posting_state_pb2
from businessm.wms.v1 import events_pb2
from m_kit.posting import POSTED, Decision

from m_wms.module import MODULE
from m_wms.servicers.services import SERVICES, Service
from m_wms.usecases.tell import event_of

NOW = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)
TOLD = {"Post": "Posted", "Cancel": "Cancelled", "Receive": "Received"}


@pytest.mark.parametrize(
    ("service", "verb"),
    [(one, verb) for one in SERVICES for verb in ("Post", *one.verbs) if verb in TOLD],
    ids=lambda given: given if isinstance(given, str) else given.noun.name,
)
def test_an_event_carries_the_whole_document(service: Service, verb: str) -> None:
    noun, told = service.noun, TOLD[verb]
    document = noun.message(
        id=str(uuid.uuid4()),
        company_id=str(uuid.uuid4()),
        number="N/2026/00001",
        posting_date="2026-04-01",
        posting_state=posting_state_pb2.POSTING,
        **{one.field: [one.message(item_id="i")] for one in noun.lists},
    )
    answer = getattr(service.messages, f"{verb}{noun.name}Response")(**{noun.field: document})
    event = event_of(noun, told.lower(), answer, Decision(uuid.uuid4(), POSTED, document.number, NOW))
    assert (event.type, event.aggregate_type) == (f"wms.{noun.field}.{told.lower()}", f"wms.{noun.field}")
    assert (event.occur_time, str(event.aggregate_id)) == (NOW, document.id)
    assert str(event.company_id) == document.company_id
    # Whether keepers have confirmed changes afterwards, and no event says so.
    document.ClearField("posting_state")
    assert event.data == getattr(events_pb2, f"{noun.name}{told}")(**{noun.field: document})
    assert getattr(answer, noun.field).posting_state == posting_state_pb2.POSTING


def test_wms_shows_its_outbox() -> None:
    assert "businessm.events.v1.OutboxService" in MODULE.shared_services
