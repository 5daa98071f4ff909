"""What stands among our contexts for a plugin that others run.

It is called as every context is, with all that surrounds an rpc: who calls, what that one may, whether the request can
be read. What passes goes on to the plugin, which so needs to know nobody's keys and roles, and its answers come back as
they are. It keeps nothing, and a plugin that is away makes nothing of ours unready.
"""

from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

import grpc
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from businessm.regional.v1 import (
    contribution_service_pb2,
    contribution_service_pb2_grpc,
    tax_service_pb2,
    tax_service_pb2_grpc,
)
from m_kit.checks import CheckServicer
from m_kit.errors import NotFound
from m_kit.module import CHECKED, Environment, Module, Wiring

# Less than readiness waits for a context, which answers this for its plugin.
DESCRIPTION_SECONDS = 1.0
ADAPTER = "plugin"

Answer = TypeVar("Answer")


class ContributionGate(contribution_service_pb2_grpc.ContributionServiceServicer):
    """See contribution_service.proto."""

    def __init__(self, name: str, channel: grpc.aio.Channel) -> None:
        self._name = name
        self._stub = contribution_service_pb2_grpc.ContributionServiceStub(channel)

    async def GetContributions(
        self, request: contribution_service_pb2.GetContributionsRequest, _: grpc.aio.ServicerContext
    ) -> contribution_service_pb2.GetContributionsResponse:
        answer: contribution_service_pb2.GetContributionsResponse = await _served(
            self._name, self._stub.GetContributions(request)
        )
        return answer


class TaxGate(tax_service_pb2_grpc.TaxServiceServicer):
    """See tax_service.proto."""

    def __init__(self, name: str, channel: grpc.aio.Channel) -> None:
        self._name = name
        self._stub = tax_service_pb2_grpc.TaxServiceStub(channel)

    async def ComputeTaxes(
        self, request: tax_service_pb2.ComputeTaxesRequest, _: grpc.aio.ServicerContext
    ) -> tax_service_pb2.ComputeTaxesResponse:
        answer: tax_service_pb2.ComputeTaxesResponse = await _served(self._name, self._stub.ComputeTaxes(request))
        return answer

    async def ListWithholdingRates(
        self, request: tax_service_pb2.ListWithholdingRatesRequest, _: grpc.aio.ServicerContext
    ) -> tax_service_pb2.ListWithholdingRatesResponse:
        answer: tax_service_pb2.ListWithholdingRatesResponse = await _served(
            self._name, self._stub.ListWithholdingRates(request)
        )
        return answer


def plugin_gate(name: str) -> Module:
    """The module that stands for a plugin; where that answers is told when it is wired."""
    return Module(
        name=name,
        services=(),
        migrations=Path(__file__).parent / "store" / "migrations",
        wire=_wire,
        shared_services=(CHECKED, "businessm.regional.v1.ContributionService", "businessm.regional.v1.TaxService"),
    )


def _wire(environment: Environment) -> Wiring:
    name, channel = environment.name, environment.plugin
    if channel is None:
        raise ValueError(f"nobody said where the plugin {name} is")

    async def described() -> check_service_pb2.Engine:
        return await _described(name, channel)

    return Wiring(
        servicers=[
            (
                contribution_service_pb2_grpc.add_ContributionServiceServicer_to_server,
                ContributionGate(name, channel),
            ),
            (tax_service_pb2_grpc.add_TaxServiceServicer_to_server, TaxGate(name, channel)),
            (
                check_service_pb2_grpc.add_CheckServiceServicer_to_server,
                CheckServicer(environment, outside=[described]),
            ),
        ]
    )


async def _served(name: str, call: Awaitable[Answer]) -> Answer:
    """The plugin's answer. Raises NotFound for an rpc that it does not have, as for contexts that do not."""
    try:
        return await call
    except grpc.aio.AioRpcError as error:
        if error.code() is grpc.StatusCode.UNIMPLEMENTED:
            raise NotFound(f"{name} does not serve this", field="context") from error
        raise


async def _described(name: str, channel: grpc.aio.Channel) -> check_service_pb2.Engine:
    """The plugin as `m doctor` shows it: healthy where it says what it contributes."""
    stub = contribution_service_pb2_grpc.ContributionServiceStub(channel)
    request = contribution_service_pb2.GetContributionsRequest(context=name)
    found = check_service_pb2.Engine(name=name, adapter=ADAPTER)
    try:
        answer = await stub.GetContributions(request, timeout=DESCRIPTION_SECONDS)
    except grpc.aio.AioRpcError:
        return found
    found.version, found.healthy = answer.contribution_set.version, True
    return found
