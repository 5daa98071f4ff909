"""Saying which account plays a role."""

import uuid
from datetime import datetime

from businessm.ledger.v1 import posting_rule_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from book_keeper.convert import posting_rule_message
from book_keeper.domain.errors import AccountUnknown
from book_keeper.domain.posting_rules import PostingRule
from book_keeper.store.accounts import AccountRepository
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.posting_rules import PostingRuleRepository

UPDATABLE = frozenset({"account_code"})


async def create_posting_rule(
    transaction: Transaction, message: posting_rule_pb2.PostingRule, now: datetime
) -> PostingRule:
    """A new rule. Raises NotFound (company), AccountUnknown, Duplicate."""
    company_id = parse_id(message.company_id, "posting_rule.company_id", "company")
    await CompanyRepository(transaction).get(company_id, "posting_rule.company_id")
    key = await _account_key(transaction, company_id, message.account_code)
    rule_id = given_or_new_id(message.id, "posting_rule.id")
    new = PostingRule(rule_id, company_id, message.role, message.account_code, key, 1, now, now)
    await PostingRuleRepository(transaction).add(new)
    return new


async def update_posting_rule(
    transaction: Transaction, message: posting_rule_pb2.PostingRule, mask: FieldMask, now: datetime
) -> PostingRule:
    """Gives the role to another account. Raises NotFound, EtagMismatch, AccountUnknown."""
    rules = PostingRuleRepository(transaction)
    current = await rules.get(parse_id(message.id, "posting_rule.id", "posting rule"), "posting_rule.id", lock=True)
    require_current(current, message.etag, "posting_rule.etag")
    merged = merge_masked(posting_rule_message(current), message, mask, UPDATABLE)
    require_valid(merged, "posting_rule.")
    changed = revised(
        current,
        now,
        account_code=merged.account_code,
        account_key=await _account_key(transaction, current.company_id, merged.account_code),
    )
    await rules.update(changed)
    return changed


async def _account_key(transaction: Transaction, company_id: uuid.UUID, code: str) -> int:
    found = await AccountRepository(transaction).by_codes(company_id, [code])
    if code not in found:
        raise AccountUnknown(f"no account {code!r}", field="posting_rule.account_code")
    return found[code].key
