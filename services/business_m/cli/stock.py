"""`m stock`: goods beside their accounts."""

from decimal import Decimal
from typing import Any

import click
from businessm.ledger.v1 import company_pb2
from m_kit.decimals import format_decimal

from business_m.cli.check_inventory import Amounts, Comparison, Key
from business_m.cli.connection import Connection
from business_m.cli.documents_of_inventory import DocumentsOfInventory
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import REFUSED, Ended, print_json
from business_m.cli.tables import print_table

Row = dict[str, str]


@click.group()
def stock() -> None:
    """Goods and what they are worth."""


@stock.command()
@click.option("--company", default="", help="The company's code; all companies where left out.")
@click.option("--json", "as_json", is_flag=True)
def reconcile(company: str, as_json: bool) -> None:
    """Lay stock's value beside the inventory accounts; exit 1 where they differ, with the documents that make it so."""
    connection = Connection.open()
    comparison = Comparison(connection)
    companies = [LedgerClient(connection).company(company)] if company else list(comparison.companies())
    found = [one for one in (_reconciled(connection, comparison, each) for each in companies) if one["warehouses"]]
    if as_json:
        print_json({"ok": not any(map(_differences, found)), "companies": found})
    else:
        for one in found:
            _show(one)
    differing = [one["company"] for one in found if _differences(one)]
    if differing:
        raise Ended(f"stock and ledger differ: {', '.join(differing)}", REFUSED, told=as_json)


def _reconciled(connection: Connection, comparison: Comparison, company: company_pb2.Company) -> dict[str, Any]:
    inventory = comparison.inventory(company.id)
    warehouses = [
        {
            "warehouse": inventory.warehouse_codes[one.warehouse_id],
            "account": inventory.account_of[one.warehouse_id],
            "currency_code": one.value.currency_code,
            "value": one.value.amount,
            "pending": one.pending_value.amount,
        }
        for one in comparison.values(company.id)
    ]
    read = comparison.accounts(company.id) if warehouses else {}
    accounts = [_account(key, amounts) for key, amounts in sorted(read.items())]
    differing = {key for key, amounts in read.items() if amounts is not None and amounts.unexplained}
    documents = DocumentsOfInventory(connection, company.id, inventory).that_differ(differing) if differing else []
    return {"company": company.code, "warehouses": warehouses, "accounts": accounts, "documents": documents}


def _account(key: Key, amounts: Amounts | None) -> Row:
    """One that never stood still has no amounts."""
    account, currency_code = key
    if amounts is None:
        return {"account": account, "currency_code": currency_code}
    return {
        "account": account,
        "currency_code": currency_code,
        "stock": _text(amounts.stock),
        "balance": _text(amounts.account),
        "pending": _text(amounts.pending),
        "difference": _text(amounts.unexplained),
    }


def _differences(found: dict[str, Any]) -> list[Row]:
    return [one for one in found["accounts"] if one.get("difference", "0") != "0"]


def _show(found: dict[str, Any]) -> None:
    print(f"company {found['company']}")
    print_table(["warehouse", "account", "currency_code", "value", "pending"], found["warehouses"])
    print_table(["account", "currency_code", "stock", "balance", "pending", "difference"], found["accounts"])
    if found["documents"]:
        print("documents that stock and ledger know differently:")
        columns = ["document_type", "document_number", "posting_date", "account", "stock", "balance", "difference"]
        print_table([*columns, "document_id"], found["documents"])


def _text(amount: Decimal) -> str:
    return format_decimal(amount)
