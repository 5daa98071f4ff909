"""What plugins may add to: suppliers and customers."""

from collections.abc import Sequence

from businessm.finance.v1 import customer_pb2, supplier_pb2
from google.protobuf.message import Message
from m_kit.contributions.extended import Augmentable
from m_kit.pagination import Page
from m_kit.uow import Transaction

from m_finance.convert import role_message
from m_finance.domain.trading_roles import RoleKind
from m_finance.store.trading_roles import TradingRoleRepository

_DESCRIPTORS = {
    RoleKind.SUPPLIER: supplier_pb2.Supplier.DESCRIPTOR,
    RoleKind.CUSTOMER: customer_pb2.Customer.DESCRIPTOR,
}


def augmentable(kind: RoleKind) -> Augmentable:
    """One of the two roles."""

    async def documents(transaction: Transaction, page: Page) -> Sequence[Message]:
        roles = await TradingRoleRepository(transaction, kind).page_by_id(page)
        return [role_message(kind, role) for role in roles]

    return Augmentable(kind, _DESCRIPTORS[kind], documents)
