"""Clients of businessm.masters.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    ArchiveAddressRequest,
    ArchiveAddressResponse,
    ArchiveCurrencyRequest,
    ArchiveCurrencyResponse,
    ArchiveItemRequest,
    ArchiveItemResponse,
    ArchivePartyRequest,
    ArchivePartyResponse,
    ArchiveUomConversionRequest,
    ArchiveUomConversionResponse,
    ArchiveUomRequest,
    ArchiveUomResponse,
    BatchGetAddressesRequest,
    BatchGetAddressesResponse,
    BatchGetCurrenciesRequest,
    BatchGetCurrenciesResponse,
    BatchGetItemsRequest,
    BatchGetItemsResponse,
    BatchGetPartiesRequest,
    BatchGetPartiesResponse,
    BatchGetUomConversionsRequest,
    BatchGetUomConversionsResponse,
    BatchGetUomsRequest,
    BatchGetUomsResponse,
    ConvertQuantitiesRequest,
    ConvertQuantitiesResponse,
    CreateAddressRequest,
    CreateAddressResponse,
    CreateCurrencyRequest,
    CreateCurrencyResponse,
    CreateItemRequest,
    CreateItemResponse,
    CreatePartyRequest,
    CreatePartyResponse,
    CreateStandardCostRequest,
    CreateStandardCostResponse,
    CreateUomConversionRequest,
    CreateUomConversionResponse,
    CreateUomRequest,
    CreateUomResponse,
    GetAddressRequest,
    GetAddressResponse,
    GetCurrencyRequest,
    GetCurrencyResponse,
    GetItemRequest,
    GetItemResponse,
    GetPartyRequest,
    GetPartyResponse,
    GetStandardCostRequest,
    GetStandardCostResponse,
    GetUomConversionRequest,
    GetUomConversionResponse,
    GetUomRequest,
    GetUomResponse,
    ListAddressesRequest,
    ListAddressesResponse,
    ListCurrenciesRequest,
    ListCurrenciesResponse,
    ListItemsRequest,
    ListItemsResponse,
    ListPartiesRequest,
    ListPartiesResponse,
    ListStandardCostsRequest,
    ListStandardCostsResponse,
    ListUomConversionsRequest,
    ListUomConversionsResponse,
    ListUomsRequest,
    ListUomsResponse,
    ResolveBarcodeRequest,
    ResolveBarcodeResponse,
    ResolveStandardCostsRequest,
    ResolveStandardCostsResponse,
    UpdateAddressRequest,
    UpdateAddressResponse,
    UpdateCurrencyRequest,
    UpdateCurrencyResponse,
    UpdateItemRequest,
    UpdateItemResponse,
    UpdatePartyRequest,
    UpdatePartyResponse,
    UpdateUomConversionRequest,
    UpdateUomConversionResponse,
    UpdateUomRequest,
    UpdateUomResponse,
)


class AddressServiceClient:
    """Addresses of parties."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_address: Unary[CreateAddressRequest, CreateAddressResponse] = channel.unary_unary(
            "/businessm.masters.v1.AddressService/CreateAddress",
            request_serializer=CreateAddressRequest.SerializeToString,
            response_deserializer=CreateAddressResponse.FromString,
        )
        """Creates an address.
        Reasons: DUPLICATE_RESOURCE, RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (party_id), REQUEST_ID_REUSED, FIELD_REQUIRED,
        FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_address: Unary[GetAddressRequest, GetAddressResponse] = channel.unary_unary(
            "/businessm.masters.v1.AddressService/GetAddress",
            request_serializer=GetAddressRequest.SerializeToString,
            response_deserializer=GetAddressResponse.FromString,
        )
        """Reads one address.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_addresses: Unary[BatchGetAddressesRequest, BatchGetAddressesResponse] = channel.unary_unary(
            "/businessm.masters.v1.AddressService/BatchGetAddresses",
            request_serializer=BatchGetAddressesRequest.SerializeToString,
            response_deserializer=BatchGetAddressesResponse.FromString,
        )
        """Reads up to 250 addresses at once."""
        self.list_addresses: Unary[ListAddressesRequest, ListAddressesResponse] = channel.unary_unary(
            "/businessm.masters.v1.AddressService/ListAddresses",
            request_serializer=ListAddressesRequest.SerializeToString,
            response_deserializer=ListAddressesResponse.FromString,
        )
        """Lists the addresses of a party in pages, by label.
        Reasons: FIELD_INVALID (page_token, filter).
        """
        self.update_address: Unary[UpdateAddressRequest, UpdateAddressResponse] = channel.unary_unary(
            "/businessm.masters.v1.AddressService/UpdateAddress",
            request_serializer=UpdateAddressRequest.SerializeToString,
            response_deserializer=UpdateAddressResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID,
        RESOURCE_ARCHIVED (is_default of an archived one).
        """
        self.archive_address: Unary[ArchiveAddressRequest, ArchiveAddressResponse] = channel.unary_unary(
            "/businessm.masters.v1.AddressService/ArchiveAddress",
            request_serializer=ArchiveAddressRequest.SerializeToString,
            response_deserializer=ArchiveAddressResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """


class CurrencyServiceClient:
    """Currencies: those of ISO 4217 are there from the start, a tenant adds units of its own."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_currency: Unary[CreateCurrencyRequest, CreateCurrencyResponse] = channel.unary_unary(
            "/businessm.masters.v1.CurrencyService/CreateCurrency",
            request_serializer=CreateCurrencyRequest.SerializeToString,
            response_deserializer=CreateCurrencyResponse.FromString,
        )
        """Creates a currency.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_currency: Unary[GetCurrencyRequest, GetCurrencyResponse] = channel.unary_unary(
            "/businessm.masters.v1.CurrencyService/GetCurrency",
            request_serializer=GetCurrencyRequest.SerializeToString,
            response_deserializer=GetCurrencyResponse.FromString,
        )
        """Reads one currency.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_currencies: Unary[BatchGetCurrenciesRequest, BatchGetCurrenciesResponse] = channel.unary_unary(
            "/businessm.masters.v1.CurrencyService/BatchGetCurrencies",
            request_serializer=BatchGetCurrenciesRequest.SerializeToString,
            response_deserializer=BatchGetCurrenciesResponse.FromString,
        )
        """Reads up to 250 currencies at once."""
        self.list_currencies: Unary[ListCurrenciesRequest, ListCurrenciesResponse] = channel.unary_unary(
            "/businessm.masters.v1.CurrencyService/ListCurrencies",
            request_serializer=ListCurrenciesRequest.SerializeToString,
            response_deserializer=ListCurrenciesResponse.FromString,
        )
        """Lists currencies in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_currency: Unary[UpdateCurrencyRequest, UpdateCurrencyResponse] = channel.unary_unary(
            "/businessm.masters.v1.CurrencyService/UpdateCurrency",
            request_serializer=UpdateCurrencyRequest.SerializeToString,
            response_deserializer=UpdateCurrencyResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_INVALID, STATE_INVALID (a standard one).
        """
        self.archive_currency: Unary[ArchiveCurrencyRequest, ArchiveCurrencyResponse] = channel.unary_unary(
            "/businessm.masters.v1.CurrencyService/ArchiveCurrency",
            request_serializer=ArchiveCurrencyRequest.SerializeToString,
            response_deserializer=ArchiveCurrencyResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID (a standard one).
        """


class ItemServiceClient:
    """Items: what is bought, stored and sold."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_item: Unary[CreateItemRequest, CreateItemResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/CreateItem",
            request_serializer=CreateItemRequest.SerializeToString,
            response_deserializer=CreateItemResponse.FromString,
        )
        """Creates an item.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (uom_code),
        FIELD_REQUIRED, FIELD_PATTERN, FIELD_CHECKSUM (barcodes), FIELD_INVALID.
        """
        self.get_item: Unary[GetItemRequest, GetItemResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/GetItem",
            request_serializer=GetItemRequest.SerializeToString,
            response_deserializer=GetItemResponse.FromString,
        )
        """Reads one item.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_items: Unary[BatchGetItemsRequest, BatchGetItemsResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/BatchGetItems",
            request_serializer=BatchGetItemsRequest.SerializeToString,
            response_deserializer=BatchGetItemsResponse.FromString,
        )
        """Reads up to 250 items at once."""
        self.list_items: Unary[ListItemsRequest, ListItemsResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/ListItems",
            request_serializer=ListItemsRequest.SerializeToString,
            response_deserializer=ListItemsResponse.FromString,
        )
        """Lists items in pages.
        Reasons: FIELD_INVALID (page_token, filter).
        """
        self.resolve_barcode: Unary[ResolveBarcodeRequest, ResolveBarcodeResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/ResolveBarcode",
            request_serializer=ResolveBarcodeRequest.SerializeToString,
            response_deserializer=ResolveBarcodeResponse.FromString,
        )
        """Says what a scanned code means: a GTIN (GTIN-8, -12, -13 or -14), or a GS1 element string such as GS1-128 and GS1
        DataMatrix carry, with or without its symbology identifier: item, lot, serial number, quantity and dates.
        Reasons: FIELD_INVALID (no such code, or one without a GTIN), FIELD_CHECKSUM, RESOURCE_NOT_FOUND (no item has it).
        """
        self.update_item: Unary[UpdateItemRequest, UpdateItemResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/UpdateItem",
            request_serializer=UpdateItemRequest.SerializeToString,
            response_deserializer=UpdateItemResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, DUPLICATE_RESOURCE, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN,
        FIELD_CHECKSUM (barcodes), FIELD_INVALID.
        """
        self.archive_item: Unary[ArchiveItemRequest, ArchiveItemResponse] = channel.unary_unary(
            "/businessm.masters.v1.ItemService/ArchiveItem",
            request_serializer=ArchiveItemRequest.SerializeToString,
            response_deserializer=ArchiveItemResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """


class PartyServiceClient:
    """Parties: who the business deals with."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_party: Unary[CreatePartyRequest, CreatePartyResponse] = channel.unary_unary(
            "/businessm.masters.v1.PartyService/CreateParty",
            request_serializer=CreatePartyRequest.SerializeToString,
            response_deserializer=CreatePartyResponse.FromString,
        )
        """Creates a party.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_party: Unary[GetPartyRequest, GetPartyResponse] = channel.unary_unary(
            "/businessm.masters.v1.PartyService/GetParty",
            request_serializer=GetPartyRequest.SerializeToString,
            response_deserializer=GetPartyResponse.FromString,
        )
        """Reads one party.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_parties: Unary[BatchGetPartiesRequest, BatchGetPartiesResponse] = channel.unary_unary(
            "/businessm.masters.v1.PartyService/BatchGetParties",
            request_serializer=BatchGetPartiesRequest.SerializeToString,
            response_deserializer=BatchGetPartiesResponse.FromString,
        )
        """Reads up to 250 parties at once."""
        self.list_parties: Unary[ListPartiesRequest, ListPartiesResponse] = channel.unary_unary(
            "/businessm.masters.v1.PartyService/ListParties",
            request_serializer=ListPartiesRequest.SerializeToString,
            response_deserializer=ListPartiesResponse.FromString,
        )
        """Lists parties in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_party: Unary[UpdatePartyRequest, UpdatePartyResponse] = channel.unary_unary(
            "/businessm.masters.v1.PartyService/UpdateParty",
            request_serializer=UpdatePartyRequest.SerializeToString,
            response_deserializer=UpdatePartyResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_INVALID.
        """
        self.archive_party: Unary[ArchivePartyRequest, ArchivePartyResponse] = channel.unary_unary(
            "/businessm.masters.v1.PartyService/ArchiveParty",
            request_serializer=ArchivePartyRequest.SerializeToString,
            response_deserializer=ArchivePartyResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """


class StandardCostServiceClient:
    """Standard costs of items, each valid from its day on."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_standard_cost: Unary[CreateStandardCostRequest, CreateStandardCostResponse] = channel.unary_unary(
            "/businessm.masters.v1.StandardCostService/CreateStandardCost",
            request_serializer=CreateStandardCostRequest.SerializeToString,
            response_deserializer=CreateStandardCostResponse.FromString,
        )
        """Says what an item is worth from a day on.
        Reasons: RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (item_id), FIELD_INVALID (item_id that is not at STANDARD, from_date that is
        not later than the last, unit_cost), AMOUNT_MALFORMED, AMOUNT_SCALE_EXCEEDED, DUPLICATE_RESOURCE, REQUEST_ID_REUSED.
        """
        self.get_standard_cost: Unary[GetStandardCostRequest, GetStandardCostResponse] = channel.unary_unary(
            "/businessm.masters.v1.StandardCostService/GetStandardCost",
            request_serializer=GetStandardCostRequest.SerializeToString,
            response_deserializer=GetStandardCostResponse.FromString,
        )
        """Reads one.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.list_standard_costs: Unary[ListStandardCostsRequest, ListStandardCostsResponse] = channel.unary_unary(
            "/businessm.masters.v1.StandardCostService/ListStandardCosts",
            request_serializer=ListStandardCostsRequest.SerializeToString,
            response_deserializer=ListStandardCostsResponse.FromString,
        )
        """Lists them in pages, by their first day.
        Reasons: FIELD_INVALID (page_token, order_by).
        """
        self.resolve_standard_costs: Unary[ResolveStandardCostsRequest, ResolveStandardCostsResponse] = channel.unary_unary(
            "/businessm.masters.v1.StandardCostService/ResolveStandardCosts",
            request_serializer=ResolveStandardCostsRequest.SerializeToString,
            response_deserializer=ResolveStandardCostsResponse.FromString,
        )
        """What up to 250 items are worth on a day. Items that nobody said it of are left out of the answer.
        Reasons: FIELD_INVALID (on_date).
        """


class UomConversionServiceClient:
    """Conversions between units, in general and of one item, and quantities converted by them."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_uom_conversion: Unary[CreateUomConversionRequest, CreateUomConversionResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/CreateUomConversion",
            request_serializer=CreateUomConversionRequest.SerializeToString,
            response_deserializer=CreateUomConversionResponse.FromString,
        )
        """Creates a conversion.
        Reasons: DUPLICATE_RESOURCE (the unit has one there), RESOURCE_NOT_FOUND and RESOURCE_ARCHIVED (item_id, units),
        UOM_DIMENSION_MISMATCH, UOM_CONVERSION_CONTRADICTORY, REQUEST_ID_REUSED, AMOUNT_MALFORMED, FIELD_REQUIRED,
        FIELD_INVALID.
        """
        self.get_uom_conversion: Unary[GetUomConversionRequest, GetUomConversionResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/GetUomConversion",
            request_serializer=GetUomConversionRequest.SerializeToString,
            response_deserializer=GetUomConversionResponse.FromString,
        )
        """Reads one conversion.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_uom_conversions: Unary[BatchGetUomConversionsRequest, BatchGetUomConversionsResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/BatchGetUomConversions",
            request_serializer=BatchGetUomConversionsRequest.SerializeToString,
            response_deserializer=BatchGetUomConversionsResponse.FromString,
        )
        """Reads up to 250 conversions at once."""
        self.list_uom_conversions: Unary[ListUomConversionsRequest, ListUomConversionsResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/ListUomConversions",
            request_serializer=ListUomConversionsRequest.SerializeToString,
            response_deserializer=ListUomConversionsResponse.FromString,
        )
        """Lists conversions in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_uom_conversion: Unary[UpdateUomConversionRequest, UpdateUomConversionResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/UpdateUomConversion",
            request_serializer=UpdateUomConversionRequest.SerializeToString,
            response_deserializer=UpdateUomConversionResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, UOM_CONVERSION_CONTRADICTORY, REQUEST_ID_REUSED, AMOUNT_MALFORMED,
        FIELD_INVALID.
        """
        self.archive_uom_conversion: Unary[ArchiveUomConversionRequest, ArchiveUomConversionResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/ArchiveUomConversion",
            request_serializer=ArchiveUomConversionRequest.SerializeToString,
            response_deserializer=ArchiveUomConversionResponse.FromString,
        )
        """Takes it out of use: nothing is converted by it any more.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH.
        """
        self.convert_quantities: Unary[ConvertQuantitiesRequest, ConvertQuantitiesResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomConversionService/ConvertQuantities",
            request_serializer=ConvertQuantitiesRequest.SerializeToString,
            response_deserializer=ConvertQuantitiesResponse.FromString,
        )
        """Up to 250 quantities, each in the unit that its item is kept in. Exact, or refused: nothing is rounded. An item or
        a unit that is archived is converted all the same, for old documents name it.
        Reasons of an entry, as the status in its place: RESOURCE_NOT_FOUND (item_id), UOM_CONVERSION_MISSING and
        UOM_CONVERSION_CONTRADICTORY (quantity.uom_code), AMOUNT_SCALE_EXCEEDED and FIELD_INVALID (quantity.value).
        """


class UomServiceClient:
    """Units of measure: the common ones of UN/ECE Recommendation 20 are there from the start."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.create_uom: Unary[CreateUomRequest, CreateUomResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomService/CreateUom",
            request_serializer=CreateUomRequest.SerializeToString,
            response_deserializer=CreateUomResponse.FromString,
        )
        """Creates a uom.
        Reasons: DUPLICATE_RESOURCE, REQUEST_ID_REUSED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.get_uom: Unary[GetUomRequest, GetUomResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomService/GetUom",
            request_serializer=GetUomRequest.SerializeToString,
            response_deserializer=GetUomResponse.FromString,
        )
        """Reads one uom.
        Reasons: RESOURCE_NOT_FOUND.
        """
        self.batch_get_uoms: Unary[BatchGetUomsRequest, BatchGetUomsResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomService/BatchGetUoms",
            request_serializer=BatchGetUomsRequest.SerializeToString,
            response_deserializer=BatchGetUomsResponse.FromString,
        )
        """Reads up to 250 uoms at once."""
        self.list_uoms: Unary[ListUomsRequest, ListUomsResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomService/ListUoms",
            request_serializer=ListUomsRequest.SerializeToString,
            response_deserializer=ListUomsResponse.FromString,
        )
        """Lists uoms in pages.
        Reasons: FIELD_INVALID (page_token).
        """
        self.update_uom: Unary[UpdateUomRequest, UpdateUomResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomService/UpdateUom",
            request_serializer=UpdateUomRequest.SerializeToString,
            response_deserializer=UpdateUomResponse.FromString,
        )
        """Changes the fields named in the mask.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED, FIELD_INVALID, STATE_INVALID (a standard one).
        """
        self.archive_uom: Unary[ArchiveUomRequest, ArchiveUomResponse] = channel.unary_unary(
            "/businessm.masters.v1.UomService/ArchiveUom",
            request_serializer=ArchiveUomRequest.SerializeToString,
            response_deserializer=ArchiveUomResponse.FromString,
        )
        """Takes it out of use: refused on new documents, kept on old ones.
        Reasons: RESOURCE_NOT_FOUND, ETAG_MISMATCH, STATE_INVALID (a standard one).
        """
