"""What an import makes where it is missing."""

from business_m.journal_file import Row, Transaction
from business_m.journal_plan import JournalPlan


def transaction(*rows: tuple[str, str, str, str]) -> Transaction:
    """Rows of (date, account, amount, currency)."""
    names = ("date", "account", "ledger_amount", "ledger_currency")
    return Transaction("1", [Row(2 + i, dict(zip(names, row, strict=True))) for i, row in enumerate(rows)])


def plan_of(*rows: tuple[str, str, str, str]) -> JournalPlan:
    plan = JournalPlan()
    plan.take(transaction(*rows))
    return plan


def test_groups_above_an_account_are_made_and_the_rounding_account_too() -> None:
    plan = plan_of(("2026-01-01", "Assets:Bank:Main", "1", "INR"), ("2026-01-01", "Income:Sales", "-1", "INR"))
    made = {account.code: account.parent_code for account in plan.missing_accounts("c", ["Income"])}
    assert made == {
        "Assets": "",
        "Assets:Bank": "Assets",
        "Assets:Bank:Main": "Assets:Bank",
        "Income:Sales": "Income",
        "Equity": "",
        "Equity:Rounding": "Equity",
    }


def test_an_account_whose_name_does_not_say_its_type_is_named_by_its_first_row() -> None:
    plan = plan_of(("2026-01-01", "Till", "1", "INR"), ("2026-01-01", "Assets:Bank", "-1", "INR"))
    assert [(error.row, error.column) for error in plan.untyped_accounts([])] == [(2, "account")]
    assert plan.untyped_accounts(["Till"]) == []


def test_years_are_calendar_years_that_no_fiscal_year_touches() -> None:
    plan = plan_of(("2024-05-01", "a", "1", "INR"), ("2026-01-31", "b", "-1", "INR"), ("nonsense", "c", "0", "INR"))
    assert plan.missing_years([]) == [("2024-01-01", "2024-12-31"), ("2026-01-01", "2026-12-31")]
    assert plan.missing_years([("2025-04-01", "2026-03-31")]) == [("2024-01-01", "2024-12-31")]


def test_scales_are_the_files_most_but_never_fewer_than_iso_gives() -> None:
    plan = plan_of(
        ("2026-01-01", "a", "1.12345", "USD"),
        ("2026-01-01", "a", "-1.1", "USD"),
        ("2026-01-01", "a", "5", "INR"),
        ("2026-01-01", "a", "2.5", "POINTS"),
        ("2026-01-01", "a", "1e5", "EUR"),
    )
    assert plan.scales_with({}, {}) == {"USD": 5, "INR": 2, "POINTS": 1}
    assert plan.scales_with({"POINTS": 3}, {"USD": 2}) == {"USD": 2, "INR": 2, "POINTS": 3}


def test_the_first_currency_is_the_companys() -> None:
    assert plan_of(("2026-01-01", "a", "1", "EUR"), ("2026-01-01", "b", "-1", "USD")).first_currency == "EUR"
