from buf.validate import validate_pb2 as _validate_pb2
from businessm.ledger.v1 import voucher_pb2 as _voucher_pb2
from businessm.posting.v1 import posting_pb2 as _posting_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReserveVoucherRequest(_message.Message):
    __slots__ = ("posting", "voucher", "reverses_voucher_id")
    POSTING_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    REVERSES_VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    voucher: _voucher_pb2.Voucher
    reverses_voucher_id: str
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ..., voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ..., reverses_voucher_id: _Optional[str] = ...) -> None: ...

class ReserveVoucherResponse(_message.Message):
    __slots__ = ("voucher",)
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    voucher: _voucher_pb2.Voucher
    def __init__(self, voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ...) -> None: ...

class ConfirmVoucherRequest(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: _posting_pb2.Decision
    def __init__(self, decision: _Optional[_Union[_posting_pb2.Decision, _Mapping]] = ...) -> None: ...

class ConfirmVoucherResponse(_message.Message):
    __slots__ = ("voucher",)
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    voucher: _voucher_pb2.Voucher
    def __init__(self, voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ...) -> None: ...

class CancelVoucherRequest(_message.Message):
    __slots__ = ("posting",)
    POSTING_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ...) -> None: ...

class CancelVoucherResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
