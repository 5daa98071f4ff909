"""P8 of docs/posting.md: no period closes over a voucher that is held, and none is lost by closing."""

import asyncio
import itertools
import uuid
from collections.abc import AsyncIterator

import grpc
import grpc_inproc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from businessm.ledger.v1 import period_pb2
from businessm.posting.v1 import decision_service_pb2 as pb
from businessm.posting.v1 import decision_service_pb2_grpc
from m_kit.clock import SystemClock
from m_kit.posting import CANCELLED, POSTED, Decision
from m_kit.testing import Metadata, calling_as, refusal_of
from m_kit.tokens import TokenIssuer

from book_keeper.module import MODULE
from book_keeper.tests.books import DAY, YEAR, Books, sale
from book_keeper.tests.conftest import Serve
from book_keeper.tests.postings import NUMBER, Owner, posting

MAY = "2026-05-01"
CLOSED, OPEN = period_pb2.Period.CLOSED, period_pb2.Period.OPEN


class Deciding(decision_service_pb2_grpc.DecisionServiceServicer):
    """An owner that decided as a test says, with a tombstone for what it does not know; or it is away."""

    def __init__(self) -> None:
        self.posted: set[uuid.UUID] = set()
        self.away = False
        self.asked = 0

    async def GetDecision(
        self, request: pb.GetDecisionRequest, context: grpc.aio.ServicerContext
    ) -> pb.GetDecisionResponse:
        self.asked += 1
        if self.away:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "away")
        posting_id = uuid.UUID(request.posting.id)
        outcome = POSTED if posting_id in self.posted else CANCELLED
        number = NUMBER if outcome == POSTED else ""
        return pb.GetDecisionResponse(decision=Decision(posting_id, outcome, number, SystemClock().now()).message())


@pytest.fixture
def deciding() -> Deciding:
    """wms, as far as keepers see it."""
    return Deciding()


@pytest.fixture
async def channel(serve: Serve, deciding: Deciding) -> AsyncIterator[grpc.aio.Channel]:
    """A channel to book_keeper, which reaches that wms."""
    server = grpc_inproc.make_server()
    decision_service_pb2_grpc.add_DecisionServiceServicer_to_server(deciding, server)
    await server.start()
    async with grpc_inproc.connect(server) as to_wms:
        yield await serve(MODULE, channel_to_context={"wms": to_wms}.__getitem__)
    await server.stop(None)


@pytest.fixture
def owner(channel: grpc.aio.Channel, books: Books, issuer: TokenIssuer, tenant: str) -> Owner:
    """wms on the test's books."""
    return Owner(channel, books, calling_as(issuer, tenant, user="service:wms", roles=()))


async def until_closing(books: Books) -> None:
    async with asyncio.timeout(60):
        for _ in itertools.count():
            if (await books.period_states())[1] == "CLOSING":
                return


async def test_a_close_waits_for_what_is_being_posted(books: Books, owner: Owner, deciding: Deciding) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    closing = asyncio.ensure_future(books.close_month(MAY))
    await until_closing(books)
    refused = await refusal_of(owner.reserve(posting(books), sale("1")))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "PERIOD_CLOSED")
    await owner.confirm(mine)
    assert (await closing).state == CLOSED
    assert deciding.asked == 0
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}


@pytest.mark.parametrize("posted", [True, False])
async def test_what_nobody_comes_back_for_is_asked_about(
    books: Books, owner: Owner, deciding: Deciding, posted: bool
) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    if posted:
        deciding.posted.add(mine.id)
    assert (await books.close_month(MAY)).state == CLOSED
    assert await books.balances() == ({"Cash INR": "100.00", "Sales INR": "-100.00"} if posted else {})
    refused = await refusal_of(owner.reserve(posting(books), sale("1")))
    assert refused.reason == "PERIOD_CLOSED"


async def test_no_period_closes_over_what_nobody_answers_for(books: Books, owner: Owner, deciding: Deciding) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    deciding.away = True
    books.timeout_seconds = 2.0
    refused = await refusal_of(books.close_month(MAY))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "PERIOD_PENDING")
    assert "1 vouchers are held for documents of wms" in refused.message
    assert (await books.period(MAY)).state == OPEN
    await books.posted(sale("1"))
    await owner.confirm(mine)
    assert (await books.close_month(MAY)).state == CLOSED


async def test_a_year_closes_with_the_result_of_what_was_held(
    books: Books, owner: Owner, deciding: Deciding, channel: grpc.aio.Channel, acme: Metadata
) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    deciding.posted.add(mine.id)
    await books.call("CloseFiscalYear", id=(await books.year()).id, retained_earnings_account_code="Retained")
    assert await books.balances(as_of=YEAR[1]) == {"Cash INR": "100.00", "Retained INR": "-100.00"}
    answer = await CheckServiceStub(channel).RunChecks(check_service_pb2.RunChecksRequest(), metadata=acme)
    assert [one.id for one in answer.invariants if one.violations] == []


async def test_confirms_and_a_close_at_once_lose_nothing(books: Books, owner: Owner) -> None:
    async def post() -> bool:
        mine = posting(books)
        call = owner.reserve(mine, sale("1", day=DAY))
        if await call.code() != grpc.StatusCode.OK:
            assert (await refusal_of(call)).reason == "PERIOD_CLOSED"
            return False
        await owner.confirm(mine)
        return True

    posts = [asyncio.create_task(post()) for _ in range(60)]
    await asyncio.sleep(0.005)
    closed = await books.close_month(MAY)
    posted = sum(await asyncio.gather(*posts))
    assert closed.state == CLOSED
    assert (await books.balances()).get("Cash INR", "0.00") == f"{posted}.00"
    assert await books.close_month(MAY) == closed
