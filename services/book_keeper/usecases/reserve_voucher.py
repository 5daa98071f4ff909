"""The ledger's side of posting a document: a voucher is held, put into the books, or dropped. See docs/posting.md."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from businessm.ledger.v1 import reservation_pb2, voucher_pb2
from m_kit.errors import BusinessError
from m_kit.pagination import Page
from m_kit.posting import Decision, Posting
from m_kit.posting.keeper_steps import require_own
from m_kit.posting.reservation_pages import ReservationPages, in_order
from m_kit.posting.reservations import HeldStore, require_cancelled, require_confirmed
from m_kit.uow import UnitOfWork

from book_keeper.convert import confirmed_message, pending_message, reservation_message, voucher_message
from book_keeper.domain.errors import (
    AccountArchived,
    AccountUnknown,
    DimensionRequired,
    PeriodClosed,
    PeriodLocked,
    PostingRuleMissing,
    VoucherAlreadyReversed,
)
from book_keeper.domain.vouchers import Draft, require_balanced
from book_keeper.store.directory import LedgerDirectory
from book_keeper.store.reservations import COLUMNS, Confirmed, ReservationSteps, Reserve, Reserved
from book_keeper.store.vouchers import VoucherRepository
from book_keeper.usecases.carry_vouchers import EngineCarrier


@dataclass(frozen=True, slots=True)
class Reservations:
    """The keeper's side of posting; what the sweeper works on."""

    uow: UnitOfWork
    directory: LedgerDirectory
    steps: ReservationSteps
    store: HeldStore
    carrier: EngineCarrier | None = None

    async def reserve(self, tenant: str, posting: Posting, draft: Draft, deferred: bool) -> voucher_pb2.Voucher:
        """The voucher as it is held. Raises what it is refused with: then nothing of it is held."""
        require_balanced(draft.lines, "voucher.lines")
        await self.directory.require_engine(tenant, draft.company_id)
        if self.carrier:
            self.carrier.require_fits(len(draft.lines), "voucher.lines")
        keys = await self._account_keys(tenant, draft)
        content = pending_message(draft).SerializeToString()
        found = await self.steps.reserve(tenant, Reserve(posting, draft, keys, content, deferred))
        require_own(found.outcome)
        if found.outcome not in ("reserved", "replayed"):
            raise _refusal(draft, found)
        if found.content is None and found.outcome == "replayed":
            return await self._in_the_books(tenant, found.voucher_id)
        return await self._with_codes(tenant, found.content or content, found.account_keys)

    async def confirm_and_answer(self, tenant: str, decision: Decision, deferred: bool) -> voucher_pb2.Voucher:
        """The voucher in the books. P6: refuses nothing that is held.

        Raises ReservationUnknown, ReservationCancelled.
        """
        found = await self._confirmed(tenant, decision, deferred)
        if found.content is None or found.voucher_id is None:
            return await self._in_the_books(tenant, found.voucher_id)
        message = await self._with_codes(tenant, found.content, found.account_keys)
        return confirmed_message(message, decision, found.year_label or "", found.sequence or 0, found.post_time)

    async def confirm(self, tenant: str, decision: Decision) -> None:
        """As confirm_and_answer, for whoever needs no answer."""
        await self._confirmed(tenant, decision, deferred=False)

    async def cancel(self, tenant: str, posting: Posting) -> None:
        """Drops what is held. Raises StateInvalid where it is in the books."""
        require_cancelled(await self.steps.cancel(tenant, posting), posting.id)

    async def page(
        self, tenant: str, page: Page, company_id: uuid.UUID, state: int
    ) -> tuple[list[reservation_pb2.Reservation], str]:
        """(a company's reservations of a state by posting id, the next page's token)."""
        async with self.uow.transaction(tenant) as transaction:
            rows, token = await ReservationPages(transaction, COLUMNS).page(page, company_id, state)
        found = []
        for row in rows:
            message = reservation_message(row)
            if row.heavy is not None:
                message.voucher.CopyFrom(await self._with_codes(tenant, row.heavy, row.accounts))
            found.append(message)
        return found, token

    async def by_ids(self, tenant: str, ids: Sequence[uuid.UUID]) -> list[reservation_pb2.Reservation]:
        """In the order asked, without vouchers; those that are not there are left out."""
        async with self.uow.transaction(tenant) as transaction:
            found = await ReservationPages(transaction, COLUMNS).by_ids(ids)
        return in_order(ids, found, reservation_message)

    async def tenants(self) -> list[str]:
        """Everyone who ever had something held here."""
        return await self.store.tenants()

    async def held(self, tenant: str, older_than_seconds: float) -> list[Posting]:
        """Postings that are neither confirmed nor cancelled, the oldest first."""
        return await self.store.older_than(tenant, older_than_seconds)

    async def _confirmed(self, tenant: str, decision: Decision, deferred: bool) -> Confirmed:
        """D3: what also goes to an engine outside is durable here before."""
        found = await self.steps.confirm(tenant, decision, deferred=deferred and self.carrier is None)
        require_confirmed(found.outcome, decision.posting_id)
        if self.carrier and found.voucher_id:
            await self.carrier.carry(tenant, [found.voucher_id])
        return found

    async def _account_keys(self, tenant: str, draft: Draft) -> dict[str, int]:
        codes = {line.account_code for line in draft.lines if line.account_code}
        keys = await self.directory.account_keys(tenant, draft.company_id, codes) if codes else {}
        for i, line in enumerate(draft.lines):
            if line.account_code and line.account_code not in keys:
                raise AccountUnknown(f"no account {line.account_code!r}", field=f"voucher.lines[{i}].account_code")
        return keys

    async def _with_codes(self, tenant: str, content: bytes, account_keys: Sequence[int]) -> voucher_pb2.Voucher:
        message = voucher_pb2.Voucher.FromString(content)
        codes = await self.directory.account_codes(tenant, account_keys)
        for line, key in zip(message.lines, account_keys, strict=True):
            line.account_code = codes[key]
        return message

    async def _in_the_books(self, tenant: str, voucher_id: uuid.UUID | None) -> voucher_pb2.Voucher:
        if voucher_id is None:
            raise AssertionError("a confirmed reservation has a voucher")
        async with self.uow.transaction(tenant) as transaction:
            return voucher_message(await VoucherRepository(transaction).get(voucher_id))


def _refusal(draft: Draft, found: Reserved) -> BusinessError:
    """What a voucher is refused with, in the words of the contract."""
    if found.outcome == "already_reversed":
        return VoucherAlreadyReversed(
            f"voucher {draft.reverses_voucher_id} has a reversal", field="reverses_voucher_id"
        )
    if found.outcome in ("period_missing", "period_closed", "period_locked"):
        return _refused_day(draft.posting_date, found.outcome)
    return _refused_line(draft, found)


def _refused_day(day: date, outcome: str) -> BusinessError:
    if outcome == "period_locked":
        return PeriodLocked(f"the period of {day} is locked", field="voucher.posting_date")
    if outcome == "period_missing":
        return PeriodClosed(f"no period covers {day}: create its fiscal year", field="voucher.posting_date")
    return PeriodClosed(f"the period of {day} is closed", field="voucher.posting_date")


def _refused_line(draft: Draft, found: Reserved) -> BusinessError:
    index = found.line or 0
    line, path = draft.lines[index], f"voucher.lines[{index}]"
    match found.outcome:
        case "rule_missing":
            return PostingRuleMissing(
                f"no posting rule says which account plays {line.role}",
                field=f"{path}.role",
                metadata={"role": line.role},
            )
        case "account_not_found":
            return AccountUnknown(f"no account {line.account_code!r}", field=f"{path}.account_code")
        case "account_closed":
            named = line.account_code or f"of role {line.role}"
            return AccountArchived(f"account {named} is archived", field=f"{path}.account_code")
        case "dimension_missing":
            named = line.account_code or f"of role {line.role}"
            return DimensionRequired(f"account {named} requires dimensions", field=f"{path}.dimensions")
        case unknown:
            raise AssertionError(f"the ledger does not know the outcome {unknown}")
