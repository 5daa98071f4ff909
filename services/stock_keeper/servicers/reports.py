"""What is where, and since when."""

import uuid
from collections.abc import Sequence
from itertools import pairwise

import grpc
from businessm.stock.v1 import stock_report_pb2 as pb
from m_kit.caller import current_caller
from m_kit.dates import parse_date
from m_kit.errors import FieldInvalid
from m_kit.ids import parse_id
from m_kit.pagination import page_of

from stock_keeper.convert import stock_age_message, stored_goods_message
from stock_keeper.domain.ages import DEFAULT_BUCKETS
from stock_keeper.domain.stock import StoredGoods
from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.movements import optional_id
from stock_keeper.store.balance_keys import NO_LOT
from stock_keeper.store.reports import ReportReader


class ReportRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def ListStoredGoods(
        self, request: pb.ListStoredGoodsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListStoredGoodsResponse:
        page = page_of(request, uuid.UUID, uuid.UUID, uuid.UUID)
        company_id = parse_id(request.company_id, "company_id", "company")
        warehouse_id = parse_id(request.warehouse_id, "warehouse_id", "warehouse")
        item_id = optional_id(request.item_id, "item_id", "item")
        location_id = optional_id(request.location_id, "location_id", "location")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found, sequence = await ReportReader(transaction).goods(
                page, company_id, warehouse_id, item_id, location_id
            )
        shown, token = page.cut(found, _place)
        return pb.ListStoredGoodsResponse(
            goods=map(stored_goods_message, shown), next_page_token=token, sequence=sequence
        )

    async def ListStockAges(
        self, request: pb.ListStockAgesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListStockAgesResponse:
        page, as_of = page_of(request, uuid.UUID, uuid.UUID), parse_date(request.as_of, "as_of")
        company_id = parse_id(request.company_id, "company_id", "company")
        item_id = optional_id(request.item_id, "item_id", "item")
        warehouse_id = optional_id(request.warehouse_id, "warehouse_id", "warehouse")
        last_days = _rising(request.bucket_days) or DEFAULT_BUCKETS
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await ReportReader(transaction).ages(page, company_id, item_id, warehouse_id, as_of, last_days)
        shown, token = page.cut(found, lambda age: (age.item_id, age.warehouse_id))
        return pb.ListStockAgesResponse(ages=map(stock_age_message, shown), next_page_token=token)


def _place(goods: StoredGoods) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    return goods.item_id, goods.location_id or goods.warehouse_id, goods.lot_id or NO_LOT


def _rising(days: Sequence[int]) -> Sequence[int]:
    for index, (earlier, later) in enumerate(pairwise(days), 1):
        if later <= earlier:
            raise FieldInvalid("the last days of buckets rise", field=f"bucket_days[{index}]")
    return days
