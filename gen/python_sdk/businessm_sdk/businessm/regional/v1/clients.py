"""Clients of businessm.regional.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    ComputeTaxesRequest,
    ComputeTaxesResponse,
    GetContributionsRequest,
    GetContributionsResponse,
    ListAugmentationsRequest,
    ListAugmentationsResponse,
    ListViolatingDocumentsRequest,
    ListViolatingDocumentsResponse,
    ListWithholdingRatesRequest,
    ListWithholdingRatesResponse,
    OfferContributionsRequest,
    OfferContributionsResponse,
    RestoreContributionsRequest,
    RestoreContributionsResponse,
    WithdrawContributionsRequest,
    WithdrawContributionsResponse,
)


class AugmentationServiceClient:
    """Takes what plugins contribute to a context's document types. Every owner of document types that can be added to
    serves it for itself, so calls name the owner in metadata `x-businessm-context`; over REST it is in the path.

    Schemas are the whole system's, and of all its tenants: who calls the writing ones administers that.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.offer_contributions: Unary[OfferContributionsRequest, OfferContributionsResponse] = channel.unary_unary(
            "/businessm.regional.v1.AugmentationService/OfferContributions",
            request_serializer=OfferContributionsRequest.SerializeToString,
            response_deserializer=OfferContributionsResponse.FromString,
        )
        """Offers a plugin's contributions; those to document types of other contexts are left aside. Where any is refused none
        is taken, the refusals say why, and what served before goes on serving. Offering again what serves changes nothing;
        a plugin that was withdrawn stays so until it is restored.
        Reasons: CONTEXT_REQUIRED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID.
        """
        self.withdraw_contributions: Unary[WithdrawContributionsRequest, WithdrawContributionsResponse] = channel.unary_unary(
            "/businessm.regional.v1.AugmentationService/WithdrawContributions",
            request_serializer=WithdrawContributionsRequest.SerializeToString,
            response_deserializer=WithdrawContributionsResponse.FromString,
        )
        """Hides a plugin's fields. Their values are kept.
        Reasons: CONTEXT_REQUIRED; RESOURCE_NOT_FOUND on plugin.
        """
        self.restore_contributions: Unary[RestoreContributionsRequest, RestoreContributionsResponse] = channel.unary_unary(
            "/businessm.regional.v1.AugmentationService/RestoreContributions",
            request_serializer=RestoreContributionsRequest.SerializeToString,
            response_deserializer=RestoreContributionsResponse.FromString,
        )
        """Shows a withdrawn plugin's fields again, with the values they had.
        Reasons: CONTEXT_REQUIRED; RESOURCE_NOT_FOUND on plugin.
        """
        self.list_augmentations: Unary[ListAugmentationsRequest, ListAugmentationsResponse] = channel.unary_unary(
            "/businessm.regional.v1.AugmentationService/ListAugmentations",
            request_serializer=ListAugmentationsRequest.SerializeToString,
            response_deserializer=ListAugmentationsResponse.FromString,
        )
        """What plugins added here.
        Reasons: CONTEXT_REQUIRED.
        """
        self.list_violating_documents: Unary[ListViolatingDocumentsRequest, ListViolatingDocumentsResponse] = channel.unary_unary(
            "/businessm.regional.v1.AugmentationService/ListViolatingDocuments",
            request_serializer=ListViolatingDocumentsRequest.SerializeToString,
            response_deserializer=ListViolatingDocumentsResponse.FromString,
        )
        """Documents of the caller's tenant whose values today's fields would refuse: what a new or stricter field leaves behind.
        Reasons: CONTEXT_REQUIRED; RESOURCE_NOT_FOUND on type; FIELD_INVALID (page_token).
        """


class ContributionServiceClient:
    """What a regional plugin adds to document types of others. Every plugin serves it for itself, so calls name the plugin
    in metadata `x-businessm-context`; over REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_contributions: Unary[GetContributionsRequest, GetContributionsResponse] = channel.unary_unary(
            "/businessm.regional.v1.ContributionService/GetContributions",
            request_serializer=GetContributionsRequest.SerializeToString,
            response_deserializer=GetContributionsResponse.FromString,
        )
        """All of the plugin's contributions.
        Reasons: CONTEXT_REQUIRED.
        """


class TaxServiceClient:
    """Taxes of a region. Every plugin serves it for itself, so calls name the plugin in metadata `x-businessm-context`; over
    REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.compute_taxes: Unary[ComputeTaxesRequest, ComputeTaxesResponse] = channel.unary_unary(
            "/businessm.regional.v1.TaxService/ComputeTaxes",
            request_serializer=ComputeTaxesRequest.SerializeToString,
            response_deserializer=ComputeTaxesResponse.FromString,
        )
        """Says where a supply takes place and which taxes are due on each line. It stores nothing.
        Reasons: CONTEXT_REQUIRED, FIELD_REQUIRED, FIELD_PATTERN, FIELD_INVALID, PLACE_OF_SUPPLY_INVALID, TAX_NOT_FOR_PLACE,
        TAX_FROM_COMPOSITION_DEALER, ITEM_CODE_INVALID.
        """
        self.list_withholding_rates: Unary[ListWithholdingRatesRequest, ListWithholdingRatesResponse] = channel.unary_unary(
            "/businessm.regional.v1.TaxService/ListWithholdingRates",
            request_serializer=ListWithholdingRatesRequest.SerializeToString,
            response_deserializer=ListWithholdingRatesResponse.FromString,
        )
        """The rates of tax that is kept back from payments, on a day.
        Reasons: CONTEXT_REQUIRED, FIELD_INVALID.
        """
