from businessm.wms.v1 import cost_change_pb2 as _cost_change_pb2
from businessm.wms.v1 import customer_return_pb2 as _customer_return_pb2
from businessm.wms.v1 import delivery_pb2 as _delivery_pb2
from businessm.wms.v1 import goods_receipt_pb2 as _goods_receipt_pb2
from businessm.wms.v1 import landed_cost_pb2 as _landed_cost_pb2
from businessm.wms.v1 import pick_list_pb2 as _pick_list_pb2
from businessm.wms.v1 import putaway_pb2 as _putaway_pb2
from businessm.wms.v1 import repack_pb2 as _repack_pb2
from businessm.wms.v1 import stock_count_pb2 as _stock_count_pb2
from businessm.wms.v1 import stock_revaluation_pb2 as _stock_revaluation_pb2
from businessm.wms.v1 import stock_transfer_pb2 as _stock_transfer_pb2
from businessm.wms.v1 import supplier_return_pb2 as _supplier_return_pb2
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

class CustomerReturnPosted(_message.Message):
    __slots__ = ("customer_return",)
    CUSTOMER_RETURN_FIELD_NUMBER: _ClassVar[int]
    customer_return: _customer_return_pb2.CustomerReturn
    def __init__(self, customer_return: _Optional[_Union[_customer_return_pb2.CustomerReturn, _Mapping]] = ...) -> None: ...

class CustomerReturnCancelled(_message.Message):
    __slots__ = ("customer_return",)
    CUSTOMER_RETURN_FIELD_NUMBER: _ClassVar[int]
    customer_return: _customer_return_pb2.CustomerReturn
    def __init__(self, customer_return: _Optional[_Union[_customer_return_pb2.CustomerReturn, _Mapping]] = ...) -> None: ...

class SupplierReturnPosted(_message.Message):
    __slots__ = ("supplier_return",)
    SUPPLIER_RETURN_FIELD_NUMBER: _ClassVar[int]
    supplier_return: _supplier_return_pb2.SupplierReturn
    def __init__(self, supplier_return: _Optional[_Union[_supplier_return_pb2.SupplierReturn, _Mapping]] = ...) -> None: ...

class SupplierReturnCancelled(_message.Message):
    __slots__ = ("supplier_return",)
    SUPPLIER_RETURN_FIELD_NUMBER: _ClassVar[int]
    supplier_return: _supplier_return_pb2.SupplierReturn
    def __init__(self, supplier_return: _Optional[_Union[_supplier_return_pb2.SupplierReturn, _Mapping]] = ...) -> None: ...

class StockTransferPosted(_message.Message):
    __slots__ = ("stock_transfer",)
    STOCK_TRANSFER_FIELD_NUMBER: _ClassVar[int]
    stock_transfer: _stock_transfer_pb2.StockTransfer
    def __init__(self, stock_transfer: _Optional[_Union[_stock_transfer_pb2.StockTransfer, _Mapping]] = ...) -> None: ...

class StockTransferReceived(_message.Message):
    __slots__ = ("stock_transfer",)
    STOCK_TRANSFER_FIELD_NUMBER: _ClassVar[int]
    stock_transfer: _stock_transfer_pb2.StockTransfer
    def __init__(self, stock_transfer: _Optional[_Union[_stock_transfer_pb2.StockTransfer, _Mapping]] = ...) -> None: ...

class StockTransferCancelled(_message.Message):
    __slots__ = ("stock_transfer",)
    STOCK_TRANSFER_FIELD_NUMBER: _ClassVar[int]
    stock_transfer: _stock_transfer_pb2.StockTransfer
    def __init__(self, stock_transfer: _Optional[_Union[_stock_transfer_pb2.StockTransfer, _Mapping]] = ...) -> None: ...

class RepackPosted(_message.Message):
    __slots__ = ("repack",)
    REPACK_FIELD_NUMBER: _ClassVar[int]
    repack: _repack_pb2.Repack
    def __init__(self, repack: _Optional[_Union[_repack_pb2.Repack, _Mapping]] = ...) -> None: ...

class RepackCancelled(_message.Message):
    __slots__ = ("repack",)
    REPACK_FIELD_NUMBER: _ClassVar[int]
    repack: _repack_pb2.Repack
    def __init__(self, repack: _Optional[_Union[_repack_pb2.Repack, _Mapping]] = ...) -> None: ...

class StockCountPosted(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class StockCountCancelled(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class LandedCostPosted(_message.Message):
    __slots__ = ("landed_cost",)
    LANDED_COST_FIELD_NUMBER: _ClassVar[int]
    landed_cost: _landed_cost_pb2.LandedCost
    def __init__(self, landed_cost: _Optional[_Union[_landed_cost_pb2.LandedCost, _Mapping]] = ...) -> None: ...

class LandedCostCancelled(_message.Message):
    __slots__ = ("landed_cost",)
    LANDED_COST_FIELD_NUMBER: _ClassVar[int]
    landed_cost: _landed_cost_pb2.LandedCost
    def __init__(self, landed_cost: _Optional[_Union[_landed_cost_pb2.LandedCost, _Mapping]] = ...) -> None: ...

class PutawayPosted(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...

class PutawayCancelled(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...

class PickListPosted(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class PickListCancelled(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class CostChangePosted(_message.Message):
    __slots__ = ("cost_change",)
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    cost_change: _cost_change_pb2.CostChange
    def __init__(self, cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ...) -> None: ...

class StockRevaluationPosted(_message.Message):
    __slots__ = ("stock_revaluation",)
    STOCK_REVALUATION_FIELD_NUMBER: _ClassVar[int]
    stock_revaluation: _stock_revaluation_pb2.StockRevaluation
    def __init__(self, stock_revaluation: _Optional[_Union[_stock_revaluation_pb2.StockRevaluation, _Mapping]] = ...) -> None: ...

class StockRevaluationHeld(_message.Message):
    __slots__ = ("stock_revaluation", "reason", "message")
    STOCK_REVALUATION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    stock_revaluation: _stock_revaluation_pb2.StockRevaluation
    reason: str
    message: str
    def __init__(self, stock_revaluation: _Optional[_Union[_stock_revaluation_pb2.StockRevaluation, _Mapping]] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
