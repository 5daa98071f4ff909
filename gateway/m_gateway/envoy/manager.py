"""The HTTP connection manager, alike on both listeners."""

from collections.abc import Sequence
from typing import Any

from m_gateway.envoy.local_replies import local_replies
from m_gateway.envoy.mesh import Mesh
from m_gateway.envoy.typed import extension, http_filter

# A hundred violations, a long token.
_LARGEST_HEADERS_KB = 96


def manager(
    mesh: Mesh, name: str, routes: Sequence[dict[str, Any]], filters: Sequence[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """The filter of a listener's chain."""
    host = {"name": name, "domains": ["*"], "routes": list(routes), **more}
    return extension(
        "envoy.filters.network.http_connection_manager",
        "filters.network.http_connection_manager.v3.HttpConnectionManager",
        stat_prefix=name,
        codec_type="AUTO",
        use_remote_address=True,
        skip_xff_append=False,
        # As it was sent: an encoded slash is no slash, and two are two.
        normalize_path=False,
        merge_slashes=False,
        path_with_escaped_slashes_action="KEEP_UNCHANGED",
        preserve_external_request_id=True,
        server_header_transformation="PASS_THROUGH",
        stream_idle_timeout="0s",
        request_headers_timeout="10s",
        common_http_protocol_options={"idle_timeout": "900s"},
        max_request_headers_kb=_LARGEST_HEADERS_KB,
        http2_protocol_options={"max_concurrent_streams": 1_000},
        local_reply_config=local_replies(mesh.max_body_bytes),
        route_config={"name": name, "virtual_hosts": [host]},
        http_filters=[*filters, http_filter("router", "router.v3.Router", suppress_envoy_headers=True)],
    )
