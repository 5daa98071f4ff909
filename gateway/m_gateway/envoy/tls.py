"""Both sides of mutual TLS: whoever is in the mesh shows a certificate of its authority, and so does Envoy."""

from typing import Any

from m_gateway.envoy.mesh import Certificates, Mesh
from m_gateway.envoy.typed import extension

_TLS = "envoy.transport_sockets.tls"
HTTP_1, HTTP_2 = "http/1.1", "h2"


def to_process(certificates: Certificates, process: str, protocol: str = HTTP_2) -> dict[str, Any]:
    """Towards a process: its certificate must bear its name."""
    name = certificates.name_of(process)
    san = {"san_type": "DNS", "matcher": {"exact": name}}
    common = _common(certificates, protocol)
    common["validation_context"]["match_typed_subject_alt_names"] = [san]
    return extension(_TLS, "transport_sockets.tls.v3.UpstreamTlsContext", sni=name, common_tls_context=common)


def from_processes(certificates: Certificates) -> dict[str, Any]:
    """From processes: nobody without a certificate of the authority gets as far as a call."""
    return extension(
        _TLS,
        "transport_sockets.tls.v3.DownstreamTlsContext",
        common_tls_context=_common(certificates),
        require_client_certificate=True,
    )


def from_clients(mesh: Mesh) -> dict[str, Any] | None:
    """From clients, where the edge has a certificate for them."""
    if mesh.edge_certificate is None:
        return None
    common = {"alpn_protocols": [HTTP_2, HTTP_1], "tls_certificates": [_pair(*mesh.edge_certificate)]}
    return extension(_TLS, "transport_sockets.tls.v3.DownstreamTlsContext", common_tls_context=common)


def _common(certificates: Certificates, protocol: str = HTTP_2) -> dict[str, Any]:
    return {
        "alpn_protocols": [protocol],
        "tls_params": {"tls_minimum_protocol_version": "TLSv1_3", "tls_maximum_protocol_version": "TLSv1_3"},
        "tls_certificates": [_pair(certificates.certificate, certificates.key)],
        "validation_context": {"trusted_ca": {"filename": certificates.authority}},
    }


def _pair(certificate: str, key: str) -> dict[str, Any]:
    return {"certificate_chain": {"filename": certificate}, "private_key": {"filename": key}}
