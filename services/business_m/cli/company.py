"""`m company create`."""

from datetime import date, timedelta

import click

from business_m.cli.connection import Connection
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import print_json, progress
from business_m.cli.scales import SCALES, scales_of


@click.group()
def company() -> None:
    """Companies."""


@company.command()
@click.option("--code", required=True, help="Short unique name, for example ACME.")
@click.option("--currency", required=True, help="Functional currency, for example USD.")
@click.option("--scale", "scales", multiple=True, type=SCALES, help="Digits after the point: USD=5. Again for more.")
@click.option("--chart", help="A chart of accounts to begin with: generic or india.")
@click.option("--first-year", type=click.DateTime(["%Y-%m-%d"]), help="Start of the first fiscal year.")
@click.option("--json", "as_json", is_flag=True)
def create(
    code: str,
    currency: str,
    scales: tuple[tuple[str, int], ...],
    chart: str | None,
    first_year: object,
    as_json: bool,
) -> None:
    """Create a company, with --chart its accounts and roles, and with --first-year its first twelve periods."""
    ledger = LedgerClient(Connection.open())
    made = ledger.create_company(code, currency, scales_of(scales))
    if chart:
        applied = ledger.apply_chart_template(made.id, chart)
        progress(f"{applied.accounts_created} accounts, {applied.posting_rules_created} roles")
    if first_year is not None:
        start = first_year.date()  # type: ignore[attr-defined]
        ledger.create_fiscal_year(made.id, start.isoformat(), year_end(start).isoformat())
    progress(f"company {made.code} keeps its books in {made.currency_code}")
    if as_json:
        print_json({"company_id": made.id, "code": made.code})


@company.command()
@click.option("--code", required=True)
@click.option("--json", "as_json", is_flag=True)
def show(code: str, as_json: bool) -> None:
    """Print a company's id."""
    found = LedgerClient(Connection.open()).company(code)
    if as_json:
        print_json({"company_id": found.id, "code": found.code})
    else:
        click.echo(found.id)


def year_end(start: date) -> date:
    """The last day of the twelve months that begin on `start`."""
    try:
        following = start.replace(year=start.year + 1)
    except ValueError:
        following = start.replace(year=start.year + 1, day=28)
    return following - timedelta(days=1)
