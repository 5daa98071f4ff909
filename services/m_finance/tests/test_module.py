"""finance' checks and a look at its wiring."""

import grpc
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from m_kit.contracts import methods_of
from m_kit.testing import Metadata

from m_finance.module import MODULE


async def test_finance_speaks_of_unconfirmed_postings_alone(channel: grpc.aio.Channel, acme: Metadata) -> None:
    stub = check_service_pb2_grpc.CheckServiceStub(channel)
    answer = await stub.RunChecks(check_service_pb2.RunChecksRequest(), metadata=acme)
    assert [(one.id, one.checked) for one in answer.invariants] == [("I4", 0), ("I14", 0)]


def test_every_rpc_needs_a_permission_of_finance() -> None:
    methods = methods_of(MODULE.services)
    assert len(methods) == 22
    assert all(method.permission.startswith("finance.") for method in methods.values())
