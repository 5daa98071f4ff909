"""The posting protocol's rules, each on a real database with keepers that do as they are told."""

import asyncio

import asyncpg
import grpc
import pytest
from businessm.posting.v1 import posting_state_pb2

from m_kit.database import Database
from m_kit.errors import EtagMismatch, RequestIdReused, StateInvalid, Unavailable
from m_kit.failpoints import FailPointInvalid, FailPointReached, FailPoints
from m_kit.ids import new_id
from m_kit.posting import DocumentPosting, Posting, Resumer, attempt
from m_kit.posting.checks import findings_of_decisions
from m_kit.tests.slips import CANCEL, POSTED, Office, Refused
from m_kit.uow import UnitOfWork

CONFIRMED, CONFIRMING = posting_state_pb2.POSTED, posting_state_pb2.POSTING
SHORT = grpc.StatusCode.FAILED_PRECONDITION
AWAY = grpc.StatusCode.UNAVAILABLE


@pytest.fixture
def office(database: Database, tenant: str) -> Office:
    """With nothing that fails."""
    return Office(database, tenant)


async def outcomes(superuser: asyncpg.Connection, office: Office) -> list[int]:
    """What was decided in the office's tenant, in order."""
    rows = await superuser.fetch("select outcome from decision where tenant = $1 order by decided_time", office.tenant)
    return [row["outcome"] for row in rows]


async def test_a_posting_reserves_decides_and_confirms(office: Office) -> None:
    slip = await office.draft()
    response, replayed = await office.post(slip)
    posted = await office.now(slip)
    assert (posted.state, posted.number, posted.revision) == (POSTED, "SL/2026/00001", 2)
    assert (response.goods_receipt.number, response.goods_receipt.posting_state) == ("SL/2026/00001", CONFIRMED)
    assert not replayed
    for keeper in (office.stock, office.ledger):
        assert [decision.document_number for decision in keeper.confirmed] == ["SL/2026/00001"]
        assert not keeper.cancelled


async def test_p1_ids_follow_from_the_attempt(office: Office) -> None:
    slip = await office.draft()
    await office.post(slip)
    (held,) = {posting.id for posting in office.stock.reserved}
    again = Posting("notes", slip.company_id, "notes.slip", slip.id, "post", 1, 0)
    assert held == again.id
    others = {
        Posting("notes", slip.company_id, "notes.slip", slip.id, "post", 1, 1).id,
        Posting("notes", slip.company_id, "notes.slip", slip.id, "post", 2, 0).id,
        Posting("notes", slip.company_id, "notes.slip", slip.id, "cancel", 1, 0).id,
    }
    assert len({held, *others}) == 4


async def test_a_refusal_of_the_first_keeper_leaves_nothing(office: Office, superuser: asyncpg.Connection) -> None:
    slip = await office.draft()
    office.stock.fails["reserve"] = [Refused(SHORT)]
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await office.post(slip)
    assert refused.value.code() is SHORT
    assert await outcomes(superuser, office) == []
    assert not office.stock.cancelled
    await office.post(slip)


async def test_p4_a_refusal_of_the_second_keeper_writes_a_tombstone_before_the_first_is_cancelled(
    office: Office, superuser: asyncpg.Connection
) -> None:
    slip = await office.draft()
    seen: list[list[int]] = []

    async def look() -> None:
        seen.append(await outcomes(superuser, office))

    office.ledger.fails["reserve"] = [Refused(SHORT)]
    office.stock.on_cancel = look
    with pytest.raises(grpc.aio.AioRpcError):
        await office.post(slip)
    assert seen == [[2]]
    response, _ = await office.post(slip)
    assert response.goods_receipt.number == "SL/2026/00001"
    assert [posting.attempt for posting in office.stock.reserved] == [0, 1]


async def test_p4_a_keeper_that_gives_no_answer_is_cancelled_after_the_tombstone(
    office: Office, superuser: asyncpg.Connection
) -> None:
    slip = await office.draft()
    office.stock.fails["reserve"] = [Refused(AWAY)]
    with pytest.raises(grpc.aio.AioRpcError):
        await office.post(slip)
    assert await outcomes(superuser, office) == [2]
    assert office.stock.cancelled == [office.stock.reserved[0].id]
    assert not office.ledger.cancelled


async def test_p1_a_cancelled_attempt_is_followed_by_the_next(office: Office) -> None:
    slip = await office.draft()
    first = Posting("notes", slip.company_id, "notes.slip", slip.id, "post", 1, 0)

    async def sweeper_comes_first() -> None:
        await office.decisions.settle(office.tenant, first)

    office.stock.on_reserve = sweeper_comes_first
    response, _ = await office.post(slip)
    assert response.goods_receipt.number
    assert [posting.attempt for posting in office.stock.reserved] == [0, 1]
    assert office.stock.cancelled == [first.id]


async def test_p3_a_document_that_changed_is_not_posted(office: Office, superuser: asyncpg.Connection) -> None:
    slip = await office.draft()
    office.ledger.on_reserve = lambda: office.edit(slip)
    with pytest.raises(EtagMismatch):
        await office.post(slip)
    assert (await office.now(slip)).state != POSTED
    assert await outcomes(superuser, office) == [2]
    assert len(office.stock.cancelled) == len(office.ledger.cancelled) == 1


async def test_a_late_decide_after_a_tombstone_fails(office: Office, superuser: asyncpg.Connection) -> None:
    slip = await office.draft()

    async def sweeper_comes_first() -> None:
        await office.decisions.settle(office.tenant, office.ledger.reserved[-1])

    office.ledger.on_reserve = sweeper_comes_first
    with pytest.raises(Unavailable):
        await office.post(slip)
    assert set(await outcomes(superuser, office)) == {2}
    assert (await office.now(slip)).number == ""


async def test_ten_at_once_with_one_request_id_are_one_posting(office: Office, superuser: asyncpg.Connection) -> None:
    slip = await office.draft()
    answers = await asyncio.gather(*(office.post(slip, "one") for _ in range(10)))
    assert len({response.SerializeToString(deterministic=True) for response, _ in answers}) == 1
    assert sorted(replayed for _, replayed in answers) == [False, *[True] * 9]
    assert await outcomes(superuser, office) == [1]
    assert not office.stock.cancelled


async def test_ten_at_once_with_ten_request_ids_are_one_posting(office: Office, superuser: asyncpg.Connection) -> None:
    slip = await office.draft()
    answers = await asyncio.gather(*(office.post(slip) for _ in range(10)), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, BaseException)]
    assert len(refused) == 9
    assert all(isinstance(answer, StateInvalid | EtagMismatch) for answer in refused)
    assert await outcomes(superuser, office) == [1]
    assert not office.stock.cancelled
    assert (await office.now(slip)).number == "SL/2026/00001"


async def test_numbers_are_gapless_however_many_post_at_once(office: Office) -> None:
    slips = [await office.draft() for _ in range(20)]
    answers = await asyncio.gather(*(office.post(slip) for slip in slips))
    numbers = sorted(response.goods_receipt.number for response, _ in answers)
    assert numbers == [f"SL/2026/{n:05d}" for n in range(1, 21)]


async def test_a_request_id_with_other_content_is_refused(office: Office, superuser: asyncpg.Connection) -> None:
    first, second = await office.draft(), await office.draft()
    await office.post(first, "same")
    with pytest.raises(RequestIdReused):
        await office.post(second, "same")
    assert await outcomes(superuser, office) == [1]
    both = [await office.draft(), await office.draft()]
    answers = await asyncio.gather(*(office.post(slip, "race") for slip in both), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["RequestIdReused", "tuple"]
    assert len(office.stock.cancelled) == len(office.ledger.cancelled)
    assert sorted(await outcomes(superuser, office)) in ([1, 1], [1, 1, 2])


async def test_p14_a_posting_not_confirmed_reads_posting_and_then_posted(office: Office) -> None:
    slip = await office.draft()
    office.stock.fails["confirm"] = [Refused(AWAY)]
    response, _ = await office.post(slip, "r")
    assert response.goods_receipt.posting_state == CONFIRMING
    again, replayed = await office.post(slip, "r")
    assert replayed
    assert again == response
    assert not office.stock.confirmed
    assert await resumer(office).once(older_than_seconds=0) == 1
    assert len(office.stock.confirmed) == 1
    assert len(office.ledger.confirmed) == 1
    final, _ = await office.post(slip, "r")
    assert final.goods_receipt.posting_state == CONFIRMED
    final.goods_receipt.posting_state = CONFIRMING
    assert final == response


async def test_p13_the_resumer_leaves_young_ones_to_their_request(office: Office) -> None:
    office.stock.fails["confirm"] = [Refused(AWAY)]
    await office.post(await office.draft())
    assert await resumer(office).once() == 0
    assert not office.stock.confirmed


async def test_a_posting_that_a_keeper_has_not_confirmed_for_a_minute_is_found(
    office: Office, uow: UnitOfWork, superuser: asyncpg.Connection
) -> None:
    async def found() -> tuple[int, int]:
        async with uow.transaction(office.tenant) as transaction:
            once, confirmed = await findings_of_decisions(transaction)
        assert (once.id, once.checked, once.violations) == ("I4", confirmed.checked, [])
        return confirmed.checked, len(confirmed.violations)

    await office.post(await office.draft())
    office.stock.fails["confirm"] = [Refused(AWAY)]
    await office.post(await office.draft())
    assert await found() == (2, 0)
    await superuser.execute(
        "update decision set decided_time = decided_time - interval '2 minutes' where tenant = $1", office.tenant
    )
    assert await found() == (2, 1)
    await resumer(office).once()
    assert await found() == (2, 0)


async def test_a_document_that_was_decided_twice_is_found(
    office: Office, uow: UnitOfWork, superuser: asyncpg.Connection
) -> None:
    await office.post(await office.draft())
    await office.post(await office.draft())
    await superuser.execute(
        "update decision set document_id = (select document_id from decision where tenant = $1 limit 1)"
        " where tenant = $1",
        office.tenant,
    )
    async with uow.transaction(office.tenant) as transaction:
        once, confirmed = await findings_of_decisions(transaction)
    assert [(one.id, one.checked, len(one.violations)) for one in (once, confirmed)] == [("I4", 2, 1), ("I14", 2, 0)]


async def test_p12_a_document_whose_posting_is_unconfirmed_cannot_be_cancelled(office: Office) -> None:
    slip = await office.draft()
    office.stock.fails["confirm"] = [Refused(AWAY)]
    await office.post(slip)
    with pytest.raises(DocumentPosting):
        await office.post(await office.now(slip), transition=CANCEL)
    await resumer(office).once(older_than_seconds=0)
    await office.post(await office.now(slip), transition=CANCEL)
    assert (await office.now(slip)).number == "SL/2026/00001"


async def test_p4_when_decides_answer_is_lost_the_decision_is_read(
    database: Database, tenant: str, superuser: asyncpg.Connection
) -> None:
    office = Office(database, tenant, "decide_answer_lost:raise")
    slip = await office.draft()
    response, replayed = await office.post(slip)
    await office.procedure.drained()
    assert response.goods_receipt.number == "SL/2026/00001"
    assert not replayed
    assert await outcomes(superuser, office) == [1]
    assert not office.stock.cancelled
    assert len(office.stock.confirmed) == 1


async def test_a_defect_before_decide_ends_in_a_tombstone(
    database: Database, tenant: str, superuser: asyncpg.Connection
) -> None:
    office = Office(database, tenant, "before_decide:raise")
    with pytest.raises(FailPointReached):
        await office.post(await office.draft())
    assert await outcomes(superuser, office) == [2]
    assert len(office.stock.cancelled) == len(office.ledger.cancelled) == 1


async def test_a_client_that_leaves_abandons_its_waiting_only(office: Office) -> None:
    slip = await office.draft()
    reserving, go_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        reserving.set()
        await go_on.wait()

    office.ledger.on_reserve = wait
    call = asyncio.create_task(office.post(slip))
    await reserving.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    go_on.set()
    await office.procedure.drained()
    assert (await office.now(slip)).number == "SL/2026/00001"
    assert len(office.stock.confirmed) == len(office.ledger.confirmed) == 1


async def test_a_posting_shown_with_another_id_is_refused() -> None:
    message = Posting("notes", new_id(), "notes.slip", new_id(), "post", 1, 0).message()
    assert attempt.posting_of(message).message() == message
    message.attempt = 1
    with pytest.raises(Exception, match="id"):
        attempt.posting_of(message)


def test_fail_points_are_named_and_do_one_of_three_things() -> None:
    assert FailPoints.parse("after_decide:kill") == FailPoints("after_decide", "kill")
    assert FailPoints.parse("after_decide:sleep=0.5").action == "sleep=0.5"
    for wrong in ("nowhere:kill", "after_decide", "after_decide:die", "after_decide:sleep", "after_decide:kill=3"):
        with pytest.raises(FailPointInvalid):
            FailPoints.parse(wrong)


async def test_a_fail_point_may_be_one_contexts_alone() -> None:
    points = FailPoints.parse("wms/after_decide:raise")
    await points.of("stock_keeper").reach("after_decide")
    with pytest.raises(FailPointReached):
        await points.of("wms").reach("after_decide")
    with pytest.raises(FailPointReached):
        await FailPoints.parse("after_decide:raise").of("wms").reach("after_decide")


async def test_a_fail_point_may_happen_at_one_time_alone() -> None:
    points = FailPoints.parse("after_decide:raise@2")
    await points.reach("after_decide")
    await points.reach("before_decide")
    with pytest.raises(FailPointReached):
        await points.reach("after_decide")
    await points.reach("after_decide")
    for wrong in ("after_decide:raise@", "after_decide:raise@0", "after_decide:raise@x", "after_decide@2"):
        with pytest.raises(FailPointInvalid):
            FailPoints.parse(wrong)


def resumer(office: Office) -> Resumer:
    """Looks once, when told."""
    return Resumer("notes", office.decisions, office.procedure, every_seconds=60)
