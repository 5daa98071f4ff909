"""masters: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.masters.v1 import (
    address_service_pb2_grpc,
    currency_service_pb2_grpc,
    item_service_pb2_grpc,
    party_service_pb2_grpc,
    standard_cost_service_pb2_grpc,
    uom_conversion_service_pb2_grpc,
    uom_service_pb2_grpc,
)
from m_kit.checks import CheckServicer
from m_kit.contributions import AUGMENTED, augmented
from m_kit.metadata import DESCRIBED, described
from m_kit.module import CHECKED, Environment, Module, Wiring
from m_kit.ui import SHOWN, shown

from m_masters.servicers.addresses import AddressServicer
from m_masters.servicers.conversions import UomConversionServicer
from m_masters.servicers.currencies import CurrencyServicer
from m_masters.servicers.items import ItemServicer
from m_masters.servicers.parties import PartyServicer
from m_masters.servicers.standard_costs import StandardCostServicer
from m_masters.servicers.uoms import UomServicer
from m_masters.store.sortings import SORTINGS
from m_masters.usecases.augmentable import ADDRESS, ITEM
from m_masters.usecases.standards import put_standards


def wire(environment: Environment) -> Wiring:
    """masters' servicers; what comes with the product is put in before they serve."""

    extended = augmented(environment, [ADDRESS, ITEM])
    documents = described(environment, Path(__file__).parent / "document_types", SORTINGS, extended.registry)

    async def start() -> None:
        await put_standards(environment.uow, environment.clock)

    return Wiring(
        servicers=[
            (party_service_pb2_grpc.add_PartyServiceServicer_to_server, PartyServicer(environment)),
            (currency_service_pb2_grpc.add_CurrencyServiceServicer_to_server, CurrencyServicer(environment)),
            (uom_service_pb2_grpc.add_UomServiceServicer_to_server, UomServicer(environment)),
            (
                address_service_pb2_grpc.add_AddressServiceServicer_to_server,
                AddressServicer(environment, extended.types[ADDRESS.name]),
            ),
            (
                item_service_pb2_grpc.add_ItemServiceServicer_to_server,
                ItemServicer(environment, extended.types[ITEM.name]),
            ),
            (
                uom_conversion_service_pb2_grpc.add_UomConversionServiceServicer_to_server,
                UomConversionServicer(environment),
            ),
            (
                standard_cost_service_pb2_grpc.add_StandardCostServiceServicer_to_server,
                StandardCostServicer(environment),
            ),
            (check_service_pb2_grpc.add_CheckServiceServicer_to_server, CheckServicer(environment)),
            *extended.servicers,
            *documents.servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
        ],
        background=extended.background,
        start=start,
    )


MODULE = Module(
    name="masters",
    services=(
        "businessm.masters.v1.AddressService",
        "businessm.masters.v1.CurrencyService",
        "businessm.masters.v1.ItemService",
        "businessm.masters.v1.PartyService",
        "businessm.masters.v1.StandardCostService",
        "businessm.masters.v1.UomConversionService",
        "businessm.masters.v1.UomService",
    ),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, AUGMENTED, DESCRIBED, SHOWN),
)
