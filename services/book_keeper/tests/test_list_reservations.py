"""What is held, listed, and asked for by posting."""

from typing import Any

import grpc
import pytest
from businessm.posting.v1 import reservation_state_pb2 as states
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, refusal_of
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import Books, sale, voucher
from book_keeper.tests.postings import Owner, posting


@pytest.fixture
def owner(channel: grpc.aio.Channel, books: Books, issuer: TokenIssuer, tenant: str) -> Owner:
    """wms on the test's books."""
    return Owner(channel, books, calling_as(issuer, tenant, user="service:wms", roles=()))


async def listed(books: Books, **fields: Any) -> list[Any]:
    """Every page of ListReservations."""
    found, token = [], ""
    while True:
        page = await books.call("ListReservations", company_id=books.company_id, page_token=token, **fields)
        found += page.reservations
        token = page.next_page_token
        if not token:
            return found


async def test_what_is_held_is_listed_with_its_voucher_until_its_owner_has_spoken(books: Books, owner: Owner) -> None:
    held, final, dropped = posting(books), posting(books), posting(books)
    vouchers = {one.id: (await owner.reserve(one, sale("100"))).voucher for one in (held, final, dropped)}
    await owner.confirm(final)
    await owner.cancel(dropped)
    (pending,) = await listed(books)
    assert pending.posting == held.message()
    assert (pending.state, pending.voucher_id) == (states.PENDING, vouchers[held.id].id)
    assert pending.voucher == vouchers[held.id]
    assert [line.account_code for line in pending.voucher.lines] == ["Cash", "Sales"]
    assert pending.HasField("reserve_time")
    assert not pending.HasField("end_time")
    for state, one in ((states.CONFIRMED, final), (states.CANCELLED, dropped)):
        (ended,) = await listed(books, state=state)
        assert (ended.posting.id, ended.state, ended.voucher_id) == (str(one.id), state, vouchers[one.id].id)
        assert ended.HasField("end_time")
        assert not ended.HasField("voucher")


async def test_pages_go_on_where_they_ended(books: Books, owner: Owner) -> None:
    held = [posting(books) for _ in range(5)]
    for one in held:
        await owner.reserve(one, sale("1"))
    expected = sorted(str(one.id) for one in held)
    assert [one.posting.id for one in await listed(books, page_size=2)] == expected
    refused = await refusal_of(books.call("ListReservations", company_id=books.company_id, page_token="nonsense"))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("page_token",))


async def test_long_vouchers_make_pages_short_and_none_is_left_out(books: Books, owner: Owner) -> None:
    lines = [line for _ in range(300) for line in sale("1", narration="x").lines]
    for line in lines:
        line.narration = "x" * 1000
    for _ in range(4):
        await owner.reserve(posting(books), voucher(*lines))
    first = await books.call("ListReservations", company_id=books.company_id, page_size=250)
    assert 1 <= len(first.reservations) < 4
    assert all(one.HasField("voucher") for one in first.reservations)
    assert len(await listed(books)) == 4


async def test_states_are_asked_for_by_posting(books: Books, owner: Owner) -> None:
    held, final, unseen = posting(books), posting(books), posting(books)
    await owner.reserve(held, sale("1"))
    await owner.reserve(final, sale("2"))
    await owner.confirm(final)
    asked = [str(final.id), str(unseen.id), "no id", str(held.id)]
    found = (await books.call("BatchGetReservations", posting_ids=asked)).reservations
    assert [(one.posting.id, one.state) for one in found] == [
        (str(final.id), states.CONFIRMED),
        (str(held.id), states.PENDING),
    ]
    assert not any(one.HasField("voucher") for one in found)


async def test_another_tenant_sees_nothing(
    books: Books, owner: Owner, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    held = posting(books)
    await owner.reserve(held, sale("1"))
    theirs = books.seen_by(channel, stranger)
    assert await listed(theirs) == []
    assert (await theirs.call("BatchGetReservations", posting_ids=[str(held.id), str(new_id())])).reservations == []


async def test_a_reader_may_look(books: Books, channel: grpc.aio.Channel, issuer: TokenIssuer, tenant: str) -> None:
    reader = books.seen_by(channel, calling_as(issuer, tenant, roles=("reader",)))
    assert await listed(reader) == []
    nobody = books.seen_by(channel, calling_as(issuer, tenant, roles=("nothing",)))
    refused = await refusal_of(nobody.call("ListReservations", company_id=books.company_id))
    assert refused.reason == "PERMISSION_MISSING"
