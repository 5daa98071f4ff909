"""Creating, renaming and widening companies."""

from collections.abc import Iterable
from datetime import datetime

from businessm.ledger.v1 import company_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.errors import FieldInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from book_keeper.convert import company_message
from book_keeper.domain.companies import Company, iso_digits
from book_keeper.store.companies import CompanyRepository

UPDATABLE = frozenset({"name", "scales"})


async def create_company(transaction: Transaction, message: company_pb2.Company, now: datetime, engine: str) -> Company:
    """A new company, whose money is in that engine for good.

    Raises Duplicate, or FieldInvalid for a currency given twice or never declared.
    """
    scales = _scales(message.scales)
    if message.currency_code not in scales:
        scales[message.currency_code] = _functional_scale(message.currency_code)
    new = Company(
        id=given_or_new_id(message.id, "company.id"),
        code=message.code,
        name=message.name or message.code,
        currency_code=message.currency_code,
        ledgers=(),
        revision=1,
        create_time=now,
        update_time=now,
        engine=engine,
    )
    return await CompanyRepository(transaction).add(new, scales)


async def update_company(
    transaction: Transaction, message: company_pb2.Company, mask: FieldMask, now: datetime
) -> Company:
    """Renames a company or adds scales. Raises EtagMismatch, FieldInvalid for a scale that is set otherwise."""
    companies = CompanyRepository(transaction)
    current = await companies.get(parse_id(message.id, "company.id", "company"), "company.id", lock=True)
    require_current(current, message.etag, "company.etag")
    merged = merge_masked(company_message(current), message, mask, UPDATABLE)
    require_valid(merged, "company.")
    if "scales" in mask.paths:
        await companies.add_currencies(current.id, _added_scales(current, _scales(merged.scales)))
    changed = revised(current, now, name=merged.name or current.code)
    await companies.update(changed)
    return await companies.get(current.id)


def _scales(messages: Iterable[company_pb2.CurrencyScale]) -> dict[str, int]:
    scales: dict[str, int] = {}
    for i, one in enumerate(messages):
        if one.currency_code in scales:
            raise FieldInvalid(f"{one.currency_code} is named twice", field=f"company.scales[{i}].currency_code")
        scales[one.currency_code] = one.scale
    return scales


def _added_scales(current: Company, wanted: dict[str, int]) -> dict[str, int]:
    """What is new in `wanted`. A scale once set never changes (contracts.md)."""
    kept = {ledger.currency_code: ledger.scale for ledger in current.ledgers}
    for code, scale in wanted.items():
        if kept.get(code, scale) != scale:
            raise FieldInvalid(f"the scale of {code} is {kept[code]} and never changes", field="company.scales")
    return {code: scale for code, scale in wanted.items() if code not in kept}


def _functional_scale(currency_code: str) -> int:
    digits = iso_digits(currency_code)
    if digits is None:
        raise FieldInvalid(
            f"{currency_code} is no currency of ISO 4217: declare its scale in scales", field="company.currency_code"
        )
    return digits
