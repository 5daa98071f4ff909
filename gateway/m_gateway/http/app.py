"""Puts the front door together: fixed pages first, then every path that a contract names."""

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from m_gateway.http.behind import Behind
from m_gateway.http.pages import page_routes
from m_gateway.http.rpcs import load_rpcs
from m_gateway.http.surface import Surface
from m_gateway.http.transcoder import Transcoder


def create_app(surface: Surface) -> Starlette:
    """The ASGI application of a surface, for uvicorn to run.

    Raises KeyError for a service whose descriptor is not loaded, and RouteConflict, TemplateError or ValueError where
    http rules clash or name fields that are not there: a wrong contract stops the start, not a request.
    """
    shared = {service: tuple(contexts) for service, contexts in surface.shared_services.items()}
    rpcs = load_rpcs(surface.pool, surface.services, shared)
    transcoder = Transcoder(rpcs, surface.channel_for, surface.max_body_bytes)
    contracts = Behind(transcoder) if surface.is_behind_another else transcoder
    return Starlette(routes=[*page_routes(surface, rpcs), _Contracts(contracts)])


class _Contracts(BaseRoute):
    """Hands whatever is no fixed page to the transcoder, which answers 404 and 405 itself."""

    def __init__(self, transcoder: ASGIApp) -> None:
        self._transcoder = transcoder

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.FULL if scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._transcoder(scope, receive, send)
