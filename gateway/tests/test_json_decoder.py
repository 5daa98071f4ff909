"""What the decoder accepts means what json_format says; what it refuses names the field as sent."""

import json
from typing import Any

import pytest
from google.protobuf import json_format
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from m_gateway.http.field_error import FieldError
from m_gateway.http.json_decoder import message_filler
from m_gateway.http.json_text import parse_json

from gateway.tests.exotic import SCALARS, Thing
from gateway.tests.test_json_encoder import things

_fill = message_filler(Thing.DESCRIPTOR)


def decode(raw: bytes | str) -> Any:
    thing = Thing()
    _fill(thing, parse_json(raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw), 1)
    return thing


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(things(), st.booleans())
def test_reads_back_what_json_format_writes(thing: Any, proto_names: bool) -> None:
    written = json_format.MessageToJson(thing, preserving_proto_field_name=proto_names)
    try:
        expected = json_format.Parse(written, Thing())
    except json_format.ParseError:  # json_format cannot read all it writes
        return
    if "\\u0000" in written:
        return
    assert decode(written).SerializeToString(deterministic=True) == expected.SerializeToString(deterministic=True)


_NAMES = st.sampled_from(
    [f"{letter}_{kind}" for letter in "fr" for kind in SCALARS]
    + ["color", "colors", "child", "children", "at", "span", "anything", "struct", "value", "values", "by_int64"]
    + ["wrapped_number", "wrapped_text", "o_int32", "chosen_text", "chosen_thing", "things", "color_of", "nope"]
)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "RED", "BLUE", "1", "-1", "1.5", "NaN", "A8=", "1.5s", "2026-01-31T09:30:00Z", "\x00"])
    | st.text(max_size=4)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(_NAMES, _VALUES, max_size=3))
@example({"child": {"f_int32": 1.0}})
@example({"f_bytes": "+/-_"})
def test_accepts_only_what_json_format_accepts_and_to_the_same_end(value: Any) -> None:
    raw = json.dumps(value)
    try:
        ours = decode(raw)
    except FieldError:
        return
    expected = json_format.Parse(raw, Thing())
    assert ours.SerializeToString(deterministic=True) == expected.SerializeToString(deterministic=True)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_at_all_are_read_or_refused(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except FieldError:
        return
    assert isinstance(json.loads(raw), dict)
    assert decoded == json_format.Parse(raw.decode(), Thing())


REFUSED = [
    ('{"nope": 1}', "nope", "no such field"),
    ('{"child": {"children": [{}, {"f_int32": "x"}]}}', "child.children[1].f_int32", "whole number"),
    ('{"by_int64": {"x": "1"}}', 'by_int64["x"]', "whole number"),
    ('{"things": {"a b": {"f_bool": 1}}}', 'things["a b"].f_bool', "true or false"),
    ('{"r_int32": [1, null]}', "r_int32[1]", "whole number"),
    ('{"r_int32": 1}', "r_int32", "a list"),
    ('{"child": []}', "child", "an object"),
    ('{"child": "x"}', "child", "an object"),
    ('{"f_int32": 2147483648}', "f_int32", "from -2147483648 to 2147483647"),
    ('{"f_uint64": -1}', "f_uint64", "from 0 to"),
    ('{"f_int64": 1.5}', "f_int64", "whole number"),
    ('{"f_int32": true}', "f_int32", "whole number"),
    ('{"f_int32": "\u0661"}', "f_int32", "whole number"),
    ('{"f_bool": "true"}', "f_bool", "true or false"),
    ('{"f_string": 5}', "f_string", "text"),
    ('{"f_string": ["a"]}', "f_string", "text"),
    ('{"f_string": "a\\u0000b"}', "f_string", "NUL"),
    ('{"f_string": "\\ud800"}', "f_string", "lone surrogate"),
    ('{"struct": {"a": ["\\udfff"]}}', "struct", "lone surrogate"),
    ('{"value": "\\u0000"}', "value", "NUL"),
    ('{"f_double": "1,5"}', "f_double", "a number"),
    ('{"f_double": "nan"}', "f_double", "a number"),
    ('{"f_double": "1e999"}', "f_double", "a number"),
    ('{"f_double": ' + "9" * 390 + "}", "f_double", "a number"),
    ('{"f_float": 1e39}', "f_float", "32-bit"),
    ('{"f_bytes": "a"}', "f_bytes", "base64"),
    ('{"f_bytes": "a b="}', "f_bytes", "base64"),
    ('{"color": "BLUE"}', "color", "COLOR_UNSPECIFIED, RED, GREEN"),
    ('{"color": "1"}', "color", "one of"),
    ('{"color": 4294967296}', "color", "one of"),
    ('{"color": {}}', "color", "one of"),
    ('{"at": "yesterday"}', "at", "a time"),
    ('{"at": "0000-01-01T00:00:00Z"}', "at", "a time"),
    ('{"at": 5}', "at", "a time"),
    ('{"span": "5"}', "span", "duration"),
    ('{"span": "999999999999s"}', "span", "duration"),
    ('{"mask": "a,,b"}', "mask", "field names"),
    ('{"mask": ["a"]}', "mask", "field names"),
    ('{"anything": {"f_int32": 1}}', "anything", "form"),
    ('{"anything": {"@type": "t/no.Such"}}', "anything", "form"),
    ('{"anything": []}', "anything", "form"),
    ('{"wrapped_number": "x"}', "wrapped_number", "whole number"),
    ('{"chosen_text": "a", "chosen_thing": {}}', "chosen_thing", "only one field of choice"),
    ('{"f_int32": 1, "fInt32": 1}', "fInt32", "given twice"),
    ('{"child": {"f_int32": 1, "f_int32": 1}}', "f_int32", "given twice"),
    ("[]", "", "an object"),
    ("1", "", "an object"),
    ("{", "", "not JSON"),
    ('{"f_int32": 01}', "", "not JSON"),
    ("{'a': 1}", "", "not JSON"),
    ('{"f_int32": 1} x', "", "not JSON"),
    ('\ufeff{"f_int32": 1}', "", "not JSON"),
    ('{"f_double": NaN}', "", "NaN is not JSON"),
    ('{"f_double": -Infinity}', "", "-Infinity is not JSON"),
    ('{"f_double": 1e400}', "", "too large"),
    ('{"f_double": ' + "9" * 5000 + "}", "", "too large"),
    ("[" * 200_000, "", "nested too deeply"),
    ('{"child":' * 150 + "{}" + "}" * 150, "child." * 99 + "child", "deeper than 100"),
    ('{"value":' + "[" * 150 + "]" * 150 + "}", "value", "deeper than 100"),
    (b'{"f_string": "\xff"}', "", "not UTF-8"),
    ('{"f_string": "a'.encode("utf-16"), "", "not UTF-8"),
]


@pytest.mark.parametrize(("raw", "path", "description"), REFUSED, ids=[str(raw[:40]) for raw, _, _ in REFUSED])
def test_refuses(raw: bytes | str, path: str, description: str) -> None:
    with pytest.raises(FieldError) as refused:
        decode(raw)
    assert refused.value.path == path
    assert description in refused.value.description


def test_null_means_not_there() -> None:
    nulls = {"f_int32": None, "r_int32": None, "child": None, "at": None, "by_bool": None, "wrapped_text": None}
    assert decode(json.dumps(nulls)) == Thing()
    assert decode('{"value": null}').value.WhichOneof("kind") == "null_value"


def test_masks_come_in_both_spellings() -> None:
    assert decode('{"mask": "postingDate,lines.accountCode"}').mask.paths == ["posting_date", "lines.account_code"]
    assert decode('{"mask": "posting_date,*"}').mask.paths == ["posting_date", "*"]
    assert decode('{"mask": ""}').HasField("mask")
