"""What movements add up to, without a database."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from book_keeper.domain.accounts import AccountType
from book_keeper.domain.balances import Balance, Movement, by_currency, by_unit, net_by_currency, totals
from book_keeper.domain.companies import CurrencyLedger

INR, USD = CurrencyLedger(1, "INR", 2), CurrencyLedger(2, "USD", 5)
TYPES = {"Cash": AccountType.ASSET, "Sales": AccountType.INCOME, "Rent": AccountType.EXPENSE}


def moved(
    account: str, debit: int = 0, credit: int = 0, ledger: CurrencyLedger = INR, unit: str = "", units: str = "0"
) -> Movement:
    return Movement(1, account, TYPES[account], ledger, unit, debit, credit, Decimal(units))


movements = st.builds(
    moved,
    account=st.sampled_from(sorted(TYPES)),
    debit=st.integers(0, 10**20),
    credit=st.integers(0, 10**20),
    ledger=st.sampled_from([INR, USD]),
    unit=st.sampled_from(["", "VBMPX"]),
    units=st.decimals(-(10**9), 10**9, places=4).map(str),
)


def test_units_of_an_account_are_one_balance() -> None:
    found = by_currency([moved("Cash", 300), moved("Cash", 200, 50, unit="VBMPX"), moved("Cash", 7, ledger=USD)])
    assert found == [Balance("Cash", TYPES["Cash"], INR, 500, 50), Balance("Cash", TYPES["Cash"], USD, 7, 0)]


def test_balances_come_by_account_and_currency_and_empty_ones_not_at_all() -> None:
    found = by_currency([moved("Sales", 1), moved("Cash", 0, 0), moved("Cash", 1, 1, ledger=USD), moved("Cash", 2)])
    assert [(one.account_code, one.ledger.currency_code) for one in found] == [
        ("Cash", "INR"),
        ("Cash", "USD"),
        ("Sales", "INR"),
    ]


def test_a_line_without_units_counts_as_units_of_its_money() -> None:
    found = by_unit(
        [
            moved("Cash", 12345, 45),
            moved("Cash", 47997117, ledger=USD, unit="VBMPX", units="6.811"),
            moved("Cash", 100000, ledger=USD),
        ]
    )
    assert found == [
        ("Cash", "INR", Decimal("123.00")),
        ("Cash", "USD", Decimal("1")),
        ("Cash", "VBMPX", Decimal("6.811")),
    ]


def test_one_unit_bought_in_two_currencies_is_one_row() -> None:
    found = by_unit([moved("Cash", 5, unit="VBMPX", units="1.5"), moved("Cash", 5, 0, USD, "VBMPX", "-0.5")])
    assert found == [("Cash", "VBMPX", Decimal("1.0"))]


def test_units_are_summed_to_the_last_of_36_digits() -> None:
    large, small = "999999999999999999.000000000000000001", "0.000000000000000001"
    found = by_unit([moved("Cash", unit="VBMPX", units=large), moved("Cash", unit="VBMPX", units=small)])
    assert found == [("Cash", "VBMPX", Decimal("999999999999999999.000000000000000002"))]


def test_units_that_went_out_again_are_no_row() -> None:
    assert by_unit([moved("Cash", 5, unit="VBMPX", units="2"), moved("Cash", 9, unit="VBMPX", units="-2")]) == []


@given(st.lists(movements))
def test_nothing_is_lost_between_movements_balances_and_totals(some: list[Movement]) -> None:
    balances = by_currency(some)
    for ledger in (INR, USD):
        debit = sum(one.debit for one in some if one.ledger == ledger)
        credit = sum(one.credit for one in some if one.ledger == ledger)
        found = [(d, c) for of, d, c in totals(balances) if of == ledger]
        assert found in ([(debit, credit)], []), "one total per currency"
        assert sum(one.net for one in balances if one.ledger == ledger) == debit - credit
    assert [(one.account_code, one.ledger.currency_code) for one in balances] == sorted(
        {(one.account_code, one.ledger.currency_code) for one in balances}
    )


@given(st.lists(movements))
def test_types_together_are_the_whole(some: list[Movement]) -> None:
    balances = by_currency(some)
    every = net_by_currency(balances, AccountType)
    for ledger in (INR, USD):
        parts = [net_by_currency(balances, [kind]).get(ledger.currency_code, "0") for kind in AccountType]
        assert sum(map(Decimal, parts)) == Decimal(every.get(ledger.currency_code, "0"))


def test_sums_by_type_take_a_sign_and_leave_zeros_out() -> None:
    balances = by_currency(
        [moved("Sales", 0, 10050), moved("Rent", 3000), moved("Rent", 5, 5, ledger=USD), moved("Cash", 7050)]
    )
    result = (AccountType.INCOME, AccountType.EXPENSE)
    assert net_by_currency(balances, result, sign=-1) == {"INR": "70.50"}
    assert net_by_currency(balances, [AccountType.INCOME]) == {"INR": "-100.50"}
    assert net_by_currency(balances, [AccountType.EQUITY]) == {}
