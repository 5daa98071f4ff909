"""What stock has where in a warehouse, now."""

import uuid
from collections.abc import Collection

from businessm.stock.v1 import stock_report_pb2

from m_wms.clients import Clients
from m_wms.usecases.pages import PAGE, all_pages, of_items


async def stored_goods(
    clients: Clients, company_id: uuid.UUID, warehouse_id: uuid.UUID, items: Collection[uuid.UUID] | None
) -> list[stock_report_pb2.StoredGoods]:
    """Of these items, of all where there is None, by place and lot."""

    async def pages_of(item_id: str) -> list[stock_report_pb2.StoredGoods]:
        request = stock_report_pb2.ListStoredGoodsRequest(
            company_id=str(company_id), warehouse_id=str(warehouse_id), item_id=item_id, page_size=PAGE
        )
        found: list[stock_report_pb2.StoredGoods] = await all_pages(clients.stock.ListStoredGoods, request, "goods")
        return found

    return await pages_of("") if items is None else await of_items(items, pages_of)
