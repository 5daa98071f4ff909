"""A plugin that is no process of ours: a plain gRPC server that knows the contracts of plugins and nothing else."""

import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import grpc
from businessm.regional.v1 import (
    contribution_service_pb2,
    contribution_service_pb2_grpc,
    tax_service_pb2,
    tax_service_pb2_grpc,
)
from businessm.regional.v1.contribution_pb2 import ContributionSet
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from business_m.ports import port_of


@dataclass
class ForeignPlugin(contribution_service_pb2_grpc.ContributionServiceServicer, tax_service_pb2_grpc.TaxServiceServicer):
    """What it contributes may be changed while it serves. It computes no taxes but refuses, with a reason; and notes
    with which metadata it was called."""

    contributions: ContributionSet
    metadata: list[dict[str, str]] = field(default_factory=list)

    async def GetContributions(
        self, _: contribution_service_pb2.GetContributionsRequest, context: grpc.aio.ServicerContext
    ) -> contribution_service_pb2.GetContributionsResponse:
        self.metadata.append({str(key): str(value) for key, value in context.invocation_metadata()})
        return contribution_service_pb2.GetContributionsResponse(contribution_set=self.contributions)

    async def ComputeTaxes(
        self, _: tax_service_pb2.ComputeTaxesRequest, context: grpc.aio.ServicerContext
    ) -> tax_service_pb2.ComputeTaxesResponse:
        detail = any_pb2.Any()
        detail.Pack(error_details_pb2.ErrorInfo(reason="PLACE_OF_SUPPLY_INVALID", domain="businessm.regional.v1"))
        status = status_pb2.Status(code=code_pb2.INVALID_ARGUMENT, message="nowhere", details=[detail])
        await context.abort_with_status(rpc_status.to_status(status))
        raise AssertionError("aborted")

    @contextlib.asynccontextmanager
    async def serving(self, port: socket.socket) -> AsyncIterator[None]:
        """Behind a port that is reserved for it; gone in the end, and its port closed."""
        server = grpc.aio.server()
        contribution_service_pb2_grpc.add_ContributionServiceServicer_to_server(self, server)
        tax_service_pb2_grpc.add_TaxServiceServicer_to_server(self, server)
        server.add_insecure_port(f"127.0.0.1:{port_of(port)}")
        await server.start()
        try:
            yield
        finally:
            await server.stop(None)
