"""What the front door is made of: the one argument of `create_app`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from google.protobuf import descriptor_pool

from m_gateway.http.built_files import BuiltFileOf
from m_gateway.http.rpcs import ChannelFor

MAX_BODY_BYTES = 4 * 1024 * 1024


async def _always_healthy() -> Mapping[str, bool]:
    return {}


@dataclass(frozen=True, slots=True)
class LandingPage:
    """Words for `/` and for the head of `/docs`."""

    title: str = "Business M"
    version: str = ""
    summary: str = "An open ERP platform: one code base, from one process to a mesh."
    topology: str = ""
    links: Sequence[tuple[str, str, str]] = ()
    """More links: label, address, one sentence."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Services by full name, and how to reach them.

    `channel_for(service, context)` is asked once per rpc and context, inside the running event loop; `context` is
    None but for the services of `shared_services`, which maps each to the contexts that serve it.
    """

    services: Sequence[str]
    channel_for: ChannelFor
    shared_services: Mapping[str, Sequence[str]] = field(default_factory=dict)
    image: bytes | None = None
    """A serialized FileDescriptorSet with source info: where `/docs` finds the contracts' comments."""
    health: Callable[[], Awaitable[Mapping[str, bool]]] = _always_healthy
    """Context to whether it is healthy."""
    metrics: Callable[[], bytes] = bytes
    """Prometheus text."""
    landing: LandingPage = field(default_factory=LandingPage)
    pool: descriptor_pool.DescriptorPool = field(default_factory=descriptor_pool.Default)
    max_body_bytes: int = MAX_BODY_BYTES
    built_file: BuiltFileOf | None = None
    """Reads built files of the contexts' user interfaces; None where none are shown."""
    shell: str = ""
    """The context whose user interface is the Desk itself, at /desk/."""
    is_behind_another: bool = False
    """Whether a gateway in front serves the rpcs: it asks here whether calls can be read, and sends on what it has
    nothing for."""
