"""Civil dates, identifiers and etags."""

import itertools
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m_kit.dates import FIRST, LAST, month_starts, parse_date, parse_optional_date
from m_kit.errors import EtagMismatch, FieldInvalid, FieldPattern, NotFound
from m_kit.etag import etag_of, require_etag
from m_kit.ids import derived_id, given_or_new_id, known_ids, new_id, parse_id, request_uuid


@given(st.dates(FIRST, LAST))
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat(), "day") == day


@pytest.mark.parametrize("text", ["", "2024-1-05", "20240105", "2024-01-05T00:00:00", "2024-01-05 ", "२०२४-०१-०५"])
def test_a_text_of_another_form_is_refused_as_that(text: str) -> None:
    with pytest.raises(FieldPattern) as refused:
        parse_date(text, "posting_date")
    assert refused.value.field == "posting_date"


@pytest.mark.parametrize("text", ["2024-02-30", "2023-02-29", "2024-13-01", "0000-01-01", "9999-12-31", "1899-12-31"])
def test_a_day_that_is_none_or_far_away_is_refused(text: str) -> None:
    with pytest.raises(FieldInvalid):
        parse_date(text, "posting_date")


def test_an_empty_date_is_none_where_it_may_be() -> None:
    assert parse_optional_date("", "from_date") is None
    assert parse_optional_date("2024-02-29", "from_date") == date(2024, 2, 29)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 800))
def test_months_cover_a_span_once_and_begin_on_firsts(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    months = month_starts(start, end)
    assert (months[0][0], months[-1][1]) == (start, end)
    for (_, last), (first, _) in itertools.pairwise(months):
        assert first == last + timedelta(days=1)
        assert first.day == 1
    assert all(first.month == last.month and first <= last for first, last in months)


def test_new_ids_are_version_seven_and_sort_by_time() -> None:
    made = [new_id() for _ in range(1000)]
    assert {one.version for one in made} == {7}
    assert len(set(made)) == 1000
    assert sorted(made, key=lambda one: one.int >> 80) == made


def test_text_that_is_no_uuid_names_nothing() -> None:
    with pytest.raises(NotFound) as refused:
        parse_id("x' or 1=1", "company_id", "company")
    assert refused.value.field == "company_id"
    assert given_or_new_id("", "id").version == 7


def test_a_request_id_of_any_text_is_one_uuid_for_ever() -> None:
    given_id = uuid.uuid4()
    assert request_uuid(str(given_id)) == given_id
    assert request_uuid("till-1") == request_uuid("till-1") != request_uuid("till-2")


def test_derived_ids_depend_on_every_part_and_its_place() -> None:
    company = uuid.uuid4()
    ids = [derived_id(company, *parts) for parts in (("a", "b"), ("ab",), ("a", "b", ""), ("b", "a"))]
    assert len(set(ids)) == 4
    assert derived_id(company, "a", "b") == ids[0] != derived_id(uuid.uuid4(), "a", "b")
    assert derived_id("a", "b") == derived_id("a", "b") != derived_id("ab")


def test_an_etag_changes_with_the_revision_and_the_resource() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert len({etag_of(one, 1), etag_of(one, 2), etag_of(other, 1)}) == 3
    require_etag(etag_of(one, 1), one, 1)
    with pytest.raises(EtagMismatch) as refused:
        require_etag(etag_of(one, 1), one, 2, "company.etag")
    assert refused.value.field == "company.etag"


def test_of_the_texts_of_a_batch_those_that_are_no_ids_are_left_out() -> None:
    one, other = new_id(), new_id()
    assert known_ids([str(one), "no-uuid", "", str(other), str(one).upper()]) == [one, other, one]
