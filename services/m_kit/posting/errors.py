"""What postings are refused with."""

from m_kit.errors import BusinessError, Code

_POSTING = "businessm.posting.v1"


class ReservationCancelled(BusinessError):
    """This attempt was given up: its owner takes the next one."""

    code = Code.ABORTED
    reason = "RESERVATION_CANCELLED"
    domain = _POSTING


class ReservationUnknown(BusinessError):
    """Nothing is held under this id, so nothing can become final. An alarm."""

    code = Code.FAILED_PRECONDITION
    reason = "RESERVATION_UNKNOWN"
    domain = _POSTING


class ReservationDiffers(BusinessError):
    """The same attempt was reserved with other content."""

    code = Code.ALREADY_EXISTS
    reason = "RESERVATION_DIFFERS"
    domain = _POSTING


class DocumentPosting(BusinessError):
    """Keepers have not all confirmed the document's last posting yet."""

    code = Code.FAILED_PRECONDITION
    reason = "DOCUMENT_POSTING"
    domain = _POSTING
