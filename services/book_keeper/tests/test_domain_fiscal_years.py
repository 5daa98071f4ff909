"""Spans of fiscal years, without a database."""

from datetime import date

import pytest
from m_kit.errors import FieldInvalid

from book_keeper.domain.accounts import AccountType
from book_keeper.domain.fiscal_years import require_span


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 4, 1), date(2024, 4, 1)),
        (date(2024, 4, 1), date(2025, 3, 31)),
        (date(2024, 4, 15), date(2026, 3, 31)),
        (date(2024, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_year_lasts_a_day_to_24_months(start: date, end: date) -> None:
    require_span(start, end, "fiscal_year")


@pytest.mark.parametrize(("start", "end"), [(date(2024, 4, 2), date(2024, 4, 1)), (date(2024, 1, 1), date(2026, 1, 1))])
def test_other_spans_are_refused(start: date, end: date) -> None:
    with pytest.raises(FieldInvalid) as refused:
        require_span(start, end, "fiscal_year")
    assert refused.value.field == "fiscal_year.end_date"


def test_income_and_expense_make_the_result() -> None:
    assert [kind.name for kind in AccountType if kind.is_result] == ["INCOME", "EXPENSE"]
