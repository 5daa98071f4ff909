"""Refusals of stock beyond those that every context has."""

from m_kit.errors import BusinessError, Code

DOMAIN = "businessm.stock.v1"


class InsufficientStock(BusinessError):
    """Less is available than asked for. Metadata: item_id, warehouse_id, available, requested."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "INSUFFICIENT_STOCK"


class ItemDiffers(BusinessError):
    """The item moved in this company before under another unit, scale or valuation method or tracking."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "ITEM_DIFFERS"


class SourceMovementInvalid(BusinessError):
    """The movement to be taken back is not confirmed, is of other goods, or has no such quantity left."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "SOURCE_MOVEMENT_INVALID"


class LocationInUse(BusinessError):
    """The location has stock, or locations below it."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "LOCATION_IN_USE"


class LotRequired(BusinessError):
    """The item is tracked by lot, and no lot is named."""

    code = Code.INVALID_ARGUMENT
    domain = DOMAIN
    reason = "LOT_REQUIRED"


class SerialRequired(BusinessError):
    """The item is tracked by serial number, and each piece needs one."""

    code = Code.INVALID_ARGUMENT
    domain = DOMAIN
    reason = "SERIAL_REQUIRED"


class SerialInStock(BusinessError):
    """A piece of this serial number is in stock, or on its way in. Metadata: serial_number."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "SERIAL_IN_STOCK"


class SerialNotInStock(BusinessError):
    """No piece of this serial number is free in that place. Metadata: serial_number."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "SERIAL_NOT_IN_STOCK"


class PeriodClosed(BusinessError):
    """The month of the posting date is closed for stock."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "PERIOD_CLOSED"


class PromiseInvalid(BusinessError):
    """The promise is released, expired, kept, or of other goods."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "PROMISE_INVALID"


class ValueExceeded(BusinessError):
    """A revaluation takes more than goods are worth. Metadata: available."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "VALUE_EXCEEDED"


class PeriodPending(BusinessError):
    """Documents are still being posted into the period, or what was valued anew in it waits for its documents.
    Metadata: pending, and owner_contexts or revaluation_ids."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "PERIOD_PENDING"
