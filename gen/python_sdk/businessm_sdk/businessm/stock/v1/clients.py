"""Clients of businessm.stock.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Streaming, Unary
from . import (
    ArchiveLocationRequest,
    ArchiveLocationResponse,
    BatchGetLocationsRequest,
    BatchGetLocationsResponse,
    BatchGetLotsRequest,
    BatchGetLotsResponse,
    BatchGetPromisesRequest,
    BatchGetPromisesResponse,
    BatchGetReservationsRequest,
    BatchGetReservationsResponse,
    BatchGetRevaluationsRequest,
    BatchGetRevaluationsResponse,
    CancelMovementsRequest,
    CancelMovementsResponse,
    CancelRevaluationRequest,
    CancelRevaluationResponse,
    CloseStockPeriodRequest,
    CloseStockPeriodResponse,
    ConfirmMovementsRequest,
    ConfirmMovementsResponse,
    ConfirmRevaluationRequest,
    ConfirmRevaluationResponse,
    CreateLocationRequest,
    CreateLocationResponse,
    CreateLotRequest,
    CreateLotResponse,
    CreatePromiseRequest,
    CreatePromiseResponse,
    GetLocationRequest,
    GetLocationResponse,
    GetLotRequest,
    GetLotResponse,
    GetMovementRequest,
    GetMovementResponse,
    GetPromiseRequest,
    GetPromiseResponse,
    GetRecomputeRequest,
    GetRecomputeResponse,
    GetStockValueRequest,
    GetStockValueResponse,
    ListBalancesRequest,
    ListBalancesResponse,
    ListLayersRequest,
    ListLayersResponse,
    ListLocationsRequest,
    ListLocationsResponse,
    ListLotsRequest,
    ListLotsResponse,
    ListMovementsRequest,
    ListMovementsResponse,
    ListPromisesRequest,
    ListPromisesResponse,
    ListRecomputesRequest,
    ListRecomputesResponse,
    ListReservationsRequest,
    ListReservationsResponse,
    ListRevaluationsRequest,
    ListRevaluationsResponse,
    ListStockAgesRequest,
    ListStockAgesResponse,
    ListStockPeriodsRequest,
    ListStockPeriodsResponse,
    ListStoredGoodsRequest,
    ListStoredGoodsResponse,
    ListValueAdjustmentsRequest,
    ListValueAdjustmentsResponse,
    ReleasePromiseRequest,
    ReleasePromiseResponse,
    ReopenStockPeriodRequest,
    ReopenStockPeriodResponse,
    ReserveMovementsRequest,
    ReserveMovementsResponse,
    ReserveRevaluationRequest,
    ReserveRevaluationResponse,
    StreamStockLedgerRequest,
    StreamStockLedgerResponse,
    UpdateLocationRequest,
    UpdateLocationResponse,
)


class RecomputeServiceClient:
    """Stock valued anew after something was dated back: how far it is, what it found, and how documents bring that to the
    balances.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_recompute: Unary[GetRecomputeRequest, GetRecomputeResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/GetRecompute",
            request_serializer=GetRecomputeRequest.SerializeToString,
            response_deserializer=GetRecomputeResponse.FromString,
        )
        """Reads one recompute, with its progress.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_recomputes: Unary[ListRecomputesRequest, ListRecomputesResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/ListRecomputes",
            request_serializer=ListRecomputesRequest.SerializeToString,
            response_deserializer=ListRecomputesResponse.FromString,
        )
        """Lists a company's recomputes, the latest first.
        Reasons: FIELD_INVALID (page_token).
        """
        self.list_value_adjustments: Unary[ListValueAdjustmentsRequest, ListValueAdjustmentsResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/ListValueAdjustments",
            request_serializer=ListValueAdjustmentsRequest.SerializeToString,
            response_deserializer=ListValueAdjustmentsResponse.FromString,
        )
        """Lists what recomputes found of movements.
        Reasons: FIELD_INVALID (page_token).
        """
        self.list_revaluations: Unary[ListRevaluationsRequest, ListRevaluationsResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/ListRevaluations",
            request_serializer=ListRevaluationsRequest.SerializeToString,
            response_deserializer=ListRevaluationsResponse.FromString,
        )
        """Lists revaluations, those that no document has posted yet where no state is named.
        Reasons: FIELD_INVALID (page_token).
        """
        self.batch_get_revaluations: Unary[BatchGetRevaluationsRequest, BatchGetRevaluationsResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/BatchGetRevaluations",
            request_serializer=BatchGetRevaluationsRequest.SerializeToString,
            response_deserializer=BatchGetRevaluationsResponse.FromString,
        )
        """Reads what became of up to 250 postings of revaluations at once."""
        self.reserve_revaluation: Unary[ReserveRevaluationRequest, ReserveRevaluationResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/ReserveRevaluation",
            request_serializer=ReserveRevaluationRequest.SerializeToString,
            response_deserializer=ReserveRevaluationResponse.FromString,
        )
        """Holds a revaluation for a document. The posting's id is the idempotency key.
        Reasons: RESOURCE_NOT_FOUND (revaluation), STATE_INVALID (another document has it), RESERVATION_CANCELLED,
        RESERVATION_DIFFERS, FIELD_INVALID, PERIOD_CLOSED.
        """
        self.confirm_revaluation: Unary[ConfirmRevaluationRequest, ConfirmRevaluationResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/ConfirmRevaluation",
            request_serializer=ConfirmRevaluationRequest.SerializeToString,
            response_deserializer=ConfirmRevaluationResponse.FromString,
        )
        """Makes a revaluation final: balances are worth what it found. Refuses nothing that is held.
        Reasons: RESERVATION_UNKNOWN, RESERVATION_CANCELLED.
        """
        self.cancel_revaluation: Unary[CancelRevaluationRequest, CancelRevaluationResponse] = channel.unary_unary(
            "/businessm.stock.v1.RecomputeService/CancelRevaluation",
            request_serializer=CancelRevaluationRequest.SerializeToString,
            response_deserializer=CancelRevaluationResponse.FromString,
        )
        """Gives a revaluation back to wait for the next document. A posting never seen is remembered and refused when it comes.
        Reasons: STATE_INVALID (it is confirmed).
        """


class StockServiceClient:
    """What business logic sees of quantity and value: locations, lots, movements by reservation, balances,
    cost layers, promises, closed months.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_location: Unary[CreateLocationRequest, CreateLocationResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/CreateLocation",
            request_serializer=CreateLocationRequest.SerializeToString,
            response_deserializer=CreateLocationResponse.FromString,
        )
        """Creates a location.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND (parent), FIELD_REQUIRED, FIELD_INVALID (a parent of the wrong
        kind or company), RESOURCE_ARCHIVED (parent).
        """
        self.get_location: Unary[GetLocationRequest, GetLocationResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/GetLocation",
            request_serializer=GetLocationRequest.SerializeToString,
            response_deserializer=GetLocationResponse.FromString,
        )
        """Reads one location.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_locations: Unary[BatchGetLocationsRequest, BatchGetLocationsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/BatchGetLocations",
            request_serializer=BatchGetLocationsRequest.SerializeToString,
            response_deserializer=BatchGetLocationsResponse.FromString,
        )
        """Reads up to 250 locations at once."""
        self.list_locations: Unary[ListLocationsRequest, ListLocationsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListLocations",
            request_serializer=ListLocationsRequest.SerializeToString,
            response_deserializer=ListLocationsResponse.FromString,
        )
        """Lists a company's locations by code.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_location: Unary[UpdateLocationRequest, UpdateLocationResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/UpdateLocation",
            request_serializer=UpdateLocationRequest.SerializeToString,
            response_deserializer=UpdateLocationResponse.FromString,
        )
        """Renames a location.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID.
        """
        self.archive_location: Unary[ArchiveLocationRequest, ArchiveLocationResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ArchiveLocation",
            request_serializer=ArchiveLocationRequest.SerializeToString,
            response_deserializer=ArchiveLocationResponse.FromString,
        )
        """Closes a location to new movements.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, LOCATION_IN_USE.
        """
        self.reserve_movements: Unary[ReserveMovementsRequest, ReserveMovementsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ReserveMovements",
            request_serializer=ReserveMovementsRequest.SerializeToString,
            response_deserializer=ReserveMovementsResponse.FromString,
        )
        """Holds a document's movements, all or none: outs take their quantity and their cost now, ins when confirmed.
        The posting's id is the idempotency key: the same call again answers the same values.
        Reasons: INSUFFICIENT_STOCK, ITEM_DIFFERS, SOURCE_MOVEMENT_INVALID, RESOURCE_NOT_FOUND (warehouse),
        RESOURCE_ARCHIVED, RESERVATION_CANCELLED, RESERVATION_DIFFERS, AMOUNT_SCALE_EXCEEDED, FIELD_REQUIRED, FIELD_INVALID,
        LOT_REQUIRED, SERIAL_REQUIRED, SERIAL_IN_STOCK, SERIAL_NOT_IN_STOCK, PROMISE_INVALID, VALUE_EXCEEDED, PERIOD_CLOSED.
        """
        self.confirm_movements: Unary[ConfirmMovementsRequest, ConfirmMovementsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ConfirmMovements",
            request_serializer=ConfirmMovementsRequest.SerializeToString,
            response_deserializer=ConfirmMovementsResponse.FromString,
        )
        """Makes what is held for a decided posting final. Refuses nothing that is held.
        Reasons: RESERVATION_UNKNOWN, RESERVATION_CANCELLED.
        """
        self.cancel_movements: Unary[CancelMovementsRequest, CancelMovementsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/CancelMovements",
            request_serializer=CancelMovementsRequest.SerializeToString,
            response_deserializer=CancelMovementsResponse.FromString,
        )
        """Gives back what is held for a posting that has a tombstone. One never seen is remembered and refused when it comes.
        Reasons: STATE_INVALID (it is confirmed).
        """
        self.list_reservations: Unary[ListReservationsRequest, ListReservationsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListReservations",
            request_serializer=ListReservationsRequest.SerializeToString,
            response_deserializer=ListReservationsResponse.FromString,
        )
        """Lists what is held for documents that are being posted, or was: by state, in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.batch_get_reservations: Unary[BatchGetReservationsRequest, BatchGetReservationsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/BatchGetReservations",
            request_serializer=BatchGetReservationsRequest.SerializeToString,
            response_deserializer=BatchGetReservationsResponse.FromString,
        )
        """Reads what became of up to 250 postings at once."""
        self.get_movement: Unary[GetMovementRequest, GetMovementResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/GetMovement",
            request_serializer=GetMovementRequest.SerializeToString,
            response_deserializer=GetMovementResponse.FromString,
        )
        """Reads one movement with the layers it took from.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_movements: Unary[ListMovementsRequest, ListMovementsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListMovements",
            request_serializer=ListMovementsRequest.SerializeToString,
            response_deserializer=ListMovementsResponse.FromString,
        )
        """Lists movements in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.stream_stock_ledger: Streaming[StreamStockLedgerRequest, StreamStockLedgerResponse] = channel.unary_stream(
            "/businessm.stock.v1.StockService/StreamStockLedger",
            request_serializer=StreamStockLedgerRequest.SerializeToString,
            response_deserializer=StreamStockLedgerResponse.FromString,
        )
        """Streams the stock ledger: every confirmed movement, in the order of confirming.
        buf:lint:ignore RPC_NO_SERVER_STREAMING
        """
        self.list_balances: Unary[ListBalancesRequest, ListBalancesResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListBalances",
            request_serializer=ListBalancesRequest.SerializeToString,
            response_deserializer=ListBalancesResponse.FromString,
        )
        """Lists what is there, by item and warehouse.
        Reasons: FIELD_INVALID (page_token).
        """
        self.list_layers: Unary[ListLayersRequest, ListLayersResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListLayers",
            request_serializer=ListLayersRequest.SerializeToString,
            response_deserializer=ListLayersResponse.FromString,
        )
        """Lists an item's cost layers in a warehouse.
        Reasons: FIELD_INVALID (page_token).
        """
        self.get_stock_value: Unary[GetStockValueRequest, GetStockValueResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/GetStockValue",
            request_serializer=GetStockValueRequest.SerializeToString,
            response_deserializer=GetStockValueResponse.FromString,
        )
        """Adds up the value in each warehouse."""
        self.list_stored_goods: Unary[ListStoredGoodsRequest, ListStoredGoodsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListStoredGoods",
            request_serializer=ListStoredGoodsRequest.SerializeToString,
            response_deserializer=ListStoredGoodsResponse.FromString,
        )
        """Lists what is in a warehouse by place and lot, with serial numbers: what a count expects.
        Reasons: FIELD_INVALID (page_token).
        """
        self.list_stock_ages: Unary[ListStockAgesRequest, ListStockAgesResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListStockAges",
            request_serializer=ListStockAgesRequest.SerializeToString,
            response_deserializer=ListStockAgesResponse.FromString,
        )
        """Lists how long what is there has been there.
        Reasons: FIELD_INVALID (page_token, bucket_days).
        """
        self.create_lot: Unary[CreateLotRequest, CreateLotResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/CreateLot",
            request_serializer=CreateLotRequest.SerializeToString,
            response_deserializer=CreateLotResponse.FromString,
        )
        """Creates a lot of an item.
        Reasons: DUPLICATE_RESOURCE, FIELD_REQUIRED, FIELD_INVALID.
        """
        self.get_lot: Unary[GetLotRequest, GetLotResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/GetLot",
            request_serializer=GetLotRequest.SerializeToString,
            response_deserializer=GetLotResponse.FromString,
        )
        """Reads one lot.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_lots: Unary[BatchGetLotsRequest, BatchGetLotsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/BatchGetLots",
            request_serializer=BatchGetLotsRequest.SerializeToString,
            response_deserializer=BatchGetLotsResponse.FromString,
        )
        """Reads up to 250 lots at once."""
        self.list_lots: Unary[ListLotsRequest, ListLotsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListLots",
            request_serializer=ListLotsRequest.SerializeToString,
            response_deserializer=ListLotsResponse.FromString,
        )
        """Lists an item's lots by number.
        Reasons: FIELD_INVALID (page_token).
        """
        self.create_promise: Unary[CreatePromiseRequest, CreatePromiseResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/CreatePromise",
            request_serializer=CreatePromiseRequest.SerializeToString,
            response_deserializer=CreatePromiseResponse.FromString,
        )
        """Keeps goods back for somebody.
        Reasons: INSUFFICIENT_STOCK, RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (warehouse), DUPLICATE_RESOURCE, LOT_REQUIRED,
        FIELD_INVALID.
        """
        self.get_promise: Unary[GetPromiseRequest, GetPromiseResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/GetPromise",
            request_serializer=GetPromiseRequest.SerializeToString,
            response_deserializer=GetPromiseResponse.FromString,
        )
        """Reads one promise.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_promises: Unary[BatchGetPromisesRequest, BatchGetPromisesResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/BatchGetPromises",
            request_serializer=BatchGetPromisesRequest.SerializeToString,
            response_deserializer=BatchGetPromisesResponse.FromString,
        )
        """Reads up to 250 promises at once."""
        self.list_promises: Unary[ListPromisesRequest, ListPromisesResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListPromises",
            request_serializer=ListPromisesRequest.SerializeToString,
            response_deserializer=ListPromisesResponse.FromString,
        )
        """Lists promises, the oldest first.
        Reasons: FIELD_INVALID (page_token).
        """
        self.release_promise: Unary[ReleasePromiseRequest, ReleasePromiseResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ReleasePromise",
            request_serializer=ReleasePromiseRequest.SerializeToString,
            response_deserializer=ReleasePromiseResponse.FromString,
        )
        """Gives up a promise, or a part of it. One that keeps nothing back any more is answered as it is.
        Reasons: RESOURCE_NOT_FOUND, FIELD_INVALID (more than is open).
        """
        self.list_stock_periods: Unary[ListStockPeriodsRequest, ListStockPeriodsResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ListStockPeriods",
            request_serializer=ListStockPeriodsRequest.SerializeToString,
            response_deserializer=ListStockPeriodsResponse.FromString,
        )
        """Lists the months that were ever closed for stock.
        Reasons: FIELD_INVALID (page_token).
        """
        self.close_stock_period: Unary[CloseStockPeriodRequest, CloseStockPeriodResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/CloseStockPeriod",
            request_serializer=CloseStockPeriodRequest.SerializeToString,
            response_deserializer=CloseStockPeriodResponse.FromString,
        )
        """Closes a month and what is before it: nothing is dated into it any more; what is held in it, and what goods are worth more
        or less since something was dated back, is waited for. Closing a closed one answers it unchanged.
        Reasons: PERIOD_PENDING.
        """
        self.reopen_stock_period: Unary[ReopenStockPeriodRequest, ReopenStockPeriodResponse] = channel.unary_unary(
            "/businessm.stock.v1.StockService/ReopenStockPeriod",
            request_serializer=ReopenStockPeriodRequest.SerializeToString,
            response_deserializer=ReopenStockPeriodResponse.FromString,
        )
        """Reopens the last closed month. An open one is answered as it is.
        Reasons: RESOURCE_NOT_FOUND, STATE_INVALID (a later one is closed).
        """
