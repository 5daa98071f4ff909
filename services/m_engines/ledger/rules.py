"""The rules of the state machine, one by one: each raises Refused with the code that says which rule is broken."""

from m_engines.ledger.existing import flags_of
from m_engines.ledger.port import (
    MOST_AMOUNT,
    MOST_ID,
    Account,
    AccountFlags,
    Leg,
    LegKind,
    Side,
    Transfer,
    TransferFlags,
)

MOST_TIMESTAMP = (1 << 63) - 1


class Refused(Exception):
    """A rule is broken: `code` is TigerBeetle's name of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse(when: bool, code: str) -> None:
    """Raises Refused where the rule is broken."""
    if when:
        raise Refused(code)


def require_same_kind(leg: Leg, imported: bool) -> None:
    """The first leg says whether an entry is imported."""
    refuse(imported and not leg.imported, "imported_event_expected")
    refuse(leg.imported and not imported, "imported_event_not_expected")


def require_timestamp(imported: bool, timestamp: int, tick: int) -> None:
    """What is imported has a time before now, all else has none."""
    if imported:
        refuse(not 0 < timestamp < MOST_TIMESTAMP, "imported_event_timestamp_out_of_range")
        refuse(timestamp >= tick, "imported_event_timestamp_must_not_advance")
    else:
        refuse(timestamp != 0, "timestamp_must_be_zero")


def require_id(given: int, name: str) -> None:
    """Both ends of the range are no ids."""
    refuse(given == 0, f"{name}_must_not_be_zero")
    refuse(given == MOST_ID, f"{name}_must_not_be_int_max")


def require_form(leg: Leg) -> None:
    """What can be said of a single or pending leg without looking anything up."""
    require_id(leg.debit, "debit_account_id")
    require_id(leg.credit, "credit_account_id")
    refuse(leg.debit == leg.credit, "accounts_must_be_different")
    refuse(leg.pending_id != 0, "pending_id_must_be_zero")
    if leg.kind is not LegKind.PENDING:
        refuse(leg.timeout_seconds != 0, "timeout_reserved_for_pending_transfer")
        refuse(leg.closing is not Side.NONE, "closing_transfer_must_be_pending")
    refuse(not leg.ledger, "ledger_must_not_be_zero")
    refuse(not leg.code, "code_must_not_be_zero")


def require_resolving_form(leg: Leg) -> None:
    """What can be said of a post or void leg without looking anything up."""
    refuse(bool(leg.balancing or leg.closing), "flags_are_mutually_exclusive")
    require_id(leg.pending_id, "pending_id")
    refuse(leg.pending_id == leg.id, "pending_id_must_be_different")
    refuse(leg.timeout_seconds != 0, "timeout_reserved_for_pending_transfer")


def require_agreement(leg: Leg, pending: Transfer) -> None:
    """A post or void leg leaves out what its hold says, or says the same."""
    refuse(TransferFlags.PENDING not in pending.flags, "pending_transfer_not_pending")
    for field in ("debit", "credit", "ledger", "code"):
        given = getattr(leg, field)
        name = f"{field}_account_id" if field in ("debit", "credit") else field
        refuse(given not in (0, getattr(pending, field)), f"pending_transfer_has_different_{name}")


def resolved_amount(leg: Leg, pending: Transfer) -> int:
    """What a post or void leg comes to."""
    everything = 0 if leg.kind is LegKind.VOID else MOST_AMOUNT
    amount = pending.amount if leg.amount == everything else leg.amount
    refuse(amount > pending.amount, "exceeds_pending_transfer_amount")
    refuse(leg.kind is LegKind.VOID and amount < pending.amount, "pending_transfer_has_different_amount")
    return amount


def balanced_amount(leg: Leg, debit: Account, credit: Account) -> int:
    """What a leg may move without an overdraft of the sides that it balances."""
    amount = leg.amount
    if Side.DEBIT in leg.balancing:
        amount = min(amount, max(0, debit.credits_posted - debit.debits_posted - debit.debits_pending))
    if Side.CREDIT in leg.balancing:
        amount = min(amount, max(0, credit.debits_posted - credit.credits_posted - credit.credits_pending))
    return amount


def require_room(debit: Account, credit: Account, amount: int, *, pending: bool) -> None:
    """Every sum stays within 128 bits."""
    if pending:
        refuse(debit.debits_pending + amount > MOST_AMOUNT, "overflows_debits_pending")
        refuse(credit.credits_pending + amount > MOST_AMOUNT, "overflows_credits_pending")
    refuse(debit.debits_posted + amount > MOST_AMOUNT, "overflows_debits_posted")
    refuse(credit.credits_posted + amount > MOST_AMOUNT, "overflows_credits_posted")
    refuse(debit.debits_pending + debit.debits_posted + amount > MOST_AMOUNT, "overflows_debits")
    refuse(credit.credits_pending + credit.credits_posted + amount > MOST_AMOUNT, "overflows_credits")


def require_limits(debit: Account, credit: Account, amount: int) -> None:
    """The accounts' own limits; what is held counts."""
    if AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS in debit.flags:
        refuse(debit.debits_pending + debit.debits_posted + amount > debit.credits_posted, "exceeds_credits")
    if AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS in credit.flags:
        refuse(credit.credits_pending + credit.credits_posted + amount > credit.debits_posted, "exceeds_debits")


def moved(
    debit: Account, credit: Account, amount: int, *, pending: bool = False, closing: Side = Side.NONE
) -> tuple[Account, Account]:
    """The accounts after a movement."""
    if pending:
        debit = debit._replace(debits_pending=debit.debits_pending + amount)
        credit = credit._replace(credits_pending=credit.credits_pending + amount)
    else:
        debit = debit._replace(debits_posted=debit.debits_posted + amount)
        credit = credit._replace(credits_posted=credit.credits_posted + amount)
    if Side.DEBIT in closing:
        debit = debit._replace(flags=debit.flags | AccountFlags.CLOSED)
    if Side.CREDIT in closing:
        credit = credit._replace(flags=credit.flags | AccountFlags.CLOSED)
    return debit, credit


def transfer(leg: Leg, amount: int, timestamp: int, *, linked: bool) -> Transfer:
    """A single or pending leg as it is kept."""
    return Transfer(
        leg.id,
        leg.debit,
        leg.credit,
        amount,
        leg.ledger,
        leg.code,
        flags_of(leg, linked=linked),
        leg.pending_id,
        leg.timeout_seconds,
        leg.user_data_128,
        leg.user_data_64,
        leg.user_data_32,
        timestamp,
    )


def resolution(leg: Leg, pending: Transfer, amount: int, timestamp: int, *, linked: bool) -> Transfer:
    """A post or void leg with what it leaves out."""
    return pending._replace(
        id=leg.id,
        amount=amount,
        flags=flags_of(leg, linked=linked),
        pending_id=leg.pending_id,
        timeout_seconds=0,
        user_data_128=leg.user_data_128 or pending.user_data_128,
        user_data_64=leg.user_data_64 or pending.user_data_64,
        user_data_32=leg.user_data_32 or pending.user_data_32,
        timestamp=timestamp,
    )
