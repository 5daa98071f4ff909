"""What comes with the product is put in at start, and again where a newer version of it says otherwise.

A code that a newer version no longer has stays: documents name it.
"""

from m_kit.clock import Clock
from m_kit.uow import UnitOfWork

from m_masters.domain.currencies import standard_currencies
from m_masters.domain.uoms import standard_uoms
from m_masters.store.currencies import CurrencyRepository
from m_masters.store.tables import EVERYONE
from m_masters.store.uoms import UomRepository


async def put_standards(uow: UnitOfWork, clock: Clock) -> int:
    """Brings standard currencies and units up to date; answers how many were new or had changed."""
    async with uow.transaction(EVERYONE) as transaction:
        currencies, uoms = CurrencyRepository(transaction), UomRepository(transaction)
        stored = {*await currencies.standards(), *await uoms.standards()}
        new_currencies = [one for one in standard_currencies().values() if one not in stored]
        new_uoms = [one for one in standard_uoms().values() if one not in stored]
        await currencies.put_standards(new_currencies, clock.now())
        await uoms.put_standards(new_uoms, clock.now())
    return len(new_currencies) + len(new_uoms)
