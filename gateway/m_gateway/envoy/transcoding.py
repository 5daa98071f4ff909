"""JSON to rpcs and back, so that it answers as our own front door does."""

from typing import Any

from m_gateway.envoy.contracts import services
from m_gateway.envoy.mesh import Mesh
from m_gateway.envoy.typed import http_filter

# An answer of 4 MiB in protobuf is several times that in JSON.
_LARGEST_ANSWER = 16


def transcoding(mesh: Mesh) -> dict[str, Any]:
    """The filter. A path that no contract has is passed on as it is, for the front to say so."""
    return http_filter(
        "grpc_json_transcoder",
        "grpc_json_transcoder.v3.GrpcJsonTranscoder",
        proto_descriptor=mesh.descriptors,
        services=services(mesh),
        auto_mapping=False,
        convert_grpc_status=True,
        case_insensitive_enum_parsing=False,
        url_unescape_spec="ALL_CHARACTERS_EXCEPT_RESERVED",
        query_param_unescape_plus=True,
        match_unregistered_custom_verb=False,
        capture_unknown_query_parameters=False,
        max_request_body_size=mesh.max_body_bytes,
        max_response_body_size=mesh.max_body_bytes * _LARGEST_ANSWER,
        print_options={
            "always_print_primitive_fields": True,
            "always_print_enums_as_ints": False,
            "preserve_proto_field_names": True,
            "stream_newline_delimited": True,
        },
        request_validation_options={
            "reject_unknown_method": False,
            "reject_unknown_query_parameters": True,
            "reject_binding_body_field_collisions": True,
        },
    )
