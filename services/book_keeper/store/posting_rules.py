"""Posting rules: role to account."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from book_keeper.domain.posting_rules import PostingRule
from book_keeper.store.tables import account, posting_rule

_joined = sa.select(posting_rule, account.c.code.label("account_code")).join_from(
    posting_rule, account, account.c.key == posting_rule.c.account_key
)


SORTING = Sorting(
    fields={
        "role": posting_rule.c.role,
        "account_code": account.c.code,
    },
    unique=(posting_rule.c.role,),
    default="role",
)


class PostingRuleRepository:
    """Reads and writes posting rules of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: PostingRule) -> None:
        """Stores a rule. Raises Duplicate on its role or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "role": new.role,
            "account_key": new.account_key,
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(posting_rule_unique="posting_rule.role", posting_rule_pkey="posting_rule.id"):
            await self._transaction.execute(posting_rule.insert().values(values))

    async def get(self, rule_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> PostingRule:
        """The rule; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = _joined.where(posting_rule.c.id == rule_id)
        query = query.with_for_update(of=posting_rule) if lock else query
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise NotFound(f"no posting rule {rule_id}", field=field)
        return _rule(row)

    async def by_roles(self, company_id: uuid.UUID, roles: Collection[str]) -> dict[str, PostingRule]:
        """The company's rules of these roles; unknown ones are left out."""
        query = _joined.where(posting_rule.c.company_id == company_id, posting_rule.c.role.in_(roles))
        return {row.role: _rule(row) for row in await self._transaction.execute(query)}

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[PostingRule], str]:
        """A page of a company's rules, and the next one's token."""
        query = _joined.where(posting_rule.c.company_id == company_id)
        return await read_page(self._transaction, query, page, _rule)

    async def update(self, changed: PostingRule) -> None:
        """Writes the account and the next revision."""
        await self._transaction.execute(
            posting_rule.update()
            .where(posting_rule.c.id == changed.id)
            .values(account_key=changed.account_key, revision=changed.revision, update_time=changed.update_time)
        )


def _rule(row: sa.Row[Any]) -> PostingRule:
    return PostingRule(
        row.id,
        row.company_id,
        row.role,
        row.account_code,
        row.account_key,
        row.revision,
        row.create_time,
        row.update_time,
    )
