"""The contracts' comments, read from a descriptor set with source info."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

_REASONS = re.compile(r"^Reasons: (?P<list>.*)\Z", re.MULTILINE | re.DOTALL)
_REASON = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
_CHILDREN = {
    (FileDescriptorProto, 4): "message_type",
    (FileDescriptorProto, 5): "enum_type",
    (FileDescriptorProto, 6): "service",
}
_NESTED = {
    "DescriptorProto": {2: "field", 3: "nested_type", 4: "enum_type", 8: "oneof_decl"},
    "EnumDescriptorProto": {2: "value"},
    "ServiceDescriptorProto": {2: "method"},
}


def read_comments(image: bytes | None) -> dict[str, str]:
    """Full name to comment, for whatever has one."""
    files = FileDescriptorSet.FromString(image or b"")
    return {name: text for file in files.file for name, text in _of_file(file)}


def split_reasons(comment: str) -> tuple[str, list[str]]:
    """An rpc's comment without its line of reasons, and the reasons it lists."""
    found = _REASONS.search(comment)
    if found is None:
        return comment, []
    return comment[: found.start()].strip(), list(dict.fromkeys(_REASON.findall(found["list"])))


def _of_file(file: FileDescriptorProto) -> Iterator[tuple[str, str]]:
    for location in file.source_code_info.location:
        text = location.leading_comments or location.trailing_comments
        name = _name_at(file, list(location.path)) if text else None
        if name is not None:
            yield name, _unindented(text)


def _name_at(file: FileDescriptorProto, path: list[int]) -> str | None:
    """The full name that a path of field numbers and indexes points at, where it points at something with a name."""
    node: Any = file
    names = [file.package] if file.package else []
    if not path or len(path) % 2:
        return None
    for number, index in zip(path[::2], path[1::2], strict=True):
        kind = _child(node, number)
        if kind is None:
            return None
        node = getattr(node, kind)[index]
        names.append(node.name)
    return ".".join(names)


def _child(node: Any, number: int) -> str | None:
    found = _CHILDREN.get((type(node), number))
    nested: Mapping[int, str] = _NESTED.get(node.DESCRIPTOR.name, {})
    return found or nested.get(number)


def _unindented(text: str) -> str:
    return "\n".join(line.removeprefix(" ").rstrip() for line in text.strip("\n").splitlines()).strip()
