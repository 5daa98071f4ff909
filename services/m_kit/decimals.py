"""Money and quantities: text on the wire, integers in minor units inside, Decimal between them.

A scale is the number of digits after the point. Nothing is ever rounded here.
"""

import re
from decimal import Decimal

from m_kit.errors import AmountMalformed, AmountScaleExceeded, FieldInvalid

MAX_SCALE = 9
MAX_MINOR_DIGITS = 18
_AMOUNT = re.compile(r"(-?)([0-9]{1,64})(?:\.([0-9]{1,64}))?\Z", re.ASCII)


def parse_minor(text: str, scale: int, field: str = "amount") -> int:
    """`text` in minor units of `scale` digits.

    Raises AmountMalformed where it is no decimal text, AmountScaleExceeded where it has more digits than the scale
    that are not zero, FieldInvalid beyond 18 digits in minor units.
    """
    match = _AMOUNT.match(text)
    if match is None:
        raise AmountMalformed(f"{text[:80]!r} is not decimal text such as -1234.50", field=field)
    sign, whole, fraction = match[1], match[2], match[3] or ""
    kept, beyond = fraction[:scale], fraction[scale:]
    if beyond.strip("0"):
        raise AmountScaleExceeded(f"{text[:80]} has more than {scale} digits after the point", field=field)
    minor = int(whole + kept.ljust(scale, "0"))
    if minor >= 10**MAX_MINOR_DIGITS:
        raise FieldInvalid(f"{text[:80]} has more than {MAX_MINOR_DIGITS} digits", field=field)
    return -minor if sign else minor


def format_minor(minor: int, scale: int, least_digits: int | None = None) -> str:
    """Minor units as text with at least `least_digits` after the point, and more only where not zero.

    Without `least_digits` every digit of the scale is written.
    """
    if not scale:
        text, fraction = str(abs(minor)), ""
    else:
        whole, rest = divmod(abs(minor), 10**scale)
        text, fraction = str(whole), f"{rest:0{scale}d}"
    if least_digits is not None:
        fraction = fraction.rstrip("0").ljust(min(least_digits, scale), "0")
    return f"{'-' if minor < 0 else ''}{text}{'.' if fraction else ''}{fraction}"


def parse_decimal(text: str, field: str = "value", digits: int = 18) -> Decimal:
    """A Decimal of at most `digits` digits on each side. Raises AmountMalformed, AmountScaleExceeded."""
    match = _AMOUNT.match(text)
    if match is None:
        raise AmountMalformed(f"{text[:80]!r} is not decimal text such as 2.5", field=field)
    if len(match[2]) > digits or len(match[3] or "") > digits:
        raise AmountScaleExceeded(f"{text[:80]} has more than {digits} digits on a side", field=field)
    return Decimal(text)


def format_decimal(value: Decimal) -> str:
    """Plain text without exponent and without zeros that say nothing."""
    if value == 0:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_after_point(text: str) -> int:
    """How many digits stand after the point of decimal text. Raises AmountMalformed."""
    match = _AMOUNT.match(text)
    if match is None:
        raise AmountMalformed(f"{text[:80]!r} is not decimal text such as 2.5")
    return len(match[3] or "")
