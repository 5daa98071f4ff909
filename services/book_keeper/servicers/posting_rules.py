"""Posting rules."""

import grpc
from businessm.ledger.v1 import posting_rule_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from book_keeper.convert import posting_rule_message
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.posting_rules import SORTING, PostingRuleRepository
from book_keeper.usecases.posting_rules import create_posting_rule, update_posting_rule


class PostingRuleRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreatePostingRule(
        self, request: pb.CreatePostingRuleRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreatePostingRuleResponse:
        async def create(transaction: Transaction) -> pb.CreatePostingRuleResponse:
            rule = await create_posting_rule(transaction, request.posting_rule, self.books.clock.now())
            return pb.CreatePostingRuleResponse(posting_rule=posting_rule_message(rule))

        return await self.books.write(request, context, pb.CreatePostingRuleResponse, create)

    async def ListPostingRules(
        self, request: pb.ListPostingRulesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListPostingRulesResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await PostingRuleRepository(transaction).page(page, company_id)
        return pb.ListPostingRulesResponse(posting_rules=map(posting_rule_message, shown), next_page_token=token)

    async def UpdatePostingRule(
        self, request: pb.UpdatePostingRuleRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdatePostingRuleResponse:
        async def update(transaction: Transaction) -> pb.UpdatePostingRuleResponse:
            now = self.books.clock.now()
            rule = await update_posting_rule(transaction, request.posting_rule, request.update_mask, now)
            return pb.UpdatePostingRuleResponse(posting_rule=posting_rule_message(rule))

        return await self.books.write(request, context, pb.UpdatePostingRuleResponse, update)
