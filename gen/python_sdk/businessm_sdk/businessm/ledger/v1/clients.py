"""Clients of businessm.ledger.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Streaming, Unary
from . import (
    ApplyChartTemplateRequest,
    ApplyChartTemplateResponse,
    ArchiveAccountRequest,
    ArchiveAccountResponse,
    ArchiveDimensionRequest,
    ArchiveDimensionResponse,
    ArchiveDimensionTypeRequest,
    ArchiveDimensionTypeResponse,
    ArchiveVoucherTemplateRequest,
    ArchiveVoucherTemplateResponse,
    BatchCreateAccountsRequest,
    BatchCreateAccountsResponse,
    BatchGetReservationsRequest,
    BatchGetReservationsResponse,
    CancelVoucherRequest,
    CancelVoucherResponse,
    CloseFiscalYearRequest,
    CloseFiscalYearResponse,
    ClosePeriodRequest,
    ClosePeriodResponse,
    ConfirmVoucherRequest,
    ConfirmVoucherResponse,
    CreateAccountRequest,
    CreateAccountResponse,
    CreateCompanyRequest,
    CreateCompanyResponse,
    CreateDimensionRequest,
    CreateDimensionResponse,
    CreateDimensionTypeRequest,
    CreateDimensionTypeResponse,
    CreateFiscalYearRequest,
    CreateFiscalYearResponse,
    CreatePostingRuleRequest,
    CreatePostingRuleResponse,
    CreateVoucherTemplateRequest,
    CreateVoucherTemplateResponse,
    GetAccountRequest,
    GetAccountResponse,
    GetAccountStatementRequest,
    GetAccountStatementResponse,
    GetBalanceSheetRequest,
    GetBalanceSheetResponse,
    GetBalancesRequest,
    GetBalancesResponse,
    GetCompanyRequest,
    GetCompanyResponse,
    GetDimensionRequest,
    GetDimensionResponse,
    GetDimensionTypeRequest,
    GetDimensionTypeResponse,
    GetFiscalYearRequest,
    GetFiscalYearResponse,
    GetPeriodRequest,
    GetPeriodResponse,
    GetProfitAndLossRequest,
    GetProfitAndLossResponse,
    GetTrialBalanceRequest,
    GetTrialBalanceResponse,
    GetVoucherRequest,
    GetVoucherResponse,
    GetVoucherTemplateRequest,
    GetVoucherTemplateResponse,
    ListAccountsRequest,
    ListAccountsResponse,
    ListChartTemplatesRequest,
    ListChartTemplatesResponse,
    ListCompaniesRequest,
    ListCompaniesResponse,
    ListDimensionTypesRequest,
    ListDimensionTypesResponse,
    ListDimensionsRequest,
    ListDimensionsResponse,
    ListFiscalYearsRequest,
    ListFiscalYearsResponse,
    ListPeriodsRequest,
    ListPeriodsResponse,
    ListPostingRulesRequest,
    ListPostingRulesResponse,
    ListReservationsRequest,
    ListReservationsResponse,
    ListVoucherTemplatesRequest,
    ListVoucherTemplatesResponse,
    ListVouchersRequest,
    ListVouchersResponse,
    LockPeriodRequest,
    LockPeriodResponse,
    PostVoucherRequest,
    PostVoucherResponse,
    PostVoucherTemplateRequest,
    PostVoucherTemplateResponse,
    PostVouchersRequest,
    PostVouchersResponse,
    PreviewVoucherTemplateRequest,
    PreviewVoucherTemplateResponse,
    ReopenFiscalYearRequest,
    ReopenFiscalYearResponse,
    ReopenPeriodRequest,
    ReopenPeriodResponse,
    ReserveVoucherRequest,
    ReserveVoucherResponse,
    ReverseVoucherRequest,
    ReverseVoucherResponse,
    StreamGeneralLedgerRequest,
    StreamGeneralLedgerResponse,
    UnlockPeriodRequest,
    UnlockPeriodResponse,
    UpdateAccountRequest,
    UpdateAccountResponse,
    UpdateCompanyRequest,
    UpdateCompanyResponse,
    UpdateDimensionRequest,
    UpdateDimensionResponse,
    UpdateDimensionTypeRequest,
    UpdateDimensionTypeResponse,
    UpdatePostingRuleRequest,
    UpdatePostingRuleResponse,
    UpdateVoucherTemplateRequest,
    UpdateVoucherTemplateResponse,
    VerifyAuditChainRequest,
    VerifyAuditChainResponse,
)


class LedgerServiceClient:
    """What business logic sees of money: companies, charts of accounts, fiscal years and periods, posting rules,
    vouchers and what they add up to. Below it, behind one port, stands the engine that holds the money.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_company: Unary[CreateCompanyRequest, CreateCompanyResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreateCompany",
            request_serializer=CreateCompanyRequest.SerializeToString,
            response_deserializer=CreateCompanyResponse.FromString,
        )
        """Creates a company with its currencies' scales.
        Reasons: DUPLICATE_RESOURCE.
        """
        self.get_company: Unary[GetCompanyRequest, GetCompanyResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetCompany",
            request_serializer=GetCompanyRequest.SerializeToString,
            response_deserializer=GetCompanyResponse.FromString,
        )
        """Reads one company.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_companies: Unary[ListCompaniesRequest, ListCompaniesResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListCompanies",
            request_serializer=ListCompaniesRequest.SerializeToString,
            response_deserializer=ListCompaniesResponse.FromString,
        )
        """Lists companies by code."""
        self.update_company: Unary[UpdateCompanyRequest, UpdateCompanyResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UpdateCompany",
            request_serializer=UpdateCompanyRequest.SerializeToString,
            response_deserializer=UpdateCompanyResponse.FromString,
        )
        """Renames a company or adds scales; a scale once set stays.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FIELD_INVALID.
        """
        self.create_account: Unary[CreateAccountRequest, CreateAccountResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreateAccount",
            request_serializer=CreateAccountRequest.SerializeToString,
            response_deserializer=CreateAccountResponse.FromString,
        )
        """Adds an account to a company's chart.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND, ACCOUNT_UNKNOWN (parent), FIELD_INVALID (parent of another type).
        """
        self.batch_create_accounts: Unary[BatchCreateAccountsRequest, BatchCreateAccountsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/BatchCreateAccounts",
            request_serializer=BatchCreateAccountsRequest.SerializeToString,
            response_deserializer=BatchCreateAccountsResponse.FromString,
        )
        """Adds up to 500 accounts, all or none.
        Reasons: as CreateAccount.
        """
        self.get_account: Unary[GetAccountRequest, GetAccountResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetAccount",
            request_serializer=GetAccountRequest.SerializeToString,
            response_deserializer=GetAccountResponse.FromString,
        )
        """Reads one account.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_accounts: Unary[ListAccountsRequest, ListAccountsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListAccounts",
            request_serializer=ListAccountsRequest.SerializeToString,
            response_deserializer=ListAccountsResponse.FromString,
        )
        """Lists a company's accounts by code.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.update_account: Unary[UpdateAccountRequest, UpdateAccountResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UpdateAccount",
            request_serializer=UpdateAccountRequest.SerializeToString,
            response_deserializer=UpdateAccountResponse.FromString,
        )
        """Renames an account, or says which types of dimensions its lines have to name.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, DIMENSION_UNKNOWN.
        """
        self.archive_account: Unary[ArchiveAccountRequest, ArchiveAccountResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ArchiveAccount",
            request_serializer=ArchiveAccountRequest.SerializeToString,
            response_deserializer=ArchiveAccountResponse.FromString,
        )
        """Closes an account to new postings. Nothing is deleted.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.list_chart_templates: Unary[ListChartTemplatesRequest, ListChartTemplatesResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListChartTemplates",
            request_serializer=ListChartTemplatesRequest.SerializeToString,
            response_deserializer=ListChartTemplatesResponse.FromString,
        )
        """Lists the charts of accounts that a company may begin with."""
        self.apply_chart_template: Unary[ApplyChartTemplateRequest, ApplyChartTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ApplyChartTemplate",
            request_serializer=ApplyChartTemplateRequest.SerializeToString,
            response_deserializer=ApplyChartTemplateResponse.FromString,
        )
        """Adds a template's accounts to a company's chart and gives their roles, all or none. What is there already stays: applying
        it twice changes nothing.
        Reasons: RESOURCE_NOT_FOUND (company, template), FIELD_INVALID (an account of that code is of another type).
        """
        self.create_fiscal_year: Unary[CreateFiscalYearRequest, CreateFiscalYearResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreateFiscalYear",
            request_serializer=CreateFiscalYearRequest.SerializeToString,
            response_deserializer=CreateFiscalYearResponse.FromString,
        )
        """Opens a fiscal year and makes its monthly periods.
        Reasons: RESOURCE_NOT_FOUND, DUPLICATE_RESOURCE (overlaps another year), FIELD_INVALID.
        """
        self.get_fiscal_year: Unary[GetFiscalYearRequest, GetFiscalYearResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetFiscalYear",
            request_serializer=GetFiscalYearRequest.SerializeToString,
            response_deserializer=GetFiscalYearResponse.FromString,
        )
        """Reads one fiscal year.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_fiscal_years: Unary[ListFiscalYearsRequest, ListFiscalYearsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListFiscalYears",
            request_serializer=ListFiscalYearsRequest.SerializeToString,
            response_deserializer=ListFiscalYearsResponse.FromString,
        )
        """Lists a company's fiscal years by start.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.close_fiscal_year: Unary[CloseFiscalYearRequest, CloseFiscalYearResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CloseFiscalYear",
            request_serializer=CloseFiscalYearRequest.SerializeToString,
            response_deserializer=CloseFiscalYearResponse.FromString,
        )
        """Moves the year's result to retained earnings by a closing voucher on its last day, then closes all its
        periods. Where a period is reopened meanwhile and takes a voucher, the same call again moves that too.
        Reasons: RESOURCE_NOT_FOUND, FISCAL_YEAR_CLOSED, PERIOD_CLOSED, POSTING_RULE_MISSING, ACCOUNT_UNKNOWN,
        ACCOUNT_ARCHIVED, ETAG_MISMATCH, PERIOD_PENDING, CONFLICT_RETRY (a period was reopened meanwhile).
        """
        self.reopen_fiscal_year: Unary[ReopenFiscalYearRequest, ReopenFiscalYearResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ReopenFiscalYear",
            request_serializer=ReopenFiscalYearRequest.SerializeToString,
            response_deserializer=ReopenFiscalYearResponse.FromString,
        )
        """Takes a year's closing voucher back by a mirrored one on the same day and reopens the year, with the periods that
        were closed with it; those that were closed before stay closed. A close that was interrupted is taken back alike.
        Reopening an open year answers it unchanged. Audited, and a permission of its own.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FISCAL_YEAR_CLOSED (a later year is closed: reopen that one first),
        PERIOD_CLOSED, CONFLICT_RETRY (the year is being closed at the same time).
        """
        self.get_period: Unary[GetPeriodRequest, GetPeriodResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetPeriod",
            request_serializer=GetPeriodRequest.SerializeToString,
            response_deserializer=GetPeriodResponse.FromString,
        )
        """Reads one period.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_periods: Unary[ListPeriodsRequest, ListPeriodsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListPeriods",
            request_serializer=ListPeriodsRequest.SerializeToString,
            response_deserializer=ListPeriodsResponse.FromString,
        )
        """Lists a company's periods by start.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.close_period: Unary[ClosePeriodRequest, ClosePeriodResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ClosePeriod",
            request_serializer=ClosePeriodRequest.SerializeToString,
            response_deserializer=ClosePeriodResponse.FromString,
        )
        """Closes a period: no voucher is let in any more, and what is held in it is waited for. Closing a closed one answers it
        unchanged.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, PERIOD_PENDING.
        """
        self.reopen_period: Unary[ReopenPeriodRequest, ReopenPeriodResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ReopenPeriod",
            request_serializer=ReopenPeriodRequest.SerializeToString,
            response_deserializer=ReopenPeriodResponse.FromString,
        )
        """Reopens a closed period. Audited, and a permission of its own.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, FISCAL_YEAR_CLOSED.
        """
        self.lock_period: Unary[LockPeriodRequest, LockPeriodResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/LockPeriod",
            request_serializer=LockPeriodRequest.SerializeToString,
            response_deserializer=LockPeriodResponse.FromString,
        )
        """Lets no more vouchers of one domain into an open period; what is held already is still confirmed. Locking twice changes
        nothing.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, PERIOD_CLOSED (it is open to nobody).
        """
        self.unlock_period: Unary[UnlockPeriodRequest, UnlockPeriodResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UnlockPeriod",
            request_serializer=UnlockPeriodRequest.SerializeToString,
            response_deserializer=UnlockPeriodResponse.FromString,
        )
        """Takes a lock back. Audited, and a permission of its own.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, PERIOD_CLOSED (reopen it first).
        """
        self.create_posting_rule: Unary[CreatePostingRuleRequest, CreatePostingRuleResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreatePostingRule",
            request_serializer=CreatePostingRuleRequest.SerializeToString,
            response_deserializer=CreatePostingRuleResponse.FromString,
        )
        """Says which account plays a role.
        Reasons: RESOURCE_NOT_FOUND, DUPLICATE_RESOURCE, ACCOUNT_UNKNOWN.
        """
        self.list_posting_rules: Unary[ListPostingRulesRequest, ListPostingRulesResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListPostingRules",
            request_serializer=ListPostingRulesRequest.SerializeToString,
            response_deserializer=ListPostingRulesResponse.FromString,
        )
        """Lists a company's posting rules by role.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.update_posting_rule: Unary[UpdatePostingRuleRequest, UpdatePostingRuleResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UpdatePostingRule",
            request_serializer=UpdatePostingRuleRequest.SerializeToString,
            response_deserializer=UpdatePostingRuleResponse.FromString,
        )
        """Gives a role to another account, for vouchers from now on.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, ACCOUNT_UNKNOWN.
        """
        self.create_dimension_type: Unary[CreateDimensionTypeRequest, CreateDimensionTypeResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreateDimensionType",
            request_serializer=CreateDimensionTypeRequest.SerializeToString,
            response_deserializer=CreateDimensionTypeResponse.FromString,
        )
        """Adds a type of dimension.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND.
        """
        self.get_dimension_type: Unary[GetDimensionTypeRequest, GetDimensionTypeResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetDimensionType",
            request_serializer=GetDimensionTypeRequest.SerializeToString,
            response_deserializer=GetDimensionTypeResponse.FromString,
        )
        """Reads a type of dimension.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_dimension_types: Unary[ListDimensionTypesRequest, ListDimensionTypesResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListDimensionTypes",
            request_serializer=ListDimensionTypesRequest.SerializeToString,
            response_deserializer=ListDimensionTypesResponse.FromString,
        )
        """Lists a company's types of dimensions by code.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.update_dimension_type: Unary[UpdateDimensionTypeRequest, UpdateDimensionTypeResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UpdateDimensionType",
            request_serializer=UpdateDimensionTypeRequest.SerializeToString,
            response_deserializer=UpdateDimensionTypeResponse.FromString,
        )
        """Renames a type of dimension.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.archive_dimension_type: Unary[ArchiveDimensionTypeRequest, ArchiveDimensionTypeResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ArchiveDimensionType",
            request_serializer=ArchiveDimensionTypeRequest.SerializeToString,
            response_deserializer=ArchiveDimensionTypeResponse.FromString,
        )
        """Keeps a type of dimension off new lines. Nothing is deleted.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.create_dimension: Unary[CreateDimensionRequest, CreateDimensionResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreateDimension",
            request_serializer=CreateDimensionRequest.SerializeToString,
            response_deserializer=CreateDimensionResponse.FromString,
        )
        """Adds a dimension.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND, DIMENSION_UNKNOWN (type, parent).
        """
        self.get_dimension: Unary[GetDimensionRequest, GetDimensionResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetDimension",
            request_serializer=GetDimensionRequest.SerializeToString,
            response_deserializer=GetDimensionResponse.FromString,
        )
        """Reads a dimension.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_dimensions: Unary[ListDimensionsRequest, ListDimensionsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListDimensions",
            request_serializer=ListDimensionsRequest.SerializeToString,
            response_deserializer=ListDimensionsResponse.FromString,
        )
        """Lists a company's dimensions by type and code.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.update_dimension: Unary[UpdateDimensionRequest, UpdateDimensionResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UpdateDimension",
            request_serializer=UpdateDimensionRequest.SerializeToString,
            response_deserializer=UpdateDimensionResponse.FromString,
        )
        """Renames a dimension.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.archive_dimension: Unary[ArchiveDimensionRequest, ArchiveDimensionResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ArchiveDimension",
            request_serializer=ArchiveDimensionRequest.SerializeToString,
            response_deserializer=ArchiveDimensionResponse.FromString,
        )
        """Keeps a dimension off new lines. Nothing is deleted.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.reserve_voucher: Unary[ReserveVoucherRequest, ReserveVoucherResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ReserveVoucher",
            request_serializer=ReserveVoucherRequest.SerializeToString,
            response_deserializer=ReserveVoucherResponse.FromString,
        )
        """Holds a balanced voucher for a document: period, accounts, roles and scales are checked now and frozen. The
        posting's id is the idempotency key: the same call again answers the same voucher.
        Reasons: as PostVoucher, and VOUCHER_ALREADY_REVERSED, RESERVATION_CANCELLED, RESERVATION_DIFFERS.
        """
        self.confirm_voucher: Unary[ConfirmVoucherRequest, ConfirmVoucherResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ConfirmVoucher",
            request_serializer=ConfirmVoucherRequest.SerializeToString,
            response_deserializer=ConfirmVoucherResponse.FromString,
        )
        """Puts the voucher held for a decided posting into the books, with a number. Refuses nothing that is held.
        Reasons: RESERVATION_UNKNOWN, RESERVATION_CANCELLED.
        """
        self.cancel_voucher: Unary[CancelVoucherRequest, CancelVoucherResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CancelVoucher",
            request_serializer=CancelVoucherRequest.SerializeToString,
            response_deserializer=CancelVoucherResponse.FromString,
        )
        """Drops the voucher held for a posting that has a tombstone. One never seen is remembered and refused when it comes.
        Reasons: STATE_INVALID (it is in the books).
        """
        self.list_reservations: Unary[ListReservationsRequest, ListReservationsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListReservations",
            request_serializer=ListReservationsRequest.SerializeToString,
            response_deserializer=ListReservationsResponse.FromString,
        )
        """Lists what is held for documents that are being posted, or was: by state, in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.batch_get_reservations: Unary[BatchGetReservationsRequest, BatchGetReservationsResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/BatchGetReservations",
            request_serializer=BatchGetReservationsRequest.SerializeToString,
            response_deserializer=BatchGetReservationsResponse.FromString,
        )
        """Reads what became of up to 250 postings at once."""
        self.post_voucher: Unary[PostVoucherRequest, PostVoucherResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/PostVoucher",
            request_serializer=PostVoucherRequest.SerializeToString,
            response_deserializer=PostVoucherResponse.FromString,
        )
        """Posts one voucher: checked, numbered and durable when answered. Debit = credit in every currency and, where lines
        have functional amounts, in the company's own.
        Reasons: VOUCHER_UNBALANCED, PERIOD_CLOSED, PERIOD_LOCKED, ACCOUNT_UNKNOWN, ACCOUNT_ARCHIVED, POSTING_RULE_MISSING,
        AMOUNT_MALFORMED,
        AMOUNT_SCALE_EXCEEDED, DIMENSION_UNKNOWN, DIMENSION_ARCHIVED, DIMENSION_REQUIRED, REQUEST_ID_REUSED,
        DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND.
        """
        self.post_vouchers: Unary[PostVouchersRequest, PostVouchersResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/PostVouchers",
            request_serializer=PostVouchersRequest.SerializeToString,
            response_deserializer=PostVouchersResponse.FromString,
        )
        """Posts up to 500 vouchers of a company, each standing or falling alone.
        Reasons: per voucher as PostVoucher.
        """
        self.reverse_voucher: Unary[ReverseVoucherRequest, ReverseVoucherResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ReverseVoucher",
            request_serializer=ReverseVoucherRequest.SerializeToString,
            response_deserializer=ReverseVoucherResponse.FromString,
        )
        """Takes a voucher back by a mirrored one dated in an open period. A fiscal year's closing voucher is taken back by
        ReopenFiscalYear.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, VOUCHER_ALREADY_REVERSED, PERIOD_CLOSED, FISCAL_YEAR_CLOSED (a closing
        voucher), REQUEST_ID_REUSED.
        """
        self.get_voucher: Unary[GetVoucherRequest, GetVoucherResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetVoucher",
            request_serializer=GetVoucherRequest.SerializeToString,
            response_deserializer=GetVoucherResponse.FromString,
        )
        """Reads one voucher with its lines.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_vouchers: Unary[ListVouchersRequest, ListVouchersResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListVouchers",
            request_serializer=ListVouchersRequest.SerializeToString,
            response_deserializer=ListVouchersResponse.FromString,
        )
        """Lists a company's vouchers by posting date, without lines.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.create_voucher_template: Unary[CreateVoucherTemplateRequest, CreateVoucherTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/CreateVoucherTemplate",
            request_serializer=CreateVoucherTemplateRequest.SerializeToString,
            response_deserializer=CreateVoucherTemplateResponse.FromString,
        )
        """Writes a voucher down that is posted again and again. What its lines name is judged when it is posted; preview it.
        Reasons: RESOURCE_NOT_FOUND, DUPLICATE_RESOURCE, FIELD_INVALID.
        """
        self.get_voucher_template: Unary[GetVoucherTemplateRequest, GetVoucherTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetVoucherTemplate",
            request_serializer=GetVoucherTemplateRequest.SerializeToString,
            response_deserializer=GetVoucherTemplateResponse.FromString,
        )
        """Reads one voucher template.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_voucher_templates: Unary[ListVoucherTemplatesRequest, ListVoucherTemplatesResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ListVoucherTemplates",
            request_serializer=ListVoucherTemplatesRequest.SerializeToString,
            response_deserializer=ListVoucherTemplatesResponse.FromString,
        )
        """Lists a company's voucher templates by code.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.update_voucher_template: Unary[UpdateVoucherTemplateRequest, UpdateVoucherTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/UpdateVoucherTemplate",
            request_serializer=UpdateVoucherTemplateRequest.SerializeToString,
            response_deserializer=UpdateVoucherTemplateResponse.FromString,
        )
        """Changes what a template posts from now on; its schedule stays.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.archive_voucher_template: Unary[ArchiveVoucherTemplateRequest, ArchiveVoucherTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/ArchiveVoucherTemplate",
            request_serializer=ArchiveVoucherTemplateRequest.SerializeToString,
            response_deserializer=ArchiveVoucherTemplateResponse.FromString,
        )
        """Ends a template. What it has posted stays.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.preview_voucher_template: Unary[PreviewVoucherTemplateRequest, PreviewVoucherTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/PreviewVoucherTemplate",
            request_serializer=PreviewVoucherTemplateRequest.SerializeToString,
            response_deserializer=PreviewVoucherTemplateResponse.FromString,
        )
        """Shows what falls due up to a day, and what it would come to today. Posts nothing.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.post_voucher_template: Unary[PostVoucherTemplateRequest, PostVoucherTemplateResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/PostVoucherTemplate",
            request_serializer=PostVoucherTemplateRequest.SerializeToString,
            response_deserializer=PostVoucherTemplateResponse.FromString,
        )
        """Posts a template by hand, whatever falls due.
        Reasons: as PostVoucher, with fields of the voucher; RESOURCE_ARCHIVED.
        """
        self.get_trial_balance: Unary[GetTrialBalanceRequest, GetTrialBalanceResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetTrialBalance",
            request_serializer=GetTrialBalanceRequest.SerializeToString,
            response_deserializer=GetTrialBalanceResponse.FromString,
        )
        """Sums of every account at the end of a day, or of the movements between two days.
        Reasons: RESOURCE_NOT_FOUND, DIMENSION_UNKNOWN.
        """
        self.get_balances: Unary[GetBalancesRequest, GetBalancesResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetBalances",
            request_serializer=GetBalancesRequest.SerializeToString,
            response_deserializer=GetBalancesResponse.FromString,
        )
        """Balances and units of one account, of a subtree, or of all.
        Reasons: RESOURCE_NOT_FOUND, ACCOUNT_UNKNOWN, DIMENSION_UNKNOWN.
        """
        self.get_profit_and_loss: Unary[GetProfitAndLossRequest, GetProfitAndLossResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetProfitAndLoss",
            request_serializer=GetProfitAndLossRequest.SerializeToString,
            response_deserializer=GetProfitAndLossResponse.FromString,
        )
        """Income statement between two days.
        Reasons: RESOURCE_NOT_FOUND, DIMENSION_UNKNOWN.
        """
        self.get_balance_sheet: Unary[GetBalanceSheetRequest, GetBalanceSheetResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetBalanceSheet",
            request_serializer=GetBalanceSheetRequest.SerializeToString,
            response_deserializer=GetBalanceSheetResponse.FromString,
        )
        """Balance sheet at the end of a day.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.get_account_statement: Unary[GetAccountStatementRequest, GetAccountStatementResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/GetAccountStatement",
            request_serializer=GetAccountStatementRequest.SerializeToString,
            response_deserializer=GetAccountStatementResponse.FromString,
        )
        """Entries of one account with a running balance, in pages.
        Reasons: RESOURCE_NOT_FOUND, ACCOUNT_UNKNOWN, DIMENSION_UNKNOWN.
        """
        self.stream_general_ledger: Streaming[StreamGeneralLedgerRequest, StreamGeneralLedgerResponse] = channel.unary_stream(
            "/businessm.ledger.v1.LedgerService/StreamGeneralLedger",
            request_serializer=StreamGeneralLedgerRequest.SerializeToString,
            response_deserializer=StreamGeneralLedgerResponse.FromString,
        )
        """Streams the general ledger: every sealed voucher with its lines, in the order of the audit chain.
        Reasons: RESOURCE_NOT_FOUND.
        buf:lint:ignore RPC_NO_SERVER_STREAMING
        """
        self.verify_audit_chain: Unary[VerifyAuditChainRequest, VerifyAuditChainResponse] = channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/VerifyAuditChain",
            request_serializer=VerifyAuditChainRequest.SerializeToString,
            response_deserializer=VerifyAuditChainResponse.FromString,
        )
        """Proves that no sealed voucher of a company was changed, added or taken away behind the books' back, one stretch of
        the chain in a call; names the vouchers that are not sealed yet.
        Reasons: RESOURCE_NOT_FOUND.
        """
