"""What an owner finds of its own postings, for `m check`."""

import sqlalchemy as sa

from m_kit.checks import MOST_VIOLATIONS, Finding
from m_kit.uow import Transaction

LONGEST_MINUTES = 1
_COUNT = sa.text("select count(*) from decision")
_UNCONFIRMED = sa.text(
    "select document_type, document_id, waits_for from decision where waits_for <> '{}'"
    " and decided_time < clock_timestamp() - make_interval(mins => :minutes) order by decided_time limit :most"
)


async def findings_of_decisions(transaction: Transaction) -> list[Finding]:
    """I14: what was decided is confirmed by every keeper, a minute later at the latest."""
    checked = int((await transaction.execute(_COUNT)).scalar_one())
    found = await transaction.execute(_UNCONFIRMED, {"minutes": LONGEST_MINUTES, "most": MOST_VIOLATIONS})
    violations = [
        f"{row.document_type} {row.document_id} is posted, and {', '.join(row.waits_for)} has not confirmed it"
        for row in found
    ]
    return [Finding("I14", "every posting is confirmed", checked, violations)]
