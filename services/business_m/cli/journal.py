"""`m import journal`."""

from collections.abc import Iterator
from pathlib import Path

import click
from m_kit import clock

from business_m.cli.chart import chart
from business_m.cli.connection import Connection
from business_m.cli.journal_import import JournalImport, Totals
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import REFUSED, Ended, print_json, progress
from business_m.cli.scales import SCALES, scales_of

SHOWN_ERRORS = 20


@click.group("import")
def import_() -> None:
    """Bring data in from files."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--company", required=True, help="The company's code.")
@click.option("--create", is_flag=True, help="Make the company, fiscal years and accounts that are missing.")
@click.option("--scale", "scales", multiple=True, type=SCALES, help="With --create: digits after the point, USD=5.")
@click.option("--tolerance", default="0.02", show_default=True, help="Differences up to it are posted to ROUNDING.")
@click.option("--source", help="What names the file's transactions; the file's name where left out.")
@click.option("--dry-run", is_flag=True, help="Check everything, post nothing.")
@click.option("--json", "as_json", is_flag=True)
def journal(
    file: Path,
    company: str,
    create: bool,
    scales: tuple[tuple[str, int], ...],
    tolerance: str,
    source: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a journal from CSV: every row is checked first, then all is posted; the same command again goes on.

    Columns: txn, date, account, ledger_amount, ledger_currency; and if wanted payee, narration, units, unit_currency.
    """
    started = clock.monotonic_seconds()
    connection = Connection.open()
    importing = JournalImport(
        connection, LedgerClient(connection), file, company, scales_of(scales), tolerance, source or file.name
    )
    totals = importing.run(create=create, dry_run=dry_run)
    seconds = f"{clock.monotonic_seconds() - started:.1f}"
    _show(totals, company, source or file.name, dry_run, seconds, as_json)
    if totals.errors:
        raise Ended("\n".join(_lines(totals)), REFUSED, told=True)


import_.add_command(chart)


def _show(totals: Totals, company: str, source: str, dry_run: bool, seconds: str, as_json: bool) -> None:
    if as_json:
        print_json({"company": company, "source": source, "dry_run": dry_run, **totals.as_json(), "seconds": seconds})
    elif not totals.errors:
        posted = "would be posted" if dry_run else "posted"
        count = totals.transactions if dry_run else totals.posted
        progress(
            f"{count} transactions {posted}, {totals.already_posted} were there before, {totals.lines} lines, "
            f"{totals.accounts_created} accounts made, {totals.residual_vouchers} rounded, in {seconds} s"
        )


def _lines(totals: Totals) -> Iterator[str]:
    """What stands on stderr: the first errors, and how many more."""
    done = totals.posted + totals.already_posted
    yield f"stopped after {done} transactions: the same command goes on" if done else "nothing was posted"
    for error in totals.errors[:SHOWN_ERRORS]:
        yield f"row {error.row}, {error.column or 'the row'}: {error.message} ({error.reason})"
    if len(totals.errors) > SHOWN_ERRORS:
        yield f"and {len(totals.errors) - SHOWN_ERRORS} more: --json lists them"
