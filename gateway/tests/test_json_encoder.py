"""Whatever json_format says of a message, the compiled encoder says too."""

import json
import math
from typing import Any

import pytest
from google.protobuf import any_pb2, json_format, struct_pb2
from google.rpc import error_details_pb2, status_pb2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from m_gateway.http.json_encoder import EncodeError, to_json

from gateway.tests.exotic import SCALARS, Thing

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_OF: dict[str, Any] = {
    "double": st.floats(),
    "float": st.floats(width=32),
    "bool": st.booleans(),
    "string": _TEXT,
    "bytes": st.binary(max_size=6),
}
for _kind in SCALARS:
    if _kind not in _OF:
        _bits = 64 if "64" in _kind else 32
        _unsigned = _kind.startswith(("u", "fixed"))
        _low, _high = (0, 2**_bits - 1) if _unsigned else (-(2 ** (_bits - 1)), 2 ** (_bits - 1) - 1)
        _OF[_kind] = st.integers(_low, _high)
_COLOR = st.integers(-(2**31), 2**31 - 1) | st.sampled_from([0, 1, 2])
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=5,
)


def _plain_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {f"f_{kind}": _OF[kind] for kind in SCALARS}
    fields |= {f"r_{kind}": st.lists(_OF[kind], max_size=3) for kind in SCALARS}
    fields |= {f"o_{kind}": _OF[kind] for kind in ("string", "int32", "double")}
    fields |= {"color": _COLOR, "colors": st.lists(_COLOR, max_size=3)}
    fields |= {"by_string": st.dictionaries(_TEXT, _TEXT, max_size=3)}
    fields |= {"by_int64": st.dictionaries(_OF["int64"], _TEXT, max_size=3)}
    fields |= {"by_bool": st.dictionaries(st.booleans(), _TEXT)}
    return fields | {"color_of": st.dictionaries(_OF["uint32"], _COLOR, max_size=3)}


@st.composite
def things(draw: st.DrawFn, depth: int = 2) -> Any:
    """Any Thing at all."""
    thing = Thing(**draw(st.fixed_dictionaries({}, optional=_plain_fields())))
    _well_known(draw, thing)
    if depth and draw(st.booleans()):
        thing.child.CopyFrom(draw(things(depth=depth - 1)))
        thing.children.append(draw(things(depth=depth - 1)))
        thing.things["k"].CopyFrom(draw(things(depth=depth - 1)))
        thing.chosen_thing.SetInParent()
        thing.anything.Pack(draw(things(depth=0)))
    elif draw(st.booleans()):
        thing.chosen_text = draw(_TEXT)
    return thing


def _well_known(draw: st.DrawFn, thing: Any) -> None:
    if draw(st.booleans()):
        thing.at.seconds = draw(st.integers(-62135596800, 253402300799))
        thing.at.nanos = draw(st.sampled_from([0, 1, 500_000_000, 999_999_999]))
        thing.span.FromNanoseconds(draw(st.integers(-(10**18), 10**18)))
        thing.mask.paths.extend(draw(st.lists(st.sampled_from(["a", "b_c", "d_e.f_g"]), max_size=3)))
    if draw(st.booleans()):
        json_format.ParseDict(draw(st.dictionaries(_TEXT, _JSON, max_size=3)), thing.struct)
        json_format.ParseDict(draw(_JSON), thing.value)
        json_format.ParseDict(draw(st.lists(_JSON, max_size=3)), thing.values)
    if draw(st.booleans()):
        thing.wrapped_text.value = draw(_TEXT)
        thing.wrapped_number.value = draw(_OF["int64"])
        thing.wrapped_flag.value = draw(st.booleans())
        thing.wrapped_bytes.value = draw(_OF["bytes"])
        thing.wrapped_double.value = draw(st.floats())


def _expected(message: Any) -> Any:
    return json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(things())
def test_equal_to_json_format(thing: Any) -> None:
    assert json.loads(to_json(thing)) == json.loads(json.dumps(_expected(thing)))


@pytest.mark.parametrize("number", [0.1, 1e-45, 3.4028234663852886e38, 16777217.0, -0.0, 1 / 3])
def test_floats_are_as_short_as_json_format_writes_them(number: float) -> None:
    thing = Thing(f_float=number)
    assert to_json(thing) == to_json(Thing.FromString(thing.SerializeToString()))
    assert json.loads(to_json(thing))["f_float"] == _expected(thing)["f_float"]


def test_details_of_a_status() -> None:
    status = status_pb2.Status(code=3, message="no")
    status.details.add().Pack(error_details_pb2.ErrorInfo(reason="R", domain="d", metadata={"a": "b"}))
    status.details.add().Pack(error_details_pb2.BadRequest())
    status.details.add().Pack(struct_pb2.Value(number_value=1))
    inner = any_pb2.Any()
    inner.Pack(error_details_pb2.RequestInfo(request_id="r"))
    status.details.add().Pack(inner)
    status.details.add()
    assert json.loads(to_json(status)) == _expected(status)


def test_fields_without_presence_are_printed_and_others_are_not() -> None:
    shown = json.loads(to_json(Thing()))
    assert shown["f_int64"] == "0"
    assert shown["f_string"] == ""
    assert shown["colors"] == []
    assert shown["by_bool"] == {}
    assert not {"child", "at", "o_int32", "chosen_text"} & shown.keys()
    assert json.loads(to_json(Thing(o_int32=0)))["o_int32"] == 0


@pytest.mark.parametrize(
    "thing",
    [
        Thing(value=struct_pb2.Value(number_value=math.nan)),
        Thing(anything=any_pb2.Any(type_url="t/no.such.Type", value=b"x")),
        Thing(anything=any_pb2.Any(type_url="t/exotic.v1.Thing", value=b"\xff")),
        Thing(at={"seconds": 2**60}),
    ],
)
def test_refuses_what_json_cannot_say(thing: Any) -> None:
    with pytest.raises(EncodeError):
        to_json(thing)
