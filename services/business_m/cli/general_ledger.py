"""`m report general-ledger`: every voucher's lines, as CSV or JSON lines, however many there are."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO

import click
from businessm.ledger.v1 import report_pb2 as pb
from businessm.ledger.v1 import voucher_pb2

from business_m.cli.connection import Connection
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import progress

VOUCHERS_A_CALL = 2000
COLUMNS = (
    "sequence",
    "voucher_id",
    "number",
    "posting_date",
    "post_time",
    "line",
    "account",
    "currency_code",
    "debit",
    "credit",
    "functional_amount",
    "unit_code",
    "units",
    "dimensions",
    "payee",
    "narration",
)
# What a spreadsheet takes for a formula, or for a cell's end.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEXTS = ("account", "dimensions", "payee", "narration")

Row = dict[str, str | int]


@click.command("general-ledger")
@click.option("--company", required=True, help="The company's code.")
@click.option("--after", type=click.IntRange(min=0), default=0, help="Go on after this sequence.")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; stdout where left out.")
def general_ledger(company: str, after: int, form: str, output: Path | None) -> None:
    """Write every sealed voucher line by line, in the order of the audit chain.

    The last sequence is said on stderr: --after goes on from there without a gap.
    """
    connection = Connection.open()
    ledger = LedgerClient(connection)
    request = pb.StreamGeneralLedgerRequest(
        company_id=ledger.company(company).id, after_sequence=after, limit=VOUCHERS_A_CALL
    )
    with output.open("w", encoding="utf-8", newline="") if output else nullcontext(sys.stdout) as file:
        write = _WRITERS[form](file)
        last = _written(connection, ledger, request, write)
    progress(f"up to sequence {last}")


def _written(
    connection: Connection, ledger: LedgerClient, request: pb.StreamGeneralLedgerRequest, write: Callable[[Row], object]
) -> int:
    """The last sequence. One call after the other, so that none takes longer than a call may."""
    while True:
        count = 0
        for one in connection.stream(ledger.stub.StreamGeneralLedger, request):
            request.after_sequence = one.sequence
            count += 1
            for row in _rows(one.sequence, one.voucher):
                write(row)
        if count < VOUCHERS_A_CALL:
            return int(request.after_sequence)


def _rows(sequence: int, voucher: voucher_pb2.Voucher) -> Iterator[Row]:
    for number, line in enumerate(voucher.lines, 1):
        money = line.debit if line.HasField("debit") else line.credit
        yield {
            "sequence": sequence,
            "voucher_id": voucher.id,
            "number": voucher.number,
            "posting_date": voucher.posting_date,
            "post_time": voucher.post_time.ToJsonString(),
            "line": number,
            "account": line.account_code,
            "currency_code": money.currency_code,
            "debit": line.debit.amount,
            "credit": line.credit.amount,
            "functional_amount": line.functional_amount,
            "unit_code": line.units.unit_code,
            "units": line.units.value,
            "dimensions": ";".join(f"{kind}:{code}" for kind, code in sorted(line.dimensions.items())),
            "payee": voucher.payee,
            "narration": line.narration or voucher.narration,
        }


def _csv(file: TextIO) -> Callable[[Row], object]:
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    return lambda row: writer.writerow({name: _cell(name, value) for name, value in row.items()})


def _cell(name: str, value: str | int) -> str | int:
    """What anybody may have written is no formula when a spreadsheet opens the file (OWASP, CSV injection)."""
    return f"'{value}" if name in _TEXTS and str(value).startswith(_FORMULA) else value


def _jsonl(file: TextIO) -> Callable[[Row], object]:
    return lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")


_WRITERS: dict[str, Callable[[TextIO], Callable[[Row], object]]] = {"csv": _csv, "jsonl": _jsonl}
