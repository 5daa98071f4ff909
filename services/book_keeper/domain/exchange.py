"""Lines in foreign currencies: what they are worth in the company's own, and what an exchange came to.

A voucher balances in every currency for itself, and its functional amounts balance together. What is exchanged passes
through an account of role CURRENCY_EXCHANGE, a trading account after Peter Selinger ("Tutorial on multiple currency
accounting"): it takes one currency and gives another, and its functional balance is always zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from m_kit.decimals import MAX_MINOR_DIGITS, format_minor
from m_kit.errors import FieldInvalid, FieldRequired

from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.errors import VoucherUnbalanced
from book_keeper.domain.posting_rules import CURRENCY_EXCHANGE, EXCHANGE_GAIN, EXCHANGE_LOSS
from book_keeper.domain.vouchers import Line, require_balanced

_EXACT = Context(prec=80)


def valued(lines: Sequence[Line], own: CurrencyLedger, rates: Mapping[str, Decimal], field: str) -> tuple[Line, ...]:
    """The lines with what is missing of functional amounts, by exchange rates: units of `own` for one of the currency.

    Rounded half away from zero, and so that the debits of a currency, and its credits, are worth what their sum is: a
    voucher that balances in a currency balances in `own`, however many lines it has. Raises FieldRequired on
    `functional_amount` of a line of a currency without a rate, FieldInvalid for an amount beyond 18 digits.
    """
    summed: dict[tuple[str, bool], tuple[int, int]] = {}
    found = []
    for i, line in enumerate(lines):
        currency = line.ledger.currency_code
        if currency == own.currency_code or line.functional is not None:
            found.append(line)
            continue
        if currency not in rates:
            raise FieldRequired(
                f"say what it is in {own.currency_code}, or an exchange rate of {currency}",
                field=f"{field}lines[{i}].functional_amount",
            )
        amount, worth = summed.get((currency, line.is_credit), (0, 0))
        amount += line.amount
        functional = _worth(amount, line.ledger, own, rates[currency]) - worth
        if abs(functional) >= 10**MAX_MINOR_DIGITS:
            raise FieldInvalid(
                f"worth more than {MAX_MINOR_DIGITS} digits", field=f"{field}lines[{i}].functional_amount"
            )
        summed[currency, line.is_credit] = (amount, worth + functional)
        found.append(replace(line, functional=functional))
    return tuple(found)


def settled(lines: Sequence[Line], own: CurrencyLedger) -> tuple[Line, ...]:
    """The lines, and what completes them: the difference of functional amounts as a gain or a loss, and what was given
    and taken of each currency on CURRENCY_EXCHANGE. The lines themselves where they are in one currency, or balance.
    """
    foreign = list(dict.fromkeys(line.ledger for line in lines if line.ledger.currency_code != own.currency_code))
    if not foreign:
        return tuple(lines)
    found = list(lines)
    difference = _functional_sum(lines, own)
    if difference:
        role = EXCHANGE_GAIN if difference > 0 else EXCHANGE_LOSS
        found.append(Line("", own, -difference, difference > 0, role=role))
    for ledger in foreign:
        amount = sum(line.amount for line in lines if line.ledger == ledger)
        worth = sum(line.functional or 0 for line in lines if line.ledger == ledger)
        found += _exchanged(ledger, -amount, -worth)
    rest = sum(line.amount for line in found if line.ledger.currency_code == own.currency_code)
    if rest:
        found.append(Line("", own, -rest, rest > 0, role=CURRENCY_EXCHANGE))
    return tuple(found)


def require_functional_balance(lines: Sequence[Line], own: CurrencyLedger, field: str) -> None:
    """Raises VoucherUnbalanced for a currency, or for functional amounts whose debits and credits differ."""
    require_balanced(lines, field)
    difference = _functional_sum(lines, own)
    if difference:
        text = format_minor(difference, own.scale, own.printed_digits)
        raise VoucherUnbalanced(
            f"in {own.currency_code} all of it does not balance: debit minus credit is {text}",
            field=field,
            metadata={"currency_code": own.currency_code, "difference": text},
        )


def _worth(amount: int, ledger: CurrencyLedger, own: CurrencyLedger, rate: Decimal) -> int:
    with localcontext(_EXACT):
        exact = Decimal(amount).scaleb(own.scale - ledger.scale) * rate
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _functional_sum(lines: Iterable[Line], own: CurrencyLedger) -> int:
    return sum(
        line.amount if line.ledger.currency_code == own.currency_code else line.functional or 0 for line in lines
    )


def _exchanged(ledger: CurrencyLedger, amount: int, worth: int) -> list[Line]:
    """On CURRENCY_EXCHANGE; amount and worth of unlike signs are two lines, for a line has one side."""
    if amount * worth < 0:
        return [*_exchanged(ledger, amount, 0), *_exchanged(ledger, 0, worth)]
    if not amount and not worth:
        return []
    return [Line("", ledger, amount, amount < 0 or worth < 0, role=CURRENCY_EXCHANGE, functional=worth)]
