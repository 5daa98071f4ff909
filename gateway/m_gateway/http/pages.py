"""The fixed pages beside the contracts: what this is, how to use it, whether it works."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from m_gateway.http.built_files import built_file_routes
from m_gateway.http.catalog import operations
from m_gateway.http.comments import read_comments
from m_gateway.http.docs_page import docs_page
from m_gateway.http.landing_page import landing_page
from m_gateway.http.openapi import openapi_document
from m_gateway.http.responses import dumps
from m_gateway.http.rpcs import Rpc
from m_gateway.http.surface import Surface

logger = logging.getLogger(__name__)

HEALTH_TIMEOUT_SECONDS = 5.0
_NO_SNIFF = {"x-content-type-options": "nosniff"}
_HTML_HEADERS = _NO_SNIFF | {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
_ASSETS = {"page.css": "text/css", "docs.css": "text/css", "docs.js": "text/javascript"}

Endpoint = Callable[[Request], Awaitable[Response]]


def page_routes(surface: Surface, rpcs: Sequence[Rpc]) -> list[Route]:
    """Routes of the fixed pages. The documents are written on first use and kept."""
    return [
        Route("/", _landing(surface)),
        Route("/healthz", _healthz),
        Route("/readyz", _readyz(surface)),
        Route("/metrics", _metrics(surface)),
        *_document_routes(surface, rpcs),
        *(Route(f"/docs/{name}", _asset(name, kind)) for name, kind in _ASSETS.items()),
        *built_file_routes(surface.built_file, surface.shell),
    ]


async def health_of(surface: Surface) -> Mapping[str, bool] | None:
    """Context to health; None where the question itself fails or takes longer than 5 s."""
    try:
        async with asyncio.timeout(HEALTH_TIMEOUT_SECONDS):
            return await surface.health()
    except Exception:
        logger.exception("the health of the contexts is not known")
        return None


def _document_routes(surface: Surface, rpcs: Sequence[Rpc]) -> list[Route]:
    @cache
    def document() -> bytes:
        comments = read_comments(surface.image)
        return dumps(openapi_document(operations(rpcs, comments), comments, surface.landing))

    @cache
    def page() -> bytes:
        comments = read_comments(surface.image)
        return docs_page(operations(rpcs, comments), comments, surface.landing).encode()

    async def openapi(_: Request) -> Response:
        return Response(document(), media_type="application/json", headers=_NO_SNIFF)

    async def docs(_: Request) -> Response:
        return Response(page(), media_type="text/html", headers=_HTML_HEADERS)

    return [Route("/openapi.json", openapi), Route("/docs", docs)]


def _landing(surface: Surface) -> Endpoint:
    async def landing(_: Request) -> Response:
        page = landing_page(surface.landing, await health_of(surface))
        return Response(page, media_type="text/html", headers=_HTML_HEADERS)

    return landing


async def _healthz(_: Request) -> Response:
    return _json({"status": "ok"}, 200)


def _readyz(surface: Surface) -> Endpoint:
    async def readyz(_: Request) -> Response:
        contexts = await health_of(surface)
        if contexts is None:
            return _json({"status": "unknown", "contexts": {}, "unhealthy": []}, 503)
        unhealthy = sorted(name for name, healthy in contexts.items() if not healthy)
        status = "unavailable" if unhealthy else "ready"
        body = {"status": status, "contexts": dict(contexts), "unhealthy": unhealthy}
        return _json(body, 503 if unhealthy else 200)

    return readyz


def _metrics(surface: Surface) -> Endpoint:
    async def metrics(_: Request) -> Response:
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(surface.metrics(), headers=_NO_SNIFF | {"content-type": kind})

    return metrics


def _asset(name: str, kind: str) -> Endpoint:
    content = files("m_gateway.http").joinpath("assets", name).read_bytes()

    async def asset(_: Request) -> Response:
        return Response(content, media_type=kind, headers=_NO_SNIFF | {"cache-control": "no-cache"})

    return asset


def _json(value: object, status: int) -> Response:
    headers = _NO_SNIFF | {"cache-control": "no-store"}
    return Response(dumps(value), status, media_type="application/json", headers=headers)
