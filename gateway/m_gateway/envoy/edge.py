"""The edge: REST, gRPC-Web and native gRPC of clients, on every address alike."""

import re
from typing import Any

from m_gateway.envoy.authentication import authentication
from m_gateway.envoy.checking import checked, checking, nothing_to_read
from m_gateway.envoy.clusters import PAGES
from m_gateway.envoy.compressing import compressing
from m_gateway.envoy.contracts import methods, rest_templates, services
from m_gateway.envoy.manager import manager
from m_gateway.envoy.mesh import Mesh
from m_gateway.envoy.rate_limit import rate_limit
from m_gateway.envoy.routes import foreign_routes, rpc_routes
from m_gateway.envoy.tls import from_clients
from m_gateway.envoy.transcoding import transcoding
from m_gateway.envoy.typed import http_filter, typed
from m_gateway.http.metadata import CONTEXT_HEADER, REST_MARK

_OURS = "x-businessm-"
_NAMESPACE = "businessm"
_ASKED_WITH = (
    "authorization, content-type, grpc-timeout, idempotency-key, x-businessm-context, x-grpc-web, x-request-id, "
    "x-user-agent"
)
_ANSWERED_WITH = "grpc-status, grpc-message, grpc-status-details-bin, idempotency-replayed, retry-after"
_NO_SNIFF = ("x-content-type-options", "nosniff")
_HEALTHY = '{"status":"ok"}'


def edge_listener(mesh: Mesh) -> dict[str, Any]:
    """One listener on all of the edge's addresses."""
    filters = [
        http_filter("cors", "cors.v3.Cors"),
        compressing(),
        _stripped(),
        _context_of_path(mesh),
        _marked(),
        _bounded(mesh),
        checking(mesh),
        http_filter("grpc_web", "grpc_web.v3.GrpcWeb"),
        transcoding(mesh),
        authentication(mesh),
        rate_limit(mesh),
    ]
    routes = [*rpc_routes(mesh), *foreign_routes(), *_rest_routes(mesh), *_page_routes()]
    chain: dict[str, Any] = {"filters": [manager(mesh, "edge", routes, filters, **_cors(mesh))]}
    if tls := from_clients(mesh):
        chain["transport_socket"] = tls
    first, *others = mesh.edge
    return {
        "name": "edge",
        "address": first.envoy(),
        "additional_addresses": [{"address": one.envoy()} for one in others],
        "filter_chains": [chain],
    }


def _stripped() -> dict[str, Any]:
    """Takes off what only contexts may say of a call; of that family a client names the context it means, and that
    alone. No answer names a realm, which would be the whole URL."""
    removed = [f"{_OURS}{name}" for name in ("actor", "rest", "cluster", "check")]
    return http_filter(
        "header_mutation",
        "header_mutation.v3.HeaderMutation",
        mutations={
            "request_mutations": [*({"remove": name} for name in removed), _host_asked()],
            "response_mutations": [{"remove": "www-authenticate"}],
        },
    )


def _host_asked() -> dict[str, Any]:
    """For contexts, which are not told of it otherwise: whether a page's own origin is asked."""
    header = {"key": "x-forwarded-host", "value": "%REQ(:AUTHORITY)%"}
    return {"append": {"header": header, "append_action": "ADD_IF_ABSENT"}}


def _context_of_path(mesh: Mesh) -> dict[str, Any]:
    """Over REST the context that is meant stands in the path: /v1/{context}/checks."""
    value = {
        "metadata_namespace": _NAMESPACE,
        "key": "context",
        "regex_value_rewrite": {"pattern": {"regex": r"^/v1/([^/?]+)/.*$"}, "substitution": r"\1"},
    }
    return http_filter(
        "header_to_metadata",
        "header_to_metadata.v3.Config",
        request_rules=[{"header": ":path", "on_header_present": value}],
    )


def _marked() -> dict[str, Any]:
    """A second mutation, which routes of REST fill."""
    found = http_filter("header_mutation", "header_mutation.v3.HeaderMutation", mutations={})
    return {**found, "name": _MARK_FILTER}


_MARK_FILTER, _BOUND_FILTER = "businessm.rest", "envoy.filters.http.buffer"
_BUFFER = "buffer.v3.Buffer"


def _bounded(mesh: Mesh) -> dict[str, Any]:
    """The limit of a body, where a route asks for it: rpcs have their own, which contexts keep."""
    return {**http_filter("buffer", _BUFFER, max_request_bytes=mesh.max_body_bytes), "disabled": True}


def _rest_routes(mesh: Mesh) -> list[dict[str, Any]]:
    """Paths of REST before the transcoder has made rpcs of them; what it knows nothing of goes to the front."""
    context = _set(CONTEXT_HEADER, f"%DYNAMIC_METADATA({_NAMESPACE}:context)%")
    shared = sorted({path for one in methods(mesh, mesh.shared) for path in rest_templates(one)})
    found = [one for path in shared for one in _rest(mesh, {"safe_regex": {"regex": _expression(path)}}, context)]
    prefixes = sorted({path.split("/")[1] for one in methods(mesh, services(mesh)) for path in rest_templates(one)})
    return [*found, *(one for prefix in prefixes for one in _rest(mesh, {"prefix": f"/{prefix}/"}))]


def _rest(mesh: Mesh, match: dict[str, Any], *more: dict[str, Any]) -> list[dict[str, Any]]:
    """Two routes: calls that have nothing to read but names in a path, and those that are read before."""
    mark = typed(
        "filters.http.header_mutation.v3.HeaderMutationPerRoute",
        mutations={"request_mutations": [_set(*REST_MARK), *more], "response_mutations": [_set(*_NO_SNIFF)]},
    )
    bound = typed("filters.http.buffer.v3.BufferPerRoute", buffer={"max_request_bytes": mesh.max_body_bytes})
    filters = {_MARK_FILTER: mark, _BOUND_FILTER: bound}
    route = {"cluster": PAGES, "timeout": "30s"}
    return [
        {"match": {**match, "headers": nothing_to_read()}, "route": route, "typed_per_filter_config": filters},
        {"match": match, "route": route, "typed_per_filter_config": {**filters, **checked()}},
    ]


def _expression(template: str) -> str:
    """A path template as a regular expression over the whole path."""
    path = re.sub(r"\{[^}]+\}", "\0", template)
    return re.escape(path).replace("\0", "[^/]+").replace("\\\0", "[^/]+")


def _page_routes() -> list[dict[str, Any]]:
    """Whether Envoy lives it says itself; pages, readiness and what is nowhere are the front's."""
    headers = [
        _set(name, value)
        for name, value in (("content-type", "application/json"), ("cache-control", "no-store"), _NO_SNIFF)
    ]
    alive = {"status": 200, "body": {"inline_string": _HEALTHY}}
    return [
        {
            "match": {"path": "/healthz", "headers": [{"name": ":method", "string_match": {"exact": "GET"}}]},
            "direct_response": alive,
            "response_headers_to_add": [
                one["append"] | {"append_action": "OVERWRITE_IF_EXISTS_OR_ADD"} for one in headers
            ],
        },
        {"match": {"prefix": "/"}, "route": {"cluster": PAGES, "timeout": "30s"}},
    ]


def _cors(mesh: Mesh) -> dict[str, Any]:
    """For pages of other origins, where some are allowed."""
    if not mesh.cors_origins:
        return {}
    policy = typed(
        "filters.http.cors.v3.CorsPolicy",
        allow_origin_string_match=[{"exact": origin} for origin in mesh.cors_origins],
        allow_methods="GET, POST, PATCH, DELETE, OPTIONS",
        allow_headers=_ASKED_WITH,
        expose_headers=_ANSWERED_WITH,
        max_age="600",
    )
    return {"typed_per_filter_config": {"envoy.filters.http.cors": policy}}


def _set(name: str, value: str) -> dict[str, Any]:
    return {"append": {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}}
