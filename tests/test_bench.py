"""How the benches count and judge."""

from bench.measure import Measured, rate_of
from bench.mesh import is_back_within
from bench.posting import Goal
from bench.statements import counted

LOG = b"""2026-11-23 13:44:55.569 UTC [7] m_wms@business_m LOG:  duration: 0.250 ms  parse s1: update idempotency i
\tset response = a.response
2026-11-23 13:44:55.570 UTC [7] m_wms@business_m LOG:  duration: 0.500 ms  bind s1: update idempotency i
\tset response = a.response
2026-11-23 13:44:55.571 UTC [7] m_wms@business_m LOG:  duration: 1.000 ms  execute s1: update idempotency i
\tset response = a.response
2026-11-23 13:44:55.571 UTC [7] m_wms@business_m DETAIL:  Parameters: $1 = 'statement: COMMIT;'
2026-11-23 13:44:55.572 UTC [7] m_wms@business_m LOG:  duration: 0.125 ms  statement: COMMIT;
2026-11-23 13:44:55.573 UTC [8] m_stock_keeper@business_m LOG:  duration: 0.125 ms  statement: COMMIT;
2026-11-23 13:44:55.574 UTC [9] postgres@postgres LOG:  duration: 9.000 ms  statement: select pg_reload_conf()
"""


def test_statements_are_counted_by_context_with_all_that_they_cost() -> None:
    found = [(one.context, one.statement, one.times, one.milliseconds) for one in counted(LOG)]
    assert found == [
        ("wms", "update idempotency i set response = a.response", 1, 1.75),
        ("wms", "COMMIT;", 1, 0.125),
        ("stock_keeper", "COMMIT;", 1, 0.125),
    ]


def test_a_goal_is_met_by_every_side_and_a_side_that_was_not_measured_meets_none() -> None:
    goal = Goal(of_limit=0.4, times_peer=300)
    row = Measured("posting", "postings/s", 8)
    row.samples.update(ours=[400.0], limit=[1000.0], peer=[1.0])
    assert goal.met(row)
    row.samples["peer"] = [2.0]
    assert not goal.met(row)
    row.samples["peer"] = []
    assert not goal.met(row)


def test_a_recovery_is_as_long_as_the_longest() -> None:
    row = Measured("killed", "s")
    row.samples["ours"] = [0.1, 4.9]
    assert is_back_within(5.0, row)
    row.samples["ours"].append(5.1)
    assert not is_back_within(5.0, row)


async def test_every_item_is_done_once_by_some_client() -> None:
    done: list[int] = []

    async def work(item: int) -> None:
        done.append(item)

    assert await rate_of(work, range(10), clients=4) > 0
    assert sorted(done) == list(range(10))
