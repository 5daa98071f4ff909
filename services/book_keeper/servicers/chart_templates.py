"""Chart templates."""

import grpc
from businessm.ledger.v1 import chart_template_pb2 as pb
from m_kit.errors import NotFound
from m_kit.ids import parse_id
from m_kit.uow import Transaction

from book_keeper.servicers.environment import Books
from book_keeper.usecases.apply_chart_template import apply_chart_template


class ChartTemplateRpcs:
    """See ledger_service.proto."""

    books: Books

    async def ListChartTemplates(
        self, _: pb.ListChartTemplatesRequest, context: grpc.aio.ServicerContext
    ) -> pb.ListChartTemplatesResponse:
        return pb.ListChartTemplatesResponse(
            chart_templates=[
                pb.ChartTemplate(code=one.code, name=one.name, account_count=len(one.accounts), roles=sorted(one.roles))
                for one in self.books.chart_templates.values()
            ]
        )

    async def ApplyChartTemplate(
        self, request: pb.ApplyChartTemplateRequest, context: grpc.aio.ServicerContext
    ) -> pb.ApplyChartTemplateResponse:
        template = self.books.chart_templates.get(request.chart_template_code)
        if template is None:
            raise NotFound(f"no chart template {request.chart_template_code!r}", field="chart_template_code")
        company_id = parse_id(request.company_id, "company_id", "company")

        async def apply(transaction: Transaction) -> pb.ApplyChartTemplateResponse:
            accounts, rules = await apply_chart_template(transaction, company_id, template, self.books.clock.now())
            return pb.ApplyChartTemplateResponse(accounts_created=accounts, posting_rules_created=rules)

        return await self.books.write(request, context, pb.ApplyChartTemplateResponse, apply)
