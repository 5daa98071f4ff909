"""What reserve_movements says no with, as errors that name the field."""

from m_kit.decimals import format_minor
from m_kit.errors import Archived, BusinessError, FieldInvalid, NotFound

from stock_keeper.domain.errors import (
    InsufficientStock,
    ItemDiffers,
    PeriodClosed,
    PromiseInvalid,
    SerialInStock,
    SerialNotInStock,
    SourceMovementInvalid,
    ValueExceeded,
)
from stock_keeper.domain.reservations import Line, Reserved
from stock_keeper.store.asked import Reserve


def refusal(asked: Reserve, found: Reserved) -> BusinessError:
    """Of an outcome that holds nothing."""
    if found.outcome == "currency_differs":
        return FieldInvalid("the company's stock is valued in another currency or scale", field="currency_code")
    if found.outcome == "period_closed":
        return PeriodClosed(f"{asked.posting_date:%Y-%m} is closed for stock", field="posting_date")
    index = max(found.line - 1, 0)
    return _of_line(asked, found, asked.lines[index], f"movements[{index}]")


def _of_line(asked: Reserve, found: Reserved, line: Line, path: str) -> BusinessError:
    if found.outcome == "insufficient":
        return _insufficient(found, line, path)
    if found.outcome == "value_exceeded":
        worth = format_minor(found.available or 0, asked.currency_scale)
        return ValueExceeded(f"what is there is worth {worth}", field=f"{path}.value", metadata={"available": worth})
    if found.outcome in ("serial_in_stock", "serial_not_in_stock"):
        return _of_serial(found, path)
    if found.outcome == "item_differs":
        return ItemDiffers(
            "it moved before under another unit, scale, valuation method or tracking",
            field=f"{path}.item_id",
            metadata={"item_id": str(line.item.id)},
        )
    if found.outcome == "source_invalid":
        return SourceMovementInvalid(
            f"movement {line.source_movement_id} is not confirmed, moved other goods, or has no such quantity left",
            field=f"{path}.source_movement_id",
        )
    if found.outcome == "promise_invalid":
        return PromiseInvalid(f"promise {line.promise_id} keeps none of this back any more", field=f"{path}.promise_id")
    return _of_place(found, line, path)


def _of_place(found: Reserved, line: Line, path: str) -> BusinessError:
    if found.outcome == "warehouse_missing":
        return NotFound(f"no warehouse {line.warehouse_id}", field=f"{path}.warehouse_id")
    if found.outcome == "warehouse_archived":
        return Archived(f"warehouse {line.warehouse_id} is archived", field=f"{path}.warehouse_id")
    if found.outcome == "location_missing":
        return NotFound("no such place in the warehouse", field=f"{path}.location_id")
    if found.outcome == "location_archived":
        return Archived("the place is archived", field=f"{path}.location_id")
    if found.outcome == "lot_missing":
        return NotFound(f"the item has no lot {line.lot_id}", field=f"{path}.lot_id")
    raise AssertionError(f"stock does not know the outcome {found.outcome}")


def _of_serial(found: Reserved, path: str) -> BusinessError:
    number = found.serial_number or ""
    kind, text = (
        (SerialInStock, f"{number} is in stock, or on its way")
        if found.outcome == "serial_in_stock"
        else (SerialNotInStock, f"{number} is not free there")
    )
    return kind(text, field=f"{path}.serial_numbers", metadata={"serial_number": number})


def _insufficient(found: Reserved, line: Line, path: str) -> BusinessError:
    available = format_minor(found.available or 0, line.item.quantity_scale, 0)
    requested = format_minor(line.quantity, line.item.quantity_scale, 0)
    return InsufficientStock(
        f"{available} available, {requested} asked for",
        field=f"{path}.quantity",
        metadata={
            "item_id": str(line.item.id),
            "warehouse_id": str(line.warehouse_id),
            "available": available,
            "requested": requested,
        },
    )
