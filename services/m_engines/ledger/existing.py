"""An id that is taken: is it this very leg, and is it this very entry?"""

from collections.abc import Mapping

from m_engines.ledger.port import (
    MOST_AMOUNT,
    Account,
    AlreadyCommitted,
    Entry,
    Leg,
    LegKind,
    NewAccount,
    Rejected,
    Side,
    Transfer,
    TransferFlags,
)

_KINDS = {
    LegKind.SINGLE: TransferFlags.NONE,
    LegKind.PENDING: TransferFlags.PENDING,
    LegKind.POST: TransferFlags.POST,
    LegKind.VOID: TransferFlags.VOID,
}


def flags_of(leg: Leg, *, linked: bool) -> TransferFlags:
    """A leg's flags; `linked` where it is not the last of its entry."""
    flags = _KINDS[leg.kind]
    flags |= TransferFlags.BALANCING_DEBIT if Side.DEBIT in leg.balancing else 0
    flags |= TransferFlags.BALANCING_CREDIT if Side.CREDIT in leg.balancing else 0
    flags |= TransferFlags.CLOSING_DEBIT if Side.DEBIT in leg.closing else 0
    flags |= TransferFlags.CLOSING_CREDIT if Side.CREDIT in leg.closing else 0
    flags |= TransferFlags.IMPORTED if leg.imported else 0
    return flags | TransferFlags.LINKED if linked else flags


def replay_of(entry: Entry, stored: Mapping[int, Transfer]) -> AlreadyCommitted | Rejected:
    """What to answer for an entry whose first leg's id is taken. `stored` has every transfer that it names."""
    last = len(entry.legs) - 1
    for i, leg in enumerate(entry.legs):
        found = stored.get(leg.id)
        if found is None:
            return Rejected("exists", 0)
        code = existing_code(leg, found, stored.get(leg.pending_id), linked=i < last)
        if code != "exists":
            return Rejected(code, i)
    return AlreadyCommitted(stored[entry.legs[last].id].timestamp)


def existing_code(leg: Leg, found: Transfer, pending: Transfer | None, *, linked: bool) -> str:
    """How a leg differs from the transfer that has its id, "exists" where it does not.

    `pending` is the transfer that `leg.pending_id` names.
    """
    if flags_of(leg, linked=linked) != found.flags:
        return "exists_with_different_flags"
    if leg.pending_id != found.pending_id:
        return "exists_with_different_pending_id"
    if leg.timeout_seconds != found.timeout_seconds:
        return "exists_with_different_timeout"
    if pending is not None:
        return _different(_as_resolved(leg, found, pending), found)
    return _different(leg._replace(amount=_balanced(leg, found)), found)


def existing_account_code(account: NewAccount, found: Account) -> str:
    """How an account differs from the one that has its id, "exists" where it does not."""
    for field in ("flags", "user_data_128", "user_data_64", "user_data_32", "ledger", "code"):
        if getattr(account, field) != getattr(found, field):
            return f"exists_with_different_{field}"
    return "exists"


def _balanced(leg: Leg, found: Transfer) -> int:
    """A balancing leg's amount is the most that may move: what has moved is within it."""
    return found.amount if leg.balancing and leg.amount >= found.amount else leg.amount


def _as_resolved(leg: Leg, found: Transfer, pending: Transfer) -> Leg:
    """A post or void leg with what it leaves out, as it would have been filled in."""
    everything = 0 if leg.kind is LegKind.VOID else MOST_AMOUNT
    return leg._replace(
        debit=leg.debit or found.debit,
        credit=leg.credit or found.credit,
        amount=pending.amount if leg.amount == everything else leg.amount,
        user_data_128=leg.user_data_128 or pending.user_data_128,
        user_data_64=leg.user_data_64 or pending.user_data_64,
        user_data_32=leg.user_data_32 or pending.user_data_32,
        ledger=leg.ledger or found.ledger,
        code=leg.code or found.code,
    )


_COMPARED = {
    "debit": "debit_account_id",
    "credit": "credit_account_id",
    "amount": "amount",
    "user_data_128": "user_data_128",
    "user_data_64": "user_data_64",
    "user_data_32": "user_data_32",
    "ledger": "ledger",
    "code": "code",
}


def _different(wanted: Leg, found: Transfer) -> str:
    for field, name in _COMPARED.items():
        if getattr(wanted, field) != getattr(found, field):
            return f"exists_with_different_{name}"
    return "exists"
