"""Beginning a chart of accounts from a template."""

import uuid
from collections.abc import Collection
from datetime import datetime

from businessm.ledger.v1 import account_pb2
from m_kit.errors import FieldInvalid
from m_kit.ids import new_id
from m_kit.uow import Transaction

from book_keeper.domain.chart_templates import ChartTemplate
from book_keeper.domain.posting_rules import PostingRule
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.posting_rules import PostingRuleRepository
from book_keeper.usecases.accounts import create_accounts


async def apply_chart_template(
    transaction: Transaction, company_id: uuid.UUID, template: ChartTemplate, now: datetime
) -> tuple[int, int]:
    """(accounts made, roles given): what the company has already stays as it is, so applying twice changes nothing.

    Raises NotFound on `company_id`, FieldInvalid where the company has an account of another type under a code.
    """
    # The company's row, locked, keeps two that apply a template at once from making the same.
    await CompanyRepository(transaction).get(company_id, "company_id", lock=True)
    accounts = AccountRepository(transaction)
    there = await accounts.by_codes(company_id, [one.code for one in template.accounts])
    for one in template.accounts:
        if one.code in there and there[one.code].type is not one.type:
            raise FieldInvalid(
                f"the company's account {one.code} is of type {there[one.code].type.name}, the template's of"
                f" {one.type.name}",
                field="chart_template_code",
            )
    new = _new_accounts(company_id, template, there)
    if new:
        await create_accounts(transaction, new, ["chart_template_code"] * len(new), now)
    return len(new), await _give_roles(transaction, company_id, template, now)


def _new_accounts(company_id: uuid.UUID, template: ChartTemplate, there: Collection[str]) -> list[account_pb2.Account]:
    return [
        account_pb2.Account(
            company_id=str(company_id),
            code=one.code,
            name=one.name,
            type=one.type.name,
            parent_code=one.parent_code,
        )
        for one in template.accounts
        if one.code not in there
    ]


async def _give_roles(transaction: Transaction, company_id: uuid.UUID, template: ChartTemplate, now: datetime) -> int:
    rules = PostingRuleRepository(transaction)
    there = await rules.by_roles(company_id, list(template.roles))
    accounts = await AccountRepository(transaction).by_codes(company_id, list(template.roles.values()))
    new = {role: accounts[code] for role, code in template.roles.items() if role not in there}
    for role, account in new.items():
        await rules.add(PostingRule(new_id(), company_id, role, account.code, account.key, 1, now, now))
    return len(new)
