"""`m import chart`: a chart of accounts from CSV."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click
from businessm.ledger.v1 import account_pb2

from business_m.cli.connection import Connection
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import REFUSED, Ended, print_json, progress

NEEDED = ("code", "type")
WANTED = ("name", "parent", "role")


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of the file; `row` is its line, header = 1."""

    row: int
    code: str
    name: str
    type: str
    parent: str
    role: str


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--company", required=True, help="The company's code.")
@click.option("--json", "as_json", is_flag=True)
def chart(file: Path, company: str, as_json: bool) -> None:
    """Import a chart of accounts from CSV: what is there already stays, so the same command again goes on.

    Columns: code, type (ASSET, LIABILITY, EQUITY, INCOME, EXPENSE); and if wanted name, parent, role.
    """
    rows = _read(file)
    ledger = LedgerClient(Connection.open())
    found = ledger.company(company)
    known = {account.code for account in ledger.accounts(found.id)}
    new = [_account(found.id, one) for one in _parents_first(rows, known) if one.code not in known]
    ledger.create_accounts(new)
    roles = [one for one in rows if one.role and not ledger.has_posting_rule(found.id, one.role)]
    for one in roles:
        ledger.create_posting_rule(found.id, one.role, one.code)
    progress(f"{len(new)} accounts made, {len(rows) - len(new)} were there before, {len(roles)} roles given")
    if as_json:
        print_json(
            {
                "company": company,
                "accounts": len(rows),
                "accounts_created": len(new),
                "posting_rules_created": len(roles),
            }
        )


def _read(file: Path) -> list[ChartRow]:
    """Raises Ended, naming the row."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            _require_header(reader.fieldnames or ())
            rows = [_row(number, fields) for number, fields in enumerate(reader, 2)]
    except (csv.Error, UnicodeDecodeError) as error:
        raise Ended(f"{file.name} is no CSV in UTF-8: {error}", REFUSED, reason="FIELD_INVALID") from error
    codes: set[str] = set()
    for one in rows:
        if one.code in codes:
            raise _refused(one.row, f"account {one.code!r} stands twice")
        codes.add(one.code)
    return rows


def _require_header(names: Iterable[str]) -> None:
    names = list(names)
    wrong = [name for name in NEEDED if name not in names]
    if wrong or len(names) != len(set(names)):
        raise _refused(1, f"the header needs {', '.join(NEEDED)}, each once")
    unknown = [name for name in names if name not in (*NEEDED, *WANTED)]
    if unknown:
        raise _refused(1, f"unknown column {unknown[0]!r}")


def _row(number: int, fields: dict[str, str | None]) -> ChartRow:
    if None in fields or None in fields.values():
        raise _refused(number, "not as many cells as the header")
    cells = {name: (fields.get(name) or "").strip() for name in (*NEEDED, *WANTED)}
    kind = cells["type"].upper()
    if kind not in account_pb2.Account.Type.keys() or kind == "TYPE_UNSPECIFIED":  # noqa: SIM118 - an enum wrapper
        raise _refused(number, f"{cells['type']!r} is no type of account")
    if not cells["code"]:
        raise _refused(number, "no code")
    return ChartRow(number, cells["code"], cells["name"], kind, cells["parent"], cells["role"])


def _parents_first(rows: list[ChartRow], known: set[str]) -> list[ChartRow]:
    """Raises Ended for a parent that is nowhere, and for accounts that are each other's parents."""
    waiting = {one.code: one for one in rows}
    ordered: list[ChartRow] = []
    while waiting:
        level = [one for one in waiting.values() if one.parent not in waiting]
        if not level:
            first = next(iter(waiting.values()))
            raise _refused(first.row, f"account {first.code!r} stands below itself")
        for one in level:
            if one.parent and one.parent not in known and one.parent not in {done.code for done in ordered}:
                raise _refused(one.row, f"no account {one.parent!r}")
            del waiting[one.code]
        ordered += level
    return ordered


def _account(company_id: str, one: ChartRow) -> account_pb2.Account:
    return account_pb2.Account(
        company_id=company_id,
        code=one.code,
        name=one.name,
        type=one.type,
        parent_code=one.parent,
    )


def _refused(row: int, message: str) -> Ended:
    return Ended(f"row {row}: {message}", REFUSED, reason="FIELD_INVALID")
