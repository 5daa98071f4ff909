"""What a correct caller sends to a ledger engine: numbers within the widths that engines keep, entries that have legs.

Checked before an engine sees anything, so that every engine refuses the same. What is well formed and still wrong is
the engine's to reject, with a code.
"""

from collections.abc import Sequence

from m_engines.ledger.port import MOST_ID, MOST_PAGE, AccountFlags, Entry, Filter, Leg, LegKind, NewAccount, Side

_U16, _U32, _U64, _U128 = ((1 << bits) - 1 for bits in (16, 32, 64, 128))
_USER_DATA = {"user_data_128": _U128, "user_data_64": _U64, "user_data_32": _U32}
_ACCOUNT = {"id": MOST_ID, "ledger": _U32, "code": _U16, "timestamp": _U64, **_USER_DATA}
_LEG = {
    "id": MOST_ID,
    "debit": MOST_ID,
    "credit": MOST_ID,
    "amount": _U128,
    "ledger": _U32,
    "code": _U16,
    "pending_id": MOST_ID,
    "timeout_seconds": _U32,
    "timestamp": _U64,
    **_USER_DATA,
}
_LEG_KINDS = {"kind": LegKind, "balancing": Side, "closing": Side, "imported": bool}
_FILTER = {
    "ledger": _U32,
    "code": _U16,
    "timestamp_min": (1 << 63) - 1,
    "timestamp_max": (1 << 63) - 1,
    **_USER_DATA,
}


def require_entries(entries: Sequence[Entry], most_legs: int) -> None:
    """Raises ValueError naming the field of the first leg that no correct caller sends."""
    for entry in entries:
        if not 1 <= len(entry.legs) <= most_legs:
            raise ValueError(f"an entry has 1 to {most_legs} legs, not {len(entry.legs)}")
        for leg in entry.legs:
            require_leg(leg)


def require_leg(leg: Leg) -> None:
    """Raises ValueError naming the field of a leg that no correct caller sends."""
    _require_ranges(leg._asdict(), _LEG, f"leg {leg.id!r}")
    for name, kind in _LEG_KINDS.items():
        if type(getattr(leg, name)) is not kind:
            raise ValueError(f"leg {leg.id}: {name} is a {kind.__name__}, not {getattr(leg, name)!r}")


def require_accounts(accounts: Sequence[NewAccount]) -> None:
    """Raises ValueError naming the field of the first account that no correct caller sends."""
    for account in accounts:
        _require_ranges(account._asdict(), _ACCOUNT, f"account {account.id!r}")
        if type(account.flags) is not AccountFlags:
            raise ValueError(f"account {account.id}: flags are AccountFlags, not {account.flags!r}")


def require_filter(filter: Filter, *, of_account: bool = False) -> None:
    """Raises ValueError naming the field of a filter that no correct caller sends."""
    _require_ranges(filter._asdict(), _FILTER, "filter")
    if not 1 <= filter.limit <= MOST_PAGE:
        raise ValueError(f"filter: limit is 1 to {MOST_PAGE}, not {filter.limit}")
    if of_account and filter.ledger:
        raise ValueError("filter: ledger is the account's own")


def _require_ranges(given: dict[str, object], widest: dict[str, int], what: str) -> None:
    for name, most in widest.items():
        value = given[name]
        if type(value) is not int or not 0 <= value <= most:
            raise ValueError(f"{what}: {name} is a whole number from 0 to {most}, not {value!r}")
