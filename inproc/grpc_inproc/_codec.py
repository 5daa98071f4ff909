"""How a message crosses: a packer is the sender's half of a crossing, an unpacker the receiver's.

What lies between is a frame: bytes, or a message nobody else holds. A frame that is a message is turned into bytes
after all when the receiver's class is another one, so two sides that disagree meet exactly as on the wire.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from ._isolation import Isolation
from ._paranoia import Sealed, seal

_LOGGER = logging.getLogger("grpc_inproc")

Pack = Callable[[Any], Any]
Unpack = Callable[[Any], Any]
Serializer = Callable[[Any], bytes] | None
Deserializer = Callable[[bytes], Any] | None


def request_packer(serializer: Serializer, isolation: Isolation) -> Pack:
    """The client's half of a request. As in grpc.aio, a serializer that raises is logged and nothing is sent."""
    pack = _packer(serializer, isolation)

    def pack_request(message: Any) -> Any:
        try:
            return pack(message)
        except Exception:
            _LOGGER.exception("Exception serializing message!")
            return b""

    return pack_request if serializer is not None else pack


def response_packer(serializer: Serializer, isolation: Isolation) -> Pack:
    """The server's half of a response. What the serializer raises comes out of the returned function."""
    if serializer is None:
        return _wire_packer(lambda message: message.encode("utf-8") if isinstance(message, str) else message)
    return _packer(serializer, isolation, text_as_bytes=True)


def _packer(serializer: Serializer, isolation: Isolation, text_as_bytes: bool = False) -> Pack:
    if serializer is None:
        return _wire_packer(serializer)
    return _message_packer(serializer, _MAKERS[isolation], text_as_bytes)


def unpacker(deserializer: Deserializer) -> Unpack:
    """The receiver's half. What the deserializer raises comes out of the returned function."""
    owner = _owner(deserializer)

    def unpack(frame: Any) -> Any:
        kind = type(frame)
        if kind is owner:
            return frame
        if kind is Sealed:
            return frame.open(owner, deserializer)
        raw = frame if kind is bytes else frame.SerializeToString()
        return raw if deserializer is None else deserializer(raw)

    return unpack


def message_class(serializer: Serializer, deserializer: Deserializer) -> type | None:
    """The protobuf class that crosses whole from this serializer to this deserializer; None when none does."""
    owner = _owner(deserializer)
    if owner is None or serializer is None:
        return None
    return owner if _travels_whole(owner, serializer) else None


def _owner(deserializer: Deserializer) -> type | None:
    """The class whose own FromString this is."""
    owner = getattr(deserializer, "__self__", None)
    return owner if isinstance(owner, type) and getattr(owner, "FromString", None) == deserializer else None


def size_of(frame: Any) -> int:
    """Bytes the frame would have on the wire."""
    if type(frame) is bytes:
        return len(frame)
    return int(frame.copy.ByteSize() if type(frame) is Sealed else frame.ByteSize())


def _wire_packer(serializer: Serializer) -> Pack:
    def pack(message: Any) -> bytes | None:
        raw = message if serializer is None else serializer(message)
        if raw is not None and not isinstance(raw, bytes):
            raise TypeError(f"Expected bytes, got {type(raw).__name__}")
        return raw

    return pack


def _message_packer(
    serializer: Callable[[Any], bytes], make: Callable[[type], Pack] | None, text_as_bytes: bool
) -> Pack:
    """Looks at a message's class once; after that a copy, the commonest case, is made without another call."""
    wire = _wire_packer(serializer)
    known: type | None = None
    copied: type | None = None
    pass_on: Pack = wire

    def pack(message: Any) -> Any:
        nonlocal known, copied, pass_on
        if type(message) is copied:
            twin = copied()
            twin.CopyFrom(message)
            return twin
        if type(message) is not known:
            known = type(message)
            pass_on = make(known) if make and _travels_whole(known, serializer) else wire
            copied = known if make is _copier and pass_on is not wire else None
        return pass_on(message.encode("utf-8") if text_as_bytes and known is str else message)

    return pack


def _copier(kind: type) -> Pack:
    def copy(message: Any) -> Any:
        twin = kind()
        twin.CopyFrom(message)
        return twin

    return copy


def _as_it_is(kind: type) -> Pack:
    return lambda message: message


def _sealer(kind: type) -> Pack:
    copy = _copier(kind)
    return lambda message: seal(message, copy(message))


_MAKERS: dict[Isolation, Callable[[type], Pack] | None] = {
    Isolation.WIRE: None,
    Isolation.COPY: _copier,
    Isolation.IMMUTABLE: _as_it_is,
    Isolation.PARANOID: _sealer,
}


def _travels_whole(kind: type, serializer: Callable[[Any], bytes]) -> bool:
    """A protobuf message under protobuf's own serializer, which no wire could refuse.

    A class with required fields or extensions is serialized after all: leaving one out must fail at the sender.
    """
    descriptor = getattr(kind, "DESCRIPTOR", None)
    if descriptor is None or getattr(kind, "SerializeToString", None) != serializer:
        return False
    return not _may_be_incomplete(descriptor, set())


def _may_be_incomplete(descriptor: Any, seen: set[str]) -> bool:
    if descriptor.full_name in seen:
        return False
    seen.add(descriptor.full_name)
    if descriptor.is_extendable:
        return True
    return any(
        _is_required(field) or (field.message_type is not None and _may_be_incomplete(field.message_type, seen))
        for field in descriptor.fields
    )


def _is_required(field: Any) -> bool:
    return bool(field.is_required if hasattr(field, "is_required") else field.label == field.LABEL_REQUIRED)
