"""The stubs wms depends on: the whole list."""

from dataclasses import dataclass

from businessm.finance.v1.customer_service_pb2_grpc import CustomerServiceStub
from businessm.finance.v1.supplier_service_pb2_grpc import SupplierServiceStub
from businessm.ledger.v1 import reservation_pb2
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from businessm.masters.v1.item_service_pb2_grpc import ItemServiceStub
from businessm.masters.v1.standard_cost_service_pb2_grpc import StandardCostServiceStub
from businessm.masters.v1.uom_conversion_service_pb2_grpc import UomConversionServiceStub
from businessm.stock.v1 import movement_pb2, recompute_pb2
from businessm.stock.v1.recompute_service_pb2_grpc import RecomputeServiceStub
from businessm.stock.v1.stock_service_pb2_grpc import StockServiceStub
from m_kit.module import Environment
from m_kit.posting import Keeper


@dataclass(frozen=True)
class Clients:
    """Everyone wms asks."""

    stock: StockServiceStub
    recomputes: RecomputeServiceStub
    ledger: LedgerServiceStub
    items: ItemServiceStub
    conversions: UomConversionServiceStub
    standard_costs: StandardCostServiceStub
    suppliers: SupplierServiceStub
    customers: CustomerServiceStub

    @property
    def keepers(self) -> tuple[Keeper, ...]:
        """Stock and ledger, as the posting protocol needs them; and stock once more, which keeps revaluations apart."""
        return (
            Keeper(
                "stock",
                self.stock.ConfirmMovements,
                movement_pb2.ConfirmMovementsRequest,
                self.stock.CancelMovements,
                movement_pb2.CancelMovementsRequest,
            ),
            Keeper(
                "ledger",
                self.ledger.ConfirmVoucher,
                reservation_pb2.ConfirmVoucherRequest,
                self.ledger.CancelVoucher,
                reservation_pb2.CancelVoucherRequest,
            ),
            Keeper(
                "revaluation",
                self.recomputes.ConfirmRevaluation,
                recompute_pb2.ConfirmRevaluationRequest,
                self.recomputes.CancelRevaluation,
                recompute_pb2.CancelRevaluationRequest,
            ),
        )


def clients_of(environment: Environment) -> Clients:
    """On the channels that the composition root hands out."""
    channel = environment.channel_to
    return Clients(
        stock=StockServiceStub(channel("businessm.stock.v1.StockService")),
        recomputes=RecomputeServiceStub(channel("businessm.stock.v1.RecomputeService")),
        ledger=LedgerServiceStub(channel("businessm.ledger.v1.LedgerService")),
        items=ItemServiceStub(channel("businessm.masters.v1.ItemService")),
        conversions=UomConversionServiceStub(channel("businessm.masters.v1.UomConversionService")),
        standard_costs=StandardCostServiceStub(channel("businessm.masters.v1.StandardCostService")),
        suppliers=SupplierServiceStub(channel("businessm.finance.v1.SupplierService")),
        customers=CustomerServiceStub(channel("businessm.finance.v1.CustomerService")),
    )
