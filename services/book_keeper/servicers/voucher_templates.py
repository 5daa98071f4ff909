"""Voucher templates."""

import grpc
from businessm.ledger.v1 import voucher_template_pb2 as pb
from m_kit.caller import current_caller
from m_kit.dates import parse_date
from m_kit.errors import Archived
from m_kit.idempotency import input_hash, mark_replayed
from m_kit.ids import parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from book_keeper.convert import draft_message, voucher_message
from book_keeper.convert_templates import due_message, template_message
from book_keeper.domain.voucher_templates import VoucherTemplate
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.voucher_templates import SORTING, VoucherTemplateRepository


class VoucherTemplateRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreateVoucherTemplate(
        self, request: pb.CreateVoucherTemplateRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateVoucherTemplateResponse:
        actor = current_caller().actor

        async def create(transaction: Transaction) -> pb.CreateVoucherTemplateResponse:
            made = await self.books.voucher_templates.create(transaction, request.voucher_template, actor)
            return pb.CreateVoucherTemplateResponse(voucher_template=template_message(made))

        return await self.books.write(request, context, pb.CreateVoucherTemplateResponse, create)

    async def GetVoucherTemplate(
        self, request: pb.GetVoucherTemplateRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetVoucherTemplateResponse:
        return pb.GetVoucherTemplateResponse(voucher_template=template_message(await self._template(request.id)))

    async def ListVoucherTemplates(
        self, request: pb.ListVoucherTemplatesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListVoucherTemplatesResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await VoucherTemplateRepository(transaction).page(page, company_id)
        return pb.ListVoucherTemplatesResponse(voucher_templates=map(template_message, shown), next_page_token=token)

    async def UpdateVoucherTemplate(
        self, request: pb.UpdateVoucherTemplateRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateVoucherTemplateResponse:
        actor = current_caller().actor

        async def update(transaction: Transaction) -> pb.UpdateVoucherTemplateResponse:
            changed = await self.books.voucher_templates.update(
                transaction, request.voucher_template, request.update_mask, actor
            )
            return pb.UpdateVoucherTemplateResponse(voucher_template=template_message(changed))

        return await self.books.write(request, context, pb.UpdateVoucherTemplateResponse, update)

    async def ArchiveVoucherTemplate(
        self, request: pb.ArchiveVoucherTemplateRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveVoucherTemplateResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveVoucherTemplateResponse:
            changed = await self.books.voucher_templates.archive(transaction, request.id, request.etag)
            return pb.ArchiveVoucherTemplateResponse(voucher_template=template_message(changed))

        return await self.books.write(request, context, pb.ArchiveVoucherTemplateResponse, archive)

    async def PreviewVoucherTemplate(
        self, request: pb.PreviewVoucherTemplateRequest, _: grpc.aio.ServicerContext
    ) -> pb.PreviewVoucherTemplateResponse:
        until = parse_date(request.until_date, "until_date")
        template = await self._template(request.id)
        due = await self.books.due_vouchers.preview(current_caller().tenant, template, until)
        return pb.PreviewVoucherTemplateResponse(due_vouchers=[due_message(*one) for one in due])

    async def PostVoucherTemplate(
        self, request: pb.PostVoucherTemplateRequest, context: grpc.aio.ServicerContext
    ) -> pb.PostVoucherTemplateResponse:
        caller, day = current_caller(), parse_date(request.posting_date, "posting_date")
        template = await self._template(request.id)
        if template.archived:
            raise Archived(f"template {template.code} is archived", field="id")
        posted = await self.books.due_vouchers.post(
            caller.tenant, template, day, request.request_id, input_hash(request), caller.actor
        )
        if posted.replayed:
            mark_replayed(context)
        message = voucher_message(posted.voucher) if posted.voucher else draft_message(posted.draft)
        return pb.PostVoucherTemplateResponse(voucher=message)

    async def _template(self, template_id: str) -> VoucherTemplate:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            return await VoucherTemplateRepository(transaction).get(parse_id(template_id, "id", "voucher template"))
