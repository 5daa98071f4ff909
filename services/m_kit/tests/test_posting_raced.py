"""A request that is decided while the same request is being looked at is answered, not refused."""

import pytest
from businessm.wms.v1.goods_receipt_service_pb2 import PostGoodsReceiptRequest, PostGoodsReceiptResponse

from m_kit.caller import Caller, acting_as
from m_kit.database import Database
from m_kit.errors import EtagMismatch
from m_kit.etag import etag_of
from m_kit.ids import new_id
from m_kit.posting import Job
from m_kit.tests.slips import POST, Office, Slip, Trailers, read
from m_kit.uow import Transaction


@pytest.mark.parametrize("same", [True, False], ids=["same request", "another"])
async def test_a_refusal_is_given_only_where_no_answer_is_there(database: Database, tenant: str, same: bool) -> None:
    office = Office(database, tenant)
    slip = await office.draft()
    request = PostGoodsReceiptRequest(request_id=str(new_id()), id=str(slip.id), etag=etag_of(slip.id, slip.revision))

    async def decided_meanwhile(transaction: Transaction) -> Slip:
        await office.post(slip, request.request_id if same else "")
        assert (await read(transaction, slip.id)).revision == 2
        raise EtagMismatch("it changed")

    def never(*_: object) -> PostGoodsReceiptResponse:
        raise AssertionError("nothing is reserved or answered twice")

    job = Job(POST, PostGoodsReceiptResponse, decided_meanwhile, never, never)  # type: ignore[arg-type]
    trailers = Trailers()
    with acting_as(Caller(tenant, "asha", "asha")):
        if not same:
            with pytest.raises(EtagMismatch):
                await office.procedure.run(job, request, trailers)
            return
        response = await office.procedure.run(job, request, trailers)
    assert response.goods_receipt.number == "SL/2026/00001"
    assert trailers.replayed
