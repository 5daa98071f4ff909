"""Charts of accounts."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class AccountType(IntEnum):
    """The side of the statements an account stands on; numbers as in the contract."""

    ASSET = 1
    LIABILITY = 2
    EQUITY = 3
    INCOME = 4
    EXPENSE = 5

    @property
    def is_result(self) -> bool:
        """It belongs to the income statement and is emptied by a year close."""
        return self in (AccountType.INCOME, AccountType.EXPENSE)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a company's chart; `key` is its number inside the engine.

    `required_dimension_types`: what every new line of it has to name, by code.
    """

    key: int
    id: uuid.UUID
    company_id: uuid.UUID
    code: str
    name: str
    type: AccountType
    parent_code: str
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime
    required_dimension_types: tuple[str, ...] = ()
