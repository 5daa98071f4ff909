"""StockService: all of it, put together from the files beside this one."""

from businessm.stock.v1 import stock_service_pb2_grpc

from stock_keeper.servicers.balances import BalanceRpcs
from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.locations import LocationRpcs
from stock_keeper.servicers.lots import LotRpcs
from stock_keeper.servicers.movements import MovementRpcs
from stock_keeper.servicers.promises import PromiseRpcs
from stock_keeper.servicers.reports import ReportRpcs
from stock_keeper.servicers.reservations import ReservationRpcs
from stock_keeper.servicers.stock_periods import StockPeriodRpcs


class StockServicer(
    LocationRpcs,
    LotRpcs,
    MovementRpcs,
    ReservationRpcs,
    PromiseRpcs,
    BalanceRpcs,
    ReportRpcs,
    StockPeriodRpcs,
    stock_service_pb2_grpc.StockServiceServicer,
):
    """See stock_service.proto."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
