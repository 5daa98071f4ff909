"""Templates and the tree that finds them."""

import pytest
from m_gateway.http.routes import RouteConflict, RouteTable
from m_gateway.http.templates import TemplateError, parse_template

ROUTES = [
    ("GET", "/v1/parties"),
    ("POST", "/v1/parties"),
    ("GET", "/v1/parties:batchGet"),
    ("GET", "/v1/parties/{id}"),
    ("PATCH", "/v1/parties/{party.id}"),
    ("POST", "/v1/parties/{id}:archive"),
    ("GET", "/v1/parties/me"),
    ("GET", "/v1/{context}/checks"),
    ("GET", "/v1/{name=shelves/*/books/*}"),
    ("GET", "/v1/files/{path=**}"),
    ("GET", "/v1/files/{path=**}:size"),
    ("GET", "/v1/*/wild"),
    ("GET", "/.well-known/jwks.json"),
]


@pytest.fixture(scope="module")
def table() -> RouteTable[str]:
    table: RouteTable[str] = RouteTable()
    for verb, text in ROUTES:
        table.add(verb, parse_template(text), f"{verb} {text}")
    return table


FOUND = [
    ("GET", "/v1/parties", "/v1/parties", {}),
    ("GET", "/v1/parties:batchGet", "/v1/parties:batchGet", {}),
    ("GET", "/v1/parties/7", "/v1/parties/{id}", {"id": "7"}),
    ("GET", "/v1/parties/me", "/v1/parties/me", {}),
    ("GET", "/v1/parties/%6de", "/v1/parties/me", {}),
    ("PATCH", "/v1/parties/7", "/v1/parties/{party.id}", {"party.id": "7"}),
    ("PATCH", "/v1/parties/me", "/v1/parties/{party.id}", {"party.id": "me"}),
    ("POST", "/v1/parties/7:archive", "/v1/parties/{id}:archive", {"id": "7"}),
    ("POST", "/v1/parties/a:b:archive", "/v1/parties/{id}:archive", {"id": "a:b"}),
    ("GET", "/v1/parties/Assets:Cash", "/v1/parties/{id}", {"id": "Assets:Cash"}),
    ("GET", "/v1/parties/a%2Fb%3Aarchive", "/v1/parties/{id}", {"id": "a/b:archive"}),
    ("GET", "/v1/parties/%E0%A4%AE%20x+y", "/v1/parties/{id}", {"id": "म x+y"}),
    ("GET", "/v1/parties/..", "/v1/parties/{id}", {"id": ".."}),
    ("GET", "/v1/parties/checks", "/v1/parties/{id}", {"id": "checks"}),
    ("GET", "/v1/masters/checks", "/v1/{context}/checks", {"context": "masters"}),
    ("GET", "/v1/masters/wild", "/v1/*/wild", {}),
    ("GET", "/v1/shelves/1/books/2", "/v1/{name=shelves/*/books/*}", {"name": "shelves/1/books/2"}),
    ("GET", "/v1/shelves/a%2fb/books/c%20d", "/v1/{name=shelves/*/books/*}", {"name": "shelves/a%2Fb/books/c d"}),
    ("GET", "/v1/files/a/b/c", "/v1/files/{path=**}", {"path": "a/b/c"}),
    ("GET", "/v1/files", "/v1/files/{path=**}", {"path": ""}),
    ("GET", "/v1/files/a/b:size", "/v1/files/{path=**}:size", {"path": "a/b"}),
    ("GET", "/.well-known/jwks.json", "/.well-known/jwks.json", {}),
]


@pytest.mark.parametrize(("verb", "path", "text", "bound"), FOUND, ids=[f"{verb} {path}" for verb, path, _, _ in FOUND])
def test_finds(table: RouteTable[str], verb: str, path: str, text: str, bound: dict[str, str]) -> None:
    found = table.find(verb, path.encode())
    assert found is not None
    target, segments = found
    assert target == f"{verb} {text}"
    assert {variable.field_path: variable.bind(segments) for variable in parse_template(text).variables} == bound


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "v1/parties",
        "/v1",
        "/v1/parties/",
        "/v1//parties",
        "/v1/parties/7/8",
        "/v1/parties:nope",
        "/v1/shelves/1/books",
        "/V1/parties",
    ],
)
def test_finds_nothing(table: RouteTable[str], path: str) -> None:
    assert table.find("GET", path.encode()) is None


def test_says_which_verbs_a_path_has(table: RouteTable[str]) -> None:
    assert table.verbs(b"/v1/parties") == ["GET", "POST"]
    assert table.verbs(b"/v1/parties/7:archive") == ["GET", "PATCH", "POST"]
    assert table.verbs(b"/v2") == []


def test_refuses_two_owners_of_one_path(table: RouteTable[str]) -> None:
    with pytest.raises(RouteConflict, match="POST /v1/parties/"):
        table.add("POST", parse_template("/v1/parties/{other}:archive"), "another")


def test_refuses_bytes_that_are_no_text(table: RouteTable[str]) -> None:
    with pytest.raises(UnicodeDecodeError):
        table.find("GET", b"/v1/\xff/checks")


@pytest.mark.parametrize(
    "text", ["v1/x", "/v1/{id", "/v1/}", "/v1/{=x}", "/v1//x", "/v1/{path=**}/x", "/v1/**/x", "/v1/{a{b}}", "/v1/x{y}"]
)
def test_refuses_templates_beyond_the_grammar(text: str) -> None:
    with pytest.raises(TemplateError):
        parse_template(text)
