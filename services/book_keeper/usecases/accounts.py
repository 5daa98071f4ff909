"""Building a chart of accounts."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from businessm.ledger.v1 import account_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.errors import Duplicate, FieldInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from book_keeper.convert import account_message
from book_keeper.domain.accounts import Account, AccountType
from book_keeper.domain.errors import AccountUnknown, DimensionUnknown
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.dimensions import DimensionTypeRepository

UPDATABLE = frozenset({"name", "required_dimension_types"})


async def create_accounts(
    transaction: Transaction, messages: Sequence[account_pb2.Account], fields: Sequence[str], now: datetime
) -> list[Account]:
    """Adds accounts of one company, all or none; `fields` are their paths in the request.

    Raises NotFound (company), Duplicate, AccountUnknown (parent), FieldInvalid (parent of another type or company).
    """
    company_id = parse_id(messages[0].company_id, f"{fields[0]}.company_id", "company")
    await CompanyRepository(transaction).get(company_id, f"{fields[0]}.company_id")
    new = [_new(message, field, now) for message, field in zip(messages, fields, strict=True)]
    for account, field in zip(new, fields, strict=True):
        if account.company_id != company_id:
            raise FieldInvalid("all accounts of a call are of one company", field=f"{field}.company_id")
    accounts = AccountRepository(transaction)
    there = await accounts.by_codes(
        company_id, {code for account in new for code in (account.code, account.parent_code)}
    )
    _require_new_with_parents(new, there, fields)
    types = await _type_keys(transaction, company_id, new, fields)
    keys = {code: account.key for code, account in there.items()}
    for level in _levels(new, fields):
        keys |= await accounts.add_all(level, keys, types, fields[0])
    stored = await accounts.by_codes(company_id, [account.code for account in new])
    return [stored[account.code] for account in new]


async def update_account(
    transaction: Transaction, message: account_pb2.Account, mask: FieldMask, now: datetime
) -> Account:
    """Renames an account, or says what its lines have to name. Raises NotFound, EtagMismatch, DimensionUnknown."""
    accounts = AccountRepository(transaction)
    current = await accounts.get(parse_id(message.id, "account.id", "account"), "account.id", lock=True)
    require_current(current, message.etag, "account.etag")
    merged = merge_masked(account_message(current), message, mask, UPDATABLE)
    require_valid(merged, "account.")
    required = tuple(sorted(set(merged.required_dimension_types)))
    changed = revised(current, now, name=merged.name or current.code, required_dimension_types=required)
    await accounts.update(changed, await _type_keys(transaction, current.company_id, [changed], ["account"]))
    return changed


async def archive_account(transaction: Transaction, account_id: str, etag: str, now: datetime) -> Account:
    """Closes an account to new postings. Raises NotFound, EtagMismatch."""
    accounts = AccountRepository(transaction)
    current = await accounts.get(parse_id(account_id, "id", "account"), lock=True)
    require_current(current, etag)
    changed = revised(current, now, archived=True)
    await accounts.update(changed, await _type_keys(transaction, current.company_id, [changed], [""]))
    return changed


def _new(message: account_pb2.Account, field: str, now: datetime) -> Account:
    return Account(
        key=0,
        id=given_or_new_id(message.id, f"{field}.id"),
        company_id=parse_id(message.company_id, f"{field}.company_id", "company"),
        code=message.code,
        name=message.name or message.code,
        type=AccountType(message.type),
        parent_code=message.parent_code,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
        required_dimension_types=tuple(sorted(set(message.required_dimension_types))),
    )


async def _type_keys(
    transaction: Transaction, company_id: uuid.UUID, accounts: Sequence[Account], fields: Sequence[str]
) -> dict[str, int]:
    """Keys of the types of dimensions that the accounts require, by code. Raises DimensionUnknown."""
    codes = {code for account in accounts for code in account.required_dimension_types}
    types = await DimensionTypeRepository(transaction).by_codes(company_id, codes) if codes else {}
    for account, field in zip(accounts, fields, strict=True):
        for code in account.required_dimension_types:
            if code not in types:
                raise DimensionUnknown(f"no type of dimension {code!r}", field=f"{field}.required_dimension_types")
    return {code: one.key for code, one in types.items()}


def _require_new_with_parents(new: Sequence[Account], there: Mapping[str, Account], fields: Sequence[str]) -> None:
    known = dict(there)
    for account, field in zip(new, fields, strict=True):
        if account.code in known:
            raise Duplicate(f"another account has the code {account.code!r}", field=f"{field}.code")
        known[account.code] = account
    for account, field in zip(new, fields, strict=True):
        parent = known.get(account.parent_code)
        if account.parent_code and parent is None:
            raise AccountUnknown(f"no account {account.parent_code!r}", field=f"{field}.parent_code")
        if parent is not None and parent.type is not account.type:
            raise FieldInvalid(f"its parent is of type {parent.type.name}", field=f"{field}.type")


def _levels(new: Sequence[Account], fields: Sequence[str]) -> list[list[Account]]:
    """The accounts, parents before children. Raises FieldInvalid for accounts that are each other's parents."""
    waiting = {account.code: account for account in new}
    levels = []
    while waiting:
        level = [account for account in waiting.values() if account.parent_code not in waiting]
        if not level:
            raise FieldInvalid("accounts are each other's parents", field=f"{fields[0]}.parent_code")
        levels.append(level)
        for account in level:
            del waiting[account.code]
    return levels
