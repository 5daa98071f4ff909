"""Events in a whole mesh: they go by its NATS, in which each context speaks for itself alone."""

import asyncio
from dataclasses import replace

import pytest
from m_engines.nats.connection import NatsAway, NatsConnection
from m_engines.nats.subjects import calls_to, event_subject, events_of, receipts_to

from tests.support.goods import opened
from tests.support.readers import Readers, broker_as
from tests.support.whole import Whole
from tests.topologies.test_processes import within

TOLD_SECONDS = 60.0
EVENT_ID = "0198c0de-0000-7000-8000-000000000000"


def test_what_wms_posts_is_told_through_nats_once(breakable_mesh: Whole, readers: Readers) -> None:
    """Whoever reads it has no other way in."""
    with breakable_mesh.rest() as rest:
        goods = opened(rest)
        item = goods.item()
        posted = [goods.received((item, str(quantity), "5"))["id"] for quantity in (1, 2, 3)]
        draft = goods.receipt((item, "4", "5"))["id"]
    within(TOLD_SECONDS, lambda: set(posted) <= set(readers.times_told()), "told")
    within(TOLD_SECONDS, lambda: breakable_mesh.m("events", "--json").ok()["outbox_pending"] == 0, "received")
    told = readers.times_told()
    assert [told[one] for one in (*posted, draft)] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    "subject",
    [
        event_subject("wms", "readers", EVENT_ID),
        receipts_to("wms", "readers"),
        "$JS.API.STREAM.DELETE.EVENTS_wms",
        "$JS.API.CONSUMER.MSG.NEXT.EVENTS_wms.readers",
    ],
)
async def test_nobody_says_what_is_anothers_to_say(breakable_mesh: Whole, readers: Readers, subject: str) -> None:
    finance = NatsConnection(broker_as(breakable_mesh, "finance"))
    await (await finance.client()).publish(subject, b"{}")
    await finance.settled()
    assert len(finance.refusals) == 1, finance.refusals
    assert f'publish to "{subject}"'.lower() in finance.refusals[0].lower()
    await finance.close()


@pytest.mark.parametrize("subject", [events_of("wms"), calls_to("wms"), receipts_to("wms"), "_INBOX.wms.>", ">"])
async def test_nobody_hears_what_is_anothers_to_hear(breakable_mesh: Whole, readers: Readers, subject: str) -> None:
    finance = NatsConnection(broker_as(breakable_mesh, "finance"))
    await (await finance.client()).subscribe(subject)
    await finance.settled()
    assert len(finance.refusals) == 1, finance.refusals
    assert f'subscription to "{subject}"'.lower() in finance.refusals[0].lower()
    await finance.close()


async def test_nobody_gets_in_who_does_not_say_who_he_is_or_in_the_open(breakable_mesh: Whole) -> None:
    known = await asyncio.to_thread(broker_as, breakable_mesh, "wms")
    for address in (
        known.of_user("wms", "guessed"),
        known.of_user("", ""),
        known.of_user("nobody", "guessed"),
        replace(known, is_encrypted=False, authority=None, name=""),
        replace(known, name="finance.businessm.internal"),
    ):
        connection = NatsConnection(address)
        with pytest.raises(NatsAway):
            await connection.client()
        await connection.close()
    connection = NatsConnection(known)
    assert (await connection.client()).is_connected
    await connection.close()
