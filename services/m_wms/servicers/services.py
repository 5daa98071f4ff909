"""The services of all documents. Their rpcs have the same names but for the noun, so each method is made once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import grpc
from businessm.wms.v1 import (
    cost_change_service_pb2,
    cost_change_service_pb2_grpc,
    customer_return_service_pb2,
    customer_return_service_pb2_grpc,
    delivery_service_pb2,
    delivery_service_pb2_grpc,
    goods_receipt_service_pb2,
    goods_receipt_service_pb2_grpc,
    landed_cost_service_pb2,
    landed_cost_service_pb2_grpc,
    pick_list_service_pb2,
    pick_list_service_pb2_grpc,
    putaway_service_pb2,
    putaway_service_pb2_grpc,
    repack_service_pb2,
    repack_service_pb2_grpc,
    stock_count_service_pb2,
    stock_count_service_pb2_grpc,
    stock_transfer_service_pb2,
    stock_transfer_service_pb2_grpc,
    supplier_return_service_pb2,
    supplier_return_service_pb2_grpc,
)
from m_kit.module import Environment
from m_kit.posting import Procedure

from m_wms.clients import Clients
from m_wms.convert.nouns import (
    COST_CHANGE,
    CUSTOMER_RETURN,
    DELIVERY,
    GOODS_RECEIPT,
    LANDED_COST,
    PICK_LIST,
    PUTAWAY,
    REPACK,
    STOCK_COUNT,
    STOCK_TRANSFER,
    SUPPLIER_RETURN,
    Noun,
)
from m_wms.servicers.documents import Documents

Method = Callable[[Any, Any, grpc.aio.ServicerContext], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Service:
    """One noun's service: its generated modules, what many of it are called in rpcs and in answers, and what it can
    beside what all can."""

    noun: Noun
    messages: ModuleType
    stubs: ModuleType
    plural: str
    plural_field: str
    verbs: tuple[str, ...] = ("Cancel",)

    @property
    def name(self) -> str:
        """As gRPC knows it."""
        return f"businessm.wms.v1.{self.noun.name}Service"

    def add_to(self, servicer: object, server: grpc.aio.Server) -> None:
        """Of the generated module."""
        getattr(self.stubs, f"add_{self.noun.name}ServiceServicer_to_server")(servicer, server)


SERVICES = (
    Service(
        GOODS_RECEIPT, goods_receipt_service_pb2, goods_receipt_service_pb2_grpc, "GoodsReceipts", "goods_receipts"
    ),
    Service(DELIVERY, delivery_service_pb2, delivery_service_pb2_grpc, "Deliveries", "deliveries"),
    Service(
        CUSTOMER_RETURN,
        customer_return_service_pb2,
        customer_return_service_pb2_grpc,
        "CustomerReturns",
        "customer_returns",
    ),
    Service(
        SUPPLIER_RETURN,
        supplier_return_service_pb2,
        supplier_return_service_pb2_grpc,
        "SupplierReturns",
        "supplier_returns",
    ),
    Service(
        STOCK_TRANSFER,
        stock_transfer_service_pb2,
        stock_transfer_service_pb2_grpc,
        "StockTransfers",
        "stock_transfers",
        ("Cancel", "Receive"),
    ),
    Service(REPACK, repack_service_pb2, repack_service_pb2_grpc, "Repacks", "repacks"),
    Service(
        STOCK_COUNT,
        stock_count_service_pb2,
        stock_count_service_pb2_grpc,
        "StockCounts",
        "stock_counts",
        ("Cancel", "Freeze"),
    ),
    Service(LANDED_COST, landed_cost_service_pb2, landed_cost_service_pb2_grpc, "LandedCosts", "landed_costs"),
    Service(
        PICK_LIST, pick_list_service_pb2, pick_list_service_pb2_grpc, "PickLists", "pick_lists", ("Cancel", "Apply")
    ),
    Service(PUTAWAY, putaway_service_pb2, putaway_service_pb2_grpc, "Putaways", "putaways"),
    Service(COST_CHANGE, cost_change_service_pb2, cost_change_service_pb2_grpc, "CostChanges", "cost_changes", ()),
)


def servicer_of(service: Service, environment: Environment, clients: Clients, procedure: Procedure) -> object:
    """Answers every rpc of the service, see its contract."""
    documents = Documents(environment, clients, procedure, service.noun)
    methods = {
        f"{verb}{service.noun.name}": _writing(service, verb, getattr(documents, verb.lower()))
        for verb in ("Create", "Update", "Delete", "Post", *service.verbs)
    }
    methods[f"Get{service.noun.name}"] = _getting(service, documents)
    methods[f"List{service.plural}"] = _listing(service, documents)
    base = getattr(service.stubs, f"{service.noun.name}ServiceServicer")
    made: object = type(f"{service.noun.name}Servicer", (base,), methods)()
    return made


def _writing(service: Service, verb: str, act: Callable[..., Awaitable[Any]]) -> Method:
    answer = getattr(service.messages, f"{verb}{service.noun.name}Response")

    async def method(_: Any, request: Any, context: grpc.aio.ServicerContext) -> Any:
        return await act(request, context, answer)

    return method


def _getting(service: Service, documents: Documents) -> Method:
    answer = getattr(service.messages, f"Get{service.noun.name}Response")

    async def method(_: Any, request: Any, __: grpc.aio.ServicerContext) -> Any:
        return await documents.get(request, answer)

    return method


def _listing(service: Service, documents: Documents) -> Method:
    answer = getattr(service.messages, f"List{service.plural}Response")

    async def method(_: Any, request: Any, __: grpc.aio.ServicerContext) -> Any:
        shown, token = await documents.page(request)
        return answer(**{service.plural_field: shown}, next_page_token=token)

    return method
