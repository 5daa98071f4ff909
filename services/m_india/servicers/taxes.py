"""TaxService."""

import grpc
from businessm.regional.v1 import tax_service_pb2 as pb
from businessm.regional.v1 import tax_service_pb2_grpc
from m_kit.dates import parse_date

from m_india.convert import rate_message
from m_india.domain.withholding import rates_on
from m_india.usecases.compute_taxes import compute_taxes


class TaxServicer(tax_service_pb2_grpc.TaxServiceServicer):
    """See tax_service.proto."""

    async def ComputeTaxes(
        self, request: pb.ComputeTaxesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ComputeTaxesResponse:
        return compute_taxes(request)

    async def ListWithholdingRates(
        self, request: pb.ListWithholdingRatesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListWithholdingRatesResponse:
        found = rates_on(parse_date(request.date, "date"), request.section)
        return pb.ListWithholdingRatesResponse(withholding_rates=map(rate_message, found))
