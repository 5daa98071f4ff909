"""What items at standard cost are worth on the day that something is posted: asked when stock is."""

import asyncio
import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

from businessm.masters.v1 import standard_cost_service_pb2

from m_wms.clients import Clients
from m_wms.convert.nouns import Noun
from m_wms.domain.documents import StockDocument
from m_wms.domain.errors import StandardCostMissing
from m_wms.domain.moves import Move, Plan
from m_wms.usecases.pages import PAGE
from m_wms.usecases.refusals import line_path


async def with_standard_costs(clients: Clients, noun: Noun, document: StockDocument, plan: Plan, day: date) -> Plan:
    """The plan, its items at standard cost with the one that is valid that day. Raises StandardCostMissing."""
    items = {move.item.id for move in plan.moves if move.item.is_at_standard_cost}
    if not items:
        return plan
    costs = await _valid(clients, document.currency_code, items, day)

    def costed(move: Move) -> Move:
        if not move.item.is_at_standard_cost:
            return move
        if move.item.id not in costs:
            raise StandardCostMissing(
                f"nobody said what the item is worth in {document.currency_code} on {day}",
                field=f"{line_path(noun, document, move.line)}.item_id",
                metadata={
                    "item_id": str(move.item.id),
                    "currency_code": document.currency_code,
                    "date": day.isoformat(),
                },
            )
        return replace(move, item=replace(move.item, standard_cost=costs[move.item.id]))

    return replace(plan, moves=tuple(map(costed, plan.moves)))


async def _valid(clients: Clients, currency_code: str, items: set[uuid.UUID], day: date) -> dict[uuid.UUID, Decimal]:
    ids = sorted(map(str, items))
    answers = await asyncio.gather(
        *(
            clients.standard_costs.ResolveStandardCosts(
                standard_cost_service_pb2.ResolveStandardCostsRequest(
                    item_ids=ids[i : i + PAGE], currency_code=currency_code, on_date=day.isoformat()
                )
            )
            for i in range(0, len(ids), PAGE)
        )
    )
    return {
        uuid.UUID(one.item_id): Decimal(one.unit_cost.amount) for answer in answers for one in answer.standard_costs
    }
