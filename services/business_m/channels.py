"""Channels to contexts in other processes, and what every gRPC server and channel of ours agrees on."""

from collections.abc import Mapping
from typing import Any

import grpc

from business_m.catalog import NAMES
from business_m.identity import ENVOY, Identity, server_name
from business_m.settings import REMOTE_PREFIX, SettingInvalid, Settings

# What a context is reached by through a broker.
NATS_SCHEMES = ("nats://", "tls://")

Options = tuple[tuple[str, Any], ...]

# The contracts' limit of a message, the same over a network and in the process: 4 MiB.
LIMITS: Options = (("grpc.max_receive_message_length", 4 * 1024 * 1024),)
# A hundred violations travel in an answer's trailing metadata, of which gRPC would take 8 KiB.
_ANSWERS_METADATA: Options = (
    ("grpc.max_metadata_size", 1024 * 1024),
    ("grpc.absolute_max_metadata_size", 1024 * 1024),
)
_PING_MS, _PING_TIMEOUT_MS = 20_000, 5_000
SERVER_OPTIONS: Options = (
    *LIMITS,
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", _PING_MS // 2),
)
# A context that was started again is found within a second, where gRPC would wait up to two minutes; a peer that is
# gone without a word is noticed. A channel keeps to itself, or a failure of one would slow down another.
CHANNEL_OPTIONS: Options = (
    *LIMITS,
    *_ANSWERS_METADATA,
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.initial_reconnect_backoff_ms", 50),
    ("grpc.min_reconnect_backoff_ms", 1_000),
    ("grpc.max_reconnect_backoff_ms", 500),
    ("grpc.keepalive_time_ms", _PING_MS),
    ("grpc.keepalive_timeout_ms", _PING_TIMEOUT_MS),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.max_pings_without_data", 0),
)


def connect(target: str, tls: Identity | None = None, process: str = "") -> grpc.aio.Channel:
    """A channel to a server of ours at host:port; it connects when it is first used. With `tls` both sides show
    certificates, and the server's is that of `process`."""
    if tls is None:
        return grpc.aio.insecure_channel(target, options=CHANNEL_OPTIONS)
    credentials = grpc.ssl_channel_credentials(
        tls.authority.read_bytes(), tls.key.read_bytes(), tls.certificate.read_bytes()
    )
    named = ("grpc.ssl_target_name_override", server_name(process))
    return grpc.aio.secure_channel(target, credentials, options=(*CHANNEL_OPTIONS, named))


def add_port(server: grpc.aio.Server, address: str, tls: Identity | None) -> int:
    """Opens a port of ours at host:port, the number of which is answered. With `tls` nobody gets in without a
    certificate of the same authority. Raises SettingInvalid for files that hold no certificate or no key."""
    if tls is None:
        return int(server.add_insecure_port(address))
    pair = (tls.key.read_bytes(), tls.certificate.read_bytes())
    credentials = grpc.ssl_server_credentials([pair], tls.authority.read_bytes(), require_client_auth=True)
    try:
        return int(server.add_secure_port(address, credentials))
    except RuntimeError as error:
        raise SettingInvalid(f"M_TLS_CERTIFICATE={tls.certificate}: no port can be opened with it") from error


def remote_channels(settings: Settings) -> dict[str, grpc.aio.Channel]:
    """Context to channel, for every M_REMOTE_<CONTEXT> but those over NATS (broker.py). Raises SettingInvalid, naming
    the variable."""
    over_grpc = [context for context, address in settings.remotes.items() if not address.startswith(NATS_SCHEMES)]
    targets = {context: target_of(settings.remotes, context) for context in over_grpc}
    for context in settings.remotes:
        if context not in (*NAMES, *settings.plugins):
            raise SettingInvalid(f"{variable_of(context)}: there is no context {context}")
    return {context: connect(target, settings.tls, context) for context, target in targets.items()}


def target_of(remotes: Mapping[str, str], context: str) -> str:
    """host:port of a context's grpc://host:port. Raises SettingInvalid."""
    return _target(variable_of(context), remotes[context], " or nats://host:port")


def mesh_channel(settings: Settings) -> grpc.aio.Channel | None:
    """The channel to the mesh, which reaches every context; None where M_MESH_TARGET says nothing."""
    if settings.mesh_target is None:
        return None
    return connect(_target("M_MESH_TARGET", settings.mesh_target), settings.tls, ENVOY)


def plugin_channel(settings: Settings, plugin: str) -> grpc.aio.Channel:
    """The channel to a plugin that others run; with TLS it shows the certificate of its own name."""
    return connect(settings.plugin_addresses[plugin].removeprefix("grpc://"), settings.tls, plugin)


def variable_of(context: str) -> str:
    """What makes a context remote."""
    return REMOTE_PREFIX + context.upper()


def _target(variable: str, address: str, otherwise: str = "") -> str:
    scheme, _, target = address.partition("://")
    if scheme != "grpc" or not target:
        raise SettingInvalid(f"{variable}={address}: say grpc://host:port{otherwise}")
    return target
