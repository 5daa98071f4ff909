"""Partial updates: resource + FieldMask."""

from collections.abc import Collection
from typing import TypeVar

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from m_kit.errors import FieldInvalid, FieldRequired

M = TypeVar("M", bound=Message)


def merge_masked(current: M, changed: M, mask: FieldMask, allowed: Collection[str]) -> M:
    """`current` with the masked fields of `changed`, as a new message.

    Raises FieldRequired for an empty mask, FieldInvalid for a path that cannot be updated (it names the path).
    """
    if not mask.paths:
        raise FieldRequired("name the fields to change", field="update_mask")
    for path in mask.paths:
        if path not in allowed:
            raise FieldInvalid(f"{path!r} is not one of {', '.join(sorted(allowed))}", field="update_mask")
    merged = type(current)()
    merged.CopyFrom(current)
    for path in mask.paths:
        merged.ClearField(path)
        _copy_field(changed, merged, path)
    return merged


def _copy_field(source: Message, target: Message, name: str) -> None:
    field = source.DESCRIPTOR.fields_by_name[name]
    value = getattr(source, name)
    if field.is_repeated:
        getattr(target, name).MergeFrom(value)
    elif field.message_type is None:
        setattr(target, name, value)
    elif source.HasField(name):
        getattr(target, name).CopyFrom(value)
