from businessm.wms.v1 import delivery_pb2 as _delivery_pb2
from businessm.wms.v1 import goods_receipt_pb2 as _goods_receipt_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GoodsReceiptPosted(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...

class GoodsReceiptCancelled(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...

class DeliveryPosted(_message.Message):
    __slots__ = ("delivery",)
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    delivery: _delivery_pb2.Delivery
    def __init__(self, delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...

class DeliveryCancelled(_message.Message):
    __slots__ = ("delivery",)
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    delivery: _delivery_pb2.Delivery
    def __init__(self, delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...
