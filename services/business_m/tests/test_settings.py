"""The environment, read once."""

from pathlib import Path

import pytest
from m_kit.posting_times import PostingTimes

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
            "M_RESUME_EVERY": "0.2",
            "M_SWEEP_EVERY": "0.3",
            "M_ASK_AFTER": "1",
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
        posting_times=PostingTimes(resume_every=0.2, sweep_every=0.3, ask_after=1.0),
        target="grpc://127.0.0.1:50051",
        token="t",
    )


@pytest.mark.parametrize("port", ["65536", "-1", "http", "1.5", "٣٣"])
def test_a_port_that_is_none_is_refused_by_its_variables_name(port: str) -> None:
    with pytest.raises(SettingInvalid, match="M_GRPC_PORT="):
        Settings.from_environment({"M_GRPC_PORT": port})


@pytest.mark.parametrize("name", ["M_FAILPOINT", "M_SUBSCRIBED", "M_RESUME_EVERY", "M_SWEEP_EVERY", "M_ASK_AFTER"])
@pytest.mark.parametrize("testing", ["", "0", "yes"])
def test_what_is_for_tests_is_refused_outside_them(name: str, testing: str) -> None:
    value = "before_decide:kill" if name == "M_FAILPOINT" else "1"
    with pytest.raises(SettingInvalid, match=f"{name} .*M_TESTING=1"):
        Settings.from_environment({name: value, "M_TESTING": testing})


@pytest.mark.parametrize(
    ("failpoint", "said"),
    [
        (
            "before_dinner:kill",
            "M_FAILPOINT=before_dinner:kill: there is no fail point 'before_dinner': .*before_decide",
        ),
        ("before_decide:explode", "M_FAILPOINT=before_decide:explode: 'explode': say kill, raise or sleep=SECONDS"),
        ("before_decide", "say kill"),
        ("warehouse/before_decide:kill", "there is no context 'warehouse': .*wms"),
        ("before_decide:kill@0", "M_FAILPOINT=before_decide:kill@0: '0': the time"),
    ],
)
def test_a_fail_point_that_is_none_is_refused_by_name(failpoint: str, said: str) -> None:
    with pytest.raises(SettingInvalid, match=said):
        Settings.from_environment({"M_TESTING": "1", "M_FAILPOINT": failpoint})


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_posting_time_that_is_none_is_refused_by_its_variables_name(seconds: str) -> None:
    with pytest.raises(SettingInvalid, match=f"M_ASK_AFTER={seconds} "):
        Settings.from_environment({"M_TESTING": "1", "M_ASK_AFTER": seconds})


def test_a_users_data_lie_where_xdg_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert default_data_dir({"XDG_DATA_HOME": "/data"}) == Path("/data/business-m")
    assert default_data_dir({}) == Path.home() / ".local" / "share" / "business-m"
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert default_data_dir({"XDG_DATA_HOME": "/data"}) == Path("/var/lib/business-m")


def test_contexts_beside_the_catalog_are_told_in_tests() -> None:
    given = {"M_TESTING": "1", "M_SUBSCRIBED": "readers:wms.a.b,readers:wms.c.d,others:wms.a.b"}
    assert Settings.from_environment(given).subscribed == {"readers": ["wms.a.b", "wms.c.d"], "others": ["wms.a.b"]}


@pytest.mark.parametrize("text", ["readers", "readers:nothing", ":wms.a.b", "a b:wms.a.b", "finance:wms.a.b"])
def test_who_is_told_has_a_form(text: str) -> None:
    with pytest.raises(SettingInvalid, match=f"M_SUBSCRIBED={text}"):
        Settings.from_environment({"M_TESTING": "1", "M_SUBSCRIBED": text})


def test_the_ledgers_engine_is_postgres_unless_a_cluster_is_named() -> None:
    assert Settings.from_environment({}).ledger_engine == "postgres"
    named = Settings.from_environment({"LEDGER_ENGINE": "tigerbeetle", "TIGERBEETLE_ADDRESS": "7@127.0.0.1:3000"})
    assert (named.ledger_engine, named.tigerbeetle_address) == ("tigerbeetle", "7@127.0.0.1:3000")


@pytest.mark.parametrize(
    ("environment", "named"),
    [({"LEDGER_ENGINE": "oracle"}, "LEDGER_ENGINE=oracle"), ({"LEDGER_ENGINE": "tigerbeetle"}, "TIGERBEETLE_ADDRESS")],
)
def test_an_engine_that_cannot_be_used_is_refused(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingInvalid, match=named):
        Settings.from_environment(environment)
