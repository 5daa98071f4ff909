"""What stock and ledger are asked to hold, and what stock answers."""

from collections.abc import Sequence

from businessm.ledger.v1 import reservation_pb2, voucher_pb2
from businessm.stock.v1 import movement_pb2
from businessm.type.v1 import money_pb2
from m_kit.decimals import format_decimal, parse_minor
from m_kit.posting import Attempt

from m_wms.convert.documents import money, quantity_message
from m_wms.domain.documents import Direction, StockDocument, StockedItem
from m_wms.domain.moves import Flow, Move, Plan
from m_wms.domain.vouchers import Held, RoleAmount


def movements_request(
    attempt: Attempt, document: StockDocument, plan: Plan, day: str
) -> movement_pb2.ReserveMovementsRequest:
    """All moves of the plan."""
    items = {move.item.id: move.item for move in plan.moves}
    flowing = {place for flow in plan.flows for place, _ in flow.ins}
    return movement_pb2.ReserveMovementsRequest(
        posting=attempt.posting.message(),
        posting_date=day,
        currency_code=document.currency_code,
        currency_scale=document.currency_scale,
        items=[_item(document, item) for item in items.values()],
        movements=[_movement(document, move, is_flow=i in flowing) for i, move in enumerate(plan.moves)],
        value_flows=[_flow(document, flow) for flow in plan.flows],
    )


def held_of(document: StockDocument, response: movement_pb2.ReserveMovementsResponse) -> list[Held]:
    """One for each move."""
    return [
        Held(one.movement_id, *(parse_minor(amount.amount, document.currency_scale) for amount in _amounts(one)))
        for one in response.movements
    ]


def voucher_request(
    attempt: Attempt, document: StockDocument, amounts: Sequence[RoleAmount], day: str
) -> reservation_pb2.ReserveVoucherRequest:
    """A voucher of roles."""
    voucher = voucher_pb2.Voucher(
        posting_date=day,
        narration=document.narration,
        lines=[_voucher_line(document, amount) for amount in amounts],
        domain=voucher_pb2.Voucher.STOCK,
        settle_exchange=any(amount.exchanged for amount in amounts),
    )
    return reservation_pb2.ReserveVoucherRequest(posting=attempt.posting.message(), voucher=voucher)


def _item(document: StockDocument, item: StockedItem) -> movement_pb2.MovedItem:
    cost = item.standard_cost
    return movement_pb2.MovedItem(
        item_id=str(item.id),
        uom_code=item.uom_code,
        quantity_scale=item.quantity_scale,
        valuation_method=item.valuation_method,  # type: ignore[arg-type]
        allow_negative_stock=item.allow_negative_stock,
        tracking=item.tracking,  # type: ignore[arg-type]
        standard_cost=None
        if cost is None
        else money_pb2.Money(currency_code=document.currency_code, amount=format_decimal(cost)),
    )


def _movement(document: StockDocument, move: Move, *, is_flow: bool) -> movement_pb2.MovementToReserve:
    has_cost = move.value is not None or bool(move.source_movement_id) or is_flow
    return movement_pb2.MovementToReserve(
        item_id=str(move.item.id),
        warehouse_id=str(move.warehouse.id),
        direction=move.direction.value,  # type: ignore[arg-type]
        quantity=None if move.direction is Direction.REVALUE else quantity_message(move.item.uom_code, move.quantity),
        value=None if move.value is None else money(document, move.value),
        source_movement_id=move.source_movement_id,
        lot_id=move.whereabouts.lot_id,
        serial_numbers=move.whereabouts.serial_numbers,
        location_id=move.whereabouts.location_id,
        to_location_id=move.to_location_id,
        promise_id=move.whereabouts.promise_id,
        at_last_cost=move.direction is Direction.IN and not has_cost,
    )


def _flow(document: StockDocument, flow: Flow) -> movement_pb2.ValueFlow:
    return movement_pb2.ValueFlow(
        from_lines=[place + 1 for place in flow.outs],
        extra_cost=money(document, flow.extra_cost) if flow.extra_cost else None,
        to=[
            movement_pb2.ValueShare(line=place + 1, weight="" if weight is None else format_decimal(weight))
            for place, weight in flow.ins
        ],
    )


def _amounts(one: movement_pb2.ReservedMovement) -> tuple[money_pb2.Money, money_pb2.Money, money_pb2.Money]:
    return one.value, one.variance, one.correction


def _voucher_line(document: StockDocument, amount: RoleAmount) -> voucher_pb2.VoucherLine:
    line = voucher_pb2.VoucherLine(role=amount.role)
    side = line.credit if amount.is_credit else line.debit
    side.CopyFrom(money(document, amount.amount))
    if one := amount.exchanged:
        line.functional_amount = side.amount
        side.CopyFrom(money_pb2.Money(currency_code=one.currency_code, amount=format_decimal(one.amount)))
    return line
