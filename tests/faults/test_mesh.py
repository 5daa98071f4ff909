"""Everything in a whole mesh is killed and frozen under load, and its NATS loses what it had."""

import random
from pathlib import Path

import pytest
from business_m.catalog import NAMES

from tests.faults.mesh_faults import FRONT, FROZEN, KILLED, WIPED, Fault, drawn, survives
from tests.support.mesh import ENGINES
from tests.support.readers import Readers
from tests.support.whole import Whole

SEED = 23
CONTEXTS = (*NAMES, "wms-2")
A_WIPE = Fault(WIPED, "nats", 0.0, 3)


def test_a_mesh_loses_nothing_whoever_is_killed_or_frozen(
    breakable_mesh: Whole, readers: Readers, tmp_path: Path
) -> None:
    """Every engine and two of the contexts, drawn: all of them are the campaign's."""
    chance = random.Random(SEED)
    faults = [
        *drawn(KILLED, (*ENGINES, *chance.sample(CONTEXTS, 2)), chance),
        *drawn(FROZEN, (*ENGINES, FRONT, chance.choice(CONTEXTS)), chance),
        A_WIPE,
    ]
    survives(breakable_mesh, readers, faults, SEED, tmp_path / "journal.jsonl")


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(5))
def test_a_mesh_loses_nothing_though_everybody_is_killed(
    breakable_mesh: Whole, readers: Readers, tmp_path: Path, seed: int
) -> None:
    faults = drawn(KILLED, (*ENGINES, *CONTEXTS), random.Random(seed))
    survives(breakable_mesh, readers, faults, seed, tmp_path / "journal.jsonl")


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(5))
def test_a_mesh_loses_nothing_though_everybody_is_frozen(
    breakable_mesh: Whole, readers: Readers, tmp_path: Path, seed: int
) -> None:
    faults = drawn(FROZEN, (*ENGINES, FRONT, *CONTEXTS), random.Random(seed))
    survives(breakable_mesh, readers, faults, seed, tmp_path / "journal.jsonl")


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(5))
def test_a_mesh_loses_nothing_though_nats_does(
    breakable_mesh: Whole, readers: Readers, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    faults = [Fault(WIPED, "nats", 0.0, chance.randrange(1, 6)) for _ in range(10)]
    survives(breakable_mesh, readers, faults, seed, tmp_path / "journal.jsonl")
