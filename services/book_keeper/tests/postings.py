"""Vouchers held and confirmed, as a document's owner asks for it."""

import uuid
from typing import Any

import grpc
from businessm.ledger.v1 import voucher_pb2
from m_kit.clock import SystemClock
from m_kit.ids import new_id
from m_kit.posting import POSTED, Decision, Posting
from m_kit.testing import Metadata

from book_keeper.tests.books import DAY, Books, voucher

NUMBER = "GRN/2026/00001"


def posting(books: Books, *, attempt: int = 0, purpose: str = "post", document: uuid.UUID | None = None) -> Posting:
    """Of a document nobody has seen, where none is named."""
    company = uuid.UUID(books.company_id)
    return Posting("wms", company, "wms.goods_receipt", document or new_id(), purpose, 1, attempt)


def by_roles(amount: str, debit: str, credit: str, day: str = DAY) -> voucher_pb2.Voucher:
    """A voucher of two roles."""
    lines = [voucher_pb2.VoucherLine(role=debit), voucher_pb2.VoucherLine(role=credit)]
    lines[0].debit.currency_code = lines[1].credit.currency_code = "INR"
    lines[0].debit.amount = lines[1].credit.amount = amount
    return voucher(*lines, day=day)


class Owner:
    """Asks the ledger as wms does."""

    def __init__(self, channel: grpc.aio.Channel, books: Books, metadata: Metadata) -> None:
        self.books = books.seen_by(channel, metadata)

    def reserve(self, of: Posting, what: voucher_pb2.Voucher, **fields: Any) -> Any:
        """ReserveVoucher."""
        return self.books.call("ReserveVoucher", posting=of.message(), voucher=what, **fields)

    def confirm(self, of: Posting, number: str = NUMBER) -> Any:
        """ConfirmVoucher of a posting that was decided."""
        decision = Decision(of.id, POSTED, number, SystemClock().now())
        return self.books.call("ConfirmVoucher", decision=decision.message())

    def cancel(self, of: Posting) -> Any:
        """CancelVoucher of a posting that has its tombstone."""
        return self.books.call("CancelVoucher", posting=of.message())
