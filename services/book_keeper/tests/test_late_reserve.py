"""P5: a reserve that comes to the database after its cancel holds nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import grpc
from m_kit.testing import calling_as, refusal_of
from m_kit.tokens import TokenIssuer

from book_keeper.module import MODULE
from book_keeper.tests.books import Books, sale
from book_keeper.tests.postings import Owner, posting

POINT = "late_reserve_after_cancel:sleep=1@1"


async def test_a_cancel_that_overtakes_its_reserve_stops_it(
    serve: Callable[..., Awaitable[grpc.aio.Channel]], books: Books, issuer: TokenIssuer, tenant: str
) -> None:
    wms = calling_as(issuer, tenant, user="service:wms", roles=())
    owner, held = Owner(await serve(MODULE, failpoint=POINT), books, wms), posting(books)
    reserving = asyncio.create_task(refusal_of(owner.reserve(held, sale("100"))))
    await owner.cancel(held)
    assert not reserving.done()
    refused = await reserving
    assert (refused.code, refused.reason) == ("ABORTED", "RESERVATION_CANCELLED")
    assert (await refusal_of(owner.confirm(held))).reason == "RESERVATION_CANCELLED"
    assert await books.balances() == {}
