"""Between contexts: one way in for all of them, who show certificates, and on to whomever is meant."""

from typing import Any

from m_gateway.envoy.manager import manager
from m_gateway.envoy.mesh import Mesh
from m_gateway.envoy.routes import foreign_routes, rpc_routes
from m_gateway.envoy.tls import from_processes


def inside_listener(mesh: Mesh) -> dict[str, Any]:
    """Who calls and for whom stays as the caller says it: the called context judges by the token."""
    routes = [*rpc_routes(mesh), *foreign_routes()]
    return {
        "name": "inside",
        "address": mesh.inside.envoy(),
        "filter_chains": [
            {"filters": [manager(mesh, "inside", routes, [])], "transport_socket": from_processes(mesh.certificates)}
        ],
    }
