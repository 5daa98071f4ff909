"""The ledger engine's rules as a pure state machine: what every engine answers, and in which order it looks.

No clock, no disk, no lock: the caller says what time it is. Rules and the precedence of codes are TigerBeetle's (its
reference of create_accounts and create_transfers).
"""

from collections.abc import MutableMapping, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from m_engines.ledger.existing import existing_account_code, existing_code, replay_of
from m_engines.ledger.port import (
    Account,
    AccountFlags,
    AlreadyCommitted,
    Balance,
    Committed,
    Entry,
    Leg,
    LegKind,
    NewAccount,
    Rejected,
    Result,
    Transfer,
    TransferFlags,
)
from m_engines.ledger.rules import (
    MOST_TIMESTAMP,
    Refused,
    balanced_amount,
    moved,
    refuse,
    require_agreement,
    require_form,
    require_id,
    require_limits,
    require_resolving_form,
    require_room,
    require_same_kind,
    require_timestamp,
    resolution,
    resolved_amount,
    transfer,
)

NANOSECONDS = 1_000_000_000
# Whether these happen depends on the moment: an id that failed so stays failed, or a retry could succeed unexpectedly.
TRANSIENT = frozenset(
    {
        "debit_account_not_found",
        "credit_account_not_found",
        "pending_transfer_not_found",
        "exceeds_credits",
        "exceeds_debits",
        "debit_account_already_closed",
        "credit_account_already_closed",
    }
)

Key = TypeVar("Key")
Value = TypeVar("Value")


class Held(Enum):
    """What became of a pending leg, in the words of the code that refuses to resolve it once more."""

    PENDING = "pending"
    POSTED = "already_posted"
    VOIDED = "already_voided"
    EXPIRED = "expired"


class _Change(NamedTuple):
    """What stood in a mapping before: None where nothing did."""

    mapping: MutableMapping[Any, Any]
    key: Any
    before: Any


class LedgerMachine:
    """Accounts and transfers of one tenant, both in the order of their timestamps."""

    def __init__(self) -> None:
        self.accounts: dict[int, Account] = {}
        self.transfers: dict[int, Transfer] = {}
        self.held: dict[int, Held] = {}
        self.history: dict[tuple[int, int], Balance] = {}
        self._failed: set[int] = set()
        self._expiring: dict[int, int] = {}
        self._clock = 0
        self._changes: list[_Change] = []

    def open_accounts(self, accounts: Sequence[NewAccount], now: int) -> list[Result]:
        """One result per account. `now` in nanoseconds since 1970."""
        return [self._open_account(account, now) for account in accounts]

    def submit(self, entries: Sequence[Entry], now: int) -> list[Result]:
        """One result per entry. `now` in nanoseconds since 1970."""
        self.expire(now)
        return [self._entry(entry, now) for entry in entries]

    def expire(self, now: int) -> None:
        """Gives back what was held for too long."""
        for transfer_id in [one for one, at in self._expiring.items() if at <= now]:
            pending = self.transfers[transfer_id]
            self._release(pending, Held.EXPIRED)
            del self._expiring[transfer_id]
        self._changes.clear()

    # Accounts

    def _open_account(self, account: NewAccount, now: int) -> Result:
        try:
            timestamp = self._opened(account, self._tick(now))
        except Refused as refused:
            if refused.code == "exists":
                return AlreadyCommitted(self.accounts[account.id].timestamp)
            return Rejected(refused.code)
        self._changes.clear()
        return Committed(timestamp=timestamp)

    def _opened(self, account: NewAccount, tick: int) -> int:
        imported = AccountFlags.IMPORTED in account.flags
        require_timestamp(imported, account.timestamp, tick)
        require_id(account.id, "id")
        found = self.accounts.get(account.id)
        if found is not None:
            raise Refused(existing_account_code(account, found))
        limits = AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS
        refuse(limits in account.flags, "flags_are_mutually_exclusive")
        refuse(not account.ledger, "ledger_must_not_be_zero")
        refuse(not account.code, "code_must_not_be_zero")
        if imported:
            self._require_later(account.timestamp, self.accounts, self.transfers)
        timestamp = account.timestamp if imported else tick
        self._put(self.accounts, account.id, Account(*account[:7], timestamp=timestamp))
        return timestamp

    # Entries

    def _entry(self, entry: Entry, now: int) -> Result:
        timestamp = 0
        last = len(entry.legs) - 1
        for i, leg in enumerate(entry.legs):
            try:
                require_same_kind(leg, entry.legs[0].imported)
                timestamp = self._leg(leg, self._tick(now), linked=i < last)
            except Refused as refused:
                self._roll_back()
                return self._refused(entry, i, refused.code)
        self._changes.clear()
        return Committed(timestamp=timestamp)

    def _refused(self, entry: Entry, i: int, code: str) -> Result:
        if code in TRANSIENT:
            self._failed.add(entry.legs[i].id)
        if i == 0 and code == "exists":
            return replay_of(entry, self.transfers)
        return Rejected(code, i)

    def _leg(self, leg: Leg, tick: int, *, linked: bool) -> int:
        """The leg's timestamp, once it has happened. Raises Refused."""
        require_timestamp(leg.imported, leg.timestamp, tick)
        require_id(leg.id, "id")
        found = self.transfers.get(leg.id)
        if found is not None:
            pending = self.transfers.get(leg.pending_id)
            raise Refused(existing_code(leg, found, pending, linked=linked))
        refuse(leg.id in self._failed, "id_already_failed")
        if leg.kind in (LegKind.POST, LegKind.VOID):
            return self._resolve(leg, tick, linked=linked)
        return self._move(leg, tick, linked=linked)

    def _move(self, leg: Leg, tick: int, *, linked: bool) -> int:
        """A single or a pending leg."""
        require_form(leg)
        debit, credit = self._accounts_of(leg)
        timestamp = leg.timestamp if leg.imported else tick
        if leg.imported:
            self._require_later(timestamp, self.transfers, self.accounts)
            refuse(timestamp <= debit.timestamp, "imported_event_timestamp_must_postdate_debit_account")
            refuse(timestamp <= credit.timestamp, "imported_event_timestamp_must_postdate_credit_account")
            refuse(leg.timeout_seconds > 0, "imported_event_timeout_must_be_zero")
        refuse(AccountFlags.CLOSED in debit.flags, "debit_account_already_closed")
        refuse(AccountFlags.CLOSED in credit.flags, "credit_account_already_closed")
        amount = balanced_amount(leg, debit, credit)
        pending = leg.kind is LegKind.PENDING
        require_room(debit, credit, amount, pending=pending)
        expires = timestamp + leg.timeout_seconds * NANOSECONDS
        refuse(expires > MOST_TIMESTAMP, "overflows_timeout")
        require_limits(debit, credit, amount)
        self._put(self.transfers, leg.id, transfer(leg, amount, timestamp, linked=linked))
        if pending:
            self._put(self.held, leg.id, Held.PENDING)
        if leg.timeout_seconds:
            self._put(self._expiring, leg.id, expires)
        self._keep(timestamp, *moved(debit, credit, amount, pending=pending, closing=leg.closing))
        return timestamp

    def _resolve(self, leg: Leg, tick: int, *, linked: bool) -> int:
        """A post or a void leg."""
        require_resolving_form(leg)
        pending = self.transfers.get(leg.pending_id)
        if pending is None:
            raise Refused("pending_transfer_not_found")
        require_agreement(leg, pending)
        amount = resolved_amount(leg, pending)
        held = self.held[pending.id]
        refuse(held is not Held.PENDING, f"pending_transfer_{held.value}")
        refuse(self._expiring.get(pending.id, MOST_TIMESTAMP) <= tick, "pending_transfer_expired")
        timestamp = leg.timestamp if leg.imported else tick
        if leg.imported:
            self._require_later(timestamp, self.transfers, self.accounts)
        if leg.kind is LegKind.POST:
            for side, account_id in (("debit", pending.debit), ("credit", pending.credit)):
                closed = AccountFlags.CLOSED in self.accounts[account_id].flags
                refuse(closed, f"{side}_account_already_closed")
        self._put(self.transfers, leg.id, resolution(leg, pending, amount, timestamp, linked=linked))
        self._drop(self._expiring, pending.id)
        if leg.kind is LegKind.VOID:
            self._keep(timestamp, *self._release(pending, Held.VOIDED))
        else:
            self._keep(timestamp, *moved(*self._release(pending, Held.POSTED), amount))
        return timestamp

    def _release(self, pending: Transfer, ended: Held) -> tuple[Account, Account]:
        """Its accounts without what it held; unless it is posted they are no longer closed by it."""
        self._put(self.held, pending.id, ended)
        debit, credit = self.accounts[pending.debit], self.accounts[pending.credit]
        debit = debit._replace(debits_pending=debit.debits_pending - pending.amount)
        credit = credit._replace(credits_pending=credit.credits_pending - pending.amount)
        if ended is not Held.POSTED and TransferFlags.CLOSING_DEBIT in pending.flags:
            debit = debit._replace(flags=debit.flags & ~AccountFlags.CLOSED)
        if ended is not Held.POSTED and TransferFlags.CLOSING_CREDIT in pending.flags:
            credit = credit._replace(flags=credit.flags & ~AccountFlags.CLOSED)
        self._put(self.accounts, debit.id, debit)
        self._put(self.accounts, credit.id, credit)
        return debit, credit

    def _accounts_of(self, leg: Leg) -> tuple[Account, Account]:
        debit, credit = self.accounts.get(leg.debit), self.accounts.get(leg.credit)
        if debit is None:
            raise Refused("debit_account_not_found")
        if credit is None:
            raise Refused("credit_account_not_found")
        refuse(debit.ledger != credit.ledger, "accounts_must_have_the_same_ledger")
        refuse(leg.ledger != debit.ledger, "transfer_must_have_the_same_ledger_as_accounts")
        return debit, credit

    def _keep(self, timestamp: int, debit: Account, credit: Account) -> None:
        for account in (debit, credit):
            self._put(self.accounts, account.id, account)
            if AccountFlags.HISTORY in account.flags:
                self._put(self.history, (account.id, timestamp), Balance(timestamp, *account[8:]))

    def _require_later(self, timestamp: int, alike: dict[int, Any], others: dict[int, Any]) -> None:
        """An imported timestamp comes after all of its own kind, and is nobody else's."""
        regressed = alike and timestamp <= next(reversed(alike.values())).timestamp
        taken = any(other.timestamp == timestamp for other in others.values())
        refuse(bool(regressed) or taken, "imported_event_timestamp_must_not_regress")

    # What was changed, so that it can be undone

    def _tick(self, now: int) -> int:
        """The next timestamp: the time, or as little after the last one as can be."""
        self._clock = max(self._clock + 1, now)
        return self._clock

    def _put(self, mapping: MutableMapping[Key, Value], key: Key, value: Value) -> None:
        self._changes.append(_Change(mapping, key, mapping.get(key)))
        mapping[key] = value

    def _drop(self, mapping: MutableMapping[Key, Value], key: Key) -> None:
        if key in mapping:
            self._changes.append(_Change(mapping, key, mapping.pop(key)))

    def _roll_back(self) -> None:
        while self._changes:
            change = self._changes.pop()
            if change.before is None:
                del change.mapping[change.key]
            else:
                change.mapping[change.key] = change.before
