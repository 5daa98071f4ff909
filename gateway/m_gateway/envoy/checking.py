"""JSON is read by our own front door before Envoy's transcoder reads it.

The transcoder passes over fields that it does not know and takes the last of several: a misspelt amount would be no
amount. So what comes over REST with a body or a query goes to the front first, as a
question (`ext_authz`); what the front refuses is refused in its words, as in one process.
"""

from typing import Any

from m_gateway.envoy.clusters import PAGES
from m_gateway.envoy.mesh import Mesh
from m_gateway.envoy.typed import http_filter, typed
from m_gateway.http.metadata import CHECK_MARK

NAME = "envoy.filters.http.ext_authz"
# What the front reads of a call's headers beside its path.
_READ = ("content-type", "transfer-encoding", "grpc-timeout", "idempotency-key", "traceparent", "x-request-id")
_SECONDS = 10
# A path in which nothing is left to read but names.
_PLAIN = r"[A-Za-z0-9_.~:/-]*[A-Za-z0-9_.~-]"
_TO_READ = ("content-length", "transfer-encoding", "grpc-timeout")


def checking(mesh: Mesh) -> dict[str, Any]:
    """The filter, for routes that ask for it. While the front is away it lets nothing through, for what it lets
    through unread may not be what was meant."""
    name, value = CHECK_MARK
    asked = {
        "server_uri": {"uri": f"http://{PAGES}", "cluster": PAGES, "timeout": f"{_SECONDS}s"},
        "authorization_request": {"headers_to_add": [{"key": name, "value": value}]},
    }
    found = http_filter(
        "ext_authz",
        "ext_authz.v3.ExtAuthz",
        http_service=asked,
        allowed_headers={"patterns": [{"exact": header} for header in _READ]},
        with_request_body={"max_request_bytes": mesh.max_body_bytes, "allow_partial_message": False},
        status_on_error={"code": "ServiceUnavailable"},
    )
    return {**found, "disabled": True}


def checked() -> dict[str, Any]:
    """What a route says that asks for it."""
    return {NAME: typed("filters.http.ext_authz.v3.ExtAuthzPerRoute", check_settings={})}


def nothing_to_read() -> list[dict[str, Any]]:
    """Headers by which a call is known that has neither a body nor a query."""
    absent = [{"name": name, "present_match": False} for name in _TO_READ]
    return [
        {"name": ":method", "string_match": {"exact": "GET"}},
        {"name": ":path", "string_match": {"safe_regex": {"regex": _PLAIN}}},
        *absent,
    ]
