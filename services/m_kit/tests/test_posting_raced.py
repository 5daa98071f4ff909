"""A request that is decided while the same request is on its way is answered, not refused."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from businessm.wms.v1.goods_receipt_service_pb2 import PostGoodsReceiptRequest, PostGoodsReceiptResponse

from m_kit.caller import Caller, acting_as
from m_kit.database import Database
from m_kit.errors import EtagMismatch, StateInvalid
from m_kit.etag import etag_of
from m_kit.ids import new_id
from m_kit.posting import Attempt, Job
from m_kit.tests.slips import POST, POSTED, Office, Slip, Trailers, slip_of


@pytest.mark.parametrize("same", [True, False], ids=["same request", "another"])
async def test_what_is_decided_after_the_look_is_answered_to_the_same_request_alone(
    database: Database, tenant: str, same: bool
) -> None:
    office = Office(database, tenant)
    slip = await office.draft()
    request = PostGoodsReceiptRequest(request_id=str(new_id()), id=str(slip.id), etag=etag_of(slip.id, slip.revision))

    async def decided_meanwhile(_: Attempt, looked_at: Slip) -> Mapping[str, Any]:
        assert looked_at == slip
        await office.post(slip, request.request_id if same else "")
        return {}

    def never(*_: object) -> PostGoodsReceiptResponse:
        raise AssertionError("nothing is answered twice")

    job = Job(POST, PostGoodsReceiptResponse, slip.id, lambda row, _: slip_of(row), decided_meanwhile, never)
    trailers = Trailers()
    with acting_as(Caller(tenant, "asha", "asha")):
        if not same:
            with pytest.raises(StateInvalid):
                await office.procedure.run(job, request, trailers)
            return
        response = await office.procedure.run(job, request, trailers)
    assert response.goods_receipt.number == "SL/2026/00001"
    assert trailers.replayed


async def test_one_look_sees_the_answer_and_the_document_of_one_moment(database: Database, tenant: str) -> None:
    office = Office(database, tenant)
    slip = await office.draft()
    request_id, etag = str(new_id()), etag_of(slip.id, slip.revision)
    request = PostGoodsReceiptRequest(request_id=request_id, id=str(slip.id), etag=etag)
    before = await office.decisions.look(tenant, POST, slip.id, request)
    await office.post(slip, request_id)
    after = await office.decisions.look(tenant, POST, slip.id, request)
    assert before.answer is None
    assert slip_of(before.document) == slip
    assert PostGoodsReceiptResponse.FromString(after.answer or b"").goods_receipt.number == "SL/2026/00001"
    assert slip_of(after.document).state == POSTED


async def test_a_document_that_changed_is_refused_by_the_look(database: Database, tenant: str) -> None:
    office = Office(database, tenant)
    slip = await office.draft()

    def changed(row: Mapping[str, Any] | None, _: Sequence[Mapping[str, Any]]) -> Slip:
        raise EtagMismatch("it changed")

    async def unasked(*_: object) -> Mapping[str, Any]:
        raise AssertionError("nobody is asked to hold anything")

    job = Job(POST, PostGoodsReceiptResponse, slip.id, changed, unasked, lambda *_: PostGoodsReceiptResponse())
    request = PostGoodsReceiptRequest(request_id=str(new_id()), id=str(slip.id), etag="any")
    with acting_as(Caller(tenant, "asha", "asha")), pytest.raises(EtagMismatch):
        await office.procedure.run(job, request, Trailers())
