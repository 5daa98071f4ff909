"""The configuration file of the embedded server. NATS reads JSON as its own format."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from m_engines.nats.permissions import NatsUser

# A message of the contracts has up to 4 MiB, and its metadata come with it; NATS warns above 8 MiB.
MOST_PAYLOAD_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """Files for TLS: the server's certificate and key, and who signed it. `name` is the certificate's, where that is
    not the host's."""

    certificate: Path
    key: Path
    authority: Path
    name: str = ""


def configuration(
    *,
    host: str,
    port: int,
    store: Path,
    users: Sequence[NatsUser],
    tls: ServerCertificate | None,
    ports: Path | None = None,
    monitor: str = "",
) -> str:
    """Port -1 asks for a free one, which the server writes into the folder `ports`. At `monitor` (host:port) it
    answers /healthz over HTTP, to whoever asks.

    What JetStream acknowledges is on the disk: by default it acknowledges first, and what it had acknowledged was lost
    in crashes (Jepsen, NATS 2.12.1).
    """
    content: dict[str, Any] = {
        "server_name": "business-m",
        "host": host,
        "port": port,
        "max_payload": MOST_PAYLOAD_BYTES,
        "jetstream": {"store_dir": str(store), "sync_interval": "always"},
        "authorization": {"users": [_user(user) for user in users]},
    }
    if ports:
        content["ports_file_dir"] = str(ports)
    if monitor:
        content["http"] = monitor
    if tls:
        content["tls"] = {
            "cert_file": str(tls.certificate),
            "key_file": str(tls.key),
            "ca_file": str(tls.authority),
        }
    return json.dumps(content, indent=2) + "\n"


def _user(user: NatsUser) -> dict[str, Any]:
    return {
        "user": user.name,
        "password": user.password,
        "permissions": {
            "publish": {"allow": list(user.publish)},
            "subscribe": {"allow": list(user.subscribe)},
        },
    }
