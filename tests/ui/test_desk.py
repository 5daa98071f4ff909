"""People at the Desk: every journey of `ui/e2e/journeys`, on one process and through Envoy."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from tests.support.whole import INDIE, MESH, whole
from tests.ui.conftest import Walk
from tests.ui.desk_world import made
from tools.layout import ROOT

pytestmark = pytest.mark.needs("chromium")

JOURNEYS = sorted(path.stem for path in (ROOT / "ui" / "e2e" / "journeys").glob("*.mjs"))
# What a usual run walks; the others take a minute.
SHORTLY = ("conflict", "receive", "regional_field", "sign_in")
AT_LENGTH = tuple(name for name in JOURNEYS if name not in SHORTLY)
# What Envoy has a part in: cookies, streams, files of several processes, refusals.
THROUGH_ENVOY = ("dead_remote", "receive", "sign_in", "told")

Results = dict[str, Any]


def walked(walk: Walk, topology: str, names: Sequence[str], **variables: str) -> Iterator[Results]:
    """Journeys through a system of their own, with the real files: that of other tests shows made-up ones."""
    with whole(topology, None, watched=False, **variables) as system, system.rest() as rest:
        yield walk(made(rest, system.http_url), names, topology)


@pytest.fixture(scope="module")
def shortly(walk: Walk) -> Iterator[Results]:
    """Some, with a regional plugin."""
    yield from walked(walk, INDIE, SHORTLY, M_PLUGINS="m_india")


@pytest.fixture(scope="module")
def at_length(walk: Walk) -> Iterator[Results]:
    """The others."""
    yield from walked(walk, INDIE, AT_LENGTH, M_PLUGINS="m_india")


@pytest.fixture(scope="module")
def through_envoy(walk: Walk) -> Iterator[Results]:
    """On a mesh."""
    yield from walked(walk, MESH, THROUGH_ENVOY)


@pytest.mark.parametrize("journey", SHORTLY)
def test_on_one_process(shortly: Results, journey: str) -> None:
    assert shortly[journey]["ok"], shortly[journey]["error"]


@pytest.mark.campaign
@pytest.mark.parametrize("journey", AT_LENGTH)
def test_on_one_process_at_length(at_length: Results, journey: str) -> None:
    assert at_length[journey]["ok"], at_length[journey]["error"]


@pytest.mark.campaign
@pytest.mark.parametrize("journey", THROUGH_ENVOY)
def test_through_envoy(through_envoy: Results, journey: str) -> None:
    assert through_envoy[journey]["ok"], through_envoy[journey]["error"]
