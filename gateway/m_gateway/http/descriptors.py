"""Small questions to protobuf descriptors that several files ask."""

from typing import Any

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor

INT64_TYPES = frozenset(
    {
        FieldDescriptor.TYPE_INT64,
        FieldDescriptor.TYPE_UINT64,
        FieldDescriptor.TYPE_SINT64,
        FieldDescriptor.TYPE_FIXED64,
        FieldDescriptor.TYPE_SFIXED64,
    }
)
UNSIGNED_TYPES = frozenset(
    {
        FieldDescriptor.TYPE_UINT32,
        FieldDescriptor.TYPE_UINT64,
        FieldDescriptor.TYPE_FIXED32,
        FieldDescriptor.TYPE_FIXED64,
    }
)
INTEGER_TYPES = INT64_TYPES | {
    FieldDescriptor.TYPE_INT32,
    FieldDescriptor.TYPE_UINT32,
    FieldDescriptor.TYPE_SINT32,
    FieldDescriptor.TYPE_FIXED32,
    FieldDescriptor.TYPE_SFIXED32,
}
TEXT_MESSAGES = frozenset({"google.protobuf.Timestamp", "google.protobuf.Duration", "google.protobuf.FieldMask"})
"""Messages whose JSON is text."""
FREE_MESSAGES = frozenset({"google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue"})
"""Messages whose JSON has no schema."""


def is_map(field: FieldDescriptor) -> bool:
    """Whether a field is a map."""
    message = field.message_type
    return message is not None and bool(message.GetOptions().map_entry)


def is_wrapper(descriptor: Descriptor) -> bool:
    """Whether a message is one of google/protobuf/wrappers.proto."""
    return descriptor.file.name == "google/protobuf/wrappers.proto"


def type_of(field: FieldDescriptor) -> Descriptor:
    """The message type of a field that has one."""
    assert field.message_type is not None, field.full_name
    return field.message_type


def map_fields(field: FieldDescriptor) -> tuple[FieldDescriptor, FieldDescriptor]:
    """Key and value of a map field."""
    entry = type_of(field).fields_by_name
    return entry["key"], entry["value"]


def option(described: Any, owner: Descriptor, name: str) -> Any:
    """A custom option of a field or method by its extension's full name; None where it is not set or not known."""
    try:
        extension = pool_of(owner).FindExtensionByName(name)
    except KeyError:
        return None
    options = described.GetOptions()
    return options.Extensions[extension] if options.HasExtension(extension) else None


def integer_range(field: FieldDescriptor) -> range:
    """The numbers an integer field holds."""
    bits = 64 if field.type in INT64_TYPES else 32
    return range(2**bits) if field.type in UNSIGNED_TYPES else range(-(2 ** (bits - 1)), 2 ** (bits - 1))


def message_class(descriptor: Descriptor) -> Any:
    """The Python class of a message type."""
    return message_factory.GetMessageClass(descriptor)


def pool_of(descriptor: Descriptor) -> descriptor_pool.DescriptorPool:
    """The pool a message type lives in."""
    pool: descriptor_pool.DescriptorPool = descriptor.file.pool
    return pool


def find_field(descriptor: Descriptor, name: str) -> FieldDescriptor | None:
    """A field by its proto name or its lowerCamel JSON name."""
    found = descriptor.fields_by_name.get(name)
    return found or next((field for field in descriptor.fields if field.json_name == name), None)
