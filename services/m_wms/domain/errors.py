"""What documents are refused with, beside what all contexts share."""

from m_kit.errors import BusinessError, Code


class DocumentInUse(BusinessError):
    """A posted document rests on this one: metadata has document_type, document_id and number."""

    code = Code.FAILED_PRECONDITION
    reason = "DOCUMENT_IN_USE"
    domain = "businessm.wms.v1"


class DeliveryChanged(BusinessError):
    """What was picked is not what the delivery says now: metadata has delivery_id and delivery_line."""

    code = Code.FAILED_PRECONDITION
    reason = "DELIVERY_CHANGED"
    domain = "businessm.wms.v1"


class StandardCostMissing(BusinessError):
    """Nobody said what the item is worth that day: metadata has item_id, currency_code and date."""

    code = Code.FAILED_PRECONDITION
    reason = "STANDARD_COST_MISSING"
    domain = "businessm.wms.v1"


class OverCapacity(BusinessError):
    """A place has less room than is to go there: metadata has location_id and room."""

    code = Code.FAILED_PRECONDITION
    reason = "OVER_CAPACITY"
    domain = "businessm.wms.v1"


class OverReceipt(BusinessError):
    """More came than was ordered and the item allows: metadata has ordered and most."""

    code = Code.FAILED_PRECONDITION
    reason = "OVER_RECEIPT"
    domain = "businessm.wms.v1"


class UnderReceipt(BusinessError):
    """Less came than was ordered and the item allows: metadata has ordered and least."""

    code = Code.FAILED_PRECONDITION
    reason = "UNDER_RECEIPT"
    domain = "businessm.wms.v1"
