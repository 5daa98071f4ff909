"""Rates of tax deducted at source, by day."""

from datetime import date, timedelta
from decimal import Decimal

from m_india.domain.withholding import all_rates, rates_on


def rates(day: date, section: str) -> dict[str, tuple[str, str]]:
    return {one.payee_kind: (one.rate_percent, one.cumulative_threshold) for one in rates_on(day, section)}


def test_a_rate_holds_to_its_last_day_and_the_next_from_its_first() -> None:
    change = date(2024, 10, 1)
    assert rates(change - timedelta(days=1), "194H")["COMPANY"] == ("5", "15000")
    assert rates(change, "194H")["COMPANY"] == ("2", "15000")
    assert rates(date(2025, 4, 1), "194H")["COMPANY"] == ("2", "20000")


def test_there_is_one_rate_a_day_for_a_section_and_a_payee() -> None:
    for one in all_rates():
        assert one.start_date <= one.end_date
        assert 0 < Decimal(one.rate_percent) <= 20
        for day in (one.start_date, one.end_date):
            same = [rate for rate in rates_on(day, one.section) if rate.payee_kind == one.payee_kind]
            assert same == [one]


def test_without_a_section_all_are_told_and_long_ago_none() -> None:
    assert {one.section for one in rates_on(date(2024, 6, 1))} >= {"194C", "194H", "194J(b)"}
    assert rates_on(date(2001, 1, 1)) == []
