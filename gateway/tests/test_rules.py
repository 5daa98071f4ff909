"""Every form of http rule, over types our contracts do not use."""

import json

import httpx
import pytest
from google.protobuf import json_format

from gateway.tests.exotic import Thing
from gateway.tests.services import Calls
from gateway.tests.test_rest import fields_of, reason_of


async def test_additional_binding_with_a_body_field(client: httpx.AsyncClient, calls: Calls) -> None:
    answer = await client.put("/x/echo/here?f_int32=3", json={"f_int64": "9"})
    assert answer.status_code == 200, answer.text
    assert calls.last == Thing(f_string="here", f_int32=3, child=Thing(f_int64=9))


async def test_path_variable_of_a_nested_number(client: httpx.AsyncClient, calls: Calls) -> None:
    assert (await client.get("/x/nested/-12")).status_code == 200
    assert calls.last == Thing(child=Thing(f_int64=-12))
    refused = await client.get("/x/nested/twelve")
    assert (refused.status_code, fields_of(refused)) == (400, ["child.f_int64"])


async def test_several_segments_in_one_variable(client: httpx.AsyncClient, calls: Calls) -> None:
    await client.get("/x/tree/shelves/a%2Fb/books/c%20d")
    assert calls.last.f_string == "shelves/a%2Fb/books/c d"
    await client.get("/x/all/a/b/c")
    assert calls.last.f_string == "a/b/c"


async def test_response_body(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/inner/me:child?child.f_string=in")
    assert answer.json()["f_string"] == "in"
    names = await client.request("REPORT", "/x/names?r_string=a&r_string=b")
    assert names.json() == ["a", "b"]


async def test_delete(client: httpx.AsyncClient, calls: Calls) -> None:
    assert (await client.delete("/x/find/7")).status_code == 200
    assert calls.last.f_string == "7"


async def test_rpc_without_a_rule_is_not_there(client: httpx.AsyncClient) -> None:
    assert (await client.post("/exotic.v1.ExoticService/Hidden", json={})).status_code == 404


QUERIES = [
    ("color=GREEN&colors=1&colors=RED&colors=77", Thing(color=2, colors=[1, 1, 77])),
    ("f_double=-1.5e3&f_float=0.25&f_bool=true", Thing(f_double=-1500, f_float=0.25, f_bool=True)),
    ("f_uint64=18446744073709551615&r_sint32=-1&r_sint32=2", Thing(f_uint64=2**64 - 1, r_sint32=[-1, 2])),
    ("f_bytes=_-8%3D&f_bool=false", Thing(f_bytes=b"\xff\xef")),
    ("child.child.fInt32=4&child.f_string=x", Thing(child=Thing(f_string="x", child=Thing(f_int32=4)))),
    ("at=2026-01-31T15:00:00%2B05:30", Thing(at={"seconds": 1769851800})),
    ("span=1.5s", Thing(span={"seconds": 1, "nanos": 500_000_000})),
    ("mask=a_b,cD.eF", Thing(mask={"paths": ["a_b", "c_d.e_f"]})),
    ("wrapped_text=&wrapped_number=5&wrapped_flag=false", None),
    ("o_int32=0", None),
    ("chosen_text=", None),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
async def test_query(client: httpx.AsyncClient, calls: Calls, query: str, expected: object) -> None:
    answer = await client.get(f"/x/find?{query}")
    assert answer.status_code == 200, answer.text
    if expected is not None:
        assert calls.last == expected
    else:
        given = {part.partition("=")[0] for part in query.split("&")}
        assert {field.name for field, _ in calls.last.ListFields()} == given


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("color=BLUE", "color"),
        ("f_bool=TRUE", "f_bool"),
        ("f_double=1e999", "f_double"),
        ("f_bytes=!", "f_bytes"),
        ("at=now", "at"),
        ("at.seconds=5", "at.seconds"),
        ("wrapped_text.value=a", "wrapped_text.value"),
        ("child=x", "child"),
        ("children.f_int32=1", "children.f_int32"),
        ("things.k=1", "things.k"),
        ("by_string=1", "by_string"),
        ("struct=1", "struct"),
        ("struct.fields=1", "struct.fields"),
        ("anything=1", "anything"),
        ("chosen_text=a&chosen_thing.f_int32=1&chosen_text=b", "chosen_text"),
        ("chosen_thing.f_int32=1&chosen_text=a", "chosen_text"),
        ("child..f_int32=1", "child..f_int32"),
        (".=1", "."),
    ],
)
async def test_query_refused(client: httpx.AsyncClient, calls: Calls, query: str, field: str) -> None:
    answer = await client.get(f"/x/find?{query}")
    assert (answer.status_code, reason_of(answer), fields_of(answer)) == (400, "FIELD_INVALID", [field])
    assert not calls.requests


async def test_every_type_there_and_back(client: httpx.AsyncClient) -> None:
    sent = {
        "f_int64": "-9223372036854775808",
        "f_double": "NaN",
        "f_bytes": "AP8=",
        "color": "RED",
        "at": "2026-01-31T09:30:00.5Z",
        "span": "-1.5s",
        "mask": "a,bC",
        "struct": {"a": [1.5, None, {"b": True}]},
        "value": "v",
        "wrapped_number": "0",
        "anything": {"@type": "type.googleapis.com/exotic.v1.Thing", "f_int32": 1},
        "by_bool": {"true": "yes"},
        "chosen_text": "",
        "o_string": "",
    }
    answer = await client.post("/x/echo", json=sent)
    assert answer.status_code == 200, answer.text
    there = json_format.ParseDict(answer.json(), Thing())
    expected = json_format.ParseDict(sent, Thing())
    assert json.loads(json_format.MessageToJson(there)) == json.loads(json_format.MessageToJson(expected))


async def test_an_answer_json_cannot_say_is_a_typed_error(client: httpx.AsyncClient) -> None:
    answer = await client.get("/x/find/nan")
    assert (answer.status_code, answer.json()) == (500, {"code": 13, "message": "internal error", "details": []})
