"""Envoy before and between the contexts: one static configuration, made from the contracts by a pure function."""

from m_gateway.envoy.configuration import configuration, configuration_text
from m_gateway.envoy.descriptor_set import descriptor_set
from m_gateway.envoy.mesh import Address, Certificates, Mesh, Provider

__all__ = ["Address", "Certificates", "Mesh", "Provider", "configuration", "configuration_text", "descriptor_set"]
