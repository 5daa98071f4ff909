"""What commands ask of the ledger."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from businessm.ledger.v1 import (
    account_pb2,
    chart_template_pb2,
    company_pb2,
    fiscal_year_pb2,
    ledger_service_pb2_grpc,
    posting_rule_pb2,
)

from business_m.cli.connection import Connection
from business_m.cli.outcome import REFUSED, Ended

ACCOUNTS_A_CALL = 500
PAGE_SIZE = 250


class LedgerClient:
    """The ledger's calls, each under an id of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.stub = ledger_service_pb2_grpc.LedgerServiceStub(connection.channel)

    def call(self, method: Any, request: Any) -> Any:
        """As Connection.call."""
        return self._connection.call(method, request)

    def find_company(self, code: str) -> company_pb2.Company | None:
        """The company of this code."""
        found = self.call(self.stub.ListCompanies, company_pb2.ListCompaniesRequest(code=code)).companies
        return found[0] if found else None

    def company(self, code: str) -> company_pb2.Company:
        """The company of this code. Raises Ended."""
        found = self.find_company(code)
        if found is None:
            raise Ended(
                f"no company {code!r}: make it with `m company create --code {code} --currency ...`",
                REFUSED,
                reason="RESOURCE_NOT_FOUND",
            )
        return found

    def create_company(self, code: str, currency: str, scales: Mapping[str, int]) -> company_pb2.Company:
        """A new company."""
        message = company_pb2.Company(
            code=code,
            currency_code=currency,
            scales=[company_pb2.CurrencyScale(currency_code=name, scale=scale) for name, scale in scales.items()],
        )
        request = company_pb2.CreateCompanyRequest(request_id=_new_request(), company=message)
        made: company_pb2.Company = self.call(self.stub.CreateCompany, request).company
        return made

    def add_scales(self, company: company_pb2.Company, scales: Mapping[str, int]) -> company_pb2.Company:
        """Declares currencies that the company does not keep yet."""
        changed = company_pb2.Company(
            id=company.id,
            etag=company.etag,
            scales=[company_pb2.CurrencyScale(currency_code=name, scale=scale) for name, scale in scales.items()],
        )
        request = company_pb2.UpdateCompanyRequest(request_id=_new_request(), company=changed)
        request.update_mask.paths.append("scales")
        updated: company_pb2.Company = self.call(self.stub.UpdateCompany, request).company
        return updated

    def accounts(self, company_id: str) -> Iterator[account_pb2.Account]:
        """The whole chart, by code."""
        token = ""
        while True:
            request = account_pb2.ListAccountsRequest(company_id=company_id, page_size=PAGE_SIZE, page_token=token)
            page = self.call(self.stub.ListAccounts, request)
            yield from page.accounts
            token = page.next_page_token
            if not token:
                return

    def create_accounts(self, accounts: Sequence[account_pb2.Account]) -> None:
        """Adds accounts, parents before children."""
        for start in range(0, len(accounts), ACCOUNTS_A_CALL):
            request = account_pb2.BatchCreateAccountsRequest(
                request_id=_new_request(), accounts=accounts[start : start + ACCOUNTS_A_CALL]
            )
            self.call(self.stub.BatchCreateAccounts, request)

    def apply_chart_template(self, company_id: str, code: str) -> chart_template_pb2.ApplyChartTemplateResponse:
        """Accounts and roles of a template, where they are not there yet."""
        request = chart_template_pb2.ApplyChartTemplateRequest(
            request_id=_new_request(), company_id=company_id, chart_template_code=code
        )
        made: chart_template_pb2.ApplyChartTemplateResponse = self.call(self.stub.ApplyChartTemplate, request)
        return made

    def fiscal_years(self, company_id: str) -> list[fiscal_year_pb2.FiscalYear]:
        """The company's years."""
        request = fiscal_year_pb2.ListFiscalYearsRequest(company_id=company_id, page_size=PAGE_SIZE)
        return list(self.call(self.stub.ListFiscalYears, request).fiscal_years)

    def create_fiscal_year(self, company_id: str, start: str, end: str) -> None:
        """A new year with its periods."""
        year = fiscal_year_pb2.FiscalYear(company_id=company_id, start_date=start, end_date=end)
        request = fiscal_year_pb2.CreateFiscalYearRequest(request_id=_new_request(), fiscal_year=year)
        self.call(self.stub.CreateFiscalYear, request)

    def has_posting_rule(self, company_id: str, role: str) -> bool:
        """Whether an account plays the role."""
        request = posting_rule_pb2.ListPostingRulesRequest(company_id=company_id, page_size=PAGE_SIZE)
        return any(rule.role == role for rule in self.call(self.stub.ListPostingRules, request).posting_rules)

    def create_posting_rule(self, company_id: str, role: str, account_code: str) -> None:
        """Gives a role to an account."""
        rule = posting_rule_pb2.PostingRule(company_id=company_id, role=role, account_code=account_code)
        request = posting_rule_pb2.CreatePostingRuleRequest(request_id=_new_request(), posting_rule=rule)
        self.call(self.stub.CreatePostingRule, request)


def _new_request() -> str:
    return str(uuid.uuid4())
