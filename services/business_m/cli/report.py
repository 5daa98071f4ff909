"""`m report`: what the books add up to."""

from collections.abc import Sequence

import click
from businessm.ledger.v1 import report_pb2 as pb

from business_m.cli.connection import Connection
from business_m.cli.general_ledger import general_ledger
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import print_json
from business_m.cli.tables import print_table

DAY = click.DateTime(["%Y-%m-%d"])
COMPANY = click.option("--company", required=True, help="The company's code.")
JSON = click.option("--json", "as_json", is_flag=True)


@click.group()
def report() -> None:
    """Trial balance, balances, profit and loss, balance sheet, general ledger."""


@report.command("trial-balance")
@COMPANY
@click.option("--as-of", type=DAY, required=True, help="The end of this day.")
@click.option("--from", "start", type=DAY, help="Count movements from the start of this day only.")
@JSON
def trial_balance(company: str, as_of: object, start: object, as_json: bool) -> None:
    """Every account's debit, credit and balance (debit minus credit)."""
    ledger, found = _company(company)
    request = pb.GetTrialBalanceRequest(company_id=found, as_of=_day(as_of), from_date=_day(start))
    answer = ledger.call(ledger.stub.GetTrialBalance, request)
    rows = [
        {
            "account": row.account_code,
            "currency_code": row.currency_code,
            "debit": row.debit,
            "credit": row.credit,
            "balance": row.balance,
        }
        for row in answer.rows
    ]
    totals = [{"currency_code": one.currency_code, "debit": one.debit, "credit": one.credit} for one in answer.totals]
    if as_json:
        print_json({"company": company, "as_of": _day(as_of), "rows": rows, "totals": totals})
    else:
        sums = [{"account": "Total", "balance": "", **one} for one in totals]
        print_table(["account", "currency_code", "debit", "credit", "balance"], rows, sums)


@report.command()
@COMPANY
@click.option("--as-of", type=DAY, required=True, help="The end of this day.")
@click.option("--account", default="", help="Only this account.")
@click.option("--subtree", is_flag=True, help="Add the accounts below it into its row.")
@click.option("--units", is_flag=True, help="In units (shares, hours) in place of money.")
@JSON
def balances(company: str, as_of: object, account: str, subtree: bool, units: bool, as_json: bool) -> None:
    """Balances of accounts in money or in units."""
    ledger, found = _company(company)
    request = pb.GetBalancesRequest(company_id=found, as_of=_day(as_of), account_code=account, subtree=subtree)
    answer = ledger.call(ledger.stub.GetBalances, request)
    if units:
        columns = ["account", "unit_code", "units"]
        rows = [{"account": u.account_code, "unit_code": u.unit_code, "units": u.units} for u in answer.units]
    else:
        columns = ["account", "currency_code", "balance"]
        rows = [
            {"account": r.account_code, "currency_code": r.currency_code, "balance": r.balance} for r in answer.rows
        ]
    if as_json:
        print_json({"company": company, "as_of": _day(as_of), "rows": rows})
    else:
        print_table(columns, rows)


@report.command("profit-and-loss")
@COMPANY
@click.option("--from", "start", type=DAY, required=True)
@click.option("--to", "end", type=DAY, required=True)
@JSON
def profit_and_loss(company: str, start: object, end: object, as_json: bool) -> None:
    """Income and expenses between two days, both whole."""
    ledger, found = _company(company)
    request = pb.GetProfitAndLossRequest(company_id=found, from_date=_day(start), to_date=_day(end))
    answer = ledger.call(ledger.stub.GetProfitAndLoss, request)
    if as_json:
        sums = {"income": dict(answer.income), "expenses": dict(answer.expenses), "net": dict(answer.net)}
        print_json({"company": company, "from": _day(start), "to": _day(end), **sums})
    else:
        _print_statement(answer.rows, {"Income": answer.income, "Expenses": answer.expenses, "Profit": answer.net})


@report.command("balance-sheet")
@COMPANY
@click.option("--as-of", type=DAY, required=True, help="The end of this day.")
@JSON
def balance_sheet(company: str, as_of: object, as_json: bool) -> None:
    """Assets, liabilities and equity."""
    ledger, found = _company(company)
    answer = ledger.call(ledger.stub.GetBalanceSheet, pb.GetBalanceSheetRequest(company_id=found, as_of=_day(as_of)))
    sums = {
        "assets": dict(answer.assets),
        "liabilities": dict(answer.liabilities),
        "equity": dict(answer.equity),
        "unclosed_result": dict(answer.unclosed_result),
    }
    if as_json:
        rows = [
            {"account": r.account_code, "currency_code": r.currency_code, "balance": r.balance} for r in answer.rows
        ]
        print_json({"company": company, "as_of": _day(as_of), "rows": rows, **sums})
    else:
        _print_statement(answer.rows, {name.replace("_", " ").capitalize(): values for name, values in sums.items()})


report.add_command(general_ledger)


def _print_statement(rows: Sequence[pb.BalanceRow], sums: dict[str, dict[str, str]]) -> None:
    columns = ["account", "currency_code", "balance"]
    shown = [{"account": r.account_code, "currency_code": r.currency_code, "balance": r.balance} for r in rows]
    totals = [
        {"account": name, "currency_code": currency, "balance": amount}
        for name, values in sums.items()
        for currency, amount in sorted(values.items())
    ]
    print_table(columns, shown, totals)


def _company(code: str) -> tuple[LedgerClient, str]:
    ledger = LedgerClient(Connection.open())
    return ledger, ledger.company(code).id


def _day(value: object) -> str:
    return value.date().isoformat() if value is not None else ""  # type: ignore[attr-defined]
