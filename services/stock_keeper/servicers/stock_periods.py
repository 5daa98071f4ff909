"""Months of stock."""

from datetime import date

import grpc
from businessm.stock.v1 import stock_period_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.pagination import page_of
from m_kit.uow import Transaction

from stock_keeper.convert import stock_period_message
from stock_keeper.domain.errors import PeriodPending
from stock_keeper.domain.stock_periods import parse_month
from stock_keeper.servicers.environment import Stock
from stock_keeper.store.stock_periods import StockPeriodRepository
from stock_keeper.usecases.close_stock_period import close_stock_period, reopen_stock_period


class StockPeriodRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def ListStockPeriods(
        self, request: pb.ListStockPeriodsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListStockPeriodsResponse:
        page = page_of(request, date.fromisoformat)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await StockPeriodRepository(transaction).page(page, company_id)
        shown, token = page.cut(found, lambda period: (period.month,))
        return pb.ListStockPeriodsResponse(periods=map(stock_period_message, shown), next_page_token=token)

    async def CloseStockPeriod(
        self, request: pb.CloseStockPeriodRequest, context: grpc.aio.ServicerContext
    ) -> pb.CloseStockPeriodResponse:
        company_id = parse_id(request.company_id, "company_id", "company")
        month = parse_month(request.month, "month")

        async def close(transaction: Transaction) -> pb.CloseStockPeriodResponse:
            period = await close_stock_period(transaction, company_id, month, self.stock.clock.now())
            return pb.CloseStockPeriodResponse(period=stock_period_message(period))

        tenant, drain = current_caller().tenant, self.stock.period_drain
        await drain.value(tenant, company_id, month)
        try:
            return await self.stock.write(request, context, pb.CloseStockPeriodResponse, close)
        except PeriodPending:
            await drain.drain(tenant, company_id, month)
        try:
            return await self.stock.write(request, context, pb.CloseStockPeriodResponse, close)
        except PeriodPending:
            await drain.open_again(tenant, company_id, month)
            raise

    async def ReopenStockPeriod(
        self, request: pb.ReopenStockPeriodRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReopenStockPeriodResponse:
        company_id = parse_id(request.company_id, "company_id", "company")
        month = parse_month(request.month, "month")

        async def reopen(transaction: Transaction) -> pb.ReopenStockPeriodResponse:
            period = await reopen_stock_period(transaction, company_id, month)
            return pb.ReopenStockPeriodResponse(period=stock_period_message(period))

        return await self.stock.write(request, context, pb.ReopenStockPeriodResponse, reopen)
