"""What the environment says, read once; the only file that reads it."""

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from m_kit.failpoints import FailPointInvalid, FailPoints
from m_kit.posting_times import PostingTimes

from business_m.catalog import NAMES, PLUGIN_PATHS
from business_m.identity import Identity

REMOTE_PREFIX = "M_REMOTE_"
DEFAULT_HTTP_PORT = 8080
DEFAULT_GRPC_PORT = 50051
# The first is what is taken where nothing is said.
LEDGER_ENGINES = ("postgres", "tigerbeetle")
# All three or none: with them a process serves, and calls others, by mutual TLS alone.
TLS_VARIABLES = ("M_TLS_AUTHORITY", "M_TLS_CERTIFICATE", "M_TLS_KEY")
# Read with M_TESTING=1 only: each a number of seconds.
POSTING_TIMES = {"M_RESUME_EVERY": "resume_every", "M_SWEEP_EVERY": "sweep_every", "M_ASK_AFTER": "ask_after"}

# Roles and subjects are named after contexts: a plugin's name is never one of those.
_PLUGIN_NAME = re.compile(r"m_[a-z0-9][a-z0-9_]{0,28}")
_PLUGIN_ADDRESS = re.compile(r"grpc://[^/:]+:[0-9]{1,5}")

# With M_TESTING=1 only: CONTEXT:TYPE, by comma.
SUBSCRIBED = "M_SUBSCRIBED"
# With M_TESTING=1 only: CONTEXT=FOLDER, by comma.
UI_FOLDERS = "M_UI_FOLDERS"


class SettingInvalid(Exception):
    """A variable of the environment cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per variable of docs' list; ports are None where nothing was asked for."""

    mode: str = "indie"
    data_dir: Path = field(default_factory=lambda: default_data_dir({}))
    http_port: int | None = None
    grpc_port: int | None = None
    listen_host: str = "127.0.0.1"
    admin_password: str | None = None
    database_url: str | None = None
    remotes: Mapping[str, str] = field(default_factory=dict)
    plugins: tuple[str, ...] = ()
    plugin_addresses: Mapping[str, str] = field(default_factory=dict)
    """Where the plugins among them answer (grpc://host:port) that are not ours to run."""
    mesh_target: str | None = None
    nats_url: str | None = field(default=None, repr=False)
    ledger_engine: str = "postgres"
    tigerbeetle_address: str | None = None
    tls: Identity | None = None
    signing_key: Path | None = None
    trusted_keys: Path | None = None
    testing: bool = False
    failpoint: str | None = None
    posting_times: PostingTimes = field(default_factory=PostingTimes)
    subscribed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Contexts beside those of the catalog, to the types of events they are told: for tests."""
    ui_folders: Mapping[str, Path] = field(default_factory=dict)
    """Context to the folder of its built user interface, where not the installed one is to be shown: for tests."""
    target: str | None = None
    token: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Reads the process' environment. Raises SettingInvalid."""
        values = dict(os.environ if environment is None else environment)
        testing = values.get("M_TESTING") == "1"
        for name in ("M_FAILPOINT", SUBSCRIBED, UI_FOLDERS, *POSTING_TIMES):
            if values.get(name) and not testing:
                raise SettingInvalid(f"{name} is for tests: it works with M_TESTING=1 only")
        return cls(
            mode=values.get("M_MODE") or "indie",
            data_dir=Path(values["M_DATA_DIR"]) if values.get("M_DATA_DIR") else default_data_dir(values),
            http_port=_port(values, "M_HTTP_PORT"),
            grpc_port=_port(values, "M_GRPC_PORT"),
            listen_host=_host(values, "M_LISTEN_HOST"),
            admin_password=_secret(values, "M_ADMIN_PASSWORD"),
            database_url=_secret(values, "DATABASE_URL"),
            remotes=_remotes(values),
            plugins=tuple(_plugins(values)),
            plugin_addresses={name: address for name, address in _plugins(values).items() if address},
            mesh_target=values.get("M_MESH_TARGET") or None,
            nats_url=_secret(values, "NATS_URL"),
            ledger_engine=_ledger_engine(values),
            tigerbeetle_address=values.get("TIGERBEETLE_ADDRESS") or None,
            tls=_tls(values),
            signing_key=_path(values, "M_SIGNING_KEY"),
            trusted_keys=_path(values, "M_TRUSTED_KEYS"),
            testing=testing,
            failpoint=_failpoint(values),
            posting_times=_posting_times(values),
            subscribed=_subscribed(values),
            ui_folders=_ui_folders(values),
            target=values.get("M_TARGET") or None,
            token=values.get("M_TOKEN") or None,
        )


def without_fork_handlers() -> None:
    """Keeps gRPC out of the children that a server starts; before gRPC is first imported."""
    os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"


def environment_of_child(**variables: str) -> dict[str, str]:
    """The environment of a process that runs one context for this one: ours, without what speaks of our own ports,
    remotes and secrets, and with `variables`."""
    ours: tuple[str, ...] = (
        "M_HTTP_PORT",
        "M_GRPC_PORT",
        "M_ADMIN_PASSWORD",
        "M_TARGET",
        "M_TOKEN",
        "M_MESH_TARGET",
        "M_FAILPOINT",
    )
    ours += (*TLS_VARIABLES, "M_LISTEN_HOST", "M_ADMIN_PASSWORD_FILE", *(f"{name}_FILE" for name in variables))
    kept = {k: v for k, v in os.environ.items() if k not in ours and not k.startswith(REMOTE_PREFIX)}
    return kept | variables


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """/var/lib/business-m for root, else where XDG puts a user's data."""
    if os.geteuid() == 0:
        return Path("/var/lib/business-m")
    base = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "business-m"


def _port(values: Mapping[str, str], name: str) -> int | None:
    text = values.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise SettingInvalid(f"{name}={text} is no port (0 to 65535)")
    return int(text)


def _ledger_engine(values: Mapping[str, str]) -> str:
    name = values.get("LEDGER_ENGINE") or LEDGER_ENGINES[0]
    if name not in LEDGER_ENGINES:
        raise SettingInvalid(f"LEDGER_ENGINE={name}: one of {', '.join(LEDGER_ENGINES)}")
    if name != LEDGER_ENGINES[0] and not values.get("TIGERBEETLE_ADDRESS"):
        raise SettingInvalid(f"TIGERBEETLE_ADDRESS: where is the cluster that LEDGER_ENGINE={name} works with?")
    return name


def _host(values: Mapping[str, str], name: str) -> str:
    text = values.get(name) or "127.0.0.1"
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise SettingInvalid(f"{name}={text} is no IPv4 address") from None


def _secret(values: Mapping[str, str], name: str) -> str | None:
    """The variable's value, or what is in the file that NAME_FILE names."""
    path = values.get(f"{name}_FILE")
    if not path:
        return values.get(name) or None
    if values.get(name):
        raise SettingInvalid(f"{name}_FILE: {name} is given too")
    try:
        return Path(path).read_text().strip() or None
    except OSError as error:
        raise SettingInvalid(f"{name}_FILE={path}: {error.strerror}") from error


def _failpoint(values: Mapping[str, str]) -> str | None:
    text = values.get("M_FAILPOINT") or None
    try:
        context = FailPoints.parse(text).context
    except FailPointInvalid as error:
        raise SettingInvalid(f"M_FAILPOINT={text}: {error}") from error
    if context and context not in NAMES:
        raise SettingInvalid(f"M_FAILPOINT={text}: there is no context {context!r}: {', '.join(NAMES)}")
    return text


def _posting_times(values: Mapping[str, str]) -> PostingTimes:
    given = {name: values[name] for name in POSTING_TIMES if values.get(name)}
    return PostingTimes(**{POSTING_TIMES[name]: _seconds(name, text) for name, text in given.items()})


def _subscribed(values: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in filter(None, values.get(SUBSCRIBED, "").split(",")):
        context, _, event_type = part.partition(":")
        if not (context.isidentifier() and "." in event_type) or context in NAMES:
            raise SettingInvalid(f"{SUBSCRIBED}={part}: say context:type of event, of a context there is not")
        found.setdefault(context, []).append(event_type)
    return found


def _ui_folders(values: Mapping[str, str]) -> dict[str, Path]:
    found = {}
    for part in filter(None, values.get(UI_FOLDERS, "").split(",")):
        context, _, folder = part.partition("=")
        if context not in NAMES or not folder or not Path(folder).is_dir():
            raise SettingInvalid(f"{UI_FOLDERS}={part}: say context=folder, of a context and a folder there are")
        found[context] = Path(folder)
    return found


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not (isfinite(seconds) and seconds > 0):
        raise SettingInvalid(f"{name}={text} is no number of seconds above 0")
    return seconds


def _path(values: Mapping[str, str], name: str) -> Path | None:
    return Path(values[name]) if values.get(name) else None


def _tls(values: Mapping[str, str]) -> Identity | None:
    given = {name: Path(values[name]) for name in TLS_VARIABLES if values.get(name)}
    missing = next((name for name in TLS_VARIABLES if name not in given), None)
    if given and missing:
        raise SettingInvalid(f"{missing}: mutual TLS takes an authority, a certificate and its key")
    for name, path in given.items():
        if not path.is_file():
            raise SettingInvalid(f"{name}={path}: there is no such file")
    return Identity(*(given[name] for name in TLS_VARIABLES)) if given else None


def _plugins(values: Mapping[str, str]) -> dict[str, str]:
    """Plugin to where it answers, empty for those that come along; each once."""
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in values.get("M_PLUGINS", "").split(","))):
        name, says_where, address = part.partition("=")
        if not says_where and name not in PLUGIN_PATHS:
            there = ", ".join(PLUGIN_PATHS)
            raise SettingInvalid(f"M_PLUGINS={part}: there is no such plugin: {there}, or {name}=grpc://host:port")
        if says_where and name in PLUGIN_PATHS:
            raise SettingInvalid(f"M_PLUGINS={part}: {name} comes along, or {REMOTE_PREFIX}{name.upper()} says where")
        if not _PLUGIN_NAME.fullmatch(name) or name.removeprefix("m_") in NAMES:
            raise SettingInvalid(f"M_PLUGINS={part}: a plugin's name is m_ and a region, in small letters and digits")
        if says_where and not _PLUGIN_ADDRESS.fullmatch(address):
            raise SettingInvalid(f"M_PLUGINS={part}: say {name}=grpc://host:port")
        if found.setdefault(name, address) != address:
            raise SettingInvalid(f"M_PLUGINS={part}: {name} is at {found[name]} too")
    return found


def _remotes(values: Mapping[str, str]) -> dict[str, str]:
    """Context to address, for every M_REMOTE_<CONTEXT>."""
    return {
        name.removeprefix(REMOTE_PREFIX).lower(): address
        for name, address in values.items()
        if name.startswith(REMOTE_PREFIX) and address
    }
