"""Vouchers: what must be true of every entry in the books, and how one is taken back."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from m_kit.decimals import format_minor

from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.dimensions import NO_DIMENSIONS, DimensionSet
from book_keeper.domain.errors import VoucherUnbalanced

GENERAL_JOURNAL = "GJ"
CLOSING_JOURNAL = "CLOSING"


@dataclass(frozen=True, slots=True)
class Line:
    """One debit or credit. `amount` is in minor units, debit positive; a zero keeps its side in `is_credit`.

    `functional` is the amount in the company's own currency, in minor units, debit positive; None for lines in that
    currency, and for those of vouchers that say none.
    """

    account_code: str
    ledger: CurrencyLedger
    amount: int
    is_credit: bool
    role: str = ""
    unit_code: str = ""
    units: Decimal = Decimal(0)
    narration: str = ""
    dimensions: DimensionSet = NO_DIMENSIONS
    functional: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The document and the step that asked for a voucher."""

    document_type: str = ""
    document_id: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A voucher on its way into the books. `request_id` and `input_hash` are its idempotency record.

    `own` is the ledger of the company's own currency, where lines have functional amounts.
    """

    id: uuid.UUID
    company_id: uuid.UUID
    request_id: uuid.UUID
    input_hash: bytes
    journal_code: str
    posting_date: date
    lines: tuple[Line, ...]
    actor: str
    payee: str = ""
    narration: str = ""
    source: Source = Source()
    reverses_voucher_id: uuid.UUID | None = None
    closing: bool = False
    domain: int = 1
    own: CurrencyLedger | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher in the books. `document_number` is that of the document that asked for it, where one did."""

    draft: Draft
    year_label: str
    sequence: int
    post_time: datetime
    document_number: str = ""

    @property
    def number(self) -> str:
        """Journal, year and place in the series."""
        return voucher_number(self.draft.journal_code, self.year_label, self.sequence)


def require_balanced(lines: Iterable[Line], field: str) -> None:
    """Raises VoucherUnbalanced, naming the first currency whose debits and credits differ and by how much."""
    sums: dict[CurrencyLedger, int] = {}
    for line in lines:
        sums[line.ledger] = sums.get(line.ledger, 0) + line.amount
    for ledger, difference in sums.items():
        if difference:
            text = format_minor(difference, ledger.scale, ledger.printed_digits)
            raise VoucherUnbalanced(
                f"{ledger.currency_code} does not balance: debit minus credit is {text}",
                field=field,
                metadata={"currency_code": ledger.currency_code, "difference": text},
            )


def reversal_of(
    original: Voucher,
    *,
    id: uuid.UUID,
    request_id: uuid.UUID,
    input_hash: bytes,
    posting_date: date,
    actor: str,
    narration: str = "",
) -> Draft:
    """The voucher that takes another one back."""
    of = original.draft
    return Draft(
        id=id,
        company_id=of.company_id,
        request_id=request_id,
        input_hash=input_hash,
        journal_code=of.journal_code,
        posting_date=posting_date,
        lines=mirrored(of.lines),
        actor=actor,
        payee=of.payee,
        narration=narration or f"Reversal of {original.number}",
        reverses_voucher_id=of.id,
        closing=of.closing,
        domain=of.domain,
        own=of.own,
    )


def mirrored(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that take these back: sides changed, units negated (exactly: a plain minus rounds to 28 digits)."""
    return tuple(
        replace(
            line,
            amount=-line.amount,
            is_credit=not line.is_credit,
            units=line.units.copy_negate(),
            functional=None if line.functional is None else -line.functional,
        )
        for line in lines
    )


def year_label(start: date, end: date, taken: Collection[str]) -> str:
    """How numbers name a fiscal year: "2024", or "2024-25" where it ends in another year.

    Where another year of the company is named so (two that begin in one calendar year), by the month it begins with,
    "2024-07", and where that is taken too, by the day.
    """
    plain = f"{start.year}" if start.year == end.year else f"{start.year}-{end.year % 100:02d}"
    return next(label for label in (plain, f"{start:%Y-%m}", f"{start:%Y-%m-%d}") if label not in taken)


def voucher_number(journal_code: str, label: str, sequence: int) -> str:
    """For example GJ/2024-25/00017."""
    return f"{journal_code}/{label}/{sequence:05d}"
