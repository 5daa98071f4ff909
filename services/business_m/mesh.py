"""Contexts as processes on one machine: what each is told, and how the process at the front reaches them."""

import socket
from collections.abc import Sequence
from dataclasses import replace

from m_engines.postgresql import PostgresAddress

from business_m.channels import variable_of
from business_m.children import ContextProcess
from business_m.databases import RolePasswords, database_of, own_address
from business_m.keys import FRONT, MeshKeys
from business_m.ports import LOOPBACK, port_of
from business_m.settings import Settings
from business_m.topology import AS_PART_OF_A_MESH


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
    keys, passwords = MeshKeys(settings.data_dir / "keys"), RolePasswords(settings.data_dir / "role_passwords.json")
    keys.make(apart, here)
    made = [
        ContextProcess(
            context=context,
            database=database_of(context),
            environment={
                **AS_PART_OF_A_MESH,
                "M_DATA_DIR": str(settings.data_dir),
                "M_SIGNING_KEY": str(keys.of(context)),
                "M_TRUSTED_KEYS": str(keys.trusted),
                "DATABASE_URL": own_address(server, context, passwords).url(),
            },
            log_path=settings.data_dir / "logs" / f"{context}.log",
        )
        for context in apart
    ]
    targets = {**dict.fromkeys(here, f"{LOOPBACK}:{port_of(front)}"), **{one.context: one.grpc_target for one in made}}
    remotes = {variable_of(context): f"grpc://{target}" for context, target in targets.items()}
    for one in made:
        one.environment = {**one.environment, **remotes}
    return made


def reaching(settings: Settings, processes: Sequence[ContextProcess]) -> Settings:
    """The settings of the process at the front of these."""
    keys = MeshKeys(settings.data_dir / "keys")
    remotes = {one.context: f"grpc://{one.grpc_target}" for one in processes}
    return replace(settings, remotes=remotes, signing_key=keys.of(FRONT), trusted_keys=keys.trusted)
