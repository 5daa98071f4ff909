"""A company whose money is in an engine outside PostgreSQL: vouchers are durable here first, and arrive there once.

On the model of the engines always, on a TigerBeetle cluster where TIGERBEETLE_ADDRESS names one.
"""

import dataclasses
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

import grpc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from m_engines.ledger import (
    Capabilities,
    Committed,
    Entry,
    Filter,
    LedgerEngine,
    Leg,
    MemoryLedgerEngine,
    Side,
    Unknown,
)
from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, refusal_of
from m_kit.tokens import TokenIssuer
from m_kit.uow import UnitOfWork

from book_keeper.module import MODULE, connect_to_cluster, wire_on
from book_keeper.tests.books import Books, line, rent, sale, voucher
from book_keeper.tests.postings import Owner, posting
from book_keeper.usecases.carry_vouchers import EngineCarrier
from book_keeper.usecases.engine_entries import control_account_id

Serve = Callable[..., Awaitable[grpc.aio.Channel]]


class Outside:
    """The engine, which a test may take away."""

    def __init__(self, engine: LedgerEngine) -> None:
        self._engine = engine
        self.is_away = False
        self.max_legs = engine.capabilities.max_legs

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    @property
    def capabilities(self) -> Capabilities:
        """With the limit that a test set."""
        return dataclasses.replace(self._engine.capabilities, max_legs=self.max_legs)

    async def submit(self, tenant: str, entries: list[Entry], timeout_seconds: float) -> Any:
        """Nobody knows while it is away."""
        if self.is_away:
            return [Unknown("away")] * len(entries)
        return await self._engine.submit(tenant, entries, timeout_seconds)

    async def close(self) -> None:
        """The test closes the engine."""


@pytest.fixture(params=["memory", "tigerbeetle"])
async def outside(request: pytest.FixtureRequest) -> AsyncIterator[Outside]:
    """The engine outside PostgreSQL."""
    address = os.environ.get("TIGERBEETLE_ADDRESS", "")
    if request.param == "tigerbeetle" and not address:
        pytest.skip("no TigerBeetle here: set TIGERBEETLE_ADDRESS")
    engine = MemoryLedgerEngine() if request.param == "memory" else await connect_to_cluster(address)
    yield Outside(engine)
    await engine.close()


@pytest.fixture
async def channel(serve: Serve, outside: Outside) -> grpc.aio.Channel:
    """A channel to a book_keeper that carries vouchers into the engine."""

    async def connect() -> Any:
        return outside

    return await serve(dataclasses.replace(MODULE, wire=partial(wire_on, connect=connect)))


@pytest.fixture
async def carrier(database: Database, outside: Outside) -> EngineCarrier:
    """What carries in the background, as another process would."""

    async def connect() -> Any:
        return outside

    made = EngineCarrier(UnitOfWork(database), connect)
    await made.start()
    return made


async def held(outside: Outside, books: Books, tenant: str) -> dict[int, tuple[int, int]]:
    """Debits and credits of every engine account that was moved against the control account.

    Another installation on the same cluster may have a ledger of the same number.
    """
    control = await control_of(outside, books, tenant)
    page = await outside.account_transfers(tenant, control.id, Filter(limit=1_000))
    ids = {one for row in page.rows for one in (row.debit, row.credit)} - {control.id}
    return {one.id: (one.debits_posted, one.credits_posted) for one in await outside.accounts(tenant, sorted(ids))}


async def control_of(outside: Outside, books: Books, tenant: str) -> Any:
    """The control account."""
    page = await outside.query_accounts(tenant, Filter(user_data_128=company_number(books), limit=10))
    (control,) = page.rows
    return control


def company_number(books: Books) -> int:
    """The company's id as engines have it."""
    return int(books.company_id.replace("-", ""), 16)


async def i8(channel: grpc.aio.Channel, books: Books) -> list[str]:
    """What `m check` says of balances."""
    answer = await CheckServiceStub(channel).RunChecks(check_service_pb2.RunChecksRequest(), metadata=books.metadata)
    return [text for one in answer.invariants if one.id == "I8" for text in one.violations]


async def test_a_voucher_is_in_both_books_and_the_control_account_at_zero(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str
) -> None:
    await books.posted(sale("100"))
    await books.posted(voucher(line("Cash", "-30"), line("Rent", "25"), line("Bank", "5")))
    control = await control_of(outside, books, tenant)
    assert (control.debits_posted, control.credits_posted) == (13_000, 13_000)
    assert sorted((await held(outside, books, tenant)).values()) == [(0, 10_000), (500, 0), (2_500, 0), (10_000, 3_000)]
    assert await i8(channel, books) == []


async def test_months_and_currencies_have_accounts_of_their_own(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str
) -> None:
    await books.post_all(sale("1"), sale("2", day="2026-06-01"), request_id="months")
    await books.posted(voucher(*sale("3").lines, *sale("4", currency="USD").lines))
    controls = (await outside.query_accounts(tenant, Filter(user_data_128=company_number(books)))).rows
    assert sorted(one.debits_posted for one in controls) == [400, 600]
    assert await i8(channel, books) == []


async def test_transfers_say_which_voucher_and_what_kind(books: Books, outside: Outside, tenant: str) -> None:
    posted = await books.posted(sale("100"))
    taken_back = (await books.reverse(posted)).voucher
    found = []
    for one in (posted, taken_back):
        page = await outside.query_transfers(tenant, Filter(user_data_128=int(one.id.replace("-", ""), 16)))
        found.append([(row.code, row.user_data_64, row.amount) for row in page.rows])
    assert found == [[(1, 20_260_510, 10_000)] * 2, [(2, 20_260_510, 10_000)] * 2]


async def test_what_was_durable_and_did_not_arrive_goes_with_the_same_call_again(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str
) -> None:
    outside.is_away = True
    refused = await refusal_of(books.post(sale("100"), request_id="mine"))
    assert refused.code == "UNAVAILABLE"
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}
    assert len(await i8(channel, books)) == 2
    outside.is_away = False
    again = (await books.post(sale("100"), request_id="mine")).voucher
    assert again.number == "GJ/2026-27/00001"
    await books.post(sale("100"), request_id="mine")
    assert sorted((await held(outside, books, tenant)).values()) == [(0, 10_000), (10_000, 0)]
    assert await i8(channel, books) == []


async def test_what_nobody_sends_again_is_carried_by_its_seal(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str, carrier: EngineCarrier, database: Database
) -> None:
    outside.is_away = True
    for amount in ("1", "2", "3"):
        await refusal_of(books.post(sale(amount)))
    outside.is_away = False
    assert await carrier.carry_sealed(tenant) == 0
    await database.call("select seal_vouchers($1, 1000)", tenant)
    assert await carrier.carry_sealed(tenant) == 3
    assert await carrier.carry_sealed(tenant) == 0
    assert sorted((await held(outside, books, tenant)).values()) == [(0, 600), (600, 0)]
    assert await i8(channel, books) == []


async def test_a_confirmed_voucher_is_carried_and_one_that_is_only_held_is_not(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str, issuer: TokenIssuer
) -> None:
    wms: Metadata = calling_as(issuer, tenant, user="service:wms", roles=())
    owner, mine = Owner(channel, books, wms), posting(books)
    await owner.reserve(mine, sale("100"))
    assert (await outside.query_accounts(tenant, Filter(user_data_128=company_number(books)))).rows == ()
    outside.is_away = True
    assert (await refusal_of(owner.confirm(mine))).code == "UNAVAILABLE"
    outside.is_away = False
    await owner.confirm(mine)
    assert sorted((await held(outside, books, tenant)).values()) == [(0, 10_000), (10_000, 0)]
    assert await i8(channel, books) == []


async def test_an_id_that_is_used_up_is_left_for_the_next_attempt(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str
) -> None:
    await books.posted(sale("1"))
    ledger = (await control_of(outside, books, tenant)).ledger
    chosen = new_id()
    first = chosen.int >> 24 << 24 | 1
    spoilt = Leg(first, control_account_id(chosen, 1), control_account_id(chosen, 2), 1, ledger, code=1)
    await outside.submit(tenant, [Entry((spoilt,))], 60)
    await books.posted(sale("100", id=str(chosen)))
    assert sorted((await held(outside, books, tenant)).values()) == [(0, 10_100), (10_100, 0)]
    assert await i8(channel, books) == []


async def test_a_rehearsal_and_a_refused_voucher_reach_no_engine(books: Books, outside: Outside, tenant: str) -> None:
    outside.is_away = True
    await books.posted(sale("100"), validate_only=True)
    assert (await refusal_of(books.post(sale("100", day="2031-01-01")))).reason == "PERIOD_CLOSED"
    assert (await outside.query_accounts(tenant, Filter(user_data_128=company_number(books)))).rows == ()


async def test_a_voucher_with_more_lines_than_an_entry_has_is_refused(books: Books, outside: Outside) -> None:
    outside.max_legs = 3
    refused = await refusal_of(books.post(voucher(*sale("1").lines, *rent("2").lines)))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_INVALID", ("voucher.lines",))


async def test_what_the_engine_has_too_much_is_found(
    books: Books, channel: grpc.aio.Channel, outside: Outside, tenant: str
) -> None:
    await books.posted(sale("100"))
    control = await control_of(outside, books, tenant)
    (cash, *_) = await held(outside, books, tenant)
    planted = Leg(new_id().int, control.id, cash, 1, control.ledger, code=9, balancing=Side.NONE)
    (result,) = await outside.submit(tenant, [Entry((planted,))], 60)
    assert isinstance(result, Committed)
    (sentence,) = await i8(channel, books)
    assert sentence.endswith(", lines say 10000, 0") or sentence.endswith(", lines say 0, 10000")


async def test_the_engine_is_described_beside_the_database(books: Books, channel: grpc.aio.Channel) -> None:
    request = check_service_pb2.DescribeContextRequest(context="book_keeper")
    answer = await CheckServiceStub(channel).DescribeContext(request, metadata=books.metadata)
    assert [(one.name, one.adapter, one.healthy) for one in answer.engines] == [
        ("database", "postgres", True),
        ("ledger", "tigerbeetle", True),
    ]


async def test_a_company_keeps_the_engine_it_began_with(
    books: Books, serve: Serve, issuer: TokenIssuer, tenant: str
) -> None:
    embedded = books.elsewhere(await serve(MODULE))
    for call in (embedded.post(sale()), embedded.post(sale(), validate_only=True)):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason, refused.fields) == (
            "FAILED_PRECONDITION",
            "LEDGER_ENGINE_DIFFERS",
            ("company_id",),
        )
        assert "LEDGER_ENGINE=tigerbeetle" in refused.message
    owner = Owner(await serve(MODULE), books, calling_as(issuer, tenant, user="service:wms", roles=()))
    assert (await refusal_of(owner.reserve(posting(books), sale()))).reason == "LEDGER_ENGINE_DIFFERS"
    assert await books.vouchers() == []


async def test_a_company_of_the_embedded_engine_is_not_moved_either(
    books: Books, serve: Serve, channel: grpc.aio.Channel, carrier: EngineCarrier, tenant: str, database: Database
) -> None:
    embedded = Books(await serve(MODULE), books.metadata)
    await embedded.opened(code="OLD")
    await embedded.posted(sale())
    refused = await refusal_of(embedded.elsewhere(channel).post(sale()))
    assert (refused.reason, "LEDGER_ENGINE=postgres" in refused.message) == ("LEDGER_ENGINE_DIFFERS", True)
    await database.call("select seal_vouchers($1, 1000)", tenant)
    assert await carrier.carry_sealed(tenant) == 0
