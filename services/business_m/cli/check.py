"""`m check`: what must never break."""

from pathlib import Path
from typing import Any

import click
from businessm.check.v1 import check_service_pb2 as pb
from businessm.check.v1 import check_service_pb2_grpc

from business_m.call_journal import CallJournal, JournalInvalid, read_call_journal
from business_m.catalog import NAMES
from business_m.cli.check_inventory import checked_inventory
from business_m.cli.check_journal import checked_journal
from business_m.cli.check_tenants import checked_tenants
from business_m.cli.connection import Connection
from business_m.cli.found import Found
from business_m.cli.outcome import REFUSED, USAGE, Ended, print_json
from business_m.cli.tables import print_table

INVARIANTS = {
    "I1": "debit = credit per voucher and currency, and over the company",
    "I2": "every write a client saw succeed is there (needs a journal of what was sent)",
    "I3": "nothing is there that nobody sent (needs a journal of what was sent)",
    "I4": "one entry per request and document step",
    "I5": "on-hand = sum of moves, never below zero where forbidden",
    "I6": "stock value = inventory accounts, but for what is pending",
    "I7": "sub-ledgers = control accounts",
    "I8": "balances = the lines they stand for",
    "I9": "voucher numbers are gapless",
    "I10": "closed periods are unchanged",
    "I11": "a retry answers the same (needs a journal of what was sent)",
    "I12": "no row of another tenant in any answer (sampled: a stranger asks every list)",
    "I13": "the audit chain verifies",
    "I14": "no document stays half done",
}
_WORST_FIRST = (pb.Invariant.VIOLATED, pb.Invariant.OK, pb.Invariant.NOT_APPLICABLE)


@click.command()
@click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A client's record of what it sent and was answered, for I2, I3 and I11: its writes are sent once more.",
)
@click.option("--json", "as_json", is_flag=True)
def check(journal: Path | None, as_json: bool) -> None:
    """Ask every context for its invariants; exit 1 where one is violated."""
    sent = _read(journal) if journal else None
    connection = Connection.open()
    stub = check_service_pb2_grpc.CheckServiceStub(connection.channel)
    answers = [
        connection.call(stub.RunChecks, pb.RunChecksRequest(context=context), context=context) for context in NAMES
    ]
    across = [checked_inventory(connection), checked_tenants(connection)]
    found = _merged([invariant for answer in answers for invariant in answer.invariants], across)
    if sent is not None:
        by_journal = {one["id"]: one for one in checked_journal(connection, sent)}
        found = [by_journal.get(one["id"], one) for one in found]
    violated = [one for one in found if one["status"] == "violated"]
    if as_json:
        print_json({"ok": not violated, "invariants": found})
    else:
        shown = [{**one, "checked": str(one["checked"]), "rule": INVARIANTS[str(one["id"])]} for one in found]
        print_table(["id", "status", "checked", "rule"], shown)
    if violated:
        sentences = [f"{one['id']}: {text}" for one in violated for text in one["violations"]]
        raise Ended("\n".join(sentences), REFUSED, told=True)


def _read(path: Path) -> CallJournal:
    try:
        return read_call_journal(path)
    except JournalInvalid as error:
        raise Ended(str(error), USAGE) from error


def _merged(answers: list[pb.Invariant], across: list[Found]) -> list[dict[str, Any]]:
    """One entry per invariant: the worst of what the contexts said and of what was found across them, all sentences."""
    merged: list[dict[str, Any]] = []
    for name in INVARIANTS:
        said = [answer for answer in answers if answer.id == name]
        found = [one for one in across if one.id == name]
        statuses = {answer.status for answer in said} | {_status(one) for one in found}
        worst = next((status for status in _WORST_FIRST if status in statuses), pb.Invariant.NOT_APPLICABLE)
        merged.append(
            {
                "id": name,
                "status": pb.Invariant.Status.Name(worst).lower(),
                "checked": sum(answer.checked for answer in said) + sum(one.checked for one in found),
                "violations": [
                    *(text for answer in said for text in answer.violations),
                    *(text for one in found for text in one.violations),
                ],
            }
        )
    return merged


def _status(found: Found) -> pb.Invariant.Status:
    if found.violations:
        return pb.Invariant.VIOLATED
    return pb.Invariant.OK if found.checked else pb.Invariant.NOT_APPLICABLE
