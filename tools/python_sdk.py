"""Generates `gen/python_sdk/businessm_sdk` from `proto/`: `python -m tools.python_sdk [--check]`.

betterproto2 makes the dataclasses. Its own clients are for grpclib, or know neither deadline nor metadata, so those
for grpc.aio are made here: a class per service, beside the messages of its package. `--check` writes nothing and fails
where the committed files differ.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence

from google.protobuf.descriptor_pb2 import FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto

from tools.layout import ROOT
from tools.plugins import BESIDE, PluginFailed, contracts, keep, run_plugin

OUT = ROOT / "gen" / "python_sdk" / "businessm_sdk"
PLUGIN = BESIDE / "protoc-gen-python_betterproto2"
SERVICE, METHOD = (
    6,
    2,
)  # field numbers in FileDescriptorProto and ServiceDescriptorProto, as paths of comments have them

CALLS = '''"""How a client's methods are called: as grpc.aio's are, with the messages' types."""

from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Protocol, TypeVar

Request = TypeVar("Request", contravariant=True)
Response = TypeVar("Response", covariant=True)
Metadata = Sequence[tuple[str, str | bytes]]


class Call(Awaitable[Response], Protocol[Response]):
    """A call under way. Awaiting it gives the response, or raises grpc.aio.AioRpcError."""

    def cancel(self) -> bool:
        """Gives it up; whether there was anything left to give up."""


class Unary(Protocol[Request, Response]):
    """One request, one response."""

    def __call__(
        self, request: Request, /, *, timeout: float | None = None, metadata: Metadata | None = None
    ) -> Call[Response]:
        """Starts the call; `timeout` in seconds."""


class Streaming(Protocol[Request, Response]):
    """One request, a stream of responses."""

    def __call__(
        self, request: Request, /, *, timeout: float | None = None, metadata: Metadata | None = None
    ) -> AsyncIterator[Response]:
        """Starts the call; `timeout` in seconds for the whole stream."""
'''

HEADER = '''"""Clients of {package} for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from {dots}calls import {kinds}
from . import (
{messages})
'''


def generated() -> dict[str, str]:
    """Path below the package to text. Raises PluginFailed."""
    files = contracts()
    ours = [file.name for file in files if file.package.startswith("businessm.")]
    options = "client_generation=none,server_generation=none"
    made = run_plugin([PLUGIN], options, files, ours)
    made["py.typed"] = ""
    made["calls.py"] = CALLS
    for package in sorted({file.package for file in files if file.service}):
        path = package.replace(".", "/") + "/clients.py"
        made[path] = clients(package, [file for file in files if file.package == package])
    return made


def clients(package: str, files: Sequence[FileDescriptorProto]) -> str:
    """The file of a package's clients."""
    methods = [method for file in files for service in file.service for method in service.method]
    messages = sorted({name for method in methods for name in _messages(package, method)})
    header = HEADER.format(
        package=package,
        dots="." * (package.count(".") + 2),
        kinds=", ".join(sorted({_kind(method) for method in methods})),
        messages="".join(f"    {name},\n" for name in messages),
    )
    classes = [
        "\n".join(_client(package, file, number, service))
        for file in files
        for number, service in enumerate(file.service)
    ]
    return "\n\n".join([header, *classes])


def _client(package: str, file: FileDescriptorProto, number: int, service: ServiceDescriptorProto) -> Iterator[str]:
    yield f"class {service.name}Client:"
    yield from _docstring(_comment(file, [SERVICE, number]), 4)
    yield ""
    yield "    def __init__(self, channel: grpc.aio.Channel) -> None:"
    for position, method in enumerate(service.method):
        request, response = _messages(package, method)
        way = "unary_stream" if method.server_streaming else "unary_unary"
        yield f"        self.{_snake(method.name)}: {_kind(method)}[{request}, {response}] = channel.{way}("
        yield f'            "/{package}.{service.name}/{method.name}",'
        yield f"            request_serializer={request}.SerializeToString,"
        yield f"            response_deserializer={response}.FromString,"
        yield "        )"
        yield from _docstring(_comment(file, [SERVICE, number, METHOD, position]), 8)
    yield ""


def _kind(method: MethodDescriptorProto) -> str:
    if method.client_streaming:
        raise PluginFailed(f"{method.name} streams requests: clients for that are not made yet")
    return "Streaming" if method.server_streaming else "Unary"


def _messages(package: str, method: MethodDescriptorProto) -> tuple[str, str]:
    """Names of request and response, which every rpc has for itself."""
    prefix = f".{package}."
    for name in (method.input_type, method.output_type):
        if not name.startswith(prefix) or "." in name.removeprefix(prefix):
            raise PluginFailed(f"{method.name}: {name} is no message of {package} itself")
    return method.input_type.removeprefix(prefix), method.output_type.removeprefix(prefix)


def _comment(file: FileDescriptorProto, path: list[int]) -> list[str]:
    found = [place.leading_comments for place in file.source_code_info.location if list(place.path) == path]
    return [line.removeprefix(" ").rstrip() for line in found[0].strip("\n").splitlines()] if found else []


def _docstring(lines: Sequence[str], indent: int) -> Iterator[str]:
    if not lines:
        return
    left = " " * indent
    text = [line.replace("\\", "\\\\").replace('"""', "'''") for line in lines]
    if len(text) == 1 and not text[0].endswith('"'):
        yield f'{left}"""{text[0]}"""'
        return
    yield f'{left}"""{text[0]}'
    yield from (f"{left}{line}".rstrip() for line in text[1:])
    yield f'{left}"""'


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def main(arguments: list[str] | None = None) -> int:
    """Generates, or with --check compares; exit 1 on drift or where the plugin fails."""
    parser = argparse.ArgumentParser(prog="python -m tools.python_sdk", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    options = parser.parse_args(arguments)
    try:
        made = generated()
    except PluginFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return keep(OUT, made, is_check=options.check)


if __name__ == "__main__":
    sys.exit(main())
