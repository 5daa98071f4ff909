"""Currencies of a tenant's own: made, changed, archived. Standard ones stay as they are."""

from datetime import datetime

from businessm.masters.v1 import currency_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_masters.convert import currency_message
from m_masters.domain.currencies import Currency, standard_currencies
from m_masters.domain.standard import require_not_standard, require_own
from m_masters.store.currencies import CurrencyRepository

UPDATABLE = frozenset({"name", "minor_unit_digits", "symbol"})


async def create_currency(transaction: Transaction, message: currency_pb2.Currency, now: datetime) -> Currency:
    """A new currency. Raises Duplicate on code or id, for a standard currency's code too."""
    require_not_standard(message.code, standard_currencies(), "currency.code")
    new = Currency(
        id=given_or_new_id(message.id, "currency.id"),
        code=message.code,
        name=message.name,
        minor_unit_digits=message.minor_unit_digits,
        symbol=message.symbol,
        standard=False,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await CurrencyRepository(transaction).add(new)
    return new


async def update_currency(
    transaction: Transaction, message: currency_pb2.Currency, mask: FieldMask, now: datetime
) -> Currency:
    """Changes the fields named.

    Raises NotFound, StateInvalid for a standard one, EtagMismatch, or what a field is refused with.
    """
    currencies = CurrencyRepository(transaction)
    current = await currencies.get(parse_id(message.id, "currency.id", "currency"), "currency.id")
    require_own(current.standard, current.code, "currency.id")
    require_current(current, message.etag, "currency.etag")
    merged = merge_masked(currency_message(current), message, mask, UPDATABLE)
    require_valid(merged, "currency.")
    changed = revised(
        current,
        now,
        name=merged.name,
        minor_unit_digits=merged.minor_unit_digits,
        symbol=merged.symbol,
    )
    await currencies.update(changed, "currency.etag")
    return changed


async def archive_currency(transaction: Transaction, currency_id: str, etag: str, now: datetime) -> Currency:
    """Out of use from now on; an archived one is answered as it is.

    Raises NotFound, StateInvalid for a standard one, EtagMismatch.
    """
    currencies = CurrencyRepository(transaction)
    current = await currencies.get(parse_id(currency_id, "id", "currency"))
    require_own(current.standard, current.code, "id")
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True)
    await currencies.update(changed, "etag")
    return changed
