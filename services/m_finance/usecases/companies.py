"""A company is the ledger's: a document that names one asks there."""

import grpc
from businessm.ledger.v1 import company_pb2
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from m_kit.errors import NotFound


async def require_company(ledger: LedgerServiceStub, company_id: str, field: str) -> company_pb2.Company:
    """The company, never asked inside a transaction. Raises NotFound on `field`, for a foreign tenant's too."""
    try:
        response: company_pb2.GetCompanyResponse = await ledger.GetCompany(company_pb2.GetCompanyRequest(id=company_id))
    except grpc.aio.AioRpcError as error:
        if error.code() is not grpc.StatusCode.NOT_FOUND:
            raise
        raise NotFound(f"no company {company_id!r}", field=field) from error
    return response.company
