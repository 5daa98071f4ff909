"""StockService: all of it, put together from the files beside this one."""

from businessm.stock.v1 import stock_service_pb2_grpc

from stock_keeper.servicers.balances import BalanceRpcs
from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.locations import LocationRpcs
from stock_keeper.servicers.movements import MovementRpcs
from stock_keeper.servicers.reservations import ReservationRpcs


class StockServicer(
    LocationRpcs, MovementRpcs, ReservationRpcs, BalanceRpcs, stock_service_pb2_grpc.StockServiceServicer
):
    """See stock_service.proto."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
