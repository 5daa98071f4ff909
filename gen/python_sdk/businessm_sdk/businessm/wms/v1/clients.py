"""Clients of businessm.wms.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    ApplyPickListRequest,
    ApplyPickListResponse,
    CancelCustomerReturnRequest,
    CancelCustomerReturnResponse,
    CancelDeliveryRequest,
    CancelDeliveryResponse,
    CancelGoodsReceiptRequest,
    CancelGoodsReceiptResponse,
    CancelLandedCostRequest,
    CancelLandedCostResponse,
    CancelPickListRequest,
    CancelPickListResponse,
    CancelPutawayRequest,
    CancelPutawayResponse,
    CancelRepackRequest,
    CancelRepackResponse,
    CancelStockCountRequest,
    CancelStockCountResponse,
    CancelStockTransferRequest,
    CancelStockTransferResponse,
    CancelSupplierReturnRequest,
    CancelSupplierReturnResponse,
    CreateCostChangeRequest,
    CreateCostChangeResponse,
    CreateCustomerReturnRequest,
    CreateCustomerReturnResponse,
    CreateDeliveryRequest,
    CreateDeliveryResponse,
    CreateGoodsReceiptRequest,
    CreateGoodsReceiptResponse,
    CreateLandedCostRequest,
    CreateLandedCostResponse,
    CreatePickListRequest,
    CreatePickListResponse,
    CreatePutawayRequest,
    CreatePutawayResponse,
    CreatePutawayRuleRequest,
    CreatePutawayRuleResponse,
    CreateRepackRequest,
    CreateRepackResponse,
    CreateStockCountRequest,
    CreateStockCountResponse,
    CreateStockReservationRequest,
    CreateStockReservationResponse,
    CreateStockTransferRequest,
    CreateStockTransferResponse,
    CreateSupplierReturnRequest,
    CreateSupplierReturnResponse,
    DeleteCostChangeRequest,
    DeleteCostChangeResponse,
    DeleteCustomerReturnRequest,
    DeleteCustomerReturnResponse,
    DeleteDeliveryRequest,
    DeleteDeliveryResponse,
    DeleteGoodsReceiptRequest,
    DeleteGoodsReceiptResponse,
    DeleteLandedCostRequest,
    DeleteLandedCostResponse,
    DeletePickListRequest,
    DeletePickListResponse,
    DeletePutawayRequest,
    DeletePutawayResponse,
    DeletePutawayRuleRequest,
    DeletePutawayRuleResponse,
    DeleteRepackRequest,
    DeleteRepackResponse,
    DeleteStockCountRequest,
    DeleteStockCountResponse,
    DeleteStockTransferRequest,
    DeleteStockTransferResponse,
    DeleteSupplierReturnRequest,
    DeleteSupplierReturnResponse,
    DeliverStockReservationsRequest,
    DeliverStockReservationsResponse,
    FreezeStockCountRequest,
    FreezeStockCountResponse,
    GetCostChangeRequest,
    GetCostChangeResponse,
    GetCustomerReturnRequest,
    GetCustomerReturnResponse,
    GetDeliveryRequest,
    GetDeliveryResponse,
    GetGoodsReceiptRequest,
    GetGoodsReceiptResponse,
    GetLandedCostRequest,
    GetLandedCostResponse,
    GetPickListRequest,
    GetPickListResponse,
    GetPutawayRequest,
    GetPutawayResponse,
    GetPutawayRuleRequest,
    GetPutawayRuleResponse,
    GetRepackRequest,
    GetRepackResponse,
    GetStockCountRequest,
    GetStockCountResponse,
    GetStockReservationRequest,
    GetStockReservationResponse,
    GetStockRevaluationRequest,
    GetStockRevaluationResponse,
    GetStockTransferRequest,
    GetStockTransferResponse,
    GetSupplierReturnRequest,
    GetSupplierReturnResponse,
    ListCostChangesRequest,
    ListCostChangesResponse,
    ListCustomerReturnsRequest,
    ListCustomerReturnsResponse,
    ListDeliveriesRequest,
    ListDeliveriesResponse,
    ListGoodsReceiptsRequest,
    ListGoodsReceiptsResponse,
    ListLandedCostsRequest,
    ListLandedCostsResponse,
    ListPickListsRequest,
    ListPickListsResponse,
    ListPutawayRulesRequest,
    ListPutawayRulesResponse,
    ListPutawaysRequest,
    ListPutawaysResponse,
    ListRepacksRequest,
    ListRepacksResponse,
    ListStockCountsRequest,
    ListStockCountsResponse,
    ListStockReservationsRequest,
    ListStockReservationsResponse,
    ListStockRevaluationsRequest,
    ListStockRevaluationsResponse,
    ListStockTransfersRequest,
    ListStockTransfersResponse,
    ListSupplierReturnsRequest,
    ListSupplierReturnsResponse,
    PostCostChangeRequest,
    PostCostChangeResponse,
    PostCustomerReturnRequest,
    PostCustomerReturnResponse,
    PostDeliveryRequest,
    PostDeliveryResponse,
    PostGoodsReceiptRequest,
    PostGoodsReceiptResponse,
    PostLandedCostRequest,
    PostLandedCostResponse,
    PostPickListRequest,
    PostPickListResponse,
    PostPutawayRequest,
    PostPutawayResponse,
    PostRepackRequest,
    PostRepackResponse,
    PostStockCountRequest,
    PostStockCountResponse,
    PostStockRevaluationRequest,
    PostStockRevaluationResponse,
    PostStockTransferRequest,
    PostStockTransferResponse,
    PostSupplierReturnRequest,
    PostSupplierReturnResponse,
    ReceiveStockTransferRequest,
    ReceiveStockTransferResponse,
    ReleaseStockReservationRequest,
    ReleaseStockReservationResponse,
    SuggestPutawayRequest,
    SuggestPutawayResponse,
    UpdateCostChangeRequest,
    UpdateCostChangeResponse,
    UpdateCustomerReturnRequest,
    UpdateCustomerReturnResponse,
    UpdateDeliveryRequest,
    UpdateDeliveryResponse,
    UpdateGoodsReceiptRequest,
    UpdateGoodsReceiptResponse,
    UpdateLandedCostRequest,
    UpdateLandedCostResponse,
    UpdatePickListRequest,
    UpdatePickListResponse,
    UpdatePutawayRequest,
    UpdatePutawayResponse,
    UpdatePutawayRuleRequest,
    UpdatePutawayRuleResponse,
    UpdateRepackRequest,
    UpdateRepackResponse,
    UpdateStockCountRequest,
    UpdateStockCountResponse,
    UpdateStockTransferRequest,
    UpdateStockTransferResponse,
    UpdateSupplierReturnRequest,
    UpdateSupplierReturnResponse,
)


class CostChangeServiceClient:
    """Cost changes: written as drafts, posted to stock and ledger together."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_cost_change: Unary[CreateCostChangeRequest, CreateCostChangeResponse] = channel.unary_unary(
            "/businessm.wms.v1.CostChangeService/CreateCostChange",
            request_serializer=CreateCostChangeRequest.SerializeToString,
            response_deserializer=CreateCostChangeResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (warehouse, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID (an
        item that is not at STANDARD, or named twice in a warehouse).
        """
        self.get_cost_change: Unary[GetCostChangeRequest, GetCostChangeResponse] = channel.unary_unary(
            "/businessm.wms.v1.CostChangeService/GetCostChange",
            request_serializer=GetCostChangeRequest.SerializeToString,
            response_deserializer=GetCostChangeResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_cost_changes: Unary[ListCostChangesRequest, ListCostChangesResponse] = channel.unary_unary(
            "/businessm.wms.v1.CostChangeService/ListCostChanges",
            request_serializer=ListCostChangesRequest.SerializeToString,
            response_deserializer=ListCostChangesResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_cost_change: Unary[UpdateCostChangeRequest, UpdateCostChangeResponse] = channel.unary_unary(
            "/businessm.wms.v1.CostChangeService/UpdateCostChange",
            request_serializer=UpdateCostChangeRequest.SerializeToString,
            response_deserializer=UpdateCostChangeResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateCostChange.
        """
        self.delete_cost_change: Unary[DeleteCostChangeRequest, DeleteCostChangeResponse] = channel.unary_unary(
            "/businessm.wms.v1.CostChangeService/DeleteCostChange",
            request_serializer=DeleteCostChangeRequest.SerializeToString,
            response_deserializer=DeleteCostChangeResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_cost_change: Unary[PostCostChangeRequest, PostCostChangeResponse] = channel.unary_unary(
            "/businessm.wms.v1.CostChangeService/PostCostChange",
            request_serializer=PostCostChangeRequest.SerializeToString,
            response_deserializer=PostCostChangeResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles INVENTORY and
        PRICE_VARIANCE; INVENTORY.<WAREHOUSE CODE> where a posting rule names it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, STANDARD_COST_MISSING, PERIOD_CLOSED, POSTING_RULE_MISSING,
        ITEM_DIFFERS, RESOURCE_ARCHIVED.
        """


class CustomerReturnServiceClient:
    """Customer returns: written as drafts against a delivery, posted to stock and ledger together, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_customer_return: Unary[CreateCustomerReturnRequest, CreateCustomerReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/CreateCustomerReturn",
            request_serializer=CreateCustomerReturnRequest.SerializeToString,
            response_deserializer=CreateCustomerReturnResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (delivery, warehouse, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID,
        AMOUNT_SCALE_EXCEEDED, STATE_INVALID and DOCUMENT_POSTING (of the delivery).
        """
        self.get_customer_return: Unary[GetCustomerReturnRequest, GetCustomerReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/GetCustomerReturn",
            request_serializer=GetCustomerReturnRequest.SerializeToString,
            response_deserializer=GetCustomerReturnResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_customer_returns: Unary[ListCustomerReturnsRequest, ListCustomerReturnsResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/ListCustomerReturns",
            request_serializer=ListCustomerReturnsRequest.SerializeToString,
            response_deserializer=ListCustomerReturnsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_customer_return: Unary[UpdateCustomerReturnRequest, UpdateCustomerReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/UpdateCustomerReturn",
            request_serializer=UpdateCustomerReturnRequest.SerializeToString,
            response_deserializer=UpdateCustomerReturnResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateCustomerReturn.
        """
        self.delete_customer_return: Unary[DeleteCustomerReturnRequest, DeleteCustomerReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/DeleteCustomerReturn",
            request_serializer=DeleteCustomerReturnRequest.SerializeToString,
            response_deserializer=DeleteCustomerReturnResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_customer_return: Unary[PostCustomerReturnRequest, PostCustomerReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/PostCustomerReturn",
            request_serializer=PostCustomerReturnRequest.SerializeToString,
            response_deserializer=PostCustomerReturnResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles INVENTORY (debit) and
        COST_OF_GOODS_SOLD (credit); INVENTORY.<WAREHOUSE CODE> where a posting rule names it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, SOURCE_MOVEMENT_INVALID (not so much is left), PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_customer_return: Unary[CancelCustomerReturnRequest, CancelCustomerReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.CustomerReturnService/CancelCustomerReturn",
            request_serializer=CancelCustomerReturnRequest.SerializeToString,
            response_deserializer=CancelCustomerReturnResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods leave again.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class DeliveryServiceClient:
    """Deliveries: written as drafts, posted to stock and ledger together, cancelled."""

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
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING, DOCUMENT_IN_USE, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
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
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, OVER_RECEIPT, UNDER_RECEIPT, PERIOD_CLOSED,
        POSTING_RULE_MISSING, ITEM_DIFFERS, RESOURCE_ARCHIVED.
        """
        self.cancel_goods_receipt: Unary[CancelGoodsReceiptRequest, CancelGoodsReceiptResponse] = channel.unary_unary(
            "/businessm.wms.v1.GoodsReceiptService/CancelGoodsReceipt",
            request_serializer=CancelGoodsReceiptRequest.SerializeToString,
            response_deserializer=CancelGoodsReceiptResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods leave at the cost they came at (FIFO) or at the average, the difference on role PRICE_VARIANCE.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING, DOCUMENT_IN_USE, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class LandedCostServiceClient:
    """Landed costs: written as drafts over posted goods receipts, posted to stock and ledger together, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_landed_cost: Unary[CreateLandedCostRequest, CreateLandedCostResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/CreateLandedCost",
            request_serializer=CreateLandedCostRequest.SerializeToString,
            response_deserializer=CreateLandedCostResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (goods receipt, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID,
        AMOUNT_SCALE_EXCEEDED, STATE_INVALID and DOCUMENT_POSTING (of a goods receipt).
        """
        self.get_landed_cost: Unary[GetLandedCostRequest, GetLandedCostResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/GetLandedCost",
            request_serializer=GetLandedCostRequest.SerializeToString,
            response_deserializer=GetLandedCostResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_landed_costs: Unary[ListLandedCostsRequest, ListLandedCostsResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/ListLandedCosts",
            request_serializer=ListLandedCostsRequest.SerializeToString,
            response_deserializer=ListLandedCostsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_landed_cost: Unary[UpdateLandedCostRequest, UpdateLandedCostResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/UpdateLandedCost",
            request_serializer=UpdateLandedCostRequest.SerializeToString,
            response_deserializer=UpdateLandedCostResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateLandedCost.
        """
        self.delete_landed_cost: Unary[DeleteLandedCostRequest, DeleteLandedCostResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/DeleteLandedCost",
            request_serializer=DeleteLandedCostRequest.SerializeToString,
            response_deserializer=DeleteLandedCostResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_landed_cost: Unary[PostLandedCostRequest, PostLandedCostResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/PostLandedCost",
            request_serializer=PostLandedCostRequest.SerializeToString,
            response_deserializer=PostLandedCostResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles INVENTORY (debit, what is
        still there), PRICE_VARIANCE (debit, what is gone) and LANDED_COST_CLEARING (credit); INVENTORY.<WAREHOUSE CODE> where a
        posting rule names it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_landed_cost: Unary[CancelLandedCostRequest, CancelLandedCostResponse] = channel.unary_unary(
            "/businessm.wms.v1.LandedCostService/CancelLandedCost",
            request_serializer=CancelLandedCostRequest.SerializeToString,
            response_deserializer=CancelLandedCostResponse.FromString,
        )
        """Takes a posted one back by a posting of its own.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class PickListServiceClient:
    """Pick lists: written as drafts for deliveries, picked, posted to stock, applied to their deliveries; cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_pick_list: Unary[CreatePickListRequest, CreatePickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/CreatePickList",
            request_serializer=CreatePickListRequest.SerializeToString,
            response_deserializer=CreatePickListResponse.FromString,
        )
        """Creates a draft. Lines that say no quantity are suggested places: of lots the one that expires first, then the oldest;
        then places by their code, the floor last. What other pick lists are about to fetch is not free.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (delivery, warehouse, place, company), RESOURCE_ARCHIVED, STATE_INVALID (a
        delivery is no draft), FIELD_REQUIRED, FIELD_INVALID, AMOUNT_SCALE_EXCEEDED.
        """
        self.get_pick_list: Unary[GetPickListRequest, GetPickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/GetPickList",
            request_serializer=GetPickListRequest.SerializeToString,
            response_deserializer=GetPickListResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_pick_lists: Unary[ListPickListsRequest, ListPickListsResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/ListPickLists",
            request_serializer=ListPickListsRequest.SerializeToString,
            response_deserializer=ListPickListsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_pick_list: Unary[UpdatePickListRequest, UpdatePickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/UpdatePickList",
            request_serializer=UpdatePickListRequest.SerializeToString,
            response_deserializer=UpdatePickListResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreatePickList.
        """
        self.delete_pick_list: Unary[DeletePickListRequest, DeletePickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/DeletePickList",
            request_serializer=DeletePickListRequest.SerializeToString,
            response_deserializer=DeletePickListResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_pick_list: Unary[PostPickListRequest, PostPickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/PostPickList",
            request_serializer=PostPickListRequest.SerializeToString,
            response_deserializer=PostPickListResponse.FromString,
        )
        """Posts a draft whose lines are all picked: the goods are in the staging place. The ledger has nothing of it.
        Reasons: FIELD_REQUIRED (picked_quantity), RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, INSUFFICIENT_STOCK, PERIOD_CLOSED,
        LOT_REQUIRED, SERIAL_REQUIRED, SERIAL_NOT_IN_STOCK, ITEM_DIFFERS, RESOURCE_ARCHIVED.
        """
        self.cancel_pick_list: Unary[CancelPickListRequest, CancelPickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/CancelPickList",
            request_serializer=CancelPickListRequest.SerializeToString,
            response_deserializer=CancelPickListResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods go back to their places.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE (a delivery that it was applied to is posted), INSUFFICIENT_STOCK, SERIAL_NOT_IN_STOCK, PERIOD_CLOSED.
        """
        self.apply_pick_list: Unary[ApplyPickListRequest, ApplyPickListResponse] = channel.unary_unary(
            "/businessm.wms.v1.PickListService/ApplyPickList",
            request_serializer=ApplyPickListRequest.SerializeToString,
            response_deserializer=ApplyPickListResponse.FromString,
        )
        """Tells the deliveries of a posted one what was picked: each line named says from now on the staging place, lots and serial
        numbers, and no more than was picked. A delivery that nothing was picked for stays as it is. All of them or none, once.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, DOCUMENT_POSTING, DELIVERY_CHANGED.
        """


class PutawayRuleServiceClient:
    """Rules that say where goods are kept, and what they suggest."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_putaway_rule: Unary[CreatePutawayRuleRequest, CreatePutawayRuleResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayRuleService/CreatePutawayRule",
            request_serializer=CreatePutawayRuleRequest.SerializeToString,
            response_deserializer=CreatePutawayRuleResponse.FromString,
        )
        """Creates one.
        Reasons: DUPLICATE_RESOURCE (id; one of this place and item), RESOURCE_NOT_FOUND (warehouse, place, item, company),
        RESOURCE_ARCHIVED, FIELD_INVALID, UOM_CONVERSION_MISSING, AMOUNT_SCALE_EXCEEDED.
        """
        self.get_putaway_rule: Unary[GetPutawayRuleRequest, GetPutawayRuleResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayRuleService/GetPutawayRule",
            request_serializer=GetPutawayRuleRequest.SerializeToString,
            response_deserializer=GetPutawayRuleResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_putaway_rules: Unary[ListPutawayRulesRequest, ListPutawayRulesResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayRuleService/ListPutawayRules",
            request_serializer=ListPutawayRulesRequest.SerializeToString,
            response_deserializer=ListPutawayRulesResponse.FromString,
        )
        """Lists them in pages, by priority.
        Reasons: FIELD_INVALID (page_token, order_by).
        """
        self.update_putaway_rule: Unary[UpdatePutawayRuleRequest, UpdatePutawayRuleResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayRuleService/UpdatePutawayRule",
            request_serializer=UpdatePutawayRuleRequest.SerializeToString,
            response_deserializer=UpdatePutawayRuleResponse.FromString,
        )
        """Changes priority and capacity, as the mask names them.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, and as CreatePutawayRule.
        """
        self.delete_putaway_rule: Unary[DeletePutawayRuleRequest, DeletePutawayRuleResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayRuleService/DeletePutawayRule",
            request_serializer=DeletePutawayRuleRequest.SerializeToString,
            response_deserializer=DeletePutawayRuleResponse.FromString,
        )
        """Deletes one.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.suggest_putaway: Unary[SuggestPutawayRequest, SuggestPutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayRuleService/SuggestPutaway",
            request_serializer=SuggestPutawayRequest.SerializeToString,
            response_deserializer=SuggestPutawayResponse.FromString,
        )
        """Says where goods that come to a warehouse are to be put, by its rules and by what stock has there now. Lines come one after
        the other: what one takes is no room for the next.
        Reasons: RESOURCE_NOT_FOUND (warehouse, place, item, company), RESOURCE_ARCHIVED, FIELD_INVALID, UOM_CONVERSION_MISSING,
        AMOUNT_SCALE_EXCEEDED, OVER_CAPACITY.
        """


class PutawayServiceClient:
    """Put-aways: written as drafts, with places that rules suggest, posted to stock, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_putaway: Unary[CreatePutawayRequest, CreatePutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/CreatePutaway",
            request_serializer=CreatePutawayRequest.SerializeToString,
            response_deserializer=CreatePutawayResponse.FromString,
        )
        """Creates a draft. A line that names no place to go to is written as putaway rules suggest: one line for each place, and one
        without a place for what none has room for.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (warehouse, place, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED,
        FIELD_INVALID, AMOUNT_SCALE_EXCEEDED.
        """
        self.get_putaway: Unary[GetPutawayRequest, GetPutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/GetPutaway",
            request_serializer=GetPutawayRequest.SerializeToString,
            response_deserializer=GetPutawayResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_putaways: Unary[ListPutawaysRequest, ListPutawaysResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/ListPutaways",
            request_serializer=ListPutawaysRequest.SerializeToString,
            response_deserializer=ListPutawaysResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_putaway: Unary[UpdatePutawayRequest, UpdatePutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/UpdatePutaway",
            request_serializer=UpdatePutawayRequest.SerializeToString,
            response_deserializer=UpdatePutawayResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreatePutaway.
        """
        self.delete_putaway: Unary[DeletePutawayRequest, DeletePutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/DeletePutaway",
            request_serializer=DeletePutawayRequest.SerializeToString,
            response_deserializer=DeletePutawayResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_putaway: Unary[PostPutawayRequest, PostPutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/PostPutaway",
            request_serializer=PostPutawayRequest.SerializeToString,
            response_deserializer=PostPutawayResponse.FromString,
        )
        """Posts a draft: stock moves the goods. What they are worth stays, so the ledger has nothing of it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, FIELD_REQUIRED (a line without a place), INSUFFICIENT_STOCK,
        PERIOD_CLOSED, ITEM_DIFFERS, RESOURCE_ARCHIVED, SERIAL_NOT_IN_STOCK.
        """
        self.cancel_putaway: Unary[CancelPutawayRequest, CancelPutawayResponse] = channel.unary_unary(
            "/businessm.wms.v1.PutawayService/CancelPutaway",
            request_serializer=CancelPutawayRequest.SerializeToString,
            response_deserializer=CancelPutawayResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods go to where they were.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        INSUFFICIENT_STOCK, PERIOD_CLOSED, SERIAL_NOT_IN_STOCK.
        """


class RepackServiceClient:
    """Repacks: written as drafts, posted to stock and ledger together, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_repack: Unary[CreateRepackRequest, CreateRepackResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/CreateRepack",
            request_serializer=CreateRepackRequest.SerializeToString,
            response_deserializer=CreateRepackResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (warehouse, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID,
        AMOUNT_SCALE_EXCEEDED.
        """
        self.get_repack: Unary[GetRepackRequest, GetRepackResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/GetRepack",
            request_serializer=GetRepackRequest.SerializeToString,
            response_deserializer=GetRepackResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_repacks: Unary[ListRepacksRequest, ListRepacksResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/ListRepacks",
            request_serializer=ListRepacksRequest.SerializeToString,
            response_deserializer=ListRepacksResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_repack: Unary[UpdateRepackRequest, UpdateRepackResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/UpdateRepack",
            request_serializer=UpdateRepackRequest.SerializeToString,
            response_deserializer=UpdateRepackResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateRepack.
        """
        self.delete_repack: Unary[DeleteRepackRequest, DeleteRepackResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/DeleteRepack",
            request_serializer=DeleteRepackRequest.SerializeToString,
            response_deserializer=DeleteRepackResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_repack: Unary[PostRepackRequest, PostRepackResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/PostRepack",
            request_serializer=PostRepackRequest.SerializeToString,
            response_deserializer=PostRepackResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles INVENTORY (credit the
        inputs, debit the outputs) and REPACK_COST (credit, the extra cost); INVENTORY.<WAREHOUSE CODE> where a posting rule names
        it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, INSUFFICIENT_STOCK, PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_repack: Unary[CancelRepackRequest, CancelRepackResponse] = channel.unary_unary(
            "/businessm.wms.v1.RepackService/CancelRepack",
            request_serializer=CancelRepackRequest.SerializeToString,
            response_deserializer=CancelRepackResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the outputs leave, the inputs come in at the cost they left at. What the
        outputs cost more or less meanwhile is on role PRICE_VARIANCE.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class StockCountServiceClient:
    """Stock counts: written as drafts, frozen, counted, counted again, and posted to stock and ledger together; cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_stock_count: Unary[CreateStockCountRequest, CreateStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/CreateStockCount",
            request_serializer=CreateStockCountRequest.SerializeToString,
            response_deserializer=CreateStockCountResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (warehouse, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID,
        AMOUNT_SCALE_EXCEEDED.
        """
        self.get_stock_count: Unary[GetStockCountRequest, GetStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/GetStockCount",
            request_serializer=GetStockCountRequest.SerializeToString,
            response_deserializer=GetStockCountResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_stock_counts: Unary[ListStockCountsRequest, ListStockCountsResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/ListStockCounts",
            request_serializer=ListStockCountsRequest.SerializeToString,
            response_deserializer=ListStockCountsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_stock_count: Unary[UpdateStockCountRequest, UpdateStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/UpdateStockCount",
            request_serializer=UpdateStockCountRequest.SerializeToString,
            response_deserializer=UpdateStockCountResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateStockCount.
        """
        self.delete_stock_count: Unary[DeleteStockCountRequest, DeleteStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/DeleteStockCount",
            request_serializer=DeleteStockCountRequest.SerializeToString,
            response_deserializer=DeleteStockCountResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_stock_count: Unary[PostStockCountRequest, PostStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/PostStockCount",
            request_serializer=PostStockCountRequest.SerializeToString,
            response_deserializer=PostStockCountResponse.FromString,
        )
        """Posts a draft whose lines are all counted: stock and ledger take it together or not at all. The voucher's lines are on
        roles INVENTORY and INVENTORY_ADJUSTMENT; INVENTORY.<WAREHOUSE CODE> where a posting rule names it.
        Reasons: FIELD_REQUIRED (counted_quantity), RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, INSUFFICIENT_STOCK, PERIOD_CLOSED,
        POSTING_RULE_MISSING, ITEM_DIFFERS, RESOURCE_ARCHIVED.
        """
        self.cancel_stock_count: Unary[CancelStockCountRequest, CancelStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/CancelStockCount",
            request_serializer=CancelStockCountRequest.SerializeToString,
            response_deserializer=CancelStockCountResponse.FromString,
        )
        """Takes a posted one back by a posting of its own.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """
        self.freeze_stock_count: Unary[FreezeStockCountRequest, FreezeStockCountResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockCountService/FreezeStockCount",
            request_serializer=FreezeStockCountRequest.SerializeToString,
            response_deserializer=FreezeStockCountResponse.FromString,
        )
        """Takes what stock says is there as what is expected, for every line of a draft; again, it is taken anew. What is posted
        afterwards is what was counted less this, so goods may go on moving while people count.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """


class StockReservationServiceClient:
    """Stock reservations: goods kept back for customers, delivered, given up."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_stock_reservation: Unary[CreateStockReservationRequest, CreateStockReservationResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockReservationService/CreateStockReservation",
            request_serializer=CreateStockReservationRequest.SerializeToString,
            response_deserializer=CreateStockReservationResponse.FromString,
        )
        """Keeps goods back: all that is asked for, as much as there is where partial is allowed, or nothing. Of many that want the
        last pieces as many get some as there are.
        Reasons: INSUFFICIENT_STOCK, DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (customer, warehouse, item, company), RESOURCE_ARCHIVED,
        LOT_REQUIRED, FIELD_REQUIRED, FIELD_INVALID, AMOUNT_SCALE_EXCEEDED.
        """
        self.get_stock_reservation: Unary[GetStockReservationRequest, GetStockReservationResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockReservationService/GetStockReservation",
            request_serializer=GetStockReservationRequest.SerializeToString,
            response_deserializer=GetStockReservationResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_stock_reservations: Unary[ListStockReservationsRequest, ListStockReservationsResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockReservationService/ListStockReservations",
            request_serializer=ListStockReservationsRequest.SerializeToString,
            response_deserializer=ListStockReservationsResponse.FromString,
        )
        """Lists them in pages, as they were made.
        Reasons: FIELD_INVALID (page_token, order_by).
        """
        self.release_stock_reservation: Unary[ReleaseStockReservationRequest, ReleaseStockReservationResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockReservationService/ReleaseStockReservation",
            request_serializer=ReleaseStockReservationRequest.SerializeToString,
            response_deserializer=ReleaseStockReservationResponse.FromString,
        )
        """Gives up what is still kept back.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID (nothing is kept back).
        """
        self.deliver_stock_reservations: Unary[DeliverStockReservationsRequest, DeliverStockReservationsResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockReservationService/DeliverStockReservations",
            request_serializer=DeliverStockReservationsRequest.SerializeToString,
            response_deserializer=DeliverStockReservationsResponse.FromString,
        )
        """Writes the draft of a delivery of what is still kept back by reservations of one customer. Posted, it fulfils them.
        Reasons: RESOURCE_NOT_FOUND, STATE_INVALID (nothing is kept back), FIELD_INVALID (another company's or customer's, or named
        twice), RESOURCE_ARCHIVED.
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


class StockTransferServiceClient:
    """Stock transfers: written as drafts, posted to stock and ledger together, received where they go through transit,
    cancelled.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_stock_transfer: Unary[CreateStockTransferRequest, CreateStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/CreateStockTransfer",
            request_serializer=CreateStockTransferRequest.SerializeToString,
            response_deserializer=CreateStockTransferResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (warehouse, item, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID,
        AMOUNT_SCALE_EXCEEDED.
        """
        self.get_stock_transfer: Unary[GetStockTransferRequest, GetStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/GetStockTransfer",
            request_serializer=GetStockTransferRequest.SerializeToString,
            response_deserializer=GetStockTransferResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_stock_transfers: Unary[ListStockTransfersRequest, ListStockTransfersResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/ListStockTransfers",
            request_serializer=ListStockTransfersRequest.SerializeToString,
            response_deserializer=ListStockTransfersResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_stock_transfer: Unary[UpdateStockTransferRequest, UpdateStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/UpdateStockTransfer",
            request_serializer=UpdateStockTransferRequest.SerializeToString,
            response_deserializer=UpdateStockTransferResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateStockTransfer.
        """
        self.delete_stock_transfer: Unary[DeleteStockTransferRequest, DeleteStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/DeleteStockTransfer",
            request_serializer=DeleteStockTransferRequest.SerializeToString,
            response_deserializer=DeleteStockTransferResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_stock_transfer: Unary[PostStockTransferRequest, PostStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/PostStockTransfer",
            request_serializer=PostStockTransferRequest.SerializeToString,
            response_deserializer=PostStockTransferResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles
        INVENTORY.<WAREHOUSE CODE> of both warehouses, or INVENTORY where no posting rule names one.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, INSUFFICIENT_STOCK, PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_stock_transfer: Unary[CancelStockTransferRequest, CancelStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/CancelStockTransfer",
            request_serializer=CancelStockTransferRequest.SerializeToString,
            response_deserializer=CancelStockTransferResponse.FromString,
        )
        """Takes a posted or received one back by a posting of its own: the goods are where they were, at the cost they had. What
        they cost more or less where they went meanwhile is on role PRICE_VARIANCE.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """
        self.receive_stock_transfer: Unary[ReceiveStockTransferRequest, ReceiveStockTransferResponse] = channel.unary_unary(
            "/businessm.wms.v1.StockTransferService/ReceiveStockTransfer",
            request_serializer=ReceiveStockTransferRequest.SerializeToString,
            response_deserializer=ReceiveStockTransferResponse.FromString,
        )
        """Brings goods in transit in at their target, by a posting of its own.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID (not in transit),
        DOCUMENT_POSTING, INSUFFICIENT_STOCK, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """


class SupplierReturnServiceClient:
    """Supplier returns: written as drafts against a goods receipt, posted to stock and ledger together, cancelled."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_supplier_return: Unary[CreateSupplierReturnRequest, CreateSupplierReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/CreateSupplierReturn",
            request_serializer=CreateSupplierReturnRequest.SerializeToString,
            response_deserializer=CreateSupplierReturnResponse.FromString,
        )
        """Creates a draft.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (goods receipt, company), RESOURCE_ARCHIVED, FIELD_REQUIRED, FIELD_INVALID,
        AMOUNT_SCALE_EXCEEDED, STATE_INVALID and DOCUMENT_POSTING (of the goods receipt).
        """
        self.get_supplier_return: Unary[GetSupplierReturnRequest, GetSupplierReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/GetSupplierReturn",
            request_serializer=GetSupplierReturnRequest.SerializeToString,
            response_deserializer=GetSupplierReturnResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_supplier_returns: Unary[ListSupplierReturnsRequest, ListSupplierReturnsResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/ListSupplierReturns",
            request_serializer=ListSupplierReturnsRequest.SerializeToString,
            response_deserializer=ListSupplierReturnsResponse.FromString,
        )
        """Lists them in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_supplier_return: Unary[UpdateSupplierReturnRequest, UpdateSupplierReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/UpdateSupplierReturn",
            request_serializer=UpdateSupplierReturnRequest.SerializeToString,
            response_deserializer=UpdateSupplierReturnResponse.FromString,
        )
        """Changes the fields of a draft that the mask names.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, and as CreateSupplierReturn.
        """
        self.delete_supplier_return: Unary[DeleteSupplierReturnRequest, DeleteSupplierReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/DeleteSupplierReturn",
            request_serializer=DeleteSupplierReturnRequest.SerializeToString,
            response_deserializer=DeleteSupplierReturnResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_supplier_return: Unary[PostSupplierReturnRequest, PostSupplierReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/PostSupplierReturn",
            request_serializer=PostSupplierReturnRequest.SerializeToString,
            response_deserializer=PostSupplierReturnResponse.FromString,
        )
        """Posts a draft: stock and ledger take it together or not at all. The voucher's lines are on roles
        GOODS_RECEIVED_NOT_INVOICED (debit, what the goods had brought), INVENTORY (credit, what they take) and PRICE_VARIANCE (the
        difference); INVENTORY.<WAREHOUSE CODE> where a posting rule names it.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, INSUFFICIENT_STOCK, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING, ITEM_DIFFERS,
        RESOURCE_ARCHIVED.
        """
        self.cancel_supplier_return: Unary[CancelSupplierReturnRequest, CancelSupplierReturnResponse] = channel.unary_unary(
            "/businessm.wms.v1.SupplierReturnService/CancelSupplierReturn",
            request_serializer=CancelSupplierReturnRequest.SerializeToString,
            response_deserializer=CancelSupplierReturnResponse.FromString,
        )
        """Takes a posted one back by a posting of its own: the goods come in again at the cost they left at.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID (posting_date), STATE_INVALID, DOCUMENT_POSTING,
        DOCUMENT_IN_USE, SOURCE_MOVEMENT_INVALID, PERIOD_CLOSED, POSTING_RULE_MISSING.
        """
