"""`m demo`: a company to look at."""

import click
from businessm.ledger.v1 import company_pb2
from m_kit import clock

from business_m.cli.connection import Connection
from business_m.cli.demo_writer import DemoWriter
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import UNREACHABLE, Ended, print_json, progress
from business_m.cli.progress_bar import progress_bar
from business_m.demo.documents import Counts
from business_m.demo.goods import CODE
from business_m.demo.journal_plan import planned_journal
from business_m.demo.trade_plan import planned_trade
from business_m.demo.year_end import AT_YEAR_END, planned_year_end
from business_m.parent import die_with

SEED = 42
DOCUMENTS = ("goods_receipts", "deliveries", "journal_entries")


@click.command()
@click.option("--if-empty", is_flag=True, help="Only where there is no company yet, or the demo's.")
@click.option("--parent", type=int, hidden=True, help="The server's process, to die with.")
@click.option("--json", "as_json", is_flag=True)
def demo(if_empty: bool, parent: int | None, as_json: bool) -> None:
    """Make the demo company: a wholesaler's year of goods and books. Again it makes what is missing, nothing twice."""
    if parent is not None:
        die_with(parent)
    try:
        _demo(if_empty=if_empty, as_json=as_json)
    except Ended as end:
        if parent is None or end.exit_code != UNREACHABLE:
            raise
        progress("the server stops: the demo company goes on with its next start")


def _demo(*, if_empty: bool, as_json: bool) -> None:
    connection = Connection.open()
    if if_empty and _is_in_use(connection):
        return
    started = clock.monotonic_seconds()
    company_id, counts = make_demo(connection)
    seconds = f"{clock.monotonic_seconds() - started:.1f}"
    if as_json:
        counted = {"made": counts.made, "already_there": counts.already_there}
        print_json({"company": CODE, "company_id": company_id, **counted, "seconds": seconds})
    else:
        nouns = ("items", *DOCUMENTS)
        told = [f"{counts.made[noun] + counts.already_there[noun]} {noun.replace('_', ' ')}" for noun in nouns]
        new = sum(counts.made[noun] for noun in nouns)
        click.echo(f"company {CODE}: {', '.join(told)}, {new} of them new, in {seconds} s")


def _is_in_use(connection: Connection) -> bool:
    """Somebody has companies of their own and none of ours."""
    ledger = LedgerClient(connection)
    companies = ledger.call(ledger.stub.ListCompanies, company_pb2.ListCompaniesRequest(page_size=1)).companies
    return bool(companies) and ledger.find_company(CODE) is None


def make_demo(connection: Connection) -> tuple[str, Counts]:
    """Makes what is missing of the demo company; answers its id and what was counted. Raises Ended."""
    trade = planned_trade(SEED)
    journal = planned_journal(SEED, trade)
    year_end = planned_year_end(trade)
    with progress_bar("demo", len(trade) + len(journal) + AT_YEAR_END) as advance:
        writer = DemoWriter(connection, SEED, advance)
        writer.write(trade, journal, year_end)
    return writer.company_id, writer.counts
