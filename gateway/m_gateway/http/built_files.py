"""Built files of user interfaces: the Desk at /desk/, and each context's own part of it at /ui/{context}/.

What has a hash in its name is kept for ever; the rest is asked for again each time, by its etag. A path without a dot
in its last part is one of the Desk's own and gets its first page, any other file that is not there is a 404: a page in
its place would be run as a script.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from m_gateway.http.errors import RestError, no_such_route, status_json
from m_gateway.http.responses import dumps

FIRST_PAGE = "index.html"
_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    # Styles are made at run time; scripts and calls are our own alone.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; manifest-src 'self'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
}
_ETAG = re.compile(r'(?:W/)?"([^"]*)"')


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file in one of the encodings that were asked for; without content where the client's etag is still its own."""

    content: bytes
    content_type: str
    content_encoding: str
    etag: str
    is_not_modified: bool
    is_immutable: bool


BuiltFileOf = Callable[[str, str, Sequence[str], str], Awaitable[BuiltFile | None]]
"""Of a context's path, in one of these encodings, with the etag that the client has; None where there is none. Raises
RestError where the context does not answer."""


def built_file_routes(built_file: BuiltFileOf | None, shell: str) -> list[Route]:
    """Routes of the built files; none where none are shown."""
    if built_file is None:
        return []

    async def desk(request: Request) -> Response:
        path = request.path_params["path"]
        return await _answer(request, built_file, shell, path if "." in path.rpartition("/")[2] else FIRST_PAGE)

    async def part(request: Request) -> Response:
        path = request.path_params["path"]
        return await _answer(request, built_file, request.path_params["context"], path or FIRST_PAGE)

    async def to_desk(_: Request) -> Response:
        return RedirectResponse("/desk/", 308, _HEADERS)

    return [Route("/desk", to_desk), Route("/desk/{path:path}", desk), Route("/ui/{context}/{path:path}", part)]


async def _answer(request: Request, built_file: BuiltFileOf, context: str, path: str) -> Response:
    known = _ETAG.search(request.headers.get("if-none-match", ""))
    try:
        found = await built_file(context, path, encodings_taken(request), known[1] if known else "")
        if found is None:
            raise no_such_route(request.url.path)
    except RestError as error:
        body = dumps(status_json(error.status))
        return Response(body, error.http_status, _HEADERS | error.headers, "application/json")
    headers = _HEADERS | {
        "cache-control": _FOR_EVER if found.is_immutable else _ASK_AGAIN,
        "etag": f'"{found.etag}"',
        "vary": "Accept-Encoding",
    }
    if found.is_not_modified:
        return Response(status_code=304, headers=headers)
    if found.content_encoding:
        headers["content-encoding"] = found.content_encoding
    return Response(found.content, headers=headers | {"content-type": found.content_type})


def encodings_taken(request: Request) -> list[str]:
    """What Accept-Encoding names, without what it refuses by a weight of nothing."""
    taken = []
    for part in request.headers.get("accept-encoding", "").split(","):
        name, _, weight = part.partition(";")
        if name.strip() and weight.replace(" ", "").removeprefix("q=") not in ("0", "0.0", "0.00", "0.000"):
            taken.append(name.strip().lower())
    return taken
