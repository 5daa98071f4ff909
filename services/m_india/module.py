"""m_india: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.regional.v1 import contribution_service_pb2_grpc, tax_service_pb2_grpc
from m_kit.checks import CheckServicer
from m_kit.module import CHECKED, Environment, Module, Wiring

from m_india.servicers.contributions import ContributionServicer
from m_india.servicers.taxes import TaxServicer


def wire(environment: Environment) -> Wiring:
    """m_india's servicers: owners of documents ask it for its fields."""
    return Wiring(
        servicers=[
            (
                contribution_service_pb2_grpc.add_ContributionServiceServicer_to_server,
                ContributionServicer(),
            ),
            (tax_service_pb2_grpc.add_TaxServiceServicer_to_server, TaxServicer()),
            (check_service_pb2_grpc.add_CheckServiceServicer_to_server, CheckServicer(environment)),
        ],
    )


MODULE = Module(
    name="m_india",
    services=(),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, "businessm.regional.v1.ContributionService", "businessm.regional.v1.TaxService"),
)
