"""The network within a whole mesh goes wrong under load: between any two of its processes, Envoy and NATS too."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from business_m.catalog import NAMES

from tests.faults.harness import Here, require_right, require_settled, until
from tests.faults.mesh_faults import BACK_SECONDS, CLIENTS, PAUSE_SECONDS, require_told_once
from tests.faults.postings import CLOSED_DAY, Journal, Postings
from tests.support.detoured_mesh import CUT, DEAF, MENDED, SLOW, Detoured, detoured_mesh
from tests.support.indie import folder
from tests.support.readers import Readers, reading
from tests.support.trade import Trade

SEED = 31
KINDS = (CUT, DEAF, SLOW)
PROCESSES = (*NAMES, "wms-2")
WAYS = tuple(way for name in PROCESSES for way in (f"{name}>envoy", f"envoy>{name}", f"{name}>nats"))
# Those that a posting takes: what goes wrong elsewhere nobody would notice.
TAKEN = ("wms>envoy", "wms-2>envoy", "envoy>wms", "envoy>book_keeper", "envoy>stock_keeper", "wms>nats", "wms-2>nats")


@dataclass(frozen=True, slots=True)
class Wrong:
    """So it goes on one way, for so long, when so many more documents are answered."""

    kind: str
    way: str
    seconds: float
    after_answers: int

    def __str__(self) -> str:
        return f"{self.way} {self.kind} for {self.seconds:.1f} s after {self.after_answers}"


@pytest.fixture(scope="module")
def detoured() -> Iterator[Detoured]:
    with folder() as place, detoured_mesh(place / "data") as made:
        yield made


@pytest.fixture(scope="module")
def told(detoured: Detoured) -> Iterator[Readers]:
    with reading(detoured.mesh) as found:
        yield found


def drawn(kind: str, ways: Sequence[str], chance: random.Random) -> list[Wrong]:
    """Each way once, in any order."""
    return [
        Wrong(kind, way, chance.uniform(0.3, 2.0), chance.randrange(1, 5)) for way in chance.sample(ways, len(ways))
    ]


def survives(detoured: Detoured, readers: Readers, wrongs: Sequence[Wrong], seed: int, journal: Path) -> None:
    """Clients post through all of it; everything holds in the end."""
    mesh = detoured.mesh
    with mesh.rest() as rest:
        trade = Trade.opened(rest, closed_day=CLOSED_DAY)
    posting = Postings(
        Here(mesh).way,
        trade,
        Journal(journal),
        seed=seed,
        clients=CLIENTS,
        each=None,
        pause_seconds=PAUSE_SECONDS,
    )
    with posting as postings, mesh.rest() as rest:
        for number, wrong in enumerate(wrongs):
            postings.wait_for(wrong.after_answers)
            detoured.order(wrong.way, wrong.kind)
            time.sleep(wrong.seconds)
            detoured.order(wrong.way, MENDED)
            seconds = postings.wait_for(1)
            print(f"fault {number} of seed {seed}: {wrong}; somebody was answered {seconds:.2f} s later")
            assert seconds < BACK_SECONDS
            until(lambda: rest.get("/readyz").status == 200, f"{wrong}: all is well again", BACK_SECONDS)
    require_settled(mesh, trade)
    require_right(mesh, trade, journal)
    require_told_once(mesh, readers, trade)


def test_a_mesh_loses_nothing_over_a_bad_network(detoured: Detoured, told: Readers, tmp_path: Path) -> None:
    """On three ways that a posting takes, drawn, each kind: all of them are the campaign's."""
    chance = random.Random(SEED)
    wrongs = [wrong for kind in KINDS for wrong in drawn(kind, chance.sample(TAKEN, 2), chance)]
    survives(detoured, told, wrongs, SEED, tmp_path / "journal.jsonl")


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", KINDS)
def test_a_mesh_loses_nothing_whatever_way_is_bad(
    detoured: Detoured, told: Readers, tmp_path: Path, kind: str, seed: int
) -> None:
    survives(detoured, told, drawn(kind, WAYS, random.Random(seed)), seed, tmp_path / "journal.jsonl")
