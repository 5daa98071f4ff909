"""Who is to be told of what."""

from dataclasses import replace

import pytest
from businessm.wms.v1.events_pb2 import DeliveryPosted
from m_kit.subscription import Subscription
from m_kit.uow import Transaction

from business_m.catalog import CatalogError, all_modules, module_of
from business_m.subscribers import SUBSCRIBED, subscribers

POSTED = "wms.delivery.posted"


async def nothing(_: Transaction, __: object, ___: object) -> None:
    """Done about it."""


SUBSCRIPTION = Subscription(POSTED, DeliveryPosted, nothing)


def test_what_is_known_without_importing_is_what_the_modules_say() -> None:
    subscribers(all_modules())
    assert set(SUBSCRIBED) <= {module.name for module in all_modules()}


def test_a_context_elsewhere_is_told_too() -> None:
    finance = replace(module_of("finance"), subscriptions=(SUBSCRIPTION,))
    visitor = replace(finance, name="visitor")
    known = {"finance": [POSTED], "masters": [POSTED, "wms.delivery.cancelled"]}
    assert subscribers([finance, visitor], known) == {
        POSTED: ("finance", "masters", "visitor"),
        "wms.delivery.cancelled": ("masters",),
    }


@pytest.mark.parametrize("known", [{}, {"finance": ["wms.delivery.cancelled"]}])
def test_a_subscription_that_others_would_not_know_of_stops_the_start(known: dict[str, list[str]]) -> None:
    finance = replace(module_of("finance"), subscriptions=(SUBSCRIPTION,))
    with pytest.raises(CatalogError, match="finance subscribes to other events"):
        subscribers([finance], known)
