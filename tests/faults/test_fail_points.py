"""A process dies at a named place while clients post, in every topology; what was acknowledged is there, once."""

import random

import pytest

from tests.faults.harness import points, survives
from tests.support.whole import INDIE, MIXED, NETWORK, TOPOLOGIES

SEED = 20241123
POINTS = points(random.Random(SEED))
# What a usual run takes of all there are.
SHORT = [(INDIE, "after_decide"), (MIXED, "after_reserve_ledger"), (NETWORK, "after_tombstone_before_cancel")]


@pytest.mark.parametrize(("topology", "point"), SHORT)
def test_a_process_that_dies_while_it_posts_loses_nothing_and_leaves_nothing(topology: str, point: str) -> None:
    survives(topology, *POINTS[point], seed=SEED)


@pytest.mark.campaign
@pytest.mark.parametrize("topology", TOPOLOGIES)
@pytest.mark.parametrize("point", POINTS)
def test_every_place_in_every_topology(topology: str, point: str) -> None:
    survives(topology, *POINTS[point], seed=SEED + 1)


@pytest.mark.parametrize("topology", [INDIE])
def test_where_every_answer_of_a_decide_is_lost_the_decision_is_read(topology: str) -> None:
    survives(topology, "decide_answer_lost:raise", "wms", seed=SEED)
