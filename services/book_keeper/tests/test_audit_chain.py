"""The audit chain: what is sealed is in order and in a row; whatever is changed behind the books' back is found."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import asyncpg
import grpc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from businessm.ledger.v1 import audit_pb2
from m_kit.database import Database
from m_kit.testing import Metadata, refusal_of

from book_keeper.domain import audit
from book_keeper.store import audit_chain
from book_keeper.store.audit_chain import Sealer
from book_keeper.tests.books import Books, rent, sale

Seal = Callable[[], Awaitable[int]]


@pytest.fixture
def seal(database: Database, tenant: str) -> Seal:
    """Seals what the test's tenant has posted, and answers how many vouchers that were."""

    async def sealed() -> int:
        count: int = (await database.call("select seal_vouchers($1, 1000) as count", tenant))[0]["count"]
        return count

    return sealed


async def verified(books: Books, after: int = 0) -> audit_pb2.VerifyAuditChainResponse:
    """What the ledger says of the chain."""
    answer: audit_pb2.VerifyAuditChainResponse = await books.call("VerifyAuditChain", after_sequence=after)
    return answer


async def test_what_is_posted_is_named_until_it_is_sealed_and_proven_then(books: Books, seal: Seal) -> None:
    first, second = await books.posted(sale("1")), await books.posted(sale("2", day="2026-04-10"))
    before = await verified(books)
    assert (before.sealed_count, before.voucher_count, before.is_end) == (0, 2, True)
    assert list(before.unsealed_voucher_ids) == [first.id, second.id]
    assert await seal() == 2
    after = await verified(books)
    assert (after.sealed_count, after.last_sequence, after.voucher_count) == (2, 2, 2)
    assert not after.unsealed_voucher_ids
    assert not after.HasField("first_broken")
    assert await seal() == 0


async def test_seals_are_numbered_in_a_row_as_vouchers_were_posted(
    books: Books, seal: Seal, superuser: asyncpg.Connection, tenant: str
) -> None:
    posted = [(await books.posted(sale(str(amount)))).id for amount in (1, 2)]
    await seal()
    await books.post_all(sale("3"), rent("4"), sale("5"), request_id="batch")
    posted += [one.id for one in (await books.call("ListVouchers")).vouchers if one.id not in posted]
    await seal()
    rows = await superuser.fetch("select * from seal where tenant = $1 order by sequence", tenant)
    assert [row["sequence"] for row in rows] == [1, 2, 3, 4, 5]
    assert [str(row["voucher_id"]) for row in rows[:2]] == posted[:2]
    numbers = await superuser.fetch(
        "select v.sequence from seal s join voucher v on v.id = s.voucher_id where s.tenant = $1 order by s.sequence",
        tenant,
    )
    assert [row["sequence"] for row in numbers] == [1, 2, 3, 4, 5]


async def test_a_seal_is_the_hash_of_the_one_before_and_of_the_voucher(
    books: Books, seal: Seal, superuser: asyncpg.Connection, tenant: str
) -> None:
    await books.posted(sale("1", narration='été ₹ \\ "quoted"'))
    await books.posted(sale("2"))
    await seal()
    previous = b""
    for row in await superuser.fetch(
        "select s.hash, voucher_canonical(v) as content from seal s join voucher v on v.id = s.voucher_id"
        " where s.tenant = $1 order by s.sequence",
        tenant,
    ):
        assert row["hash"] == hashlib.sha256(previous + row["content"]).digest()
        previous = row["hash"]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns"])
async def test_a_voucher_reads_the_same_in_any_session(
    books: Books, seal: Seal, superuser: asyncpg.Connection, tenant: str, zone: str
) -> None:
    await books.posted(sale("1"))
    await seal()
    ask = "select voucher_canonical(v) from voucher v where tenant = $1"
    before = await superuser.fetchval(ask, tenant)
    await superuser.execute(f"set timezone to '{zone}'; set datestyle to 'German'; set extra_float_digits to -5")
    assert await superuser.fetchval(ask, tenant) == before


TAMPERINGS = {
    "a line's amount": "update line set amount = amount + 1 where voucher_id = $1 and number = 1",
    "a line's account": (
        "update line set account_key = (select min(key) from account where key <> account_key and company_id ="
        " (select company_id from voucher where id = $1)) where voucher_id = $1 and number = 1"
    ),
    "a line's narration": "update line set narration = 'other' where voucher_id = $1 and number = 1",
    "a line more": (
        "insert into line (voucher_id, number, tenant, account_key, ledger, amount, is_credit, unit_code, units, role,"
        " narration, posting_date) select voucher_id, 9, tenant, account_key, ledger, 0, false, '', 0, '', '',"
        " posting_date from line where voucher_id = $1 and number = 1"
    ),
    "a line less": "delete from line where voucher_id = $1 and number = 2",
    "the date": "update voucher set posting_date = posting_date + 1 where id = $1",
    "the time": "update voucher set post_time = post_time + interval '1 microsecond' where id = $1",
    "the actor": "update voucher set actor = 'somebody else' where id = $1",
    "the seal": "update seal set hash = '\\x00' where voucher_id = $1",
}


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_what_was_changed_is_found_and_named(
    books: Books, seal: Seal, superuser: asyncpg.Connection, channel: grpc.aio.Channel, what: str
) -> None:
    vouchers = [await books.posted(sale(str(amount))) for amount in (1, 2, 3)]
    await seal()
    await unseen(superuser, TAMPERINGS[what], vouchers[1].id)
    broken = (await verified(books)).first_broken
    assert (broken.sequence, broken.voucher_id) == (2, vouchers[1].id)
    assert broken.fault == audit_pb2.BrokenSeal.CHANGED
    (sentence,) = await violations(books, channel)
    assert sentence.endswith(f"voucher {vouchers[1].id} is changed")


async def test_a_voucher_or_a_seal_that_is_gone_is_found(
    books: Books, seal: Seal, superuser: asyncpg.Connection, channel: grpc.aio.Channel
) -> None:
    vouchers = [await books.posted(sale(str(amount))) for amount in (1, 2, 3)]
    await seal()
    await unseen(superuser, "delete from voucher where id = $1", vouchers[2].id)
    broken = (await verified(books)).first_broken
    assert (broken.sequence, broken.voucher_id) == (3, vouchers[2].id)
    assert broken.fault == audit_pb2.BrokenSeal.MISSING
    await unseen(superuser, "delete from seal where voucher_id = $1", vouchers[0].id)
    broken = (await verified(books)).first_broken
    assert (broken.sequence, broken.fault) == (2, audit_pb2.BrokenSeal.GAP)
    assert len(await violations(books, channel)) == 1


async def test_a_long_chain_is_gone_along_in_stretches(
    books: Books, seal: Seal, monkeypatch: pytest.MonkeyPatch, channel: grpc.aio.Channel
) -> None:
    monkeypatch.setattr(audit_chain, "VERIFIED_AT_ONCE", 2)
    monkeypatch.setattr(audit, "VERIFIED_AT_ONCE", 2)
    await books.post_all(*(sale(str(amount)) for amount in range(1, 6)), request_id="five")
    await seal()
    steps = [await verified(books, after) for after in (0, 2, 4)]
    assert [(one.sealed_count, one.last_sequence, one.is_end) for one in steps] == [
        (2, 2, False),
        (2, 4, False),
        (1, 5, True),
    ]
    assert [one.voucher_count for one in steps] == [0, 0, 5]
    assert await violations(books, channel) == []


async def test_sealers_of_several_processes_seal_each_voucher_once(
    books: Books, database: Database, superuser: asyncpg.Connection, tenant: str
) -> None:
    sealers = [Sealer(database) for _ in range(4)]

    async def post() -> None:
        for i in range(10):
            await books.posted(sale(str(i + 1)))

    async def seal(sealer: Sealer) -> None:
        while not posting.done():
            await sealer.seal()

    posting = asyncio.gather(*(post() for _ in range(4)))
    await asyncio.gather(posting, *(seal(sealer) for sealer in sealers))
    await sealers[0].seal()
    rows = await superuser.fetch("select sequence from seal where tenant = $1 order by 1", tenant)
    assert [row["sequence"] for row in rows] == list(range(1, 41))
    found = await verified(books)
    assert (found.sealed_count, found.voucher_count, list(found.unsealed_voucher_ids)) == (40, 40, [])


async def test_a_voucher_that_commits_late_is_sealed_late_and_not_missed(
    books: Books, seal: Seal, superuser: asyncpg.Connection, tenant: str
) -> None:
    held = superuser.transaction()
    await held.start()
    await superuser.execute("select from series where tenant = $1 for update", tenant)
    await superuser.execute("select pg_current_xact_id()")
    early = await books.posted(sale("1", journal_code="XJ"))
    assert await seal() == 1
    assert await seal() == 0
    await held.rollback()
    late = await books.posted(sale("2"))
    assert await seal() == 1
    rows = await superuser.fetch("select voucher_id from seal where tenant = $1 order by sequence", tenant)
    assert [str(row["voucher_id"]) for row in rows] == [early.id, late.id]


async def test_where_nothing_is_posted_nothing_is_written(
    books: Books, seal: Seal, superuser: asyncpg.Connection, tenant: str
) -> None:
    await books.posted(sale("1"))
    assert await seal() == 1
    # Whoever still runs holds the cursor back.
    async with asyncio.timeout(60):
        while not await superuser.fetchval(
            "select c.xact > v.xact from seal_cursor c join voucher v using (tenant) where tenant = $1", tenant
        ):
            assert await seal() == 0
    writer = "select xmin::text from seal_cursor where tenant = $1"
    before = await superuser.fetchval(writer, tenant)
    for _ in range(3):
        await superuser.execute("select pg_current_xact_id()")
        assert await seal() == 0
        assert await superuser.fetchval(writer, tenant) == before
    await books.posted(sale("2"))
    assert await seal() == 1


async def test_seals_that_somebody_is_told_of_are_on_the_disk(
    books: Books, seal: Seal, superuser: asyncpg.Connection
) -> None:
    await books.posted(sale("1"))
    await seal()
    written = await superuser.fetchval("select pg_current_wal_insert_lsn()")
    assert (await verified(books)).sealed_count == 1
    assert await superuser.fetchval("select pg_current_wal_flush_lsn() >= $1::pg_lsn", written)


async def test_vouchers_from_a_cluster_that_had_counted_further_are_sealed_too(
    books: Books, seal: Seal, superuser: asyncpg.Connection, tenant: str
) -> None:
    await books.posted(sale("1"))
    await seal()
    restored = await books.posted(sale("2"))
    await unseen(superuser, "update voucher set xact = 1 << 60 where id = $1", restored.id)
    await superuser.execute("update seal_cursor set xact = (1::bigint << 60) - 1 where tenant = $1", tenant)
    await books.posted(sale("3"))
    assert await seal() == 2
    assert not (await verified(books)).unsealed_voucher_ids


async def test_nobody_changes_a_seal_by_the_front_door(
    books: Books, seal: Seal, superuser: asyncpg.Connection, database: Database
) -> None:
    await books.posted(sale())
    await seal()
    with pytest.raises(asyncpg.RestrictViolationError):
        await superuser.execute("update seal set sequence = sequence + 1")
    for statement in ("delete from seal", "update seal set sequence = 2"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.call(statement)


async def test_a_strangers_company_has_no_chain(books: Books, channel: grpc.aio.Channel, stranger: Metadata) -> None:
    refused = await refusal_of(books.seen_by(channel, stranger).call("VerifyAuditChain"))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("company_id",))


async def unseen(superuser: asyncpg.Connection, statement: str, voucher_id: str) -> None:
    """One row is changed, unseen by triggers."""
    await superuser.execute("set session_replication_role = replica")
    try:
        done = await superuser.execute(statement, voucher_id)
    finally:
        await superuser.execute("set session_replication_role = origin")
    assert done.endswith(" 1"), f"{done}: it must hit one row"


async def violations(books: Books, channel: grpc.aio.Channel) -> list[str]:
    """What I13 says."""
    answer = await CheckServiceStub(channel).RunChecks(check_service_pb2.RunChecksRequest(), metadata=books.metadata)
    return [text for one in answer.invariants if one.id == "I13" for text in one.violations]
