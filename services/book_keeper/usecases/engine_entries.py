"""How vouchers stand in a ledger engine outside PostgreSQL.

An engine's ledger is a company's currency. A general ledger account is one engine account per ledger and period; a line
is a leg between it and the ledger's control account, which a balanced voucher leaves at zero. Debits come first.
"""

import uuid
from collections.abc import Iterable

from m_engines.ledger import Entry, Leg, NewAccount
from m_engines.ledger.port import LEG_BITS
from m_kit.ids import derived_id

from book_keeper.domain.posted import PostedLine, PostedVoucher

CONTROL_CODE = 10
LINE_BITS = 14
MOST_ATTEMPTS = 1 << (LEG_BITS - LINE_BITS)


def engine_account_id(account_id: uuid.UUID, ledger: int, period_key: int) -> int:
    """The engine account of an account in a ledger and a period."""
    return derived_id(account_id, str(ledger), str(period_key)).int


def control_account_id(company_id: uuid.UUID, ledger: int) -> int:
    """The engine account that a ledger's lines are moved against."""
    return derived_id(company_id, "control", str(ledger)).int


def engine_accounts(vouchers: Iterable[PostedVoucher]) -> dict[int, NewAccount]:
    """What has to be open before these vouchers come, by id."""
    accounts: dict[int, NewAccount] = {}
    for voucher in vouchers:
        for line in voucher.lines:
            control = control_account_id(voucher.company_id, line.ledger)
            own = engine_account_id(line.account_id, line.ledger, voucher.period_key)
            accounts[control] = NewAccount(control, line.ledger, CONTROL_CODE, user_data_128=voucher.company_id.int)
            accounts[own] = NewAccount(
                own,
                line.ledger,
                line.account_type,
                user_data_128=line.account_id.int,
                user_data_32=voucher.period_key,
            )
    return accounts


def entry_of(voucher: PostedVoucher, attempt: int) -> Entry:
    """The voucher's legs. An id that failed for a reason of the moment never succeeds: then comes the next attempt."""
    first = (voucher.id.int >> LEG_BITS << LEG_BITS) | (attempt << LINE_BITS)
    debits_first = sorted(voucher.lines, key=lambda line: (line.is_credit, line.number))
    return Entry(tuple(_leg(first + line.number, voucher, line) for line in debits_first))


def _leg(leg_id: int, voucher: PostedVoucher, line: PostedLine) -> Leg:
    own = engine_account_id(line.account_id, line.ledger, voucher.period_key)
    control = control_account_id(voucher.company_id, line.ledger)
    debit, credit = (control, own) if line.is_credit else (own, control)
    return Leg(
        leg_id,
        debit,
        credit,
        abs(line.amount),
        line.ledger,
        int(voucher.kind),
        user_data_128=voucher.id.int,
        user_data_64=int(f"{voucher.posting_date:%Y%m%d}"),
        user_data_32=line.dimension_set,
    )
