"""masters' checks and a look at its wiring."""

import grpc
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from m_kit.contracts import methods_of
from m_kit.testing import Metadata

from m_masters.module import MODULE


async def test_no_invariant_speaks_of_masters_yet(channel: grpc.aio.Channel, acme: Metadata) -> None:
    stub = check_service_pb2_grpc.CheckServiceStub(channel)
    answer = await stub.RunChecks(check_service_pb2.RunChecksRequest(), metadata=acme)
    assert list(answer.invariants) == []


def test_every_rpc_needs_a_permission_of_masters() -> None:
    methods = methods_of(MODULE.services)
    assert len(methods) == 42
    assert all(method.permission.startswith("masters.") for method in methods.values())
