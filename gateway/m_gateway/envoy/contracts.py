"""What Envoy must know of an rpc: who may call it at all, whether it may be sent twice, whether it streams."""

from collections.abc import Iterable

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions

from m_gateway.envoy.mesh import Mesh
from m_gateway.http.descriptors import option
from m_gateway.http.rpcs import http_rules

_PERMISSION = "businessm.options.v1.permission"
_REPEATABLE = (MethodOptions.NO_SIDE_EFFECTS, MethodOptions.IDEMPOTENT)


def services(mesh: Mesh) -> list[str]:
    """All that the edge shows, sorted."""
    return sorted({*mesh.owners, *mesh.shared})


def methods(mesh: Mesh, among: Iterable[str]) -> list[MethodDescriptor]:
    """Every rpc of the services. Raises KeyError for a service whose descriptor is not loaded."""
    return [method for name in among for method in mesh.pool.FindServiceByName(name).methods]


def path_of(method: MethodDescriptor) -> str:
    """What gRPC calls it."""
    return f"/{method.containing_service.full_name}/{method.name}"


def may_be_repeated(method: MethodDescriptor) -> bool:
    """Sent twice it does what it does once: by its idempotency_level, or by the request_id that it carries."""
    level = method.GetOptions().idempotency_level
    return not method.server_streaming and (level in _REPEATABLE or "request_id" in method.input_type.fields_by_name)


def is_public(method: MethodDescriptor) -> bool:
    """Whether it needs no token."""
    return bool(option(method, method.input_type, _PERMISSION) == "public")


def rest_templates(method: MethodDescriptor) -> list[str]:
    """The paths by which REST reaches it."""
    return [rule.template for rule in http_rules(method)]
