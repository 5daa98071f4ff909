"""A contract of types that ours do not use, built in code, and a service over it."""

import asyncio
import math
from typing import Any

import grpc
from google.api import annotations_pb2
from google.protobuf import (
    any_pb2,
    descriptor_pool,
    duration_pb2,
    field_mask_pb2,
    message_factory,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
)
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

SERVICE = "exotic.v1.ExoticService"
SCALARS = [
    *("double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool", "string", "bytes", "uint32"),
    *("sfixed32", "sfixed64", "sint32", "sint64"),
]
MESSAGES = {
    "at": "google.protobuf.Timestamp",
    "span": "google.protobuf.Duration",
    "mask": "google.protobuf.FieldMask",
    "anything": "google.protobuf.Any",
    "struct": "google.protobuf.Struct",
    "value": "google.protobuf.Value",
    "values": "google.protobuf.ListValue",
    "wrapped_text": "google.protobuf.StringValue",
    "wrapped_number": "google.protobuf.Int64Value",
    "wrapped_flag": "google.protobuf.BoolValue",
    "wrapped_bytes": "google.protobuf.BytesValue",
    "wrapped_double": "google.protobuf.DoubleValue",
}
_F = FieldDescriptorProto
_RULES = [
    ("Echo", {"post": "/x/echo", "body": "*", "more": [{"put": "/x/echo/{f_string}", "body": "child"}]}),
    ("Find", {"get": "/x/find", "more": [{"get": "/x/find/{f_string}"}, {"get": "/x/nested/{child.f_int64}"}]}),
    ("Walk", {"get": "/x/tree/{f_string=shelves/*/books/*}", "more": [{"get": "/x/all/{f_string=**}"}]}),
    ("Inner", {"get": "/x/inner/{f_string}:child", "response_body": "child"}),
    ("Names", {"custom": ("REPORT", "/x/names"), "response_body": "r_string"}),
    ("Watch", {"get": "/x/watch/{f_string}"}),
    ("Wait", {"get": "/x/wait/{f_string}"}),
    ("Remove", {"delete": "/x/find/{f_string}"}),
    ("Hidden", {}),
]


def _scalar(name: str) -> int:
    return getattr(_F, f"TYPE_{name.upper()}")


def _thing() -> DescriptorProto:
    thing = DescriptorProto(name="Thing")
    number = iter(range(1, 200))

    def add(name: str, kind: int, label: int = _F.LABEL_OPTIONAL, type_name: str = "", **more: Any) -> None:
        thing.field.add(name=name, number=next(number), type=kind, label=label, type_name=type_name or None, **more)

    for kind in SCALARS:
        add(f"f_{kind}", _scalar(kind))
    for kind in SCALARS:
        add(f"r_{kind}", _scalar(kind), _F.LABEL_REPEATED)
    add("color", _F.TYPE_ENUM, type_name=".exotic.v1.Thing.Color")
    add("colors", _F.TYPE_ENUM, _F.LABEL_REPEATED, ".exotic.v1.Thing.Color")
    add("child", _F.TYPE_MESSAGE, type_name=".exotic.v1.Thing")
    add("children", _F.TYPE_MESSAGE, _F.LABEL_REPEATED, ".exotic.v1.Thing")
    for name, full_name in MESSAGES.items():
        add(name, _F.TYPE_MESSAGE, type_name=f".{full_name}")
    thing.oneof_decl.add(name="choice")
    add("chosen_text", _F.TYPE_STRING, oneof_index=0)
    add("chosen_thing", _F.TYPE_MESSAGE, type_name=".exotic.v1.Thing", oneof_index=0)
    for key in ("string", "int64", "bool"):
        _add_map(thing, f"by_{key}", next(number), key, "string", "")
    _add_map(thing, "things", next(number), "string", "message", ".exotic.v1.Thing")
    _add_map(thing, "color_of", next(number), "uint32", "enum", ".exotic.v1.Thing.Color")
    for index, kind in enumerate(("string", "int32", "double"), start=1):
        thing.oneof_decl.add(name=f"_o_{kind}")
        add(f"o_{kind}", _scalar(kind), oneof_index=index, proto3_optional=True)
    color = thing.enum_type.add(name="Color")
    for value, name in enumerate(("COLOR_UNSPECIFIED", "RED", "GREEN")):
        color.value.add(name=name, number=value)
    return thing


def _add_map(thing: DescriptorProto, name: str, number: int, key: str, value: str, type_name: str) -> None:
    entry = thing.nested_type.add(name="".join(part.capitalize() for part in name.split("_")) + "Entry")
    entry.options.map_entry = True
    entry.field.add(name="key", number=1, type=_scalar(key), label=_F.LABEL_OPTIONAL)
    entry.field.add(name="value", number=2, type=_scalar(value), label=_F.LABEL_OPTIONAL, type_name=type_name or None)
    thing.field.add(
        name=name,
        number=number,
        type=_F.TYPE_MESSAGE,
        label=_F.LABEL_REPEATED,
        type_name=f".exotic.v1.Thing.{entry.name}",
    )


def _fill_rule(rule: Any, given: dict[str, Any]) -> None:
    for key, value in given.items():
        if key == "more":
            for other in value:
                _fill_rule(rule.additional_bindings.add(), other)
        elif key == "custom":
            rule.custom.kind, rule.custom.path = value
        else:
            setattr(rule, key, value)


def _file() -> FileDescriptorProto:
    file = FileDescriptorProto(name="exotic/v1/exotic.proto", package="exotic.v1", syntax="proto3")
    imported = (any_pb2, duration_pb2, field_mask_pb2, struct_pb2, timestamp_pb2, wrappers_pb2, annotations_pb2)
    file.dependency.extend(module.DESCRIPTOR.name for module in imported)
    file.message_type.append(_thing())
    service = file.service.add(name="ExoticService")
    for name, rule in _RULES:
        method = service.method.add(name=name, input_type=".exotic.v1.Thing", output_type=".exotic.v1.Thing")
        method.server_streaming = name == "Watch"
        if rule:
            _fill_rule(method.options.Extensions[annotations_pb2.http], rule)
    return file


POOL = descriptor_pool.Default()
POOL.AddSerializedFile(_file().SerializeToString())
Thing: Any = message_factory.GetMessageClass(POOL.FindMessageTypeByName("exotic.v1.Thing"))


class Exotic:
    """Echoes, but a NaN in a Value for "nan"; Watch gives as many answers as `f_string` says, Wait waits for ever."""

    def __init__(self, calls: Any) -> None:
        self.calls = calls
        self.waiting = calls.waiting = asyncio.Event()
        self.cancelled = calls.cancelled = asyncio.Event()

    async def echo(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        return Thing(value=struct_pb2.Value(number_value=math.nan)) if request.f_string == "nan" else request

    async def watch(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        count, _, ending = request.f_string.partition("-")
        for number in range(int(count)):
            yield Thing(f_int32=number)
        if ending == "fail":
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, "broke off")
        if ending == "hang":
            await self.wait(request, context)

    async def wait(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        self.waiting.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise


def add_to_server(servicer: Exotic, server: grpc.aio.Server) -> None:
    """Registers the service, as generated code would."""
    unary = {"Wait": servicer.wait}
    codec = {"request_deserializer": Thing.FromString, "response_serializer": Thing.SerializeToString}
    handlers = {
        name: grpc.unary_stream_rpc_method_handler(servicer.watch, **codec)
        if name == "Watch"
        else grpc.unary_unary_rpc_method_handler(unary.get(name, servicer.echo), **codec)
        for name, _ in _RULES
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
