"""Looking up what vouchers name: currencies, and dimensions where there are any."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from businessm.ledger.v1 import voucher_pb2

from book_keeper.convert_drafts import currencies_of, dimensions_of
from book_keeper.domain.terms import Terms
from book_keeper.store.dimension_sets import DimensionSets
from book_keeper.store.directory import LedgerDirectory


@dataclass(frozen=True, slots=True)
class VoucherTerms:
    """What vouchers are read with. Only those with dimensions ask the database each time."""

    directory: LedgerDirectory
    sets: DimensionSets

    async def of(
        self,
        tenant: str,
        company_id: uuid.UUID,
        vouchers: Sequence[voucher_pb2.Voucher],
        *,
        taking_back: bool = False,
    ) -> Terms:
        """`taking_back`: they may name what is archived. Raises NotFound on `company_id`."""
        ledgers = await self.directory.ledgers(tenant, company_id, currencies_of(vouchers))
        named = dimensions_of(vouchers)
        own = await self.directory.own(tenant, company_id)
        if not named:
            return Terms(own, ledgers)
        return Terms(own, ledgers, await self.sets.opened(tenant, company_id, named, archived_too=taking_back))
