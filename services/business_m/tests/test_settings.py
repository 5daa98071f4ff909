"""The environment, read once."""

from pathlib import Path

import pytest

from business_m.settings import SettingInvalid, Settings, default_data_dir


def test_an_empty_environment_is_indie_on_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.mode, settings.http_port, settings.grpc_port) == ("indie", None, None)
    assert (settings.database_url, settings.admin_password, settings.testing) == (None, None, False)
    assert dict(settings.remotes) == {}


def test_every_variable_is_read() -> None:
    settings = Settings.from_environment(
        {
            "M_MODE": "enterprise",
            "M_DATA_DIR": "/somewhere",
            "M_HTTP_PORT": "0",
            "M_GRPC_PORT": "65535",
            "M_ADMIN_PASSWORD": "long enough to be one",
            "DATABASE_URL": "postgresql://owner@db/erp",
            "M_REMOTE_BOOK_KEEPER": "grpc://127.0.0.1:7001",
            "M_REMOTE_MASTERS": "",
            "M_MESH_TARGET": "grpc://127.0.0.1:7000",
            "M_SIGNING_KEY": "/keys/finance.pem",
            "M_TRUSTED_KEYS": "/keys/jwks.json",
            "M_TESTING": "1",
            "M_FAILPOINT": "before_decide:raise",
            "M_TARGET": "grpc://127.0.0.1:50051",
            "M_TOKEN": "t",
        }
    )
    assert settings == Settings(
        mode="enterprise",
        data_dir=Path("/somewhere"),
        http_port=0,
        grpc_port=65535,
        admin_password="long enough to be one",
        database_url="postgresql://owner@db/erp",
        remotes={"book_keeper": "grpc://127.0.0.1:7001"},
        mesh_target="grpc://127.0.0.1:7000",
        signing_key=Path("/keys/finance.pem"),
        trusted_keys=Path("/keys/jwks.json"),
        testing=True,
        failpoint="before_decide:raise",
        target="grpc://127.0.0.1:50051",
        token="t",
    )


@pytest.mark.parametrize("port", ["65536", "-1", "http", "1.5", "٣٣"])
def test_a_port_that_is_none_is_refused_by_its_variables_name(port: str) -> None:
    with pytest.raises(SettingInvalid, match="M_GRPC_PORT="):
        Settings.from_environment({"M_GRPC_PORT": port})


def test_a_fail_point_outside_tests_is_refused() -> None:
    with pytest.raises(SettingInvalid, match="M_TESTING=1"):
        Settings.from_environment({"M_FAILPOINT": "before_decide:kill"})


def test_a_users_data_lie_where_xdg_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert default_data_dir({"XDG_DATA_HOME": "/data"}) == Path("/data/business-m")
    assert default_data_dir({}) == Path.home() / ".local" / "share" / "business-m"
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert default_data_dir({"XDG_DATA_HOME": "/data"}) == Path("/var/lib/business-m")
