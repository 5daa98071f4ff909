"""Two book_keepers on one database: what each keeps in memory and in its queue is no help against the other."""

import asyncio
import random
import uuid
from collections.abc import Awaitable
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from businessm.ledger.v1 import company_pb2, voucher_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.database import Database
from m_kit.testing import Refusal, refusal_of

from book_keeper.store.balances import BalanceReader
from book_keeper.tests.books import Books, line, reasons, sale, voucher

MAY = "2026-05-01"
# Within a transaction the server answers what it saw first, unless told to look again.
WAITING = (
    "select count(*) from pg_stat_activity"
    " where wait_event_type = 'Lock' and query like '%post_vouchers%' and datname = current_database()"
)


@pytest.fixture
async def pair(books: Books, other_process: grpc.aio.Channel) -> tuple[Books, Books]:
    """The same books through two processes, both warm."""
    elsewhere = books.elsewhere(other_process)
    await asyncio.gather(books.balances(), elsewhere.balances())
    return books, elsewhere


async def outcome(call: Awaitable[Any]) -> Any:
    """The answer, or the Refusal."""
    try:
        return await call
    except grpc.aio.AioRpcError as error:
        return await refusal_of(_raising(error))


async def _raising(error: grpc.aio.AioRpcError) -> None:
    raise error


def of_step() -> voucher_pb2.Voucher:
    return sale(source=voucher_pb2.VoucherSource(document_type="t", document_id="17", purpose="post"))


async def violated(channel: grpc.aio.Channel, books: Books) -> list[str]:
    stub = CheckServiceStub(channel)
    answer = await stub.RunChecks(check_service_pb2.RunChecksRequest(), metadata=books.metadata)
    return [f"{one.id}: {one.violations}" for one in answer.invariants if one.violations]


async def test_one_request_at_both_is_posted_once(pair: tuple[Books, Books]) -> None:
    for i in range(20):
        answers = await asyncio.gather(*(one.post(sale("1"), request_id=f"r{i}") for one in pair * 3))
        assert len({answer.SerializeToString(deterministic=True) for answer in answers}) == 1
    assert (await pair[0].balances())["Cash INR"] == "20.00"


async def test_one_request_with_two_contents_is_posted_once(pair: tuple[Books, Books]) -> None:
    for i in range(20):
        found = await asyncio.gather(
            *(outcome(one.post(sale(amount), request_id=f"r{i}")) for one, amount in zip(pair, "12", strict=True))
        )
        assert sorted(_name(one) for one in found) == ["REQUEST_ID_REUSED", "posted"]


async def test_one_reversal_at_both_is_posted_once(pair: tuple[Books, Books]) -> None:
    for _ in range(20):
        original = await pair[0].posted(sale())
        found = await asyncio.gather(*(outcome(one.reverse(original)) for one in pair))
        assert sorted(_name(one) for one in found) == ["VOUCHER_ALREADY_REVERSED", "posted"]
    assert await pair[0].balances() == {}


async def test_one_document_step_at_both_is_posted_once(pair: tuple[Books, Books]) -> None:
    for i in range(20):
        of = of_step()
        of.source.document_id = str(i)
        found = await asyncio.gather(*(outcome(one.post(of)) for one in pair))
        assert sorted(_name(one) for one in found) == ["DUPLICATE_RESOURCE", "posted"]


async def test_one_id_at_both_is_posted_once(pair: tuple[Books, Books]) -> None:
    for _ in range(20):
        own = str(uuid.uuid4())
        found = await asyncio.gather(*(outcome(one.post(sale(id=own))) for one in pair))
        assert sorted(_name(one) for one in found) == ["DUPLICATE_RESOURCE", "posted"]


async def test_rivals_of_two_journals_meet_at_the_row_alone(pair: tuple[Books, Books]) -> None:
    """No series makes them wait for each other: the second one runs into the first one's row, and looks again."""
    for i in range(40):
        sales = [sale(journal_code=journal) for journal in "AB"]
        request = [outcome(one.post(of, request_id=f"r{i}")) for one, of in zip(pair, sales, strict=True)]
        assert sorted(map(_name, await asyncio.gather(*request))) == ["REQUEST_ID_REUSED", "posted"]
        steps = [of_step(), of_step()]
        for of, journal in zip(steps, "AB", strict=True):
            of.source.document_id, of.journal_code = str(i), journal
        step = [outcome(one.post(of)) for one, of in zip(pair, steps, strict=True)]
        assert sorted(map(_name, await asyncio.gather(*step))) == ["DUPLICATE_RESOURCE", "posted"]


async def test_a_series_has_no_gap_whoever_writes_it(pair: tuple[Books, Books]) -> None:
    def work(i: int) -> Awaitable[Any]:
        of = sale("1") if i % 4 else voucher(line("Cash", "1"), line("Sales", "-2"))
        return outcome(pair[i % 2].post(of, request_id=f"r{i // 2}"))

    await asyncio.gather(*(work(i) for i in range(120)))
    numbers = sorted(one.number for one in await pair[0].vouchers())
    assert numbers == [f"GJ/2026-27/{i:05d}" for i in range(1, len(numbers) + 1)]
    assert len(numbers) >= 45


async def test_two_hundred_batches_in_opposite_orders_end_well(
    pair: tuple[Books, Books], channel: grpc.aio.Channel, database: Database
) -> None:
    """Journals, months and rivals cross each other in every direction, while balances are folded."""
    await pair[0].open_year("2027-04-01", "2028-03-31")
    chance = random.Random(17)
    pool = [
        (
            f"r{i}",
            sale(str(i + 1), day=chance.choice(["2026-05-10", "2026-06-10", "2027-05-10"]), journal_code=f"J{i % 4}"),
        )
        for i in range(120)
    ]

    async def work(i: int) -> list[str]:
        chosen = chance.sample(pool, 6)
        chosen.sort(key=lambda one: one[0], reverse=i % 2 == 0)
        keys, vouchers = [key for key, _ in chosen], [of for _, of in chosen]
        return reasons(await pair[i % 2].post_all(*vouchers, requests=keys))

    async def fold() -> None:
        for _ in range(20):
            await BalanceReader(database).fold()

    folding = asyncio.create_task(fold())
    found = await asyncio.gather(*(work(i) for i in range(200)))
    await folding
    every = [one for batch in found for one in batch]
    used = {one.id for one in await pair[0].vouchers()}
    assert set(every) == {"posted", "replayed"}
    assert every.count("posted") == len(used) <= 120
    assert await violated(channel, pair[0]) == []


async def test_series_are_locked_in_one_order_whatever_the_dates(books: Books, superuser: asyncpg.Connection) -> None:
    """Else two batches, each with a journal that the other waits for, stop each other until one is shot."""
    lock = "select last from series where company_id = $1 and journal_code = $2 for update nowait"
    await books.post_all(sale(journal_code="A"), sale(journal_code="B"))
    async with superuser.transaction():
        await superuser.fetchval(lock, books.company_id, "A")
        early, late = sale(day="2026-05-10", journal_code="B"), sale(day="2026-06-10", journal_code="A")
        batch = asyncio.create_task(outcome(books.post_all(early, late)))
        while not await superuser.fetchval(WAITING):
            assert not batch.done()
            await superuser.execute("select pg_stat_clear_snapshot()")
        assert await superuser.fetchval(lock, books.company_id, "B") == 1, "B is not taken before A"
    assert reasons(await batch) == ["posted", "posted"]


async def test_a_closing_month_keeps_all_that_was_acknowledged_and_nothing_slips_in(
    pair: tuple[Books, Books], channel: grpc.aio.Channel, superuser: asyncpg.Connection
) -> None:
    for month, day in ((MAY, "2026-05-10"), ("2026-06-01", "2026-06-10"), ("2026-07-01", "2026-07-10")):
        period = await pair[0].period(month)
        posts = [outcome(pair[i % 2].post(sale("1", day=day))) for i in range(20)]
        more = [outcome(pair[i % 2].post_all(*[sale("1", day=day)] * 3)) for i in range(6)]
        closing = outcome(pair[0].call("ClosePeriod", id=period.id))
        found = await asyncio.gather(*posts[:10], *more[:3], closing, *posts[10:], *more[3:])
        assert not any(isinstance(one, Refusal) and one.reason != "PERIOD_CLOSED" for one in found)
        acknowledged = {one.voucher.id for one in found if isinstance(one, voucher_pb2.PostVoucherResponse)}
        for one in found:
            if isinstance(one, voucher_pb2.PostVouchersResponse):
                assert set(reasons(one)) <= {"posted", "PERIOD_CLOSED"}
                acknowledged |= {result.voucher.id for result in one.results if result.HasField("voucher")}
        held = await superuser.fetch(
            "select v.id from voucher v join period p on p.key = v.period_key where p.id = $1", period.id
        )
        assert {str(row["id"]) for row in held} == acknowledged
        assert await violated(channel, pair[0]) == []
        late = await outcome(pair[1].post(sale(day=day)))
        assert late.reason == "PERIOD_CLOSED"


async def test_an_archived_account_and_a_changed_rule_are_seen_by_the_other_at_once(pair: tuple[Books, Books]) -> None:
    here, there = pair
    await there.posted(sale())
    await here.archive("Cash")
    assert (await outcome(there.post(sale()))).reason == "ACCOUNT_ARCHIVED"


async def test_a_currency_made_by_one_is_known_to_the_other(pair: tuple[Books, Books]) -> None:
    here, there = pair
    await there.posted(sale())
    company = (await here.call("GetCompany", id=here.company_id)).company
    scales = [company_pb2.CurrencyScale(currency_code="POINTS", scale=3)]
    change = company_pb2.Company(id=company.id, etag=company.etag, scales=scales)
    await here.call("UpdateCompany", company=change, update_mask=FieldMask(paths=["scales"]))
    await there.posted(sale("1.125", currency="POINTS"))
    assert (await here.balances())["Cash POINTS"] == "1.125"


async def test_a_currency_used_first_by_both_at_once_is_one(pair: tuple[Books, Books]) -> None:
    found = await asyncio.gather(*(one.posted(sale("1", currency="JPY")) for one in pair * 5))
    assert len(found) == 10
    assert (await pair[0].balances())["Cash JPY"] == "10"


def _name(found: Any) -> str:
    return found.reason if isinstance(found, Refusal) else "posted"
