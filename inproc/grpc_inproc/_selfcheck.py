"""Compares what this package uses of grpcio's private side with what it was written against."""

from __future__ import annotations

import dis
import importlib
import inspect
import itertools
from typing import Any

_ATTRIBUTES = {
    "grpc._cython.cygrpc": ("AbortError BaseError EOF ExecuteBatchError InternalError UsageError get_working_loop"),
    "grpc._utilities": "DictionaryGenericHandler",
    "grpc._grpcio_metadata": "__version__",
    "grpc.aio._channel": "Channel _BaseMultiCallable",
    "grpc.aio._interceptor": "InterceptedUnaryUnaryCall UnaryUnaryCallResponse",
    "grpc.aio._call": "StreamStreamCall StreamUnaryCall UnaryStreamCall",
}
_CODECS = "request_serializer response_deserializer"
_PARAMETERS = {
    "grpc.aio._channel.Channel._close": "self grace",
    "grpc.aio._channel.Channel._register_call": "self call",
    "grpc.aio._channel.Channel.unary_stream": f"self method {_CODECS} _registered_method",
    "grpc.aio._channel.Channel.stream_unary": f"self method {_CODECS} _registered_method",
    "grpc.aio._channel.Channel.stream_stream": f"self method {_CODECS} _registered_method",
    "grpc.aio._channel._BaseMultiCallable._init_metadata": "metadata compression",
    "grpc.aio._interceptor.InterceptedUnaryUnaryCall._invoke": (
        f"self interceptors method timeout metadata credentials wait_for_ready request {_CODECS}"
    ),
}
_USED_OF_THE_CORE_CALL = (
    "_initial_metadata _status add_done_callback cancel cancelled done initial_metadata initiate_stream_stream "
    "initiate_unary_stream is_locally_cancelled is_ok receive_serialized_message send_receive_close "
    "send_serialized_message set_internal_error status stream_unary time_remaining unary_unary"
)


def unfit() -> list[str]:
    """What of the installed grpcio is not as expected, in words; empty when all is well."""
    return [*_missing_attributes(), *_changed_parameters(), *_unknown_uses()]


def _missing_attributes() -> list[str]:
    return [
        f"{module}.{name} is missing"
        for module, names in _ATTRIBUTES.items()
        for name in names.split()
        if not hasattr(importlib.import_module(module), name)
    ]


def _changed_parameters() -> list[str]:
    found = {path: _parameters(path) for path in _PARAMETERS}
    return [
        f"{path} takes ({found[path]}), not ({expected})"
        for path, expected in _PARAMETERS.items()
        if found[path] != expected
    ]


def _parameters(path: str) -> str:
    function = _find(path)
    return "nothing: it is missing" if function is None else " ".join(inspect.signature(function).parameters)


def _unknown_uses() -> list[str]:
    """Methods grpc.aio's call classes want of their C core that the stand-in has not."""
    module = importlib.import_module("grpc.aio._call")
    names = {name for function in _functions(module) for name in _names_after_the_core_call(function)}
    return [
        f"grpc.aio._call uses {name} of its core's call"
        for name in sorted(names.difference(_USED_OF_THE_CORE_CALL.split()))
    ]


def _functions(module: Any) -> list[Any]:
    everything = [value for value in vars(module).values() if inspect.isclass(value)]
    classes = [value for value in everything if value.__module__ == module.__name__]
    return [value for owner in classes for value in vars(owner).values() if inspect.isfunction(value)]


def _names_after_the_core_call(function: Any) -> set[str]:
    """Attributes loaded right after `_cython_call`, read from the compiled function, so no source is needed."""
    instructions = list(dis.get_instructions(function))
    return {
        second.argval
        for first, second in itertools.pairwise(instructions)
        if first.argval == "_cython_call" and second.opname in ("LOAD_ATTR", "LOAD_METHOD")
    }


def _find(path: str) -> Any:
    module, owner, name = path.rsplit(".", 2)
    return getattr(getattr(importlib.import_module(module), owner, None), name, None)
