"""Request fields named by a dotted path and given as text: path variables and query parameters."""

from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from m_gateway.http.descriptors import FREE_MESSAGES, TEXT_MESSAGES, find_field, is_map, is_wrapper, type_of
from m_gateway.http.field_error import FieldError
from m_gateway.http.json_scalars import scalar_decoder
from m_gateway.http.text_messages import text_setter

MAX_PATH_LENGTH = 32
"""Names in one dotted path; types that contain themselves would allow any number."""


class TextField:
    """One field that text can be set on. `name` is its canonical path, in proto names."""

    def __init__(self, parents: list[FieldDescriptor], field: FieldDescriptor) -> None:
        self.name = ".".join(part.name for part in [*parents, field])
        self.field = field
        self._parents = [part.name for part in parents]
        self._put = _putter(field)

    def set(self, message: Any, text: str) -> None:
        """Sets the field below `message` from text; appends where it is repeated. Raises FieldError."""
        owner = self._owner(message)
        oneof = self.field.containing_oneof
        if oneof is not None and owner.WhichOneof(oneof.name) not in (None, self.field.name):
            raise FieldError(f"only one field of {oneof.name} may be given")
        self._put(owner, text)

    def is_set(self, message: Any) -> bool:
        """Whether the field holds something other than its default."""
        owner = self._owner(message)
        return owner.HasField(self.field.name) if self.field.has_presence else bool(getattr(owner, self.field.name))

    def value(self, message: Any) -> Any:
        """The field's present value."""
        return getattr(self._owner(message), self.field.name)

    def _owner(self, message: Any) -> Any:
        for name in self._parents:
            message = getattr(message, name)
        return message


def text_field(descriptor: Descriptor, path: str) -> TextField:
    """The field that a dotted path of proto or JSON names means; raises FieldError where there is none."""
    names = path.split(".")
    if len(names) > MAX_PATH_LENGTH:
        raise FieldError("there is no such field")
    parents: list[FieldDescriptor] = []
    for name in names[:-1]:
        parent = find_field(descriptor, name)
        if parent is None or parent.message_type is None or parent.is_repeated or not _has_fields(parent.message_type):
            raise FieldError("there is no such field")
        parents.append(parent)
        descriptor = parent.message_type
    field = find_field(descriptor, names[-1])
    if field is None or not takes_text(field):
        raise FieldError("there is no such field that text can be given for")
    return TextField(parents, field)


def takes_text(field: FieldDescriptor) -> bool:
    """Whether a field can be given as text: scalars, enums, and messages whose JSON is text or a scalar."""
    message = field.message_type
    if message is None:
        return True
    return not is_map(field) and (message.full_name in TEXT_MESSAGES or is_wrapper(message))


def _has_fields(descriptor: Descriptor) -> bool:
    return descriptor.full_name not in TEXT_MESSAGES | FREE_MESSAGES and not is_wrapper(descriptor)


def _putter(field: FieldDescriptor) -> Callable[[Any, str], None]:
    name = field.name
    if field.message_type is not None:
        return _message_putter(field)
    decode = scalar_decoder(field, from_text=True)
    if field.is_repeated:
        return lambda owner, text: getattr(owner, name).append(decode(text))
    return lambda owner, text: setattr(owner, name, decode(text))


def _message_putter(field: FieldDescriptor) -> Callable[[Any, str], None]:
    name, fill = field.name, _filler(type_of(field))

    def put(owner: Any, text: str) -> None:
        target = getattr(owner, name).add() if field.is_repeated else getattr(owner, name)
        if not field.is_repeated:
            target.SetInParent()
        fill(target, text)

    return put


def _filler(descriptor: Descriptor) -> Callable[[Any, Any], None]:
    if descriptor.full_name in TEXT_MESSAGES:
        return text_setter(descriptor)
    decode = scalar_decoder(descriptor.fields_by_name["value"], from_text=True)
    return lambda target, text: setattr(target, "value", decode(text))
