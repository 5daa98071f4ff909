"""What an Envoy stands before and between: all that its configuration is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from google.protobuf import descriptor_pool

MAX_BODY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Address:
    """Where something listens: an IP address, or a name that Envoy looks up by itself."""

    host: str
    port: int

    @classmethod
    def parse(cls, target: str) -> "Address":
        """Of host:port. Raises ValueError."""
        host, _, port = target.rpartition(":")
        if not host or not port.isdecimal():
            raise ValueError(f"{target!r}: say host:port")
        return cls(host, int(port))

    def envoy(self) -> dict[str, object]:
        """As Envoy writes it."""
        return {"socket_address": {"address": self.host, "port_value": self.port}}


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files of the mesh's authority and of Envoy's own certificate. `names` says which name a process' certificate
    bears: the `{}` in it stands for the process, with hyphens for underscores."""

    authority: str
    certificate: str
    key: str
    names: str = "{}.businessm.internal"

    def name_of(self, process: str) -> str:
        """The name in a process' certificate."""
        return self.names.format(process.replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Provider:
    """Who signs the tokens that are let in at the edge: a JSON Web Key Set, and the one subject it may speak for; any
    where none is named, for then the contexts judge, which check every token again."""

    name: str
    jwks: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Mesh:
    """Contexts with their replicas, and how clients and they themselves come in.

    `owners` maps each service to its one context, `shared` each service of several to all of them. `front` serves what
    is no rpc: pages, readiness, what is nowhere (`pages`, HTTP/1.1), and health and reflection of all (`reflection`).
    """

    owners: Mapping[str, str]
    shared: Mapping[str, Sequence[str]]
    contexts: Mapping[str, Sequence[Address]]
    edge: Sequence[Address]
    inside: Address
    pages: Address
    reflection: Address
    certificates: Certificates
    providers: Sequence[Provider]
    issuer: str
    audience: str
    descriptors: str
    """The file of the contracts' descriptor set, with imports."""
    cors_origins: Sequence[str] = ()
    calls_per_second: int = 2_000
    """What one tenant may ask for at the edge, on average; four times as much at once."""
    admin_socket: str = ""
    edge_certificate: tuple[str, str] | None = None
    """Files of the certificate and key that clients are shown; None where the edge speaks plain HTTP, on loopback or
    behind somebody who ends TLS."""
    pool: descriptor_pool.DescriptorPool = field(default_factory=descriptor_pool.Default)
    max_body_bytes: int = MAX_BODY_BYTES
