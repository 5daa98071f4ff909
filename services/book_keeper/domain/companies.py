"""Companies and the currencies they keep books in."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import iso4217


@dataclass(frozen=True, slots=True)
class CurrencyLedger:
    """A currency of a company: its number inside the engine (negative: none yet) and its digits after the point."""

    ledger: int
    currency_code: str
    scale: int

    @property
    def printed_digits(self) -> int:
        """Digits always printed: those of ISO 4217, none for a declared unit."""
        return iso_digits(self.currency_code) or 0


@dataclass(frozen=True, slots=True)
class Company:
    """A legal entity that keeps books. `engine` names the ledger engine that holds its money, for good."""

    id: uuid.UUID
    code: str
    name: str
    currency_code: str
    ledgers: tuple[CurrencyLedger, ...]
    revision: int
    create_time: datetime
    update_time: datetime
    engine: str = "postgres"

    @property
    def own(self) -> CurrencyLedger:
        """The ledger of the functional currency."""
        return next(one for one in self.ledgers if one.currency_code == self.currency_code)


_ISO_DIGITS: dict[str, int | None] = {currency.code: currency.exponent for currency in iso4217.Currency}


def iso_digits(currency_code: str) -> int | None:
    """Digits after the point by ISO 4217; None for codes it does not know or that have no minor unit (XAU)."""
    return _ISO_DIGITS.get(currency_code)
