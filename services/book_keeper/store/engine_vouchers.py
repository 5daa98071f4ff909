"""Vouchers as an engine outside PostgreSQL is told of them, and how far it was."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from m_kit.uow import Transaction

from book_keeper.domain.posted import PostedKind, PostedLine, PostedVoucher

OUTSIDE = "tigerbeetle"
CARRIED_AT_ONCE = 500

_LINES = sa.text(
    "select v.id, v.company_id, v.posting_date, v.period_key, v.closing, v.reverses_voucher_id, l.number, l.ledger,"
    " l.amount, l.is_credit, l.dimension_set, a.id as account_id, a.type"
    " from voucher v join company c on c.id = v.company_id"
    " join line l on l.voucher_id = v.id join account a on a.key = l.account_key"
    " where v.id = any (:ids) and c.engine = :engine order by v.id, l.number"
)
_COMPANIES = sa.text("select id from company where engine = :engine order by id")
_SEALED = sa.text(
    "select s.sequence, s.voucher_id from seal s where s.company_id = :company and s.sequence > coalesce("
    "(select sequence from engine_carried where company_id = :company), 0) order by s.sequence limit :most"
)
_REMEMBER = sa.text(
    "insert into engine_carried as known values (current_setting('m.tenant'), :company, :sequence)"
    " on conflict (company_id) do update set sequence = greatest(known.sequence, excluded.sequence)"
)
_SUMS = sa.text(
    "select a.id as account_id, a.code, l.ledger, v.period_key, sum(greatest(l.amount, 0)) as debit,"
    " sum(greatest(-l.amount, 0)) as credit from voucher v join line l on l.voucher_id = v.id"
    " join account a on a.key = l.account_key where v.company_id = :company group by 1, 2, 3, 4"
)


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What lines say that an account has of a ledger in a period, in minor units."""

    account_id: uuid.UUID
    account_code: str
    ledger: int
    period_key: int
    debit: int
    credit: int


class EngineVouchers:
    """Reads for the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def companies(self) -> list[uuid.UUID]:
        """Whose money is in the engine."""
        return [row.id for row in await self._transaction.execute(_COMPANIES, {"engine": OUTSIDE})]

    async def of(self, voucher_ids: Sequence[uuid.UUID]) -> list[PostedVoucher]:
        """Those of such companies, in the order asked."""
        rows = await self._transaction.execute(_LINES, {"ids": list(voucher_ids), "engine": OUTSIDE})
        heads: dict[uuid.UUID, sa.Row[Any]] = {}
        lines: dict[uuid.UUID, list[PostedLine]] = {}
        for row in rows:
            heads[row.id] = row
            line = PostedLine(
                row.number, row.account_id, row.type, row.ledger, row.amount, row.is_credit, row.dimension_set
            )
            lines.setdefault(row.id, []).append(line)
        return [_voucher(heads[one], lines[one]) for one in voucher_ids if one in heads]

    async def sealed_and_not_carried(self, company_id: uuid.UUID) -> tuple[int, list[uuid.UUID]]:
        """(the last one's place in the chain, the next vouchers to carry by their seals)."""
        given = {"company": company_id, "most": CARRIED_AT_ONCE}
        rows = list(await self._transaction.execute(_SEALED, given))
        return (rows[-1].sequence if rows else 0), [row.voucher_id for row in rows]

    async def remember(self, company_id: uuid.UUID, sequence: int) -> None:
        """All up to there are in the engine."""
        await self._transaction.execute(_REMEMBER, {"company": company_id, "sequence": sequence})

    async def sums(self, company_id: uuid.UUID) -> list[AccountSum]:
        """What the company's lines add up to."""
        return [
            AccountSum(row.account_id, row.code, row.ledger, row.period_key, int(row.debit), int(row.credit))
            for row in await self._transaction.execute(_SUMS, {"company": company_id})
        ]


def _voucher(row: sa.Row[Any], lines: list[PostedLine]) -> PostedVoucher:
    return PostedVoucher(row.id, row.company_id, row.posting_date, row.period_key, _kind(row), tuple(lines))


def _kind(row: sa.Row[Any]) -> PostedKind:
    if row.closing:
        return PostedKind.CLOSING
    return PostedKind.REVERSAL if row.reverses_voucher_id else PostedKind.VOUCHER
