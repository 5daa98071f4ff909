"""What others are told of a document: its type, whose it is, and the whole of it."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from businessm.posting.v1 import posting_state_pb2
from businessm.wms.v1 import delivery_service_pb2, events_pb2, goods_receipt_service_pb2
from m_kit.posting import POSTED, Decision

from m_wms.convert import DELIVERY, GOODS_RECEIPT, Noun
from m_wms.module import MODULE
from m_wms.usecases.tell import cancelled_event, posted_event

NOW = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("noun", "response", "told", "event_type", "data"),
    [
        (
            GOODS_RECEIPT,
            goods_receipt_service_pb2.PostGoodsReceiptResponse,
            posted_event,
            "wms.goods_receipt.posted",
            events_pb2.GoodsReceiptPosted,
        ),
        (
            GOODS_RECEIPT,
            goods_receipt_service_pb2.CancelGoodsReceiptResponse,
            cancelled_event,
            "wms.goods_receipt.cancelled",
            events_pb2.GoodsReceiptCancelled,
        ),
        (
            DELIVERY,
            delivery_service_pb2.PostDeliveryResponse,
            posted_event,
            "wms.delivery.posted",
            events_pb2.DeliveryPosted,
        ),
        (
            DELIVERY,
            delivery_service_pb2.CancelDeliveryResponse,
            cancelled_event,
            "wms.delivery.cancelled",
            events_pb2.DeliveryCancelled,
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_an_event_carries_the_whole_document(
    noun: Noun, response: type[Any], told: Any, event_type: str, data: type[Any]
) -> None:
    document = noun.message(
        id=str(uuid.uuid4()),
        company_id=str(uuid.uuid4()),
        number="N/2026/00001",
        posting_date="2026-04-01",
        posting_state=posting_state_pb2.POSTING,
        lines=[noun.line_message(item_id="i", movement_id="m")],
    )
    answer = response(**{noun.field: document})
    event = told(noun, answer, Decision(uuid.uuid4(), POSTED, document.number, NOW))
    assert (event.type, event.aggregate_type, event.occur_time) == (event_type, noun.document_type.value, NOW)
    assert (str(event.aggregate_id), str(event.company_id)) == (document.id, document.company_id)
    # Whether keepers have confirmed changes afterwards, and no event says so.
    document.ClearField("posting_state")
    assert event.data == data(**{noun.field: document})
    assert getattr(answer, noun.field).posting_state == posting_state_pb2.POSTING


def test_wms_shows_its_outbox() -> None:
    assert "businessm.events.v1.OutboxService" in MODULE.shared_services
