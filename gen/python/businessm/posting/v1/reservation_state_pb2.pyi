from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ReservationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RESERVATION_STATE_UNSPECIFIED: _ClassVar[ReservationState]
    PENDING: _ClassVar[ReservationState]
    CONFIRMED: _ClassVar[ReservationState]
    CANCELLED: _ClassVar[ReservationState]
RESERVATION_STATE_UNSPECIFIED: ReservationState
PENDING: ReservationState
CONFIRMED: ReservationState
CANCELLED: ReservationState
