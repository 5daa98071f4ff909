"""Clients of businessm.wms.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    CancelDeliveryRequest,
    CancelDeliveryResponse,
    CancelGoodsReceiptRequest,
    CancelGoodsReceiptResponse,
    CreateDeliveryRequest,
    CreateDeliveryResponse,
    CreateGoodsReceiptRequest,
    CreateGoodsReceiptResponse,
    DeleteDeliveryRequest,
    DeleteDeliveryResponse,
    DeleteGoodsReceiptRequest,
    DeleteGoodsReceiptResponse,
    GetDeliveryRequest,
    GetDeliveryResponse,
    GetGoodsReceiptRequest,
    GetGoodsReceiptResponse,
    GetStockRevaluationRequest,
    GetStockRevaluationResponse,
    ListDeliveriesRequest,
    ListDeliveriesResponse,
    ListGoodsReceiptsRequest,
    ListGoodsReceiptsResponse,
    ListStockRevaluationsRequest,
    ListStockRevaluationsResponse,
    PostDeliveryRequest,
    PostDeliveryResponse,
    PostGoodsReceiptRequest,
    PostGoodsReceiptResponse,
    PostStockRevaluationRequest,
    PostStockRevaluationResponse,
    UpdateDeliveryRequest,
    UpdateDeliveryResponse,
    UpdateGoodsReceiptRequest,
    UpdateGoodsReceiptResponse,
)


class DeliveryServiceClient:
    """Deliverys: written as drafts, posted to stock and ledger together, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_delivery: Unary[CreateDeliveryRequest, CreateDeliveryResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/CreateDelivery",
            request_serializer=CreateDeliveryRequest.SerializeToString,
            response_deserializer=CreateDeliveryResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (customer, warehouse, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED,
        FIELD_INVALID, AMOUNT_SCALE_EXCEEDED.
        """
        self.get_delivery: Unary[GetDeliveryRequest, GetDeliveryResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/GetDelivery",
            request_serializer=GetDeliveryRequest.SerializeToString,
            response_deserializer=GetDeliveryResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_deliveries: Unary[ListDeliveriesRequest, ListDeliveriesResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/ListDeliveries",
            request_serializer=ListDeliveriesRequest.SerializeToString,
            response_deserializer=ListDeliveriesResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_delivery: Unary[UpdateDeliveryRequest, UpdateDeliveryResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/UpdateDelivery",
            request_serializer=UpdateDeliveryRequest.SerializeToString,
            response_deserializer=UpdateDeliveryResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateDelivery.
        """
        self.delete_delivery: Unary[DeleteDeliveryRequest, DeleteDeliveryResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/DeleteDelivery",
            request_serializer=DeleteDeliveryRequest.SerializeToString,
            response_deserializer=DeleteDeliveryResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_delivery: Unary[PostDeliveryRequest, PostDeliveryResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/PostDelivery",
            request_serializer=PostDeliveryRequest.SerializeToString,
            response_deserializer=PostDeliveryResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles
        COST_OF_GOODS_SOLD (debit) and INVENTORY (credit); INVENTORY.<WAREHOUSE CODE> where a posting rule names it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, INSUFFICIENT_STOCK, PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_delivery: Unary[CancelDeliveryRequest, CancelDeliveryResponse] = channel.unary_unary(
            "/businessm.wms.v1.DeliveryService/CancelDelivery",
            request_serializer=CancelDeliveryRequest.SerializeToString,
            response_deserializer=CancelDeliveryResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods come back at the cost they left at.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class GoodsReceiptServiceClient:
    """Goods receipts: written as drafts, posted to stock and ledger together, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_goods_receipt: Unary[CreateGoodsReceiptRequest, CreateGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/CreateGoodsReceipt",
            request_serializer=CreateGoodsReceiptRequest.SerializeToString,
            response_deserializer=CreateGoodsReceiptResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (supplier, warehouse, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED,
        FIELD_INVALID, AMOUNT_SCALE_EXCEEDED.
        """
        self.get_goods_receipt: Unary[GetGoodsReceiptRequest, GetGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/GetGoodsReceipt",
            request_serializer=GetGoodsReceiptRequest.SerializeToString,
            response_deserializer=GetGoodsReceiptResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_goods_receipts: Unary[ListGoodsReceiptsRequest, ListGoodsReceiptsResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/ListGoodsReceipts",
            request_serializer=ListGoodsReceiptsRequest.SerializeToString,
            response_deserializer=ListGoodsReceiptsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_goods_receipt: Unary[UpdateGoodsReceiptRequest, UpdateGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/UpdateGoodsReceipt",
            request_serializer=UpdateGoodsReceiptRequest.SerializeToString,
            response_deserializer=UpdateGoodsReceiptResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateGoodsReceipt.
        """
        self.delete_goods_receipt: Unary[DeleteGoodsReceiptRequest, DeleteGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/DeleteGoodsReceipt",
            request_serializer=DeleteGoodsReceiptRequest.SerializeToString,
            response_deserializer=DeleteGoodsReceiptResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_goods_receipt: Unary[PostGoodsReceiptRequest, PostGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/PostGoodsReceipt",
            request_serializer=PostGoodsReceiptRequest.SerializeToString,
            response_deserializer=PostGoodsReceiptResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles
        INVENTORY (debit) and GOODS_RECEIVED_NOT_INVOICED (credit); INVENTORY.<WAREHOUSE CODE> where a posting rule names it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_goods_receipt: Unary[CancelGoodsReceiptRequest, CancelGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/CancelGoodsReceipt",
            request_serializer=CancelGoodsReceiptRequest.SerializeToString,
            response_deserializer=CancelGoodsReceiptResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods leave at the cost they came at (FIFO) or at the average, the difference on role PRICE_VARIANCE.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class StockRevaluationServiceClient:
    """Stock revaluations: read; posted by themselves, and by whoever opened the period that one waited for."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_stock_revaluation: Unary[GetStockRevaluationRequest, GetStockRevaluationResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockRevaluationService/GetStockRevaluation",
            request_serializer=GetStockRevaluationRequest.SerializeToString,
            response_deserializer=GetStockRevaluationResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_stock_revaluations: Unary[ListStockRevaluationsRequest, ListStockRevaluationsResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockRevaluationService/ListStockRevaluations",
            request_serializer=ListStockRevaluationsRequest.SerializeToString,
            response_deserializer=ListStockRevaluationsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.post_stock_revaluation: Unary[PostStockRevaluationRequest, PostStockRevaluationResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockRevaluationService/PostStockRevaluation",
            request_serializer=PostStockRevaluationRequest.SerializeToString,
            response_deserializer=PostStockRevaluationResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher has INVENTORY of each warehouse against
        the role of what was moved: COST_OF_GOODS_SOLD of deliveries, PRICE_VARIANCE of everything else.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, PERIOD_CLOSED,
        POSTING_RULE_MISSING.
        """
