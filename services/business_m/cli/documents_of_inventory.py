"""Which documents make stock and its accounts differ: what each moved in stock beside what it moved on the accounts."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from businessm.ledger.v1 import ledger_service_pb2_grpc, report_pb2, voucher_pb2
from businessm.stock.v1 import (
    movement_pb2,
    recompute_pb2,
    recompute_service_pb2_grpc,
    stock_service_pb2_grpc,
)
from m_kit.decimals import format_decimal

from business_m.cli.check_inventory import Inventory, Key
from business_m.cli.connection import Connection
from business_m.cli.pages import listed

LEDGER_ENTRIES_A_CALL = 5_000


@dataclass(slots=True)
class _Document:
    """What it moved on an account: as stock says, as the ledger says. Without an id it is a voucher of nobody's."""

    document_type: str = ""
    document_number: str = ""
    posting_date: str = ""
    stock: Decimal = field(default_factory=Decimal)
    balance: Decimal = field(default_factory=Decimal)


class DocumentsOfInventory:
    """Reads all that a company's stock and inventory accounts ever moved: only where they differ."""

    def __init__(self, connection: Connection, company_id: str, inventory: Inventory) -> None:
        self._connection = connection
        self._company_id = company_id
        self._inventory = inventory
        self._ledger = ledger_service_pb2_grpc.LedgerServiceStub(connection.channel)
        self._stock = stock_service_pb2_grpc.StockServiceStub(connection.channel)
        self._recomputes = recompute_service_pb2_grpc.RecomputeServiceStub(connection.channel)

    def that_differ(self, keys: Collection[Key]) -> list[dict[str, str]]:
        """A row for each document and account of `keys` on which the two differ, by day."""
        documents: dict[tuple[str, Key], _Document] = defaultdict(_Document)
        self._add_movements(documents)
        self._add_revaluations(documents)
        self._add_vouchers(documents, keys)
        rows = [
            {
                "document_id": document_id,
                "document_type": one.document_type,
                "document_number": one.document_number,
                "posting_date": one.posting_date,
                "account": account,
                "currency_code": currency_code,
                "stock": format_decimal(one.stock),
                "balance": format_decimal(one.balance),
                "difference": format_decimal(one.stock - one.balance),
            }
            for (document_id, (account, currency_code)), one in documents.items()
            if (account, currency_code) in keys and one.stock != one.balance
        ]
        return sorted(rows, key=lambda row: (row["posting_date"], row["document_id"]))

    def _add_movements(self, documents: dict[tuple[str, Key], _Document]) -> None:
        for movement in self._movements():
            key = self._inventory.account_of[movement.warehouse_id], movement.value.currency_code
            one = documents[movement.document_id, key]
            one.document_type, one.document_number = movement.document_type, movement.document_number
            one.posting_date = movement.posting_date
            value = Decimal(movement.value.amount)
            one.stock += -value if movement.direction == movement_pb2.OUT else value

    def _movements(self) -> Iterator[movement_pb2.Movement]:
        after = 0
        while True:
            request = movement_pb2.StreamStockLedgerRequest(
                company_id=self._company_id, after_sequence=after, limit=LEDGER_ENTRIES_A_CALL
            )
            entries = list(self._connection.call(self._stock.StreamStockLedger, request))
            yield from (entry.movement for entry in entries)
            if len(entries) < LEDGER_ENTRIES_A_CALL:
                return
            after = entries[-1].sequence

    def _add_revaluations(self, documents: dict[tuple[str, Key], _Document]) -> None:
        request = recompute_pb2.ListRevaluationsRequest(
            company_id=self._company_id, state=recompute_pb2.Revaluation.CONFIRMED
        )
        for found in listed(self._connection, self._recomputes.ListRevaluations, request, "revaluations"):
            for share in found.shares:
                key = self._inventory.account_of[share.warehouse_id], share.value.currency_code
                one = documents[found.posting.document_id, key]
                one.document_type, one.posting_date = found.posting.document_type, found.posting_date
                one.stock += Decimal(share.value.amount)

    def _add_vouchers(self, documents: dict[tuple[str, Key], _Document], keys: Collection[Key]) -> None:
        vouchers = {one.id: one for one in self._pages(self._ledger.ListVouchers, voucher_pb2.ListVouchersRequest)}
        for account in sorted({account for account, _ in keys if account}):
            request = report_pb2.GetAccountStatementRequest(company_id=self._company_id, account_code=account)
            for entry in listed(self._connection, self._ledger.GetAccountStatement, request, "entries"):
                money = entry.debit if entry.HasField("debit") else entry.credit
                voucher = vouchers[entry.voucher_id]
                one = documents[voucher.source.document_id or voucher.id, (account, money.currency_code)]
                one.document_type = one.document_type or voucher.source.document_type or "voucher"
                one.document_number = one.document_number or voucher.document_number or voucher.number
                one.posting_date = one.posting_date or voucher.posting_date
                amount = Decimal(money.amount)
                one.balance += amount if entry.HasField("debit") else -amount

    def _pages(self, method: Callable[..., Any], request: type[Any]) -> Iterator[Any]:
        return listed(self._connection, method, request(company_id=self._company_id), "vouchers")
