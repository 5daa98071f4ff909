"""One system of each topology for all tests that break nothing, a mesh for those that do, and what tests of the whole
system ask for."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.books import Books, opened
from tests.support.built import built
from tests.support.commands import Commands
from tests.support.mesh import TOLD
from tests.support.readers import Readers, reading
from tests.support.rest import Rest
from tests.support.whole import INDIE, MESH, TIMES, Systems, Whole, whole
from tools.layout import ROOT


@pytest.fixture(scope="session")
def built_files() -> Iterator[str]:
    """Where the user interface lies built that these systems show."""
    with built() as folders:
        yield folders


@pytest.fixture(scope="session")
def server(built_files: str) -> Iterator[Whole]:
    """A running server. Tests work in companies of their own and never stop it."""
    with whole(M_UI_FOLDERS=built_files) as running:
        yield running


@pytest.fixture(scope="session")
def systems(server: Whole, built_files: str) -> Iterator[Systems]:
    """Topology to its running system, of which the first test that asks starts it. Nothing is broken in them."""
    with contextlib.ExitStack() as stack:
        started = {INDIE: server}

        def system(topology: str) -> Whole:
            if topology not in started:
                started[topology] = stack.enter_context(whole(topology, M_UI_FOLDERS=built_files))
            return started[topology]

        yield system


@pytest.fixture(scope="session")
def breakable_mesh() -> Iterator[Whole]:
    """A mesh whose processes are killed and frozen, and who do soon what they do by the clock. Whoever breaks it leaves
    it whole."""
    with whole(MESH, None, watched=True, **TIMES, **TOLD) as system:
        yield system


@pytest.fixture(scope="session")
def readers(breakable_mesh: Whole) -> Iterator[Readers]:
    """A context beside that mesh which is told what wms posts."""
    with reading(breakable_mesh) as found:
        yield found


@pytest.fixture(scope="session")
def m(server: Whole) -> Commands:
    """The command `m` against the server."""
    return server.m


@pytest.fixture(scope="session")
def rest(server: Whole) -> Iterator[Rest]:
    """REST as administrator."""
    with server.rest() as found:
        yield found


@pytest.fixture
def books(rest: Rest) -> Books:
    """A company of the test's own: cash and sales, one month closed in 2024, the year 2025 open."""
    return opened(rest)


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of case files, which are read where they lie: M_CASES, or ../shared/cases beside the checkout."""
    folder = Path(os.environ.get("M_CASES") or ROOT.parent / "shared" / "cases")
    if not folder.is_dir():
        pytest.skip("no case files are here: say where in M_CASES")
    return folder
