"""Puts the configuration together: two listeners, a cluster for each context and for the front."""

import json
from typing import Any

from m_gateway.envoy.clusters import clusters
from m_gateway.envoy.edge import edge_listener
from m_gateway.envoy.inside import inside_listener
from m_gateway.envoy.mesh import Mesh


def configuration(mesh: Mesh) -> dict[str, Any]:
    """Envoy's bootstrap. Raises KeyError for a service without a descriptor, or a context without an address."""
    bootstrap: dict[str, Any] = {
        "node": {"id": "business-m", "cluster": "business-m"},
        "static_resources": {
            "listeners": [edge_listener(mesh), inside_listener(mesh)],
            "clusters": clusters(mesh),
        },
        "layered_runtime": {"layers": [{"name": "static", "static_layer": {"envoy": {}}}]},
    }
    if mesh.admin_socket:
        bootstrap["admin"] = {"address": {"pipe": {"path": mesh.admin_socket, "mode": 0o600}}}
    return bootstrap


def configuration_text(mesh: Mesh) -> str:
    """The bootstrap as the JSON that `envoy -c FILE.json` reads."""
    return json.dumps(configuration(mesh), indent=1) + "\n"
