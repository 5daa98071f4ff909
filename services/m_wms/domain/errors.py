"""What documents are refused with, beside what all contexts share."""

from m_kit.errors import BusinessError, Code


class DocumentInUse(BusinessError):
    """A posted document rests on this one: metadata has document_type, document_id and number."""

    code = Code.FAILED_PRECONDITION
    reason = "DOCUMENT_IN_USE"
    domain = "businessm.wms.v1"
