"""What wms does about events of others."""

from datetime import UTC

from businessm.events.v1.event_pb2 import Event
from businessm.stock.v1.recompute_events_pb2 import RevaluationFound
from m_kit.subscription import Subscription
from m_kit.uow import Transaction

from m_wms.convert_revaluations import draft_of_found
from m_wms.store.revaluations import RevaluationRepository


async def on_revaluation_found(transaction: Transaction, event: Event, told: RevaluationFound) -> None:
    """A draft that is posted by itself."""
    found = draft_of_found(told, event.occur_time.ToDatetime(tzinfo=UTC))
    await RevaluationRepository(transaction).add(found)


SUBSCRIPTIONS = (Subscription("stock_keeper.revaluation.found", RevaluationFound, on_revaluation_found),)
