"""Our legs and accounts as the cluster's, and back. Flags have the same bits on both sides."""

import tigerbeetle

from m_engines.ledger.existing import flags_of
from m_engines.ledger.port import Account, AccountFlags, Balance, Filter, Leg, NewAccount, Side, Transfer, TransferFlags


def transfer_message(leg: Leg, *, linked: bool) -> tigerbeetle.Transfer:
    """A leg; `linked` where it is not the last of its entry."""
    return tigerbeetle.Transfer(
        id=leg.id,
        debit_account_id=leg.debit,
        credit_account_id=leg.credit,
        amount=leg.amount,
        pending_id=leg.pending_id,
        user_data_128=leg.user_data_128,
        user_data_64=leg.user_data_64,
        user_data_32=leg.user_data_32,
        timeout=leg.timeout_seconds,
        ledger=leg.ledger,
        code=leg.code,
        flags=tigerbeetle.TransferFlags(int(flags_of(leg, linked=linked))),
        timestamp=leg.timestamp,
    )


def transfer(message: tigerbeetle.Transfer) -> Transfer:
    """A committed transfer."""
    return Transfer(
        message.id,
        message.debit_account_id,
        message.credit_account_id,
        message.amount,
        message.ledger,
        message.code,
        TransferFlags(int(message.flags)),
        message.pending_id,
        message.timeout,
        message.user_data_128,
        message.user_data_64,
        message.user_data_32,
        message.timestamp,
    )


def account_message(account: NewAccount) -> tigerbeetle.Account:
    """An account to open."""
    return tigerbeetle.Account(
        id=account.id,
        ledger=account.ledger,
        code=account.code,
        flags=tigerbeetle.AccountFlags(int(account.flags)),
        user_data_128=account.user_data_128,
        user_data_64=account.user_data_64,
        user_data_32=account.user_data_32,
        timestamp=account.timestamp,
    )


def account(message: tigerbeetle.Account) -> Account:
    """An account as it is."""
    return Account(
        message.id,
        message.ledger,
        message.code,
        AccountFlags(int(message.flags)),
        message.user_data_128,
        message.user_data_64,
        message.user_data_32,
        message.timestamp,
        message.debits_pending,
        message.debits_posted,
        message.credits_pending,
        message.credits_posted,
    )


def balance(message: tigerbeetle.AccountBalance) -> Balance:
    """What an account held."""
    return Balance(
        message.timestamp,
        message.debits_pending,
        message.debits_posted,
        message.credits_pending,
        message.credits_posted,
    )


def query_filter(filter: Filter) -> tigerbeetle.QueryFilter:
    """A filter over all accounts or transfers."""
    flags = tigerbeetle.QueryFilterFlags
    return tigerbeetle.QueryFilter(
        user_data_128=filter.user_data_128,
        user_data_64=filter.user_data_64,
        user_data_32=filter.user_data_32,
        ledger=filter.ledger,
        code=filter.code,
        timestamp_min=filter.timestamp_min,
        timestamp_max=filter.timestamp_max,
        limit=filter.limit,
        flags=flags.REVERSED if filter.newest_first else flags.NONE,
    )


def account_filter(account_id: int, filter: Filter, sides: Side) -> tigerbeetle.AccountFilter:
    """A filter over one account's transfers."""
    flags = tigerbeetle.AccountFilterFlags.NONE
    flags |= tigerbeetle.AccountFilterFlags.DEBITS if Side.DEBIT in sides else flags
    flags |= tigerbeetle.AccountFilterFlags.CREDITS if Side.CREDIT in sides else flags
    flags |= tigerbeetle.AccountFilterFlags.REVERSED if filter.newest_first else flags
    return tigerbeetle.AccountFilter(
        account_id=account_id,
        user_data_128=filter.user_data_128,
        user_data_64=filter.user_data_64,
        user_data_32=filter.user_data_32,
        code=filter.code,
        timestamp_min=filter.timestamp_min,
        timestamp_max=filter.timestamp_max,
        limit=filter.limit,
        flags=flags,
    )
