"""CurrencyService."""

import grpc
from businessm.masters.v1 import currency_service_pb2 as pb
from businessm.masters.v1 import currency_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import currency_message
from m_masters.store.currencies import SORTING, CurrencyRepository
from m_masters.usecases.currencies import archive_currency, create_currency, update_currency


class CurrencyServicer(currency_service_pb2_grpc.CurrencyServiceServicer):
    """See currency_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateCurrency(
        self, request: pb.CreateCurrencyRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateCurrencyResponse:
        async def create(transaction: Transaction) -> pb.CreateCurrencyResponse:
            currency = await create_currency(transaction, request.currency, self._clock.now())
            return pb.CreateCurrencyResponse(currency=currency_message(currency))

        return await self._write(request, context, pb.CreateCurrencyResponse, create)

    async def GetCurrency(self, request: pb.GetCurrencyRequest, _: grpc.aio.ServicerContext) -> pb.GetCurrencyResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            currency = await CurrencyRepository(transaction).get(parse_id(request.id, "id", "currency"))
        return pb.GetCurrencyResponse(currency=currency_message(currency))

    async def BatchGetCurrencies(
        self, request: pb.BatchGetCurrenciesRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetCurrenciesResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await CurrencyRepository(transaction).by_ids(ids)
        return pb.BatchGetCurrenciesResponse(currencies=[currency_message(found[one]) for one in ids if one in found])

    async def ListCurrencies(
        self, request: pb.ListCurrenciesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListCurrenciesResponse:
        page = sorted_page_of(request, SORTING)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await CurrencyRepository(transaction).page(page, request.code, request.include_archived)
        return pb.ListCurrenciesResponse(currencies=map(currency_message, shown), next_page_token=token)

    async def UpdateCurrency(
        self, request: pb.UpdateCurrencyRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateCurrencyResponse:
        async def update(transaction: Transaction) -> pb.UpdateCurrencyResponse:
            currency = await update_currency(transaction, request.currency, request.update_mask, self._clock.now())
            return pb.UpdateCurrencyResponse(currency=currency_message(currency))

        return await self._write(request, context, pb.UpdateCurrencyResponse, update)

    async def ArchiveCurrency(
        self, request: pb.ArchiveCurrencyRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveCurrencyResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveCurrencyResponse:
            currency = await archive_currency(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchiveCurrencyResponse(currency=currency_message(currency))

        return await self._write(request, context, pb.ArchiveCurrencyResponse, archive)
