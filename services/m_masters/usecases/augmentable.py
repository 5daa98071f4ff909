"""What plugins may add to: items and addresses."""

from collections.abc import Sequence

from businessm.masters.v1 import address_pb2, item_pb2
from google.protobuf.message import Message
from m_kit.contributions.extended import Augmentable
from m_kit.pagination import Page
from m_kit.uow import Transaction

from m_masters.convert import address_message, item_message
from m_masters.store.addresses import AddressRepository
from m_masters.store.items import ItemRepository


async def _items(transaction: Transaction, page: Page) -> Sequence[Message]:
    return [item_message(item) for item in await ItemRepository(transaction).page_by_id(page)]


async def _addresses(transaction: Transaction, page: Page) -> Sequence[Message]:
    return [address_message(address) for address in await AddressRepository(transaction).page_by_id(page)]


ITEM = Augmentable("item", item_pb2.Item.DESCRIPTOR, _items)
ADDRESS = Augmentable("address", address_pb2.Address.DESCRIPTOR, _addresses)
