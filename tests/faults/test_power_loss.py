"""PostgreSQL and all of its processes die under the whole system while clients post; what it had not written is gone.

The server writes its log only when somebody waits for it, so that every commit that nobody waited for is lost.
"""

import random
import time

import pytest
from m_engines.postgresql import EmbeddedPostgres

from tests.faults.harness import Here, require_right, require_settled
from tests.faults.postings import CLOSED_DAY, Journal, Postings
from tests.support.indie import folder
from tests.support.killing import kill_all_of
from tests.support.trade import Trade
from tests.support.whole import INDIE, MIXED, NETWORK, TIMES, whole

SEED = 7
UNHURRIED = {"wal_writer_delay": "10s", "autovacuum": "off"}
SOON_SECONDS = 60.0


def loses_power(
    topology: str, seed: int, losses: int, *, each: int = 8, longest_wait_seconds: float = 0.0, **variables: str
) -> None:
    """So often under load, on a server started with these variables; everything holds in the end.

    It dies when a few more are answered, or up to `longest_wait_seconds` later.
    """
    print(f"fault: {topology} power lost {losses} times, seed {seed}")
    chance = random.Random(seed)
    with folder() as place:
        (place / "postgres").mkdir(mode=0o711)
        postgres = EmbeddedPostgres(place / "postgres", settings=UNHURRIED)
        address = postgres.start()
        try:
            url = f"postgresql://{address.user}@/{address.database}?host={address.host}&port={address.port}"
            given = {"DATABASE_URL": url, **TIMES, **variables}
            with whole(topology, place / "data", watched=True, **given) as system:
                with system.rest() as rest:
                    trade = Trade.opened(rest, closed_day=CLOSED_DAY)
                journal = Journal(place / "journal.jsonl")
                with Postings(Here(system).way, trade, journal, seed=seed, each=each) as postings:
                    for _ in range(losses):
                        _wait_for(postings, chance.randrange(2, 5))
                        time.sleep(chance.uniform(0, longest_wait_seconds))
                        kill_all_of(postgres)
                        postgres.start()
                require_settled(system, trade)
                require_right(system, trade, journal.path)
        finally:
            postgres.stop()


def _wait_for(postings: Postings, answers: int) -> None:
    """Returns when so many more documents have their answer."""
    wanted, end = postings.answers + answers, time.monotonic() + SOON_SECONDS
    while postings.answers < wanted and postings.are_busy:
        assert time.monotonic() < end, "nobody is answered"
        assert not postings.broken, postings.broken
        time.sleep(0.001)


@pytest.mark.parametrize("topology", [INDIE])
def test_what_was_acknowledged_survives_a_loss_of_power_and_is_there_once(topology: str) -> None:
    loses_power(topology, SEED, losses=3)


def test_power_lost_between_reserve_and_decide_leaves_nothing_decided_that_nobody_holds() -> None:
    """PostgreSQL is back before the decide, which finds a connection as good as any; no sweeper is quicker than it."""
    variables = {"M_FAILPOINT": "wms/before_decide:sleep=2", "M_ASK_AFTER": "15"}
    loses_power(INDIE, SEED, losses=3, each=5, longest_wait_seconds=1.5, **variables)


@pytest.mark.campaign
@pytest.mark.parametrize("topology", [INDIE, MIXED, NETWORK])
@pytest.mark.parametrize("seed", range(5))
def test_power_lost_again_and_again(topology: str, seed: int) -> None:
    loses_power(topology, seed, losses=5)
