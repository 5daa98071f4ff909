"""Settings as containers are given them: secrets in files, and an address that others reach."""

from pathlib import Path

import pytest

from business_m.ports import listen, reserve
from business_m.settings import SettingInvalid, Settings, environment_of_child


@pytest.mark.parametrize(
    ("variable", "field"),
    [("DATABASE_URL", "database_url"), ("M_ADMIN_PASSWORD", "admin_password"), ("NATS_URL", "nats_url")],
)
def test_a_secret_is_read_from_the_file_that_is_named(variable: str, field: str, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("what is secret\n")
    settings = Settings.from_environment({f"{variable}_FILE": str(path)})
    assert getattr(settings, field) == "what is secret"


def test_a_secret_given_twice_or_nowhere_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingInvalid, match=r"DATABASE_URL_FILE=.*absent: No such file"):
        Settings.from_environment({"DATABASE_URL_FILE": str(tmp_path / "absent")})
    with pytest.raises(SettingInvalid, match="DATABASE_URL_FILE: DATABASE_URL is given too"):
        Settings.from_environment({"DATABASE_URL_FILE": str(tmp_path), "DATABASE_URL": "postgresql://x"})


def test_a_child_is_told_no_file_that_contradicts_what_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL_FILE", "M_ADMIN_PASSWORD_FILE", "NATS_URL_FILE", "M_LISTEN_HOST"):
        monkeypatch.setenv(name, "0.0.0.0")
    told = environment_of_child(DATABASE_URL="postgresql://own")
    assert not told.keys() & {"DATABASE_URL_FILE", "M_ADMIN_PASSWORD_FILE", "M_LISTEN_HOST"}
    assert told["NATS_URL_FILE"] == "0.0.0.0", "where it is told no broker of its own it uses ours"
    assert "NATS_URL_FILE" not in environment_of_child(NATS_URL="nats://own")


@pytest.mark.parametrize("host", ["localhost", "::1", "300.0.0.1"])
def test_a_listening_address_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(SettingInvalid, match=f"M_LISTEN_HOST={host} is no IPv4 address"):
        Settings.from_environment({"M_LISTEN_HOST": host})


def test_only_loopback_is_listened_on_unless_another_is_asked_for() -> None:
    assert Settings.from_environment({}).listen_host == "127.0.0.1"
    host = Settings.from_environment({"M_LISTEN_HOST": "0.0.0.0"}).listen_host
    with listen(0, 0) as near, listen(0, 0, host) as far, reserve(0, 0, host) as kept:
        assert [one.getsockname()[0] for one in (near, far, kept)] == ["127.0.0.1", "0.0.0.0", "0.0.0.0"]
