"""Accounts of charts."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import aggregate_order_by

from book_keeper.domain.accounts import Account, AccountType
from book_keeper.store.tables import account, dimension_type

_parent = account.alias("parent")
_required = (
    sa.select(sa.func.array_agg(aggregate_order_by(dimension_type.c.code, dimension_type.c.code)))
    .where(dimension_type.c.key == sa.any_(account.c.required_dimensions))
    .scalar_subquery()
)
_joined = sa.select(account, _parent.c.code.label("parent_code"), _required.label("required_types")).select_from(
    account.outerjoin(_parent, _parent.c.key == account.c.parent_key)
)


SORTING = Sorting(
    fields={
        "code": account.c.code,
        "name": account.c.name,
        "type": account.c.type,
        "parent_code": _parent.c.code,
        "archived": account.c.archived,
    },
    unique=(account.c.code,),
    default="code",
    nullable=frozenset({"parent_code"}),
)


class AccountRepository:
    """Reads and writes accounts of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add_all(
        self, new: Sequence[Account], parents: dict[str, int], types: Mapping[str, int], field: str
    ) -> dict[str, int]:
        """Stores accounts whose parents' keys are given by code, and answers the new keys by code.

        `types` has the keys of types of dimensions by code.

        Raises Duplicate on `field`.code.
        """
        rows = [
            {
                "id": one.id,
                "tenant": self._transaction.tenant,
                "company_id": one.company_id,
                "code": one.code,
                "name": one.name,
                "type": int(one.type),
                "parent_key": parents.get(one.parent_code),
                "required_dimensions": _required_keys(one, types),
                "required_since": one.create_time,
                "create_time": one.create_time,
                "update_time": one.update_time,
            }
            for one in new
        ]
        with duplicates_refused(account_code_unique=f"{field}.code", account_id_key=f"{field}.id"):
            found = await self._transaction.execute(account.insert().returning(account.c.code, account.c.key), rows)
        return {row.code: row.key for row in found}

    async def get(self, account_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> Account:
        """The account; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = _joined.where(account.c.id == account_id)
        query = query.with_for_update(of=account) if lock else query
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise NotFound(f"no account {account_id}", field=field)
        return account_of(row)

    async def by_codes(self, company_id: uuid.UUID, codes: Collection[str]) -> dict[str, Account]:
        """The company's accounts of these codes; unknown ones are left out."""
        query = _joined.where(
            account.c.company_id == company_id, account.c.code == sa.any_(sa.literal(list(codes), sa.ARRAY(sa.Text)))
        )
        return {row.code: account_of(row) for row in await self._transaction.execute(query)}

    async def codes_of(self, keys: Collection[int]) -> dict[int, str]:
        """Codes by key."""
        query = sa.select(account.c.key, account.c.code).where(account.c.key.in_(keys))
        return {row.key: row.code for row in await self._transaction.execute(query)}

    async def subtree_keys(self, key: int) -> set[int]:
        """Keys of the account and all below it."""
        below = sa.select(account.c.key).where(account.c.key == key).cte("below", recursive=True)
        below = below.union_all(sa.select(account.c.key).where(account.c.parent_key == below.c.key))
        return {row.key for row in await self._transaction.execute(sa.select(below.c.key))}

    async def page(self, page: SortedPage, company_id: uuid.UUID, code: str) -> tuple[list[Account], str]:
        """A page of a company's accounts, and the next one's token."""
        query = _joined.where(account.c.company_id == company_id)
        if code:
            query = query.where(account.c.code == code)
        return await read_page(self._transaction, query, page, account_of)

    async def update(self, changed: Account, types: Mapping[str, int]) -> None:
        """Writes name, archived, required dimensions and the next revision; `types` as in add_all."""
        required = sa.literal(_required_keys(changed, types), sa.ARRAY(sa.BigInteger))
        is_new = account.c.required_dimensions.is_distinct_from(required)
        await self._transaction.execute(
            account.update()
            .where(account.c.key == changed.key)
            .values(
                name=changed.name,
                archived=changed.archived,
                required_dimensions=required,
                required_since=sa.case((is_new, sa.func.clock_timestamp()), else_=account.c.required_since),
                revision=changed.revision,
                update_time=changed.update_time,
            )
        )


def _required_keys(of: Account, types: Mapping[str, int]) -> list[int] | None:
    return sorted(types[code] for code in of.required_dimension_types) or None


def account_of(row: sa.Row[Any]) -> Account:
    """A row of accounts joined with their parents."""
    return Account(
        row.key,
        row.id,
        row.company_id,
        row.code,
        row.name,
        AccountType(row.type),
        row.parent_code or "",
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
        tuple(row.required_types or ()),
    )
