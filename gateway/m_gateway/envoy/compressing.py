"""Compresses JSON for clients that take gzip, as the front door of one process does it."""

from typing import Any

from m_gateway.envoy.typed import extension, http_filter
from m_gateway.http.compression import LEAST_BYTES

_JSON = "application/json"


def compressing() -> dict[str, Any]:
    """The filter. What has an etag is left as it is, or the etag would be another thing's."""
    gzip = extension("envoy.compression.gzip.compressor", "compression.gzip.compressor.v3.Gzip")
    common = {"min_content_length": LEAST_BYTES, "content_type": [_JSON]}
    return http_filter(
        "compressor",
        "compressor.v3.Compressor",
        response_direction_config={"common_config": common, "disable_on_etag_header": True},
        compressor_library=gzip,
    )
