"""Accounts and legs as the engine's rows, and back. Ids have 128 bits and are kept as uuid."""

import uuid

import asyncpg

from m_engines.ledger.existing import flags_of
from m_engines.ledger.port import Account, AccountFlags, Balance, Leg, NewAccount, Transfer, TransferFlags


def account_record(account: NewAccount) -> str:
    """The fields of engine_account, with nothing moved yet; the function puts in the tenant."""
    return (
        f",{uuid.UUID(int=account.id)},{account.ledger},{account.code},{int(account.flags)},"
        f"{uuid.UUID(int=account.user_data_128)},{account.user_data_64},{account.user_data_32},{account.timestamp},0,0,0,0"
    )


def leg_record(leg: Leg, *, linked: bool) -> str:
    """The fields of engine_transfer; the function puts in the tenant."""
    return (
        f",{uuid.UUID(int=leg.id)},{uuid.UUID(int=leg.debit)},{uuid.UUID(int=leg.credit)},{leg.amount},{leg.ledger},"
        f"{leg.code},{int(flags_of(leg, linked=linked))},{uuid.UUID(int=leg.pending_id)},{leg.timeout_seconds},"
        f"{uuid.UUID(int=leg.user_data_128)},{leg.user_data_64},{leg.user_data_32},{leg.timestamp}"
    )


def account(row: asyncpg.Record) -> Account:
    """An account as it is."""
    return Account(
        row["id"].int,
        row["ledger"],
        row["code"],
        AccountFlags(row["flags"]),
        row["user_data_128"].int,
        int(row["user_data_64"]),
        row["user_data_32"],
        row["stamp"],
        *balances(row),
    )


def balance(row: asyncpg.Record) -> Balance:
    """What an account held."""
    return Balance(row["stamp"], *balances(row))


def balances(row: asyncpg.Record) -> tuple[int, int, int, int]:
    """Debits pending and posted, credits pending and posted."""
    return (
        int(row["debits_pending"]),
        int(row["debits_posted"]),
        int(row["credits_pending"]),
        int(row["credits_posted"]),
    )


def transfer(row: asyncpg.Record) -> Transfer:
    """A committed transfer."""
    return Transfer(
        row["id"].int,
        row["debit"].int,
        row["credit"].int,
        int(row["amount"]),
        row["ledger"],
        row["code"],
        TransferFlags(row["flags"]),
        row["pending_id"].int,
        row["timeout_seconds"],
        row["user_data_128"].int,
        int(row["user_data_64"]),
        row["user_data_32"],
        row["stamp"],
    )
