"""Vouchers that are asked for: messages to drafts."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from businessm.ledger.v1 import (
    reservation_pb2,
)
from businessm.ledger.v1 import voucher_pb2 as pb
from businessm.type.v1 import money_pb2
from m_kit.dates import parse_date
from m_kit.decimals import parse_decimal, parse_minor
from m_kit.errors import FieldInvalid, FieldRequired
from m_kit.idempotency import input_hash
from m_kit.ids import given_or_new_id, new_id, parse_id, request_uuid
from m_kit.posting import Posting

from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.dimensions import NO_DIMENSIONS, DimensionSet
from book_keeper.domain.errors import DimensionArchived, DimensionUnknown
from book_keeper.domain.exchange import require_functional_balance, settled, valued
from book_keeper.domain.terms import Named, Terms
from book_keeper.domain.vouchers import GENERAL_JOURNAL, Draft, Line, Source


def currencies_of(vouchers: Iterable[pb.Voucher]) -> set[str]:
    """Every currency that the vouchers' lines name."""
    return {_side(line).currency_code for voucher in vouchers for line in voucher.lines}


def dimensions_of(vouchers: Iterable[pb.Voucher]) -> set[Named]:
    """Whatever dimensions the vouchers' lines name together."""
    return {_named(line) for voucher in vouchers for line in voucher.lines if line.dimensions}


def voucher_hash(company_id: str, voucher: pb.Voucher) -> bytes:
    """sha256 of what a voucher's request asks for: the same voucher, the same hash, alone or in a batch."""
    content = voucher.SerializeToString(deterministic=True)
    return hashlib.sha256(b"voucher\0" + company_id.encode() + b"\0" + content).digest()


def draft_of(
    message: pb.Voucher,
    *,
    company_id: uuid.UUID,
    request_id: str,
    input_hash: bytes,
    terms: Terms,
    actor: str,
    field: str,
) -> Draft:
    """The voucher that a request asks for; `field` is put before the paths that errors name.

    Raises FieldPattern, FieldInvalid, FieldRequired, AmountMalformed, AmountScaleExceeded, DimensionUnknown,
    DimensionArchived; VoucherUnbalanced where lines have functional amounts.
    """
    lines = tuple(line_of(line, terms, f"{field}lines[{i}]") for i, line in enumerate(message.lines))
    exchanges = bool(
        message.exchange_rates or message.settle_exchange or any(line.functional is not None for line in lines)
    )
    return Draft(
        id=given_or_new_id(message.id, f"{field}id"),
        company_id=company_id,
        request_id=request_uuid(request_id),
        input_hash=input_hash,
        journal_code=message.journal_code or GENERAL_JOURNAL,
        posting_date=parse_date(message.posting_date, f"{field}posting_date"),
        lines=_exchanged(message, lines, terms.own, field) if exchanges else lines,
        actor=actor,
        payee=message.payee,
        narration=message.narration,
        source=Source(message.source.document_type, message.source.document_id, message.source.purpose),
        own=terms.own if exchanges else None,
        domain=message.domain or pb.Voucher.GENERAL,
    )


def reserved_draft_of(
    request: reservation_pb2.ReserveVoucherRequest,
    posting: Posting,
    *,
    terms: Terms,
    actor: str,
) -> Draft:
    """The voucher that a posting wants held; its document is the source.

    Errors as draft_of; FieldInvalid on what the posting says already.
    """
    voucher = request.voucher
    if voucher.id or voucher.HasField("source"):
        raise FieldInvalid("the posting names its document", field="voucher.id" if voucher.id else "voucher.source")
    draft = draft_of(
        voucher,
        company_id=posting.company_id,
        # Nobody else can have taken either: so no confirm is ever refused for them.
        request_id=str(new_id()),
        input_hash=input_hash(request),
        terms=terms,
        actor=actor,
        field="voucher.",
    )
    reverses = request.reverses_voucher_id
    return replace(
        draft,
        source=Source(posting.document_type, str(posting.document_id), posting.purpose),
        reverses_voucher_id=parse_id(reverses, "reverses_voucher_id", "voucher") if reverses else None,
    )


def line_of(message: pb.VoucherLine, terms: Terms, field: str) -> Line:
    """One line; errors as draft_of."""
    if bool(message.account_code) == bool(message.role):
        raise FieldRequired("name an account_code or a role, not both", field=f"{field}.account_code")
    side = message.WhichOneof("side")
    money = _side(message)
    ledger = terms.ledgers.get(money.currency_code)
    if ledger is None:
        raise FieldInvalid(
            f"{money.currency_code} is no currency of ISO 4217: declare its scale in the company's scales",
            field=f"{field}.{side}.currency_code",
        )
    minor = parse_minor(money.amount, ledger.scale, f"{field}.{side}.amount")
    if minor < 0:
        raise FieldInvalid("an amount is never negative: use the other side", field=f"{field}.{side}.amount")
    return Line(
        account_code=message.account_code,
        ledger=ledger,
        amount=minor if side == "debit" else -minor,
        is_credit=side == "credit",
        role=message.role,
        unit_code=message.units.unit_code,
        units=parse_decimal(message.units.value, f"{field}.units.value") if message.HasField("units") else Decimal(0),
        narration=message.narration,
        dimensions=_dimension_set(message, terms, field) if message.dimensions else NO_DIMENSIONS,
        functional=_functional(message, terms.own, ledger, field) if message.functional_amount else None,
    )


def _named(line: pb.VoucherLine) -> Named:
    return tuple(sorted(line.dimensions.items()))


def _functional(line: pb.VoucherLine, own: CurrencyLedger, ledger: CurrencyLedger, field: str) -> int:
    path = f"{field}.functional_amount"
    if ledger.currency_code == own.currency_code:
        raise FieldInvalid(f"the line is in {own.currency_code}, the company's own currency", field=path)
    minor = parse_minor(line.functional_amount, own.scale, path)
    if minor < 0:
        raise FieldInvalid("an amount is never negative: use the other side", field=path)
    return minor if line.HasField("debit") else -minor


def _exchanged(message: pb.Voucher, lines: tuple[Line, ...], own: CurrencyLedger, field: str) -> tuple[Line, ...]:
    """The lines with functional amounts, and those that settle their difference where that is asked for.

    Raises FieldRequired, FieldInvalid, AmountMalformed, AmountScaleExceeded, VoucherUnbalanced.
    """
    lines = valued(lines, own, _rates(message, own, field), field)
    if message.settle_exchange:
        lines = settled(lines, own)
    require_functional_balance(lines, own, f"{field}lines")
    return lines


def _rates(message: pb.Voucher, own: CurrencyLedger, field: str) -> dict[str, Decimal]:
    rates: dict[str, Decimal] = {}
    for i, one in enumerate(message.exchange_rates):
        path = f"{field}exchange_rates[{i}]"
        if one.currency_code in (own.currency_code, *rates):
            raise FieldInvalid("one rate for each foreign currency", field=f"{path}.currency_code")
        rate = parse_decimal(one.rate, f"{path}.rate")
        if rate <= 0:
            raise FieldInvalid("a rate is above zero", field=f"{path}.rate")
        rates[one.currency_code] = rate
    return rates


def _dimension_set(line: pb.VoucherLine, terms: Terms, field: str) -> DimensionSet:
    found = terms.dimensions[_named(line)]
    if isinstance(found, DimensionSet):
        return found
    path, code = f"{field}.dimensions[{found.type_code}]", line.dimensions[found.type_code]
    match found.problem:
        case "type_unknown":
            raise DimensionUnknown(f"no type of dimension {found.type_code!r}", field=path)
        case "dimension_unknown":
            raise DimensionUnknown(f"no {found.type_code} {code!r}", field=path)
        case "type_archived":
            raise DimensionArchived(f"type {found.type_code} is archived", field=path)
        case _:
            raise DimensionArchived(f"{found.type_code} {code!r} is archived", field=path)


def _side(line: pb.VoucherLine) -> money_pb2.Money:
    return line.debit if line.HasField("debit") else line.credit
