"""`m demo`: a company to look at."""

import click
from m_kit import clock

from business_m.cli.connection import Connection
from business_m.cli.demo_writer import Counts, DemoWriter
from business_m.cli.outcome import print_json
from business_m.cli.progress_bar import progress_bar
from business_m.demo.goods import CODE
from business_m.demo.journal_plan import planned_journal
from business_m.demo.trade_plan import planned_trade

SEED = 42
DOCUMENTS = ("goods_receipts", "deliveries", "journal_entries")


@click.command()
@click.option("--json", "as_json", is_flag=True)
def demo(as_json: bool) -> None:
    """Make the demo company: a wholesaler's year of goods and books. Again it makes what is missing, nothing twice."""
    connection = Connection.open()
    started = clock.monotonic_seconds()
    writer, counts = make_demo(connection)
    seconds = f"{clock.monotonic_seconds() - started:.1f}"
    if as_json:
        print_json(
            {
                "company": CODE,
                "company_id": writer.company_id,
                "made": counts.made,
                "already_there": counts.already_there,
                "seconds": seconds,
            }
        )
    else:
        told = [f"{counts.made[noun]} {noun.replace('_', ' ')}" for noun in ("items", *DOCUMENTS)]
        there = sum(counts.already_there[noun] for noun in DOCUMENTS)
        click.echo(f"company {CODE}: {', '.join(told)} made, {there} documents were there before, in {seconds} s")


def make_demo(connection: Connection) -> tuple[DemoWriter, Counts]:
    """Makes what is missing of the demo company. Raises Ended."""
    trade = planned_trade(SEED)
    journal = planned_journal(SEED, trade)
    with progress_bar("demo", len(trade) + len(journal)) as advance:
        writer = DemoWriter(connection, SEED, advance)
        writer.write(trade, journal)
    return writer, writer.counts
