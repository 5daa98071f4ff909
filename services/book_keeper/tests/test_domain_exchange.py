"""What foreign lines are worth, and what completes an exchange: properties, and an exchange by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from m_kit.errors import FieldInvalid, FieldRequired

from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.errors import VoucherUnbalanced
from book_keeper.domain.exchange import require_functional_balance, settled, valued
from book_keeper.domain.vouchers import Line

INR = CurrencyLedger(1, "INR", 2)
USD = CurrencyLedger(2, "USD", 2)
JPY = CurrencyLedger(3, "JPY", 0)
LEDGERS = st.sampled_from([INR, USD, JPY])
AMOUNTS = st.integers(-(10**12), 10**12)


def line(ledger: CurrencyLedger, amount: int, functional: int | None = None) -> Line:
    return Line("A", ledger, amount, amount < 0, functional=functional)


@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=20),
    st.decimals(min_value="0.000001", max_value="99999", places=6),
)
def test_a_voucher_that_balances_in_a_currency_balances_in_its_worth(amounts: list[int], rate: Decimal) -> None:
    lines = [line(USD, amount) for amount in amounts] + [line(USD, -sum(amounts))]
    found = valued(lines, INR, {"USD": rate}, "")
    require_functional_balance(found, INR, "lines")
    for one in found:
        assert one.functional is not None
        assert abs(one.functional - one.amount * rate) <= 1


@pytest.mark.parametrize(
    ("ledger", "amount", "rate", "worth"),
    [
        (USD, 100, "83.125", 8313),
        (USD, -100, "83.125", -8313),
        (USD, 100, "83.1249", 8312),
        (JPY, 1, "0.555", 56),
        (JPY, 3, "0.005", 2),
        (USD, 0, "83", 0),
    ],
)
def test_halves_are_rounded_away_from_zero(ledger: CurrencyLedger, amount: int, rate: str, worth: int) -> None:
    (found,) = valued([line(ledger, amount)], INR, {ledger.currency_code: Decimal(rate)}, "")
    assert found.functional == worth


def test_what_is_said_stays_and_what_is_missing_is_named() -> None:
    lines = [line(USD, 100, 8000), line(INR, 5), line(USD, 50)]
    assert valued(lines, INR, {"USD": Decimal(90)}, "") == (*lines[:2], line(USD, 50, 4500))
    with pytest.raises(FieldRequired) as refused:
        valued(lines, INR, {"JPY": Decimal(1)}, "voucher.")
    assert refused.value.violations[0].field == "voucher.lines[2].functional_amount"
    with pytest.raises(FieldInvalid):
        valued([line(USD, 10**15)], INR, {"USD": Decimal(10**6)}, "")


@given(st.lists(st.tuples(LEDGERS, AMOUNTS, AMOUNTS), min_size=1, max_size=12))
def test_what_is_settled_balances_in_every_currency_and_in_all(rows: list[tuple[CurrencyLedger, int, int]]) -> None:
    lines = [line(ledger, amount, None if ledger is INR else worth) for ledger, amount, worth in rows]
    found = settled(lines, INR)
    assert found[: len(lines)] == tuple(lines)
    if any(ledger is not INR for ledger, *_ in rows):
        require_functional_balance(found, INR, "lines")
        traded = [one for one in found if one.role == "CURRENCY_EXCHANGE"]
        assert sum(one.amount if one.ledger is INR else one.functional or 0 for one in traded) == 0
        for one in found[len(lines) :]:
            assert one.is_credit == (one.amount < 0 or (one.functional or 0) < 0)
    else:
        assert found == tuple(lines)


def test_an_invoice_in_dollars_is_paid_in_rupees_at_a_better_rate() -> None:
    """100.00 USD booked at 83.00 are paid with 8,350.00 INR."""
    found = settled([line(INR, 835000), line(USD, -10000, -830000)], INR)
    assert [(one.role, one.ledger.currency_code, one.amount, one.functional) for one in found[2:]] == [
        ("EXCHANGE_GAIN", "INR", -5000, None),
        ("CURRENCY_EXCHANGE", "USD", 10000, 830000),
        ("CURRENCY_EXCHANGE", "INR", -830000, None),
    ]


def test_an_invoice_in_dollars_is_paid_in_dollars_at_a_worse_rate() -> None:
    found = settled([line(USD, 10000, 820000), line(USD, -10000, -830000)], INR)
    assert [(one.role, one.ledger.currency_code, one.amount, one.functional) for one in found[2:]] == [
        ("EXCHANGE_LOSS", "INR", 10000, None),
        ("CURRENCY_EXCHANGE", "USD", 0, 10000),
        ("CURRENCY_EXCHANGE", "INR", -10000, None),
    ]


def test_a_difference_that_nobody_settles_is_refused() -> None:
    with pytest.raises(VoucherUnbalanced) as refused:
        require_functional_balance([line(USD, 10000, 820000), line(USD, -10000, -830000)], INR, "lines")
    assert refused.value.metadata == {"currency_code": "INR", "difference": "-100.00"}
