"""Clusters: a context's replicas, watched, and the front's two ports."""

import ipaddress
from collections.abc import Sequence
from typing import Any

from m_gateway.envoy.mesh import Address, Mesh
from m_gateway.envoy.tls import HTTP_1, to_process
from m_gateway.envoy.typed import typed

PAGES, REFLECTION = "front_pages", "front_reflection"
FRONT = "front"
_HTTP = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
# What one Envoy lets through to a context at once. More than that would wait there anyway, and hold up the others.
_MOST_CALLS, _MOST_WAITING, _MOST_RETRIES = 2_000, 1_000, 200
_LARGEST_HEADERS_KB = 1_024  # a hundred violations travel in an answer's trailers


def clusters(mesh: Mesh) -> list[dict[str, Any]]:
    """All of them. Raises KeyError for a context without an address."""
    named = sorted({*mesh.owners.values(), *(name for names in mesh.shared.values() for name in names)})
    contexts = [_context(mesh, name, mesh.contexts[name]) for name in named]
    front = [_cluster(REFLECTION, [mesh.reflection], http2=True), _cluster(PAGES, [mesh.pages], http2=False)]
    front[0]["transport_socket"] = to_process(mesh.certificates, FRONT)
    front[1]["transport_socket"] = to_process(mesh.certificates, FRONT, HTTP_1)
    return [*contexts, *front]


def _context(mesh: Mesh, name: str, replicas: Sequence[Address]) -> dict[str, Any]:
    return {
        **_cluster(name, replicas, http2=True),
        "transport_socket": to_process(mesh.certificates, name),
        "lb_policy": "LEAST_REQUEST",
        "health_checks": [
            {
                "grpc_health_check": {},
                "timeout": "1s",
                "interval": "1s",
                "no_traffic_interval": "1s",
                "unhealthy_interval": "0.25s",
                "unhealthy_threshold": 2,
                "healthy_threshold": 1,
            }
        ],
        # gRPC's UNAVAILABLE and INTERNAL count as 5xx. A lone replica is put out as little as a tenth of many is.
        "outlier_detection": {
            "consecutive_5xx": 20,
            "consecutive_gateway_failure": 5,
            "enforcing_consecutive_gateway_failure": 100,
            "interval": "1s",
            "base_ejection_time": "1s",
            "max_ejection_time": "10s",
            "max_ejection_percent": 50,
        },
        "circuit_breakers": {
            "thresholds": [
                {
                    "max_connections": 64,
                    "max_requests": _MOST_CALLS,
                    "max_pending_requests": _MOST_WAITING,
                    "max_retries": _MOST_RETRIES,
                }
            ]
        },
    }


def _cluster(name: str, replicas: Sequence[Address], *, http2: bool) -> dict[str, Any]:
    protocol = "http2_protocol_options" if http2 else "http_protocol_options"
    options: dict[str, Any] = {"connection_keepalive": {"interval": "20s", "timeout": "5s"}} if http2 else {}
    http = typed(
        _HTTP.removeprefix("envoy.extensions."),
        common_http_protocol_options={"max_response_headers_kb": _LARGEST_HEADERS_KB},
        explicit_http_config={protocol: options},
    )
    return {
        "name": name,
        "type": "STATIC" if all(_is_address(one.host) for one in replicas) else "STRICT_DNS",
        "connect_timeout": "1s",
        "typed_extension_protocol_options": {_HTTP: http},
        "load_assignment": {
            "cluster_name": name,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": one.envoy()}} for one in replicas]}],
        },
    }


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
