"""The record of who closed and reopened what."""

import uuid
from datetime import datetime

from m_kit.ids import new_id
from m_kit.uow import Transaction

from book_keeper.store.tables import audit_event


async def record(
    transaction: Transaction, company_id: uuid.UUID, action: str, subject_id: uuid.UUID, actor: str, at: datetime
) -> None:
    """Adds one event, for ever."""
    await transaction.execute(
        audit_event.insert().values(
            id=new_id(),
            tenant=transaction.tenant,
            company_id=company_id,
            action=action,
            subject_id=subject_id,
            actor=actor,
            event_time=at,
        )
    )
