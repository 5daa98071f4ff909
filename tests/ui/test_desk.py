"""People at the Desk: every journey of `ui/e2e/journeys`, on one process and through Envoy."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.whole import MESH, whole
from tests.ui.conftest import Walk
from tests.ui.desk_world import made
from tools.layout import ROOT

pytestmark = pytest.mark.needs("chromium")

JOURNEYS = sorted(path.stem for path in (ROOT / "ui" / "e2e" / "journeys").glob("*.mjs"))
# What Envoy has a part in: cookies, streams, files of several processes, refusals.
THROUGH_ENVOY = ("dead_remote", "receive", "sign_in", "told")

Results = dict[str, Any]


@pytest.fixture(scope="module")
def on_indie(walk: Walk) -> Iterator[Results]:
    """All journeys, with a regional plugin."""
    with whole(watched=False, M_PLUGINS="m_india") as system, system.rest() as rest:
        yield walk(made(rest, system.http_url), JOURNEYS, "indie")


@pytest.fixture(scope="module")
def on_mesh(walk: Walk) -> Iterator[Results]:
    """Some of them, on a mesh with the real files: that of other tests shows made-up ones."""
    with whole(MESH, watched=False) as system, system.rest() as rest:
        yield walk(made(rest, system.http_url), THROUGH_ENVOY, "mesh")


@pytest.mark.parametrize("journey", JOURNEYS)
def test_on_one_process(on_indie: Results, journey: str) -> None:
    assert on_indie[journey]["ok"], on_indie[journey]["error"]


@pytest.mark.campaign  # a mesh of its own
@pytest.mark.parametrize("journey", THROUGH_ENVOY)
def test_through_envoy(on_mesh: Results, journey: str) -> None:
    assert on_mesh[journey]["ok"], on_mesh[journey]["error"]
