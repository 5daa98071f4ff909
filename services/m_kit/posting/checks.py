"""What an owner finds of its own postings, for `m check`."""

import sqlalchemy as sa

from m_kit.checks import MOST_VIOLATIONS, Finding
from m_kit.uow import Transaction

LONGEST_MINUTES = 1
_COUNT = sa.text("select count(*) from decision")
_REPEATED = sa.text(
    "select document_type, document_id, purpose, count(*) as decisions from decision where outcome = 1"
    " group by document_type, document_id, purpose having count(*) > 1 limit :most"
)
_UNCONFIRMED = sa.text(
    "select document_type, document_id, waits_for from decision where waits_for <> '{}'"
    " and decided_time < clock_timestamp() - make_interval(mins => :minutes) order by decided_time limit :most"
)


async def findings_of_decisions(transaction: Transaction) -> list[Finding]:
    """I4: a document takes a step once. I14: every keeper confirms what was decided, a minute later at the latest.

    Every context that posts documents shows them.
    """
    checked = int((await transaction.execute(_COUNT)).scalar_one())
    return [
        Finding("I4", "one decision to post per document and step", checked, await _repeated(transaction)),
        Finding("I14", "every posting is confirmed", checked, await _unconfirmed(transaction)),
    ]


async def _repeated(transaction: Transaction) -> list[str]:
    found = await transaction.execute(_REPEATED, {"most": MOST_VIOLATIONS})
    return [
        f"{row.document_type} {row.document_id} was decided {row.decisions} times to {row.purpose}" for row in found
    ]


async def _unconfirmed(transaction: Transaction) -> list[str]:
    found = await transaction.execute(_UNCONFIRMED, {"minutes": LONGEST_MINUTES, "most": MOST_VIOLATIONS})
    return [
        f"{row.document_type} {row.document_id} is posted, and {', '.join(row.waits_for)} has not confirmed it"
        for row in found
    ]
