"""Tokens at the edge: checked here first, and again by every context."""

from typing import Any

from m_gateway.envoy.contracts import is_public, methods, path_of, services
from m_gateway.envoy.mesh import Mesh, Provider
from m_gateway.envoy.typed import http_filter
from m_gateway.http.metadata import SESSION_COOKIE

CLAIMS, CLAIMS_KEY = "envoy.filters.http.jwt_authn", "claims"


def authentication(mesh: Mesh) -> dict[str, Any]:
    """The filter; it stands behind the transcoder, so that it knows rpcs by their names however they came."""
    providers = {one.name: _provider(mesh, one) for one in mesh.providers}
    anyone = [{"provider_name": name} for name in providers]
    requires = anyone[0] if len(anyone) == 1 else {"requires_any": {"requirements": anyone}}
    public = sorted(path_of(method) for method in methods(mesh, services(mesh)) if is_public(method))
    packages = sorted({service.split(".")[0] for service in services(mesh)})
    rules = [
        *({"match": {"path": path}} for path in public),
        *({"match": {"prefix": f"/{package}."}, "requires": requires} for package in packages),
    ]
    return http_filter("jwt_authn", "jwt_authn.v3.JwtAuthentication", providers=providers, rules=rules)


def _provider(mesh: Mesh, provider: Provider) -> dict[str, Any]:
    """Header and cookie as they came go on to the context, which judges of a cookie where the call comes from; a query
    parameter is no place for a token."""
    subject = {"subjects": {"exact": provider.subject}} if provider.subject else {}
    return {
        "issuer": mesh.issuer,
        "audiences": [mesh.audience],
        **subject,
        "local_jwks": {"inline_string": provider.jwks},
        "from_cookies": [SESSION_COOKIE],
        "from_headers": [{"name": "authorization", "value_prefix": prefix} for prefix in ("Bearer ", "bearer ")],
        "forward": True,
        "require_expiration": True,
        "clock_skew_seconds": 1,
        "payload_in_metadata": CLAIMS_KEY,
    }
