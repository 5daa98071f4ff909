"""The posting protocol: reserve -> decide -> confirm. See docs/posting.md for its rules, P1 to P14.

An owner has documents and decides; keepers hold what a document would move, and make it final or give it back. No
transaction spans the two. `Procedure` is the owner's side of one posting, `Resumer` goes on with it after a crash,
`Sweeper` is the keeper's side of what an owner never came back for.
"""

from m_kit.posting.attempt import CANCELLED, POSTED, Decision, Posting, posted_decision_of
from m_kit.posting.decisions import DecisionStore, Transition
from m_kit.posting.errors import DocumentPosting, ReservationCancelled, ReservationDiffers, ReservationUnknown
from m_kit.posting.keepers import Keeper
from m_kit.posting.procedure import Attempt, Job, Procedure
from m_kit.posting.resumer import Resumer
from m_kit.posting.servicer import DecisionServicer
from m_kit.posting.sweeper import Held, Sweeper

__all__ = [
    "CANCELLED",
    "POSTED",
    "Attempt",
    "Decision",
    "DecisionServicer",
    "DecisionStore",
    "DocumentPosting",
    "Held",
    "Job",
    "Keeper",
    "Posting",
    "Procedure",
    "ReservationCancelled",
    "ReservationDiffers",
    "ReservationUnknown",
    "Resumer",
    "Sweeper",
    "Transition",
    "posted_decision_of",
]
