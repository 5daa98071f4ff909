"""Posting vouchers: resolve roles and accounts, check the balance, hand the entries to the engine."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from m_engines.ledger import (
    AlreadyCommitted,
    Committed,
    Entry,
    LedgerEngine,
    Leg,
    NewLedger,
    Receipt,
    Rejected,
    Result,
    Unknown,
    VoucherRow,
)
from m_engines.ledger.port import CONTROL_ACCOUNT, LEG_BITS, LineRow
from m_kit.errors import BusinessError, ConflictRetry, Duplicate, RequestIdReused, Unavailable
from m_kit.outgoing import seconds_left
from m_kit.uow import UnitOfWork

from book_keeper.domain.errors import (
    AccountArchived,
    AccountUnknown,
    DimensionRequired,
    PeriodClosed,
    PeriodLocked,
    PostingRuleMissing,
    VoucherAlreadyReversed,
)
from book_keeper.domain.vouchers import Draft, Line, Voucher, require_balanced
from book_keeper.store.directory import LedgerDirectory
from book_keeper.store.posting_rules import PostingRuleRepository
from book_keeper.store.vouchers import VoucherRepository
from book_keeper.usecases.carry_vouchers import EngineCarrier

_LOW_BITS = (1 << LEG_BITS) - 1


@dataclass(frozen=True, slots=True)
class Posted:
    """In the books; `replayed` where an earlier call had put it there. `voucher` is None after a rehearsal."""

    draft: Draft
    voucher: Voucher | None
    replayed: bool = False


Outcome = Posted | BusinessError


class Posting:
    """Puts drafts into the books, each standing or falling alone."""

    def __init__(
        self, uow: UnitOfWork, directory: LedgerDirectory, engine: LedgerEngine, carrier: EngineCarrier | None = None
    ) -> None:
        self._uow = uow
        self._directory = directory
        self._engine = engine
        self._carrier = carrier

    async def post_one(self, tenant: str, draft: Draft, field: str = "", *, rehearse: bool = False) -> Posted:
        """Posts one draft. Raises what it is refused with; `field` is put before the paths that errors name."""
        outcome = (await self.post_all(tenant, [draft], field, rehearse=rehearse))[0]
        if isinstance(outcome, BusinessError):
            raise outcome
        return outcome

    async def post_all(
        self, tenant: str, drafts: Sequence[Draft], field: str = "", *, rehearse: bool = False
    ) -> list[Outcome]:
        """An outcome per draft, in order. With `rehearse` all is checked and nothing posted.

        Raises Unavailable where the engine did not answer: what was posted is not known, send the same call again.
        """
        outcomes: list[Outcome | None] = [None] * len(drafts)
        sendable: list[tuple[int, Draft, Entry]] = []
        for i, resolved in enumerate(await self._with_roles_resolved(tenant, drafts, field)):
            try:
                if isinstance(resolved, BusinessError):
                    raise resolved
                require_balanced(resolved.lines, f"{field}lines")
                await self._require_engine(tenant, resolved, field)
                sendable.append((i, resolved, await self._entry(tenant, resolved, field)))
            except BusinessError as refusal:
                outcomes[i] = refusal
        results = await self._submit(tenant, sendable, rehearse)
        replayed = await self._replayed(tenant, sendable, results)
        for (i, draft, _), result in zip(sendable, results, strict=True):
            outcomes[i] = _outcome(draft, result, replayed, field)
        if self._carrier and not rehearse:
            await self._carrier.carry(tenant, _in_the_books(outcomes))
        return [outcome for outcome in outcomes if outcome is not None]

    async def _require_engine(self, tenant: str, draft: Draft, field: str) -> None:
        await self._directory.require_engine(tenant, draft.company_id)
        if self._carrier:
            self._carrier.require_fits(len(draft.lines), f"{field}lines")

    async def _submit(self, tenant: str, sendable: Sequence[tuple[int, Draft, Entry]], rehearse: bool) -> list[Result]:
        if not sendable:
            return []
        entries = [entry for _, _, entry in sendable]
        rows = [_row(draft) for _, draft, _ in sendable]
        return await self._engine.submit(tenant, entries, seconds_left(), rows, dry_run=rehearse)

    async def _with_roles_resolved(
        self, tenant: str, drafts: Sequence[Draft], field: str
    ) -> Sequence[Draft | PostingRuleMissing]:
        roles = {line.role for draft in drafts for line in draft.lines if line.role and not line.account_code}
        if not roles:
            return drafts
        async with self._uow.transaction(tenant) as transaction:
            rules = await PostingRuleRepository(transaction).by_roles(drafts[0].company_id, roles)
        accounts = {role: rule.account_code for role, rule in rules.items()}
        return [_resolved(draft, accounts, field) for draft in drafts]

    async def _entry(self, tenant: str, draft: Draft, field: str) -> Entry:
        codes = {line.account_code for line in draft.lines}
        keys = await self._directory.account_keys(tenant, draft.company_id, codes)
        for i, line in enumerate(draft.lines):
            if line.account_code not in keys:
                raise AccountUnknown(
                    f"no account {line.account_code!r}",
                    field=f"{field}lines[{i}].account_code",
                    metadata={"account_code": line.account_code},
                )
        first = draft.id.int & ~_LOW_BITS
        return Entry(tuple(_leg(first + i, line, keys) for i, line in enumerate(draft.lines, 1)))

    async def _replayed(
        self, tenant: str, sendable: Sequence[tuple[int, Draft, Entry]], results: Sequence[Result]
    ) -> dict[uuid.UUID, Voucher]:
        requests = [
            draft.request_id
            for (_, draft, _), result in zip(sendable, results, strict=True)
            if isinstance(result, AlreadyCommitted)
        ]
        if not requests:
            return {}
        async with self._uow.transaction(tenant) as transaction:
            return await VoucherRepository(transaction).by_requests(requests)


def _in_the_books(outcomes: Sequence[Outcome | None]) -> list[uuid.UUID]:
    """Also those that an earlier call had put there: it may have ended before they were carried."""
    return [one.voucher.draft.id for one in outcomes if isinstance(one, Posted) and one.voucher]


def _resolved(draft: Draft, accounts: dict[str, str], field: str) -> Draft | PostingRuleMissing:
    lines = []
    for i, line in enumerate(draft.lines):
        code = line.account_code or accounts.get(line.role, "")
        if not code:
            return PostingRuleMissing(
                f"no posting rule says which account plays {line.role}",
                field=f"{field}lines[{i}].role",
                metadata={"role": line.role},
            )
        lines.append(replace(line, account_code=code))
    return replace(draft, lines=tuple(lines))


def _leg(leg_id: int, line: Line, keys: dict[str, int]) -> Leg:
    key = keys[line.account_code]
    debit, credit = (CONTROL_ACCOUNT, key) if line.is_credit else (key, CONTROL_ACCOUNT)
    return Leg(leg_id, debit, credit, abs(line.amount), line.ledger.ledger)


def _row(draft: Draft) -> VoucherRow:
    return VoucherRow(
        id=draft.id,
        company_id=draft.company_id,
        request_id=draft.request_id,
        input_hash=draft.input_hash,
        journal_code=draft.journal_code,
        posting_date=draft.posting_date,
        actor=draft.actor,
        lines=tuple(
            LineRow(line.unit_code, line.units, line.role, line.narration, line.dimensions.key, line.functional)
            for line in draft.lines
        ),
        payee=draft.payee,
        narration=draft.narration,
        source_type=draft.source.document_type,
        source_id=draft.source.document_id,
        source_purpose=draft.source.purpose,
        reverses_voucher_id=draft.reverses_voucher_id,
        closing=draft.closing,
        new_ledgers=_new_ledgers(draft),
        domain=draft.domain,
    )


def _new_ledgers(draft: Draft) -> tuple[NewLedger, ...]:
    new = {line.ledger for line in draft.lines if line.ledger.ledger < 0}
    return tuple(sorted(NewLedger(one.ledger, one.currency_code, one.scale) for one in new))


def _outcome(draft: Draft, result: Result, replayed: dict[uuid.UUID, Voucher], field: str) -> Outcome:
    if isinstance(result, Committed):
        return Posted(draft, _voucher(draft, result.receipt))
    if isinstance(result, AlreadyCommitted):
        # A rehearsal's own rival is in no book.
        return Posted(draft, replayed.get(draft.request_id), replayed=True)
    if isinstance(result, Unknown):
        raise Unavailable(f"the ledger's engine gave no answer ({result.reason}): send the same call again")
    return _refusal(draft, result, field)


def _voucher(draft: Draft, receipt: Receipt | None) -> Voucher | None:
    return Voucher(draft, receipt.year_label, receipt.sequence, receipt.post_time) if receipt else None


def _refusal(draft: Draft, result: Rejected, field: str) -> BusinessError:
    """An engine's refusal in the words of the contract."""
    line_field = f"{field}lines[{result.leg}].account_code"
    line = draft.lines[result.leg] if result.leg is not None else None
    day = draft.posting_date
    match result.code:
        case "request_id_reused":
            return RequestIdReused("this request_id was used before with other content", field="request_id")
        case "exists":
            return Duplicate(f"there is a voucher {draft.id}", field=f"{field}id")
        case "period_missing":
            return PeriodClosed(f"no period covers {day}: create its fiscal year", field=f"{field}posting_date")
        case "period_closed":
            return PeriodClosed(f"the period of {day} is closed", field=f"{field}posting_date")
        case "period_locked":
            return PeriodLocked(f"the period of {day} is locked", field=f"{field}posting_date")
        case "account_not_found" if line:
            return AccountUnknown(f"no account {line.account_code!r}", field=line_field)
        case "account_closed" if line:
            return AccountArchived(f"account {line.account_code!r} is archived", field=line_field)
        case "dimension_missing" if line:
            return DimensionRequired(
                f"account {line.account_code!r} requires dimensions", field=f"{field}lines[{result.leg}].dimensions"
            )
        case "already_reversed":
            return VoucherAlreadyReversed(f"voucher {draft.reverses_voucher_id} has a reversal", field="id")
        case "ledger_changed":
            return ConflictRetry("a currency's scale was declared meanwhile: send the same call again")
        case "source_exists":
            return Duplicate("this step of the document has a voucher", field=f"{field}source")
        case unknown:
            raise AssertionError(f"the engine rejected for a reason nobody knows: {unknown}")
