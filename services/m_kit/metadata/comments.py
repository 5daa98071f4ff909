"""What contracts say of their fields in comments: help for people, and who may write them."""

from functools import cache
from pathlib import Path

import businessm
from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto, FileDescriptorSet

_MESSAGES, _NESTED, _FIELDS = 4, 3, 2


@cache
def field_comments() -> dict[str, str]:
    """Full name of a field to its comment, in one line."""
    image = Path(businessm.__path__[0]) / "descriptors.binpb"
    files = FileDescriptorSet.FromString(image.read_bytes())
    return {name: text for file in files.file for name, text in _of_file(file).items()}


def _of_file(file: FileDescriptorProto) -> dict[str, str]:
    found = {}
    for location in file.source_code_info.location:
        name = _field_at(file, list(location.path)) if location.leading_comments else ""
        if name:
            found[f"{file.package}.{name}"] = " ".join(location.leading_comments.split())
    return found


def _field_at(file: FileDescriptorProto, path: list[int]) -> str:
    """The name below the package of the field that a path of numbers and indexes leads to; empty for anything else."""
    if len(path) < 4 or len(path) % 2 or path[0] != _MESSAGES or path[-2] != _FIELDS:
        return ""
    message: DescriptorProto = file.message_type[path[1]]
    names = [message.name]
    for number, index in zip(path[2:-2:2], path[3:-2:2], strict=True):
        if number != _NESTED:
            return ""
        message = message.nested_type[index]
        names.append(message.name)
    return ".".join([*names, message.field[path[-1]].name])
