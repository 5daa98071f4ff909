"""Refusals of stock beyond those that every context has."""

from m_kit.errors import BusinessError, Code

DOMAIN = "businessm.stock.v1"


class InsufficientStock(BusinessError):
    """Less is available than asked for. Metadata: item_id, warehouse_id, available, requested."""

    code = Code.FAILED_PRECONDITION
    domain = DOMAIN
    reason = "INSUFFICIENT_STOCK"


class ItemDiffers(BusinessError):
    """The item moved in this company before under another unit, scale or valuation method."""

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
