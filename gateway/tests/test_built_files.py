"""The Desk and its parts as the front door shows them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import httpx
import pytest
from m_gateway.http import Surface, create_app
from m_gateway.http.built_files import BuiltFile
from m_gateway.http.errors import unavailable

FILES = {"index.html": "text/html; charset=utf-8", "assets/a-Cx3d9a1f.js": "text/javascript; charset=utf-8"}


class Shelf:
    """Files of two contexts, and what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Sequence[str], str]] = []

    async def __call__(self, context: str, path: str, encodings: Sequence[str], known_etag: str) -> BuiltFile | None:
        self.asked.append((context, path, list(encodings), known_etag))
        if context == "down":
            raise unavailable()
        if context not in ("shell", "tea") or path not in FILES:
            return None
        encoding = "br" if "br" in encodings and path != "index.html" else ""
        etag = f"{path}-{encoding}"
        content = b"" if known_etag == etag else f"{context}:{path}:{encoding}".encode()
        return BuiltFile(content, FILES[path], encoding, etag, not content, path != "index.html")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def browser(surface: Surface, shelf: Shelf) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(replace(surface, built_file=shelf, shell="shell"))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://front", headers={"accept-encoding": ""}) as one:
        yield one


@pytest.mark.parametrize("path", ["/desk/", "/desk/finance/supplier", "/desk/finance/supplier/new", "/ui/tea/"])
async def test_a_way_within_the_desk_is_its_first_page_which_is_asked_for_again_each_time(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.endswith(":index.html:")
    assert answer.headers["cache-control"] == "no-cache"
    again = await browser.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])


async def test_a_file_with_a_hash_is_kept_for_ever(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/ui/tea/assets/a-Cx3d9a1f.js")
    assert answer.text == "tea:assets/a-Cx3d9a1f.js:"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("path", ["/desk/", "/desk/assets/a-Cx3d9a1f.js", "/ui/tea/missing.js", "/ui/down/index.html"])
async def test_nothing_is_guessed_of_and_nothing_runs_but_our_own(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'none'")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/missing.js",
        "/desk/assets/missing.css",
        "/ui/tea/missing.js",
        "/ui/tea/blend",
        "/ui/nobody/index.html",
        "/desk/..%2fsecret.txt",
        "/desk/%2e%2e/secret.txt",
        "/ui/tea/..%2f..%2fsecret.txt",
    ],
)
async def test_a_file_that_is_not_there_is_not_found_and_no_page_comes_in_its_place(
    browser: httpx.AsyncClient, path: str
) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404
    assert answer.json()["details"][0]["reason"] == "RESOURCE_NOT_FOUND"


async def test_a_context_that_does_not_answer_is_told_of(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/ui/down/index.html")
    assert (answer.status_code, answer.json()["details"][0]["reason"]) == (503, "DEPENDENCY_UNAVAILABLE")


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip, deflate, br", ["gzip", "deflate", "br"]),
        ("BR;q=0.5, gzip;q=0", ["br"]),
        ("br; q=0.000", []),
        ("", []),
        (", ,", []),
    ],
)
async def test_the_client_says_which_encodings_it_takes(
    browser: httpx.AsyncClient, shelf: Shelf, accepted: str, taken: list[str]
) -> None:
    answer = await browser.get("/ui/tea/assets/a-Cx3d9a1f.js", headers={"accept-encoding": accepted, "x-a": "b"})
    assert shelf.asked[-1][2] == taken
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers.get("content-encoding", "") == ("br" if "br" in taken else "")


async def test_the_desk_is_found_without_its_slash(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/desk")
    assert (answer.status_code, answer.headers["location"]) == (308, "/desk/")


async def test_files_are_read_and_not_written(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/desk/")).status_code == 404
    head = await browser.head("/desk/")
    assert (head.status_code, head.headers["cache-control"]) == (200, "no-cache")


async def test_where_none_are_shown_there_is_nothing(client: httpx.AsyncClient) -> None:
    assert (await client.get("/desk/")).status_code == 404
