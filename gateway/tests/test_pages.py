"""The fixed pages and the OpenAPI document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from m_gateway.http import LandingPage, Surface, create_app

from gateway.tests.services import Calls


def browse(surface: Surface) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(surface)), base_url="http://front")


def health(**contexts: bool) -> Any:
    async def answer() -> Mapping[str, bool]:
        return contexts

    return answer


async def test_healthz(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_readyz_when_all_contexts_serve(surface: Surface) -> None:
    async with browse(replace(surface, health=health(masters=True, finance=True))) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "contexts": {"masters": True, "finance": True}, "unhealthy": []}


async def test_readyz_names_what_does_not_serve(surface: Surface) -> None:
    async with browse(replace(surface, health=health(masters=True, wms=False, finance=False))) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["unhealthy"]) == (503, ["finance", "wms"])


async def test_readyz_when_health_is_not_known(surface: Surface) -> None:
    async def broken() -> Mapping[str, bool]:
        raise RuntimeError("password=hunter2")

    async with browse(replace(surface, health=broken)) as client:
        ready = await client.get("/readyz")
        landing = await client.get("/")
    assert (ready.status_code, landing.status_code) == (503, 200)
    assert "hunter2" not in ready.text + landing.text
    assert "not known" in landing.text


async def test_metrics(surface: Surface) -> None:
    async with browse(replace(surface, metrics=lambda: b"calls_total 3\n")) as client:
        answer = await client.get("/metrics")
    assert answer.text == "calls_total 3\n"
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"


class Page(HTMLParser):
    """Elements of a page by tag, and whether all were closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, name: str) -> list[str]:
        return [value for _, given in self.found if (value := given.get(name)) is not None]


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_pages_are_whole_and_need_nothing_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    page = Page(answer.text)
    assert page.open == []
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not [tag for tag, given in page.found if tag == "style" or "style" in given or "onclick" in given]
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    for address in page.attributes("href") + page.attributes("src"):
        assert address == "data:," or re.match(r"[/#]", address), address
        if address.startswith("#"):
            assert address[1:] in ids
        elif address.startswith("/"):
            assert (await client.get(address)).status_code == 200


async def test_landing_page_escapes(surface: Surface) -> None:
    words = LandingPage(title="<script>", version='"><b>', summary="a & b", links=[("<i>", "/docs?a=<", "x")])
    async with browse(replace(surface, landing=words, health=health(**{"<u>": False}))) as client:
        answer = await client.get("/")
    page = Page(answer.text)
    assert not {"script", "i", "u"} & {tag for tag, _ in page.found}
    assert "<script>" in page.text
    assert "Not serving: <u>." in page.text


async def test_docs_say_what_the_contract_says(client: httpx.AsyncClient) -> None:
    page = Page((await client.get("/docs")).text)
    assert "/v1/masters/parties/{id}:archive" in page.text
    assert "masters.party.archive" in page.text
    assert "RESOURCE_NOT_FOUND" in page.text
    assert "Takes it out of use" in page.text
    assert "Reasons: DUPLICATE" not in page.text
    assert "book_keeper, masters" in page.text


async def test_docs_without_an_image(surface: Surface) -> None:
    async with browse(replace(surface, image=None)) as client:
        answer = await client.get("/docs")
    assert "/v1/masters/parties" in answer.text


@pytest.fixture
async def document(client: httpx.AsyncClient) -> Any:
    answer = await client.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_openapi_operation(document: Any) -> None:
    update = document["paths"]["/v1/masters/parties/{party.id}"]["patch"]
    assert update["operationId"] == "businessm.masters.v1.PartyService.UpdateParty"
    assert update["summary"] == "Changes the fields named in the mask."
    assert update["x-permission"] == "masters.party.update"
    assert update["x-reasons"] == ["RESOURCE_NOT_FOUND", "ETAG_MISMATCH", "REQUEST_ID_REUSED", "FIELD_INVALID"]
    places = {parameter["name"]: parameter["in"] for parameter in update["parameters"]}
    assert places == {
        "party.id": "path",
        "request_id": "query",
        "update_mask": "query",
        "validate_only": "query",
        "Idempotency-Key": "header",
    }
    body = update["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"] == "#/components/schemas/businessm.masters.v1.Party"
    read = document["paths"]["/v1/masters/parties/{id}"]["get"]
    assert "requestBody" not in read
    assert [parameter["name"] for parameter in read["parameters"]] == ["id"]


def test_openapi_schemas(document: Any) -> None:
    schemas = document["components"]["schemas"]
    party = schemas["businessm.masters.v1.Party"]["properties"]
    assert party["name"] == {"type": "string", "maxLength": 255}
    assert party["kind"]["enum"] == ["KIND_UNSPECIFIED", "ORGANIZATION", "PERSON"]
    assert party["create_time"] == {"type": "string", "format": "date-time"}
    assert schemas["businessm.check.v1.Invariant"]["properties"]["checked"]["type"] == "string"
    assert schemas["businessm.masters.v1.CreatePartyRequest"]["required"] == ["party"]
    assert schemas["exotic.v1.Thing"]["properties"]["child"] == {"$ref": "#/components/schemas/exotic.v1.Thing"}


def _walk(value: Any) -> Iterator[Any]:
    yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(item)


def test_openapi_holds_together(document: Any) -> None:
    """By hand what the specification asks: references lead somewhere, ids are unique, path parameters match."""
    assert document["openapi"] == "3.1.0"
    for node in _walk(document):
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            target = document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
    operations = [(path, found) for path, verbs in document["paths"].items() for found in verbs.values()]
    ids = [found["operationId"] for _, found in operations]
    assert len(ids) == len(set(ids)) >= 40
    tags = {tag["name"] for tag in document["tags"]}
    for path, found in operations:
        named = {parameter["name"] for parameter in found["parameters"] if parameter["in"] == "path"}
        assert named == set(re.findall(r"{([^}]+)}", path))
        assert all(parameter["required"] for parameter in found["parameters"] if parameter["in"] == "path")
        assert set(found["tags"]) <= tags
        assert {"200", "default"} <= found["responses"].keys()


async def test_openapi_tells_the_truth_about_answers(client: httpx.AsyncClient, calls: Calls, document: Any) -> None:
    answer = await client.get("/v1/masters/parties/1")
    party = document["components"]["schemas"]["businessm.masters.v1.Party"]["properties"]
    assert answer.json()["party"].keys() <= party.keys()
    assert len(calls.requests) == 1
