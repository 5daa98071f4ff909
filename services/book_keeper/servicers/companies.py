"""Companies."""

import grpc
from businessm.ledger.v1 import company_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from book_keeper.convert import company_message
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import SORTING, CompanyRepository
from book_keeper.usecases.companies import create_company, update_company


class CompanyRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreateCompany(
        self, request: pb.CreateCompanyRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateCompanyResponse:
        async def create(transaction: Transaction) -> pb.CreateCompanyResponse:
            company = await create_company(transaction, request.company, self.books.clock.now(), self.books.engine)
            return pb.CreateCompanyResponse(company=company_message(company))

        return await self.books.write(request, context, pb.CreateCompanyResponse, create)

    async def GetCompany(self, request: pb.GetCompanyRequest, _: grpc.aio.ServicerContext) -> pb.GetCompanyResponse:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            company = await CompanyRepository(transaction).get(parse_id(request.id, "id", "company"))
        return pb.GetCompanyResponse(company=company_message(company))

    async def ListCompanies(
        self, request: pb.ListCompaniesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListCompaniesResponse:
        page = sorted_page_of(request, SORTING)
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            shown, token = await CompanyRepository(transaction).page(page, request.code)
        return pb.ListCompaniesResponse(companies=map(company_message, shown), next_page_token=token)

    async def UpdateCompany(
        self, request: pb.UpdateCompanyRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateCompanyResponse:
        async def update(transaction: Transaction) -> pb.UpdateCompanyResponse:
            now = self.books.clock.now()
            company = await update_company(transaction, request.company, request.update_mask, now)
            return pb.UpdateCompanyResponse(company=company_message(company))

        return await self.books.write(request, context, pb.UpdateCompanyResponse, update)
