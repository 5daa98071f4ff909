"""Clients of businessm.finance.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    ArchiveCustomerRequest,
    ArchiveCustomerResponse,
    ArchiveSupplierRequest,
    ArchiveSupplierResponse,
    BatchGetCustomersRequest,
    BatchGetCustomersResponse,
    BatchGetSuppliersRequest,
    BatchGetSuppliersResponse,
    CreateCustomerRequest,
    CreateCustomerResponse,
    CreateJournalEntryRequest,
    CreateJournalEntryResponse,
    CreateSupplierRequest,
    CreateSupplierResponse,
    DeleteJournalEntryRequest,
    DeleteJournalEntryResponse,
    GetCustomerFormRequest,
    GetCustomerFormResponse,
    GetCustomerRequest,
    GetCustomerResponse,
    GetJournalEntryRequest,
    GetJournalEntryResponse,
    GetSupplierFormRequest,
    GetSupplierFormResponse,
    GetSupplierRequest,
    GetSupplierResponse,
    ImportJournalRequest,
    ImportJournalResponse,
    ListCustomersRequest,
    ListCustomersResponse,
    ListJournalEntriesRequest,
    ListJournalEntriesResponse,
    ListSuppliersRequest,
    ListSuppliersResponse,
    PostJournalEntryRequest,
    PostJournalEntryResponse,
    ReverseJournalEntryRequest,
    ReverseJournalEntryResponse,
    UpdateCustomerRequest,
    UpdateCustomerResponse,
    UpdateJournalEntryRequest,
    UpdateJournalEntryResponse,
    UpdateSupplierRequest,
    UpdateSupplierResponse,
)


class CustomerServiceClient:
    """Customers: parties that the business sells to."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_customer: Unary[CreateCustomerRequest, CreateCustomerResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/CreateCustomer",
            request_serializer=CreateCustomerRequest.SerializeToString,
            response_deserializer=CreateCustomerResponse.FromString,
        )
        """Makes a party a customer: one that is there (party_id), or a new one (party), which masters makes first under an id
        derived from the request_id, so that a retry finds both.
        Reasons: RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (party_id), DUPLICATE_RESOURCE (party_id: it is one already;
        party.code), REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_customer: Unary[GetCustomerRequest, GetCustomerResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/GetCustomer",
            request_serializer=GetCustomerRequest.SerializeToString,
            response_deserializer=GetCustomerResponse.FromString,
        )
        """Reads one customer.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.get_customer_form: Unary[GetCustomerFormRequest, GetCustomerFormResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/GetCustomerForm",
            request_serializer=GetCustomerFormRequest.SerializeToString,
            response_deserializer=GetCustomerFormResponse.FromString,
        )
        """One customer with what is needed to draw its form: one call for both.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_customers: Unary[BatchGetCustomersRequest, BatchGetCustomersResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/BatchGetCustomers",
            request_serializer=BatchGetCustomersRequest.SerializeToString,
            response_deserializer=BatchGetCustomersResponse.FromString,
        )
        """Reads up to 250 customers at once, without their names."""
        self.list_customers: Unary[ListCustomersRequest, ListCustomersResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/ListCustomers",
            request_serializer=ListCustomersRequest.SerializeToString,
            response_deserializer=ListCustomersResponse.FromString,
        )
        """Lists customers in pages, by id.
        Reasons: FIELD_INVALID (page_token, filter).
        """
        self.update_customer: Unary[UpdateCustomerRequest, UpdateCustomerResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/UpdateCustomer",
            request_serializer=UpdateCustomerRequest.SerializeToString,
            response_deserializer=UpdateCustomerResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.archive_customer: Unary[ArchiveCustomerRequest, ArchiveCustomerResponse] = channel.unary_unary(
            "/businessm.finance.v1.CustomerService/ArchiveCustomer",
            request_serializer=ArchiveCustomerRequest.SerializeToString,
            response_deserializer=ArchiveCustomerResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """


class JournalEntryServiceClient:
    """Journal entries: written as drafts, posted to the ledger, reversed."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_journal_entry: Unary[CreateJournalEntryRequest, CreateJournalEntryResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/CreateJournalEntry",
            request_serializer=CreateJournalEntryRequest.SerializeToString,
            response_deserializer=CreateJournalEntryResponse.FromString,
        )
        """Creates a journal entry.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_journal_entry: Unary[GetJournalEntryRequest, GetJournalEntryResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/GetJournalEntry",
            request_serializer=GetJournalEntryRequest.SerializeToString,
            response_deserializer=GetJournalEntryResponse.FromString,
        )
        """Reads one journal entry.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_journal_entries: Unary[ListJournalEntriesRequest, ListJournalEntriesResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/ListJournalEntries",
            request_serializer=ListJournalEntriesRequest.SerializeToString,
            response_deserializer=ListJournalEntriesResponse.FromString,
        )
        """Lists journal entries in pages, by posting date, without lines.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_journal_entry: Unary[UpdateJournalEntryRequest, UpdateJournalEntryResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/UpdateJournalEntry",
            request_serializer=UpdateJournalEntryRequest.SerializeToString,
            response_deserializer=UpdateJournalEntryResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_INVALID.
        """
        self.delete_journal_entry: Unary[DeleteJournalEntryRequest, DeleteJournalEntryResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/DeleteJournalEntry",
            request_serializer=DeleteJournalEntryRequest.SerializeToString,
            response_deserializer=DeleteJournalEntryResponse.FromString,
        )
        """Deletes a draft.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID.
        """
        self.post_journal_entry: Unary[PostJournalEntryRequest, PostJournalEntryResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/PostJournalEntry",
            request_serializer=PostJournalEntryRequest.SerializeToString,
            response_deserializer=PostJournalEntryResponse.FromString,
        )
        """Posts a draft: it becomes a voucher of the ledger. What the ledger refuses is named on the entry's own fields.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, VOUCHER_UNBALANCED, PERIOD_CLOSED, ACCOUNT_UNKNOWN,
        ACCOUNT_ARCHIVED, POSTING_RULE_MISSING, AMOUNT_SCALE_EXCEEDED.
        """
        self.reverse_journal_entry: Unary[ReverseJournalEntryRequest, ReverseJournalEntryResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalEntryService/ReverseJournalEntry",
            request_serializer=ReverseJournalEntryRequest.SerializeToString,
            response_deserializer=ReverseJournalEntryResponse.FromString,
        )
        """Takes a posted journal entry back by a voucher with the sides changed.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID, DOCUMENT_POSTING, PERIOD_CLOSED, VOUCHER_ALREADY_REVERSED.
        """


class JournalImportServiceClient:
    """Brings journals of other systems into the ledger: rows as they stand in a file, checked, completed by a rounding
    line where they nearly balance, and forwarded to the ledger. Makes no journal entries of its own.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.import_journal: Unary[ImportJournalRequest, ImportJournalResponse] = channel.unary_unary(
            "/businessm.finance.v1.JournalImportService/ImportJournal",
            request_serializer=ImportJournalRequest.SerializeToString,
            response_deserializer=ImportJournalResponse.FromString,
        )
        """Imports up to 500 transactions of one source. Each goes under an id derived from (company, source, txn), so the
        same call again posts nothing twice. With validate_only nothing is posted and every refusal is listed; without a
        company_id only what needs no company is checked. One bad row refuses the whole call.
        Reasons stand in the rows' errors: AMOUNT_MALFORMED, AMOUNT_SCALE_EXCEEDED, FIELD_REQUIRED, FIELD_PATTERN,
        FIELD_INVALID, VOUCHER_UNBALANCED, ACCOUNT_UNKNOWN, ACCOUNT_ARCHIVED, POSTING_RULE_MISSING, PERIOD_CLOSED,
        REQUEST_ID_REUSED. A repeated call answers what is in the books: its transactions as already posted.
        Reasons: RESOURCE_NOT_FOUND, FIELD_REQUIRED, FIELD_INVALID, CONFLICT_RETRY.
        """


class SupplierServiceClient:
    """Suppliers: parties that the business buys from."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_supplier: Unary[CreateSupplierRequest, CreateSupplierResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/CreateSupplier",
            request_serializer=CreateSupplierRequest.SerializeToString,
            response_deserializer=CreateSupplierResponse.FromString,
        )
        """Makes a party a supplier: one that is there (party_id), or a new one (party), which masters makes first under an id
        derived from the request_id, so that a retry finds both.
        Reasons: RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (party_id), DUPLICATE_RESOURCE (party_id: it is one already;
        party.code), REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_supplier: Unary[GetSupplierRequest, GetSupplierResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/GetSupplier",
            request_serializer=GetSupplierRequest.SerializeToString,
            response_deserializer=GetSupplierResponse.FromString,
        )
        """Reads one supplier.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.get_supplier_form: Unary[GetSupplierFormRequest, GetSupplierFormResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/GetSupplierForm",
            request_serializer=GetSupplierFormRequest.SerializeToString,
            response_deserializer=GetSupplierFormResponse.FromString,
        )
        """One supplier with what is needed to draw its form: one call for both.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_suppliers: Unary[BatchGetSuppliersRequest, BatchGetSuppliersResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/BatchGetSuppliers",
            request_serializer=BatchGetSuppliersRequest.SerializeToString,
            response_deserializer=BatchGetSuppliersResponse.FromString,
        )
        """Reads up to 250 suppliers at once, without their names."""
        self.list_suppliers: Unary[ListSuppliersRequest, ListSuppliersResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/ListSuppliers",
            request_serializer=ListSuppliersRequest.SerializeToString,
            response_deserializer=ListSuppliersResponse.FromString,
        )
        """Lists suppliers in pages, by id.
        Reasons: FIELD_INVALID (page_token, filter).
        """
        self.update_supplier: Unary[UpdateSupplierRequest, UpdateSupplierResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/UpdateSupplier",
            request_serializer=UpdateSupplierRequest.SerializeToString,
            response_deserializer=UpdateSupplierResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.archive_supplier: Unary[ArchiveSupplierRequest, ArchiveSupplierResponse] = channel.unary_unary(
            "/businessm.finance.v1.SupplierService/ArchiveSupplier",
            request_serializer=ArchiveSupplierRequest.SerializeToString,
            response_deserializer=ArchiveSupplierResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
