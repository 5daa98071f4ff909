"""Accounts."""

import grpc
from businessm.ledger.v1 import account_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from book_keeper.convert import account_message
from book_keeper.servicers.environment import Books
from book_keeper.store.accounts import SORTING, AccountRepository
from book_keeper.store.companies import CompanyRepository
from book_keeper.usecases.accounts import archive_account, create_accounts, update_account


class AccountRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreateAccount(
        self, request: pb.CreateAccountRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateAccountResponse:
        async def create(transaction: Transaction) -> pb.CreateAccountResponse:
            made = await create_accounts(transaction, [request.account], ["account"], self.books.clock.now())
            return pb.CreateAccountResponse(account=account_message(made[0]))

        return await self.books.write(request, context, pb.CreateAccountResponse, create)

    async def BatchCreateAccounts(
        self, request: pb.BatchCreateAccountsRequest, context: grpc.aio.ServicerContext
    ) -> pb.BatchCreateAccountsResponse:
        async def create(transaction: Transaction) -> pb.BatchCreateAccountsResponse:
            fields = [f"accounts[{i}]" for i in range(len(request.accounts))]
            made = await create_accounts(transaction, request.accounts, fields, self.books.clock.now())
            return pb.BatchCreateAccountsResponse(accounts=map(account_message, made))

        return await self.books.write(request, context, pb.BatchCreateAccountsResponse, create)

    async def GetAccount(self, request: pb.GetAccountRequest, _: grpc.aio.ServicerContext) -> pb.GetAccountResponse:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            account = await AccountRepository(transaction).get(parse_id(request.id, "id", "account"))
        return pb.GetAccountResponse(account=account_message(account))

    async def ListAccounts(
        self, request: pb.ListAccountsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListAccountsResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await AccountRepository(transaction).page(page, company_id, request.code)
        return pb.ListAccountsResponse(accounts=map(account_message, shown), next_page_token=token)

    async def UpdateAccount(
        self, request: pb.UpdateAccountRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateAccountResponse:
        async def update(transaction: Transaction) -> pb.UpdateAccountResponse:
            now = self.books.clock.now()
            account = await update_account(transaction, request.account, request.update_mask, now)
            return pb.UpdateAccountResponse(account=account_message(account))

        return await self.books.write(request, context, pb.UpdateAccountResponse, update)

    async def ArchiveAccount(
        self, request: pb.ArchiveAccountRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveAccountResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveAccountResponse:
            account = await archive_account(transaction, request.id, request.etag, self.books.clock.now())
            return pb.ArchiveAccountResponse(account=account_message(account))

        return await self.books.write(request, context, pb.ArchiveAccountResponse, archive)
