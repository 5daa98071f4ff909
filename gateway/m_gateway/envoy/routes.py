"""Routes of rpcs: by service, and by `x-businessm-context` where several contexts serve one.

A service has one route, and the rpcs that differ from its rule have their own before it.
"""

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import MethodDescriptor

from m_gateway.envoy.clusters import REFLECTION
from m_gateway.envoy.contracts import may_be_repeated, methods, path_of, services
from m_gateway.envoy.mesh import Mesh
from m_gateway.http.metadata import CONTEXT_HEADER, DEFAULT_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS

FOREIGN = ("grpc.health.v1.Health", "grpc.reflection.v1alpha.ServerReflection", "grpc.reflection.v1.ServerReflection")
# Only what never came to an answer is sent again: a context's UNAVAILABLE is its answer, and CANCELLED is what a server
# that is being stopped says of a call that came too late. With these pauses a try comes for about two seconds, in which
# a replica that was started again is back.
_RETRIES = {
    "retry_on": "connect-failure,refused-stream,reset,cancelled",
    "num_retries": 8,
    "retry_back_off": {"base_interval": "0.05s", "max_interval": "0.5s"},
    "retry_host_predicate": [
        {
            "name": "envoy.retry_host_predicates.previous_hosts",
            "typed_config": {
                "@type": "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"
            },
        }
    ],
    "host_selection_retry_max_attempts": 3,
}


def rpc_routes(mesh: Mesh) -> list[dict[str, Any]]:
    """Every rpc's way to its context. A shared service's call that names no context, or one that is not there, goes to
    the first that serves it, which refuses it as every context does."""
    found: list[dict[str, Any]] = []
    for service in services(mesh):
        if service in mesh.shared:
            for context in mesh.shared[service]:
                found += _service(mesh, service, context, named=True)
        found += _service(mesh, service, mesh.owners.get(service) or mesh.shared[service][0], named=False)
    return found


def foreign_routes() -> list[dict[str, Any]]:
    """Health and reflection of the whole mesh, and whatever rpc there is none of: the front says so as every server of
    ours does."""
    route = {"cluster": REFLECTION, "timeout": "0s"}
    known = [{"match": {"prefix": f"/{service}/"}, "route": route} for service in FOREIGN]
    return [*known, {"match": {"prefix": "/", "grpc": {}}, "route": route}]


def _service(mesh: Mesh, service: str, context: str, *, named: bool) -> Iterator[dict[str, Any]]:
    headers = {"headers": [{"name": CONTEXT_HEADER, "string_match": {"exact": context}}]} if named else {}
    for method in methods(mesh, [service]):
        if not may_be_repeated(method):
            yield {"match": {"path": path_of(method), **headers}, "route": _once(context, method)}
    route = {"cluster": context, **_timeouts(DEFAULT_TIMEOUT_SECONDS), "retry_policy": _RETRIES}
    yield {"match": {"prefix": f"/{service}/", **headers}, "route": route}


def _once(context: str, method: MethodDescriptor) -> dict[str, Any]:
    """A stream has no deadline unless it asks for one: it ends when the client leaves."""
    return {"cluster": context, **_timeouts(0.0 if method.server_streaming else DEFAULT_TIMEOUT_SECONDS)}


def _timeouts(seconds: float) -> dict[str, Any]:
    """The caller's grpc-timeout, at most 300 s, else this many; 0 for no end."""
    longest = {"max_stream_duration": f"{seconds:g}s", "grpc_timeout_header_max": f"{MAX_TIMEOUT_SECONDS:g}s"}
    return {"timeout": "0s", "max_stream_duration": longest}
