"""How much one tenant may ask for at the edge: a bucket for each, filled evenly."""

from typing import Any

from m_gateway.envoy.authentication import CLAIMS, CLAIMS_KEY
from m_gateway.envoy.mesh import Mesh
from m_gateway.envoy.typed import http_filter

_TENANT = "tenant"
_BURST = 4
_FILLS_PER_SECOND = 10
_MOST_TENANTS = 1_000  # buckets kept; who comes back after being pushed out starts with a full one
_ALWAYS = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}}


def rate_limit(mesh: Mesh) -> dict[str, Any]:
    """The filter, behind authentication: by the verified token's tenant. Who has none shares one bucket."""
    bucket = {
        "max_tokens": mesh.calls_per_second * _BURST,
        "tokens_per_fill": max(mesh.calls_per_second // _FILLS_PER_SECOND, 1),
        "fill_interval": f"{1 / _FILLS_PER_SECOND:g}s",
    }
    key = {"key": CLAIMS, "path": [{"key": CLAIMS_KEY}, {"key": _TENANT}]}
    action = {"metadata": {"descriptor_key": _TENANT, "metadata_key": key, "source": "DYNAMIC"}}
    return http_filter(
        "local_ratelimit",
        "local_ratelimit.v3.LocalRateLimit",
        stat_prefix="tenants",
        rate_limited_as_resource_exhausted=True,
        filter_enabled=_ALWAYS,
        filter_enforced=_ALWAYS,
        token_bucket=bucket,
        rate_limits=[{"actions": [action]}],
        descriptors=[{"entries": [{"key": _TENANT}], "token_bucket": bucket}],
        max_dynamic_descriptors=_MOST_TENANTS,
        always_consume_default_token_bucket=False,
    )
