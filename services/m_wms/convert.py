"""Messages to domain and back, side by side. A Noun says how one type of document looks on the wire."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from businessm.ledger.v1 import reservation_pb2, voucher_pb2
from businessm.posting.v1 import posting_state_pb2
from businessm.stock.v1 import movement_pb2
from businessm.type.v1 import money_pb2, quantity_pb2
from businessm.wms.v1 import delivery_pb2, events_pb2, goods_receipt_pb2
from m_kit.decimals import format_decimal, format_minor, parse_minor
from m_kit.document import fill_document, fill_timestamp
from m_kit.posting import Attempt

from m_wms.domain.documents import DocumentType, Line, State, StockDocument
from m_wms.domain.values import RoleAmount


@dataclass(frozen=True, slots=True)
class Noun:
    """Names of one type of document: its field in requests, its messages, its partner, its series of numbers, and what
    others are told of it."""

    document_type: DocumentType
    field: str
    message: type[Any]
    line_message: type[Any]
    partner: str
    series_code: str
    posted_message: type[Any]
    cancelled_message: type[Any]

    @property
    def partner_field(self) -> str:
        """Of the message."""
        return f"{self.partner}_id"


GOODS_RECEIPT = Noun(
    DocumentType.GOODS_RECEIPT,
    "goods_receipt",
    goods_receipt_pb2.GoodsReceipt,
    goods_receipt_pb2.GoodsReceiptLine,
    "supplier",
    "GRN",
    events_pb2.GoodsReceiptPosted,
    events_pb2.GoodsReceiptCancelled,
)
DELIVERY = Noun(
    DocumentType.DELIVERY,
    "delivery",
    delivery_pb2.Delivery,
    delivery_pb2.DeliveryLine,
    "customer",
    "DN",
    events_pb2.DeliveryPosted,
    events_pb2.DeliveryCancelled,
)


def document_message(noun: Noun, document: StockDocument, *, confirmed: bool = True) -> Any:
    """A document as answered. `confirmed`: whether stock and ledger have all confirmed what was decided last."""
    message = noun.message(
        company_id=str(document.company_id),
        number=document.number,
        state=document.state.value,
        posting_date=document.posting_date.isoformat(),
        warehouse_id=str(document.warehouse.id),
        narration=document.narration,
        lines=[_line_message(noun, document, line) for line in document.lines],
    )
    setattr(message, noun.partner_field, str(document.partner_id))
    if document.state is not State.DRAFT:
        assert document.post_time is not None, f"{document.number} is decided without a time"
        message.posting_state = posting_state_pb2.POSTED if confirmed else posting_state_pb2.POSTING
        fill_timestamp(message.post_time, document.post_time)
        if document.lines:
            message.value.CopyFrom(money(document, document.value or 0))
    if document.cancel_date:
        message.cancel_date = document.cancel_date.isoformat()
    return fill_document(message, document)


def _line_message(noun: Noun, document: StockDocument, line: Line) -> Any:
    message = noun.line_message(
        item_id=str(line.item.id),
        quantity=quantity_pb2.Quantity(uom_code=line.uom_code, value=format_decimal(line.quantity)),
        stock_quantity=_stock_quantity(line),
        movement_id=line.movement_id,
    )
    if line.unit_cost is not None:
        cost = money_pb2.Money(currency_code=document.currency_code, amount=format_decimal(line.unit_cost))
        message.unit_cost.CopyFrom(cost)
    if line.value is not None:
        message.value.CopyFrom(money(document, line.value))
    return message


def money(document: StockDocument, minor: int) -> money_pb2.Money:
    """Minor units of the document's currency, every digit of its scale."""
    return money_pb2.Money(currency_code=document.currency_code, amount=format_minor(minor, document.currency_scale))


def minor_of(document: StockDocument, amount: money_pb2.Money) -> int:
    """What a keeper said, in minor units."""
    return parse_minor(amount.amount, document.currency_scale)


def movements_request(
    attempt: Attempt, document: StockDocument, direction: int, day: str, *, back: bool = False
) -> movement_pb2.ReserveMovementsRequest:
    """What stock is asked to hold. `back`: each line takes back its own movement, at that one's cost."""
    items = {line.item.id: line.item for line in document.lines}
    return movement_pb2.ReserveMovementsRequest(
        posting=attempt.posting.message(),
        posting_date=day,
        currency_code=document.currency_code,
        currency_scale=document.currency_scale,
        items=[
            movement_pb2.MovedItem(
                item_id=str(item.id),
                uom_code=item.uom_code,
                quantity_scale=item.quantity_scale,
                valuation_method=item.valuation_method,  # type: ignore[arg-type]
                allow_negative_stock=item.allow_negative_stock,
            )
            for item in items.values()
        ],
        movements=[_movement(document, line, direction, back) for line in document.lines],
    )


def _movement(document: StockDocument, line: Line, direction: int, back: bool) -> movement_pb2.MovementToReserve:
    brings = direction == movement_pb2.IN and not back
    return movement_pb2.MovementToReserve(
        item_id=str(line.item.id),
        warehouse_id=str(document.warehouse.id),
        direction=direction,  # type: ignore[arg-type]
        quantity=_stock_quantity(line),
        value=money(document, line.value or 0) if brings else None,
        source_movement_id=line.movement_id if back else "",
    )


def _stock_quantity(line: Line) -> quantity_pb2.Quantity:
    return quantity_pb2.Quantity(uom_code=line.item.uom_code, value=format_decimal(line.stock_quantity))


def voucher_request(
    attempt: Attempt, document: StockDocument, amounts: Sequence[RoleAmount], day: str
) -> reservation_pb2.ReserveVoucherRequest:
    """What the ledger is asked to hold."""
    voucher = voucher_pb2.Voucher(
        posting_date=day,
        narration=document.narration,
        lines=[_voucher_line(document, amount) for amount in amounts],
    )
    return reservation_pb2.ReserveVoucherRequest(posting=attempt.posting.message(), voucher=voucher)


def _voucher_line(document: StockDocument, amount: RoleAmount) -> voucher_pb2.VoucherLine:
    if amount.is_credit:
        return voucher_pb2.VoucherLine(role=amount.role, credit=money(document, amount.amount))
    return voucher_pb2.VoucherLine(role=amount.role, debit=money(document, amount.amount))
