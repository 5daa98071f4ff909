"""What stands on a document keeps it from being taken back."""

from m_kit.caller import current_caller
from m_kit.uow import UnitOfWork

from m_wms.domain.documents import StockDocument
from m_wms.domain.errors import DocumentInUse
from m_wms.store.documents import first_resting_on


async def require_nothing_rests_on(uow: UnitOfWork, document: StockDocument) -> None:
    """Raises DocumentInUse naming a posted document whose lines rest on this one's. What comes between this look and
    the decision stock refuses: the movement is spent."""
    async with uow.transaction(current_caller().tenant) as transaction:
        other = await first_resting_on(transaction, document)
    if other is not None:
        raise DocumentInUse(
            f"{other.type.words} {other.number} rests on it: cancel that first",
            field="id",
            metadata={"document_type": other.type.value, "document_id": str(other.id), "number": other.number},
        )
