"""Page tokens that cannot be bent, and masks that change what they name."""

import base64
import json
import uuid
from datetime import date
from typing import Any

import pytest
from businessm.ledger.v1 import voucher_pb2
from businessm.masters.v1 import party_pb2, party_service_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st

from m_kit.errors import FieldInvalid, FieldRequired
from m_kit.fieldmask import merge_masked
from m_kit.pagination import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page, page_of

COMPANY = str(uuid.uuid4())


def asked(**fields: Any) -> voucher_pb2.ListVouchersRequest:
    return voucher_pb2.ListVouchersRequest(**{"company_id": COMPANY, **fields})


def page(token: str = "", **fields: Any) -> Page:
    return page_of(asked(page_token=token, **fields), date.fromisoformat, uuid.UUID)


def bent(token: str, change: Any) -> str:
    parts = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return base64.urlsafe_b64encode(json.dumps(change(parts)).encode()).decode().rstrip("=")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.uuids())
def test_a_token_brings_its_keys_back_as_what_they_were(day: date, row: uuid.UUID) -> None:
    assert page(page().token((day, row))).after == (day, row)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_key_may_be_any_text(text: str) -> None:
    request = party_service_pb2.ListPartiesRequest()
    request.page_token = page_of(request).token((text,))
    assert page_of(request).after == (text,)


def test_a_list_has_a_default_size_and_a_most() -> None:
    assert page().size == DEFAULT_PAGE_SIZE
    assert page(page_size=MAX_PAGE_SIZE).size == MAX_PAGE_SIZE
    for size in (-1, MAX_PAGE_SIZE + 1):
        with pytest.raises(FieldInvalid) as refused:
            page(page_size=size)
        assert refused.value.field == "page_size"


def test_the_size_may_change_from_page_to_page_and_the_filter_may_not() -> None:
    token = page(page_size=2).token((date(2026, 5, 10), uuid.uuid4()))
    assert page(token, page_size=3).after is not None
    for other in ({"from_date": "2026-05-01"}, {"company_id": str(uuid.uuid4())}):
        with pytest.raises(FieldInvalid) as refused:
            page(token, **other)
        assert refused.value.field == "page_token"


def test_a_token_is_of_one_kind_of_list() -> None:
    other = party_service_pb2.ListPartiesRequest()
    with pytest.raises(FieldInvalid):
        page(page_of(other).token(("2026-05-10", uuid.uuid4())))


TOKEN = page().token((date(2026, 5, 10), uuid.uuid4()))
TAMPERED = {
    "a day that is none": lambda parts: [parts[0], "2026-02-30", parts[2]],
    "no day": lambda parts: [parts[0], "soon", parts[2]],
    "no uuid": lambda parts: [parts[0], parts[1], "1"],
    "NUL": lambda parts: [parts[0], parts[1] + "\0", parts[2]],
    "a number for a text": lambda parts: [parts[0], 20260510, parts[2]],
    "a list for a text": lambda parts: [parts[0], [parts[1]], parts[2]],
    "nothing for a text": lambda parts: [parts[0], None, parts[2]],
    "a key too few": lambda parts: parts[:2],
    "a key too many": lambda parts: [*parts, "1"],
    "no keys": lambda parts: parts[:1],
    "nothing at all": lambda parts: [],
    "an object": lambda parts: {"a": 1},
    "a number": lambda parts: 7,
    "null": lambda parts: None,
    "another list": lambda parts: ["0" * 12, *parts[1:]],
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_token_that_was_bent_is_refused_as_a_field(name: str) -> None:
    with pytest.raises(FieldInvalid) as refused:
        page(bent(TOKEN, TAMPERED[name]))
    assert refused.value.field == "page_token"


@given(st.text(min_size=1, max_size=200) | st.binary(min_size=1, max_size=200).map(base64.urlsafe_b64encode))
def test_no_text_at_all_breaks_a_list(text: str | bytes) -> None:
    request = party_service_pb2.ListPartiesRequest()
    request.page_token = (text.encode("utf-8", "replace") if isinstance(text, str) else text).decode()
    with pytest.raises(FieldInvalid) as refused:
        page_of(request)
    assert refused.value.field == "page_token"


def test_deep_nesting_is_no_way_out() -> None:
    deep = base64.urlsafe_b64encode(b"[" * 100_000).decode()
    with pytest.raises(FieldInvalid):
        page(deep)


def test_a_row_more_than_the_page_says_that_there_is_a_next_one() -> None:
    of_two = page_of(party_service_pb2.ListPartiesRequest(page_size=2))
    assert of_two.cut(["a", "b"], lambda row: (row,)) == (["a", "b"], "")
    shown, token = of_two.cut(["a", "b", "c"], lambda row: (row,))
    assert shown == ["a", "b"]
    again = party_service_pb2.ListPartiesRequest(page_token=token)
    assert page_of(again).after == ("b",)
    assert of_two.cut([], lambda row: (row,)) == ([], "")


ALLOWED = ("name", "email")


def test_a_mask_takes_the_named_fields_and_leaves_the_rest() -> None:
    current = party_pb2.Party(name="Old", email="old@x.example", code="C", create_time=Timestamp(seconds=1))
    changed = party_pb2.Party(name="New", email="new@x.example", code="D")
    merged = merge_masked(current, changed, FieldMask(paths=["name"]), ALLOWED)
    assert merged == party_pb2.Party(name="New", email="old@x.example", code="C", create_time=Timestamp(seconds=1))
    assert current.name == "Old"
    assert merged is not current


def test_a_named_field_that_is_empty_is_emptied() -> None:
    current = party_pb2.Party(name="Old", email="old@x.example")
    assert merge_masked(current, party_pb2.Party(), FieldMask(paths=["email"]), ALLOWED) == party_pb2.Party(name="Old")


def test_lists_and_messages_are_replaced_whole() -> None:
    line = voucher_pb2.VoucherLine
    current = voucher_pb2.Voucher(
        lines=[line(account_code="A"), line(account_code="B")],
        source=voucher_pb2.VoucherSource(document_id="1", purpose="p"),
    )
    changed = voucher_pb2.Voucher(lines=[line(account_code="C")], source=voucher_pb2.VoucherSource(document_id="2"))
    allowed = ("lines", "source")
    assert merge_masked(current, changed, FieldMask(paths=allowed), allowed) == changed
    nothing = merge_masked(current, voucher_pb2.Voucher(), FieldMask(paths=allowed), allowed)
    assert nothing == voucher_pb2.Voucher()
    assert not nothing.HasField("source")


@pytest.mark.parametrize("path", ["code", "", "name.first", "nonsense", "*", "name,email"])
def test_what_is_not_for_change_is_refused(path: str) -> None:
    with pytest.raises(FieldInvalid) as refused:
        merge_masked(party_pb2.Party(), party_pb2.Party(), FieldMask(paths=["name", path]), ALLOWED)
    assert refused.value.field == "update_mask"


def test_a_mask_names_something() -> None:
    with pytest.raises(FieldRequired) as refused:
        merge_masked(party_pb2.Party(), party_pb2.Party(name="x"), FieldMask(), ALLOWED)
    assert refused.value.field == "update_mask"
