"""Contexts as processes on one machine: what each is told, and how the process at the front reaches them."""

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from m_engines.envoy import EmbeddedEnvoy
from m_engines.postgresql import PostgresAddress

from business_m.catalog import NAMES
from business_m.certificates import Authority
from business_m.channels import variable_of
from business_m.children import ContextProcess
from business_m.databases import RolePasswords, database_of, own_address
from business_m.edge import Edge, envoy_configuration
from business_m.identity import ENVOY, FRONT, Identity
from business_m.keys import MeshKeys
from business_m.ports import LOOPBACK, port_of
from business_m.settings import Settings
from business_m.topology import AS_PART_OF_A_MESH

if TYPE_CHECKING:
    from business_m.embedded_broker import EmbeddedBroker


@dataclass(frozen=True, slots=True)
class Planned:
    """What a start runs beside itself, and the settings by which it reaches that. `database` is where the contexts in
    the process at the front find their data."""

    settings: Settings
    database: PostgresAddress | None = None
    processes: Sequence[ContextProcess] = ()
    envoy: EmbeddedEnvoy | None = None
    broker: "EmbeddedBroker | None" = None


# Who calls whom (wms>envoy, envoy>wms-2, wms>nats) and where that one listens, host:port, to where it is reached.
Way = Callable[[str, str], str]


def straight(_: str, target: str) -> str:
    """With nothing between."""
    return target


def mesh_processes(
    settings: Settings,
    server: PostgresAddress,
    edge: Edge,
    authority: Authority,
    broker: "EmbeddedBroker | None",
    way: Way = straight,
) -> Planned:
    """A process for every replica of every context, which show each other certificates and reach each other through
    one Envoy, and clients through the same. Events go by `broker`, or by NATS_URL's where there is none.

    Raises EnvoyUnavailable.
    """
    keys = MeshKeys(settings.data_dir / "keys")
    keys.make(edge.replicas, ())
    front, envoy = authority.identity(FRONT), authority.identity(ENVOY)
    inside = f"{LOOPBACK}:{port_of(edge.inside)}"
    processes: list[ContextProcess] = []
    targets: dict[str, list[str]] = {context: [] for context in edge.replicas}
    for context, count in edge.replicas.items():
        for name in replica_names(context, count):
            told = {"M_MESH_TARGET": f"grpc://{way(f'{name}>envoy', inside)}"}
            if broker and context in NAMES:  # plugins tell nobody anything, and nobody tells them
                told["NATS_URL"] = broker.url_of(context, way(f"{name}>nats", broker.target))
            processes.append(_replica(settings, server, authority, context, name, front, told))
            targets[context].append(way(f"envoy>{name}", processes[-1].grpc_target))
    reaching = replace(
        settings,
        remotes={},
        mesh_target=f"grpc://{inside}",
        tls=front,
        signing_key=keys.of(FRONT),
        trusted_keys=keys.trusted,
    )
    folder = settings.data_dir / "envoy"
    folder.mkdir(exist_ok=True, mode=0o700)
    configuration = partial(envoy_configuration, edge, targets, envoy, keys.trusted, folder / "descriptors.binpb")
    return Planned(reaching, None, processes, EmbeddedEnvoy(configuration, folder), broker)


def replica_names(context: str, count: int) -> list[str]:
    """What the processes of a context are called: wms, wms-2."""
    return [context if number == 1 else f"{context}-{number}" for number in range(1, count + 1)]


def _replica(
    settings: Settings,
    server: PostgresAddress,
    authority: Authority,
    context: str,
    name: str,
    front: Identity,
    variables: Mapping[str, str],
) -> ContextProcess:
    return ContextProcess(
        context=context,
        database=database_of(context),
        environment={
            **_environment(settings, server, context),
            **authority.identity(context, name).variables(),
            **variables,
        },
        log_path=settings.data_dir / "logs" / f"{name}.log",
        tls=front,
    )


def context_processes(
    settings: Settings,
    server: PostgresAddress,
    apart: Sequence[str],
    here: Sequence[str],
    front: socket.socket,
) -> list[ContextProcess]:
    """A process for each context `apart`, on its own database and with its own key, which are made ready.

    They reach each other directly, and those `here` through the native port of the process at the front.
    """
    if not apart:
        return []
    MeshKeys(settings.data_dir / "keys").make(apart, here)
    made = [
        ContextProcess(
            context=context,
            database=database_of(context),
            environment=_environment(settings, server, context),
            log_path=settings.data_dir / "logs" / f"{context}.log",
        )
        for context in apart
    ]
    targets = {**dict.fromkeys(here, f"{LOOPBACK}:{port_of(front)}"), **{one.context: one.grpc_target for one in made}}
    remotes = {variable_of(context): f"grpc://{target}" for context, target in targets.items()}
    for one in made:
        one.environment = {**one.environment, **remotes}
    return made


def _environment(settings: Settings, server: PostgresAddress, context: str) -> dict[str, str]:
    """What every context's process is told: its keys, and its own way into its own database."""
    keys, passwords = MeshKeys(settings.data_dir / "keys"), RolePasswords(settings.data_dir / "role_passwords.json")
    return {
        **AS_PART_OF_A_MESH,
        "M_DATA_DIR": str(settings.data_dir),
        "M_SIGNING_KEY": str(keys.of(context)),
        "M_TRUSTED_KEYS": str(keys.trusted),
        "DATABASE_URL": own_address(server, context, passwords).url(),
    }


def reaching(settings: Settings, processes: Sequence[ContextProcess]) -> Settings:
    """The settings of the process at the front of these."""
    keys = MeshKeys(settings.data_dir / "keys")
    remotes = {one.context: f"grpc://{one.grpc_target}" for one in processes}
    return replace(settings, remotes=remotes, signing_key=keys.of(FRONT), trusted_keys=keys.trusted)
