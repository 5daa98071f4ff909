"""Envoy in front of the contexts of this machine and between them: its ports, and what it is configured with."""

import contextlib
import json
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from m_gateway.envoy import Address, Certificates, Mesh, Provider, configuration_text, descriptor_set
from m_kit.caller import OWNER as OWNER_SUBJECT
from m_kit.contracts import all_methods
from m_kit.tokens import AUDIENCE, ISSUER, USERS, TrustedKey, read_trusted_keys

from business_m.catalog import NAMES, module_of, owners, sharers
from business_m.identity import DOMAIN, Identity
from business_m.ports import LOOPBACK, listen, port_of, reserve
from business_m.settings import DEFAULT_GRPC_PORT, DEFAULT_HTTP_PORT, Settings


@dataclass(frozen=True, slots=True)
class Edge:
    """Ports kept for Envoy (`http`, `grpc` for clients, `inside` for contexts) and for the process at the front behind
    it (`pages` listens, `native` is reserved); contexts with how many processes each has."""

    replicas: Mapping[str, int]
    http: socket.socket
    grpc: socket.socket
    inside: socket.socket
    pages: socket.socket
    native: socket.socket

    @property
    def http_url(self) -> str:
        """Where clients find REST and gRPC-Web."""
        return f"http://{LOOPBACK}:{port_of(self.http)}"

    @property
    def grpc_target(self) -> str:
        """Where clients find gRPC."""
        return f"{LOOPBACK}:{port_of(self.grpc)}"


@contextlib.contextmanager
def kept_edge(settings: Settings, replicas: Mapping[str, int]) -> Iterator[Edge]:
    """The ports, kept until the end. Raises PortTaken."""
    with (
        reserve(settings.http_port, DEFAULT_HTTP_PORT) as http,
        reserve(settings.grpc_port, DEFAULT_GRPC_PORT) as grpc,
        reserve(0, 0) as inside,
        listen(0, 0) as pages,
        reserve(0, 0) as native,
    ):
        names = (*NAMES, *settings.plugins)
        yield Edge({name: replicas.get(name, 1) for name in names}, http, grpc, inside, pages, native)


def envoy_configuration(
    edge: Edge,
    targets: Mapping[str, Sequence[str]],
    envoy: Identity,
    trusted_keys: Path,
    descriptors: Path,
    admin_socket: str,
) -> str:
    """Envoy's configuration, with contexts at `targets` (host:port) and `envoy` to show itself with. The contracts are
    written where it reads them."""
    mesh = mesh_of(
        contexts={context: [Address.parse(target) for target in found] for context, found in targets.items()},
        edge=[_here(edge.http), _here(edge.grpc)],
        inside=_here(edge.inside),
        pages=_here(edge.pages),
        reflection=_here(edge.native),
        certificates=Certificates(str(envoy.authority), str(envoy.certificate), str(envoy.key), names="{}." + DOMAIN),
        providers=providers(read_trusted_keys(trusted_keys)),
        descriptors=str(descriptors),
        admin_socket=admin_socket,
    )
    descriptors.write_bytes(descriptor_set(mesh))
    return configuration_text(mesh)


def mesh_of(
    *,
    contexts: Mapping[str, Sequence[Address]],
    edge: Sequence[Address],
    inside: Address,
    pages: Address,
    reflection: Address,
    certificates: Certificates,
    providers: Sequence[Provider],
    descriptors: str,
    admin_socket: str = "",
) -> Mesh:
    """The mesh of these contexts."""
    all_methods()  # loads the contracts
    modules = [module_of(context) for context in contexts]
    return Mesh(
        owners=owners(modules),
        shared=sharers(modules),
        contexts=contexts,
        edge=edge,
        inside=inside,
        pages=pages,
        reflection=reflection,
        certificates=certificates,
        providers=providers,
        issuer=ISSUER,
        audience=AUDIENCE,
        descriptors=descriptors,
        admin_socket=admin_socket,
    )


def providers(keys: Sequence[TrustedKey]) -> list[Provider]:
    """Who is let in at the edge: people, for whom identity signs, and the owner of the data directory. Contexts call
    each other inside, where no token of theirs is taken off the street."""
    people = [key for key in keys if USERS in key.subjects]
    owner = [key for key in keys if OWNER_SUBJECT in key.subjects]
    return [Provider("people", _jwks(people)), Provider("owner", _jwks(owner), OWNER_SUBJECT)]


def _jwks(keys: Sequence[TrustedKey]) -> str:
    public = [{name: value for name, value in key.jwk().items() if name != "subjects"} for key in keys]
    return json.dumps({"keys": public}, sort_keys=True)


def _here(bound: socket.socket) -> Address:
    return Address(LOOPBACK, port_of(bound))
