"""Fiscal years and periods."""

from functools import partial

import grpc
from businessm.ledger.v1 import fiscal_year_pb2 as pb
from businessm.ledger.v1 import period_pb2
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from book_keeper.convert import fiscal_year_message, period_message, voucher_message
from book_keeper.domain.errors import PeriodPending
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.fiscal_years import PERIOD_SORTING, SORTING, FiscalYearRepository
from book_keeper.usecases.fiscal_years import (
    close_period,
    create_fiscal_year,
    lock_period,
    reopen_period,
    unlock_period,
)


class FiscalYearRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreateFiscalYear(
        self, request: pb.CreateFiscalYearRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateFiscalYearResponse:
        async def create(transaction: Transaction) -> pb.CreateFiscalYearResponse:
            year = await create_fiscal_year(transaction, request.fiscal_year, self.books.clock.now())
            return pb.CreateFiscalYearResponse(fiscal_year=fiscal_year_message(year))

        return await self.books.write(request, context, pb.CreateFiscalYearResponse, create)

    async def GetFiscalYear(
        self, request: pb.GetFiscalYearRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetFiscalYearResponse:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            year = await FiscalYearRepository(transaction).get(parse_id(request.id, "id", "fiscal year"))
        return pb.GetFiscalYearResponse(fiscal_year=fiscal_year_message(year))

    async def ListFiscalYears(
        self, request: pb.ListFiscalYearsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListFiscalYearsResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await FiscalYearRepository(transaction).page(page, company_id)
        return pb.ListFiscalYearsResponse(fiscal_years=map(fiscal_year_message, shown), next_page_token=token)

    async def CloseFiscalYear(
        self, request: pb.CloseFiscalYearRequest, context: grpc.aio.ServicerContext
    ) -> pb.CloseFiscalYearResponse:
        caller = current_caller()
        if not await self.books.write.answered(request):
            await self.books.year_close.post_result(
                caller.tenant, request.id, request.etag, request.retained_earnings_account_code, caller.actor
            )

        async def finish(transaction: Transaction) -> pb.CloseFiscalYearResponse:
            year, voucher = await self.books.year_close.finish(transaction, request.id, caller.actor)
            closing = voucher_message(voucher) if voucher else None
            return pb.CloseFiscalYearResponse(fiscal_year=fiscal_year_message(year), closing_voucher=closing)

        return await self.books.write(request, context, pb.CloseFiscalYearResponse, finish)

    async def ReopenFiscalYear(
        self, request: pb.ReopenFiscalYearRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReopenFiscalYearResponse:
        caller, reopening = current_caller(), self.books.year_reopening
        posted = None
        if not await self.books.write.answered(request):
            posted = await reopening.take_back(caller.tenant, request.id, request.etag, caller.actor)

        async def finish(transaction: Transaction) -> pb.ReopenFiscalYearResponse:
            year, voucher = await reopening.finish(transaction, request.id, posted, caller.actor)
            reversing = voucher_message(voucher) if voucher else None
            return pb.ReopenFiscalYearResponse(fiscal_year=fiscal_year_message(year), reversing_voucher=reversing)

        return await self.books.write(request, context, pb.ReopenFiscalYearResponse, finish)

    async def GetPeriod(
        self, request: period_pb2.GetPeriodRequest, _: grpc.aio.ServicerContext
    ) -> period_pb2.GetPeriodResponse:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            period = await FiscalYearRepository(transaction).period(parse_id(request.id, "id", "period"))
        return period_pb2.GetPeriodResponse(period=period_message(period))

    async def ListPeriods(
        self, request: period_pb2.ListPeriodsRequest, _: grpc.aio.ServicerContext
    ) -> period_pb2.ListPeriodsResponse:
        page = sorted_page_of(request, PERIOD_SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await FiscalYearRepository(transaction).page_of_periods(page, company_id)
        return period_pb2.ListPeriodsResponse(periods=map(period_message, shown), next_page_token=token)

    async def ClosePeriod(
        self, request: period_pb2.ClosePeriodRequest, context: grpc.aio.ServicerContext
    ) -> period_pb2.ClosePeriodResponse:
        caller = current_caller()

        async def close(transaction: Transaction, etag: str) -> period_pb2.ClosePeriodResponse:
            period = await close_period(transaction, request.id, etag, caller.actor, self.books.clock.now())
            return period_pb2.ClosePeriodResponse(period=period_message(period))

        write = partial(self.books.write, request, context, period_pb2.ClosePeriodResponse)
        try:
            return await write(partial(close, etag=request.etag))
        except PeriodPending:
            await self.books.period_drain.drain_period(caller.tenant, request.id, request.etag)
        # Its etag was checked before the period was marked as closing, which gave it another.
        return await write(partial(close, etag=""))

    async def LockPeriod(
        self, request: period_pb2.LockPeriodRequest, context: grpc.aio.ServicerContext
    ) -> period_pb2.LockPeriodResponse:
        actor = current_caller().actor

        async def lock(transaction: Transaction) -> period_pb2.LockPeriodResponse:
            now = self.books.clock.now()
            period = await lock_period(transaction, request.id, request.etag, request.domain, actor, now)
            return period_pb2.LockPeriodResponse(period=period_message(period))

        return await self.books.write(request, context, period_pb2.LockPeriodResponse, lock)

    async def UnlockPeriod(
        self, request: period_pb2.UnlockPeriodRequest, context: grpc.aio.ServicerContext
    ) -> period_pb2.UnlockPeriodResponse:
        actor = current_caller().actor

        async def unlock(transaction: Transaction) -> period_pb2.UnlockPeriodResponse:
            now = self.books.clock.now()
            period = await unlock_period(transaction, request.id, request.etag, request.domain, actor, now)
            return period_pb2.UnlockPeriodResponse(period=period_message(period))

        return await self.books.write(request, context, period_pb2.UnlockPeriodResponse, unlock)

    async def ReopenPeriod(
        self, request: period_pb2.ReopenPeriodRequest, context: grpc.aio.ServicerContext
    ) -> period_pb2.ReopenPeriodResponse:
        async def reopen(transaction: Transaction) -> period_pb2.ReopenPeriodResponse:
            actor, now = current_caller().actor, self.books.clock.now()
            period = await reopen_period(transaction, request.id, request.etag, actor, now)
            return period_pb2.ReopenPeriodResponse(period=period_message(period))

        return await self.books.write(request, context, period_pb2.ReopenPeriodResponse, reopen)
