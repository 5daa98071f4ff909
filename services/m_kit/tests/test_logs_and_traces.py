"""Logs without secrets; one trace across calls."""

import json
import logging

import pytest

from m_kit.logs import JsonFormatter, without_secrets
from m_kit.tracing import current_span, enter_span

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhc2hhIn0.c2lnbmF0dXJlc2lnbmF0dXJl"
CANARY = "canary-4711"


@pytest.mark.parametrize(
    "text",
    [
        f"authorization: Bearer {CANARY}",
        f"password={CANARY}",
        f'{{"password": "{CANARY}"}}',
        f"secret: {CANARY}, and more",
        f"api_key='{CANARY}'",
        f"postgresql://owner:{CANARY}@db/erp",
    ],
)
def test_secrets_are_blotted_out(text: str) -> None:
    told = without_secrets(text)
    assert CANARY not in told
    assert "***" in told


def test_a_tokens_signature_is_never_logged() -> None:
    assert TOKEN.rpartition(".")[2] not in without_secrets(f"who sent {TOKEN}?")


def test_a_line_is_one_json_object_with_what_the_call_gave() -> None:
    record = logging.makeLogRecord(
        {"msg": "posted %d", "args": (3,), "levelname": "INFO", "name": "x", "tenant": "acme"}
    )
    span = enter_span(TRACEPARENT)
    entry = json.loads(JsonFormatter().format(record))
    assert (entry["message"], entry["level"], entry["tenant"]) == ("posted 3", "INFO", "acme")
    assert entry["trace_id"] == span.trace_id


def test_an_exceptions_text_is_cleaned_too() -> None:
    try:
        raise ValueError(f"password={CANARY}")
    except ValueError as error:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": (type(error), error, error.__traceback__)})
    line = JsonFormatter().format(record)
    assert "ValueError" in line
    assert CANARY not in line


def test_a_span_stands_below_the_one_that_was_sent() -> None:
    span = enter_span(TRACEPARENT)
    assert span.trace_id == "0af7651916cd43dd8448eb211c80319c"
    assert span.span_id != "b7ad6b7169203331"
    assert span.traceparent.endswith("-00")
    assert current_span() == span


@pytest.mark.parametrize("sent", [None, "", "nonsense", "00-" + "0" * 32 + "-b7ad6b7169203331-01", TRACEPARENT.upper()])
def test_what_is_no_traceparent_begins_a_trace(sent: str | None) -> None:
    span = enter_span(sent)
    assert int(span.trace_id, 16)
    assert len(span.trace_id) == 32
    assert span.flags == "01"
