"""Puts the front door together: fixed pages first, then every path that a contract names."""

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from m_gateway.http.behind import Behind
from m_gateway.http.compression import Compressed
from m_gateway.http.connect import Connect
from m_gateway.http.pages import page_routes
from m_gateway.http.rpcs import load_rpcs
from m_gateway.http.surface import Surface
from m_gateway.http.transcoder import Transcoder


def create_app(surface: Surface) -> ASGIApp:
    """The ASGI application of a surface, for uvicorn to run.

    Raises KeyError for a service whose descriptor is not loaded, and RouteConflict, TemplateError or ValueError where
    http rules clash or name fields that are not there: a wrong contract stops the start, not a request.
    """
    shared = {service: tuple(contexts) for service, contexts in surface.shared_services.items()}
    rpcs = load_rpcs(surface.pool, surface.services, shared)
    transcoder = Transcoder(rpcs, surface.channel_for, surface.max_body_bytes)
    if surface.is_behind_another:
        return Starlette(routes=[*page_routes(surface, rpcs), _Contracts(Behind(transcoder))])
    connect = Connect(rpcs, surface.channel_for, surface.max_body_bytes)
    return Compressed(Starlette(routes=[*page_routes(surface, rpcs), _Contracts(transcoder, connect)]))


class _Contracts(BaseRoute):
    """Hands whatever is no fixed page to the transcoder, which answers 404 and 405 itself; first to gRPC's paths."""

    def __init__(self, rest: ASGIApp, connect: Connect | None = None) -> None:
        self._rest = rest
        self._connect = connect

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.FULL if scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._connect is not None and self._connect.serves(scope):
            await self._connect(scope, receive, send)
        else:
            await self._rest(scope, receive, send)
