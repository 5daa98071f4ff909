"""Preferences."""

import sqlalchemy as sa
from m_kit.errors import EtagMismatch
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from m_desk.domain.preferences import Preferences, unchosen
from m_desk.store.tables import preferences


class PreferencesRepository:
    """Reads and writes preferences of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of(self, username: str) -> Preferences:
        """The user's; everybody has some."""
        query = sa.select(preferences).where(preferences.c.username == username)
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            return unchosen(self._transaction.tenant, username)
        return Preferences(
            id=row.id,
            username=row.username,
            theme=row.theme,
            language_code=row.language_code,
            company_id=row.company_id,
            density=row.density,
            sidebar_collapsed=row.sidebar_collapsed,
            revision=row.revision,
            update_time=row.update_time,
        )

    async def keep(self, changed: Preferences) -> None:
        """Writes the next revision. Raises EtagMismatch on `preferences.etag` where another came first."""
        values = {
            "id": changed.id,
            "tenant": self._transaction.tenant,
            "username": changed.username,
            "theme": changed.theme,
            "language_code": changed.language_code,
            "company_id": changed.company_id,
            "density": changed.density,
            "sidebar_collapsed": changed.sidebar_collapsed,
            "revision": changed.revision,
            "update_time": changed.update_time,
        }
        done = await self._transaction.execute(
            insert(preferences)
            .values(values)
            .on_conflict_do_update(
                index_elements=[preferences.c.id],
                set_=values,
                where=preferences.c.revision == changed.revision - 1,
            )
        )
        if not done.rowcount:
            raise EtagMismatch("they changed since they were read: read them again", field="preferences.etag")
