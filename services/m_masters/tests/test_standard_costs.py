"""Standard costs: valid from a day on until another is, and never changed."""

import asyncio
from typing import Any

import grpc
import pytest
from businessm.masters.v1 import standard_cost_service_pb2 as pb
from businessm.masters.v1 import standard_cost_service_pb2_grpc
from businessm.masters.v1.item_pb2 import Item
from businessm.masters.v1.standard_cost_pb2 import StandardCost
from businessm.type.v1 import money_pb2
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of

from m_masters.tests.nouns import ITEM, Client


class Costs:
    """Calls of somebody, and an item at standard cost."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata) -> None:
        self._stub = standard_cost_service_pb2_grpc.StandardCostServiceStub(channel)
        self._metadata, self.items = metadata, Client(ITEM, channel, metadata)

    async def item(self, method: int = Item.STANDARD, code: str = "TEA") -> str:
        """Its id."""
        return str((await self.items.created(code=code, name="Tea", valuation_method=method)).id)

    def create(self, item_id: str, day: str, amount: str, currency: str = "INR", **fields: Any) -> Any:
        """CreateStandardCost."""
        cost = StandardCost(
            item_id=item_id,
            from_date=day,
            unit_cost=money_pb2.Money(currency_code=currency, amount=amount),
            **fields,
        )
        request = pb.CreateStandardCostRequest(request_id=str(new_id()), standard_cost=cost)
        return self._stub.CreateStandardCost(request, metadata=self._metadata)

    async def created(self, *given: str) -> StandardCost:
        """As it was answered."""
        made: StandardCost = (await self.create(*given)).standard_cost
        return made

    async def on(self, day: str, *item_ids: str, currency: str = "INR") -> list[str]:
        """What the items are worth."""
        request = pb.ResolveStandardCostsRequest(item_ids=item_ids, currency_code=currency, on_date=day)
        found = await self._stub.ResolveStandardCosts(request, metadata=self._metadata)
        return [one.unit_cost.amount for one in found.standard_costs]

    async def get(self, cost_id: str) -> StandardCost:
        """One."""
        answer = await self._stub.GetStandardCost(pb.GetStandardCostRequest(id=cost_id), metadata=self._metadata)
        found: StandardCost = answer.standard_cost
        return found

    async def listed(self, **fields: Any) -> list[StandardCost]:
        """The first page."""
        answer = await self._stub.ListStandardCosts(pb.ListStandardCostsRequest(**fields), metadata=self._metadata)
        return list(answer.standard_costs)


@pytest.fixture
def costs(channel: grpc.aio.Channel, acme: Metadata) -> Costs:
    """As an administrator."""
    return Costs(channel, acme)


async def test_a_cost_is_valid_until_another_is(costs: Costs) -> None:
    tea, salt = await costs.item(), await costs.item(code="SALT")
    first = await costs.created(tea, "2026-04-01", "5")
    second = await costs.created(tea, "2026-05-01", "3.333333")
    await costs.created(tea, "2026-04-01", "0.06", "USD")
    assert (first.unit_cost.amount, second.unit_cost.amount) == ("5", "3.333333")
    days = ("2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01", "2030-01-01")
    assert [await costs.on(day, tea) for day in days] == [[], ["5"], ["5"], ["3.333333"], ["3.333333"]]
    await costs.created(salt, "2026-05-01", "0")
    assert await costs.on("2026-05-01", salt, str(new_id()), tea) == ["0", "3.333333"]
    assert await costs.on("2026-05-01", salt, tea, currency="USD") == ["0.06"]
    assert await costs.get(first.id) == first
    listed = await costs.listed(item_id=tea, order_by="from_date desc")
    assert [one.from_date for one in listed] == ["2026-05-01", "2026-04-01", "2026-04-01"]


async def test_what_was_valid_is_never_changed(costs: Costs) -> None:
    tea = await costs.item()
    await costs.created(tea, "2026-05-01", "5")
    for day in ("2026-05-01", "2026-04-30"):
        refused = await refusal_of(costs.create(tea, day, "4"))
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("standard_cost.from_date",))
    assert len(await costs.listed(item_id=tea)) == 1


async def test_of_many_who_say_it_of_one_day_one_does(costs: Costs) -> None:
    tea = await costs.item()
    calls = [costs.created(tea, "2026-05-01", str(n)) for n in range(10)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert len([one for one in answers if isinstance(one, StandardCost)]) == 1
    assert len(await costs.listed(item_id=tea)) == 1


async def test_what_cannot_be_a_cost_is_named(costs: Costs, channel: grpc.aio.Channel, stranger: Metadata) -> None:
    tea, fifo = await costs.item(), await costs.item(Item.FIFO, "FIFO")
    for given, reason, field in (
        ((fifo, "2026-05-01", "5"), "FIELD_INVALID", "item_id"),
        ((str(new_id()), "2026-05-01", "5"), "RESOURCE_NOT_FOUND", "item_id"),
        ((tea, "2026-02-30", "5"), "FIELD_INVALID", "from_date"),
        ((tea, "2026-05-01", "-1"), "FIELD_INVALID", "unit_cost.amount"),
        ((tea, "2026-05-01", f"0.{'1' * 16}"), "AMOUNT_SCALE_EXCEEDED", "unit_cost.amount"),
        ((tea, "2026-05-01", "1e3"), "AMOUNT_MALFORMED", "unit_cost.amount"),
    ):
        refused = await refusal_of(costs.create(*given))
        assert (refused.reason, refused.fields) == (reason, (f"standard_cost.{field}",))
    theirs = Costs(channel, stranger)
    made = await costs.created(tea, "2026-05-01", "5")
    assert (await refusal_of(theirs.get(made.id))).reason == "RESOURCE_NOT_FOUND"
    assert await theirs.on("2026-05-01", tea) == await theirs.listed() == []
