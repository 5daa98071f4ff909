"""REST, OpenAPI, documentation and health over any gRPC channel, from descriptors alone."""

from m_gateway.http.app import create_app
from m_gateway.http.surface import MAX_BODY_BYTES, LandingPage, Surface

__all__ = ["MAX_BODY_BYTES", "LandingPage", "Surface", "create_app"]
