"""Envoy, from its wheel: a child of ours that dies with us."""

from m_engines.envoy.errors import EnvoyStartFailed, EnvoyUnavailable
from m_engines.envoy.server import EmbeddedEnvoy

__all__ = ["EmbeddedEnvoy", "EnvoyStartFailed", "EnvoyUnavailable"]
