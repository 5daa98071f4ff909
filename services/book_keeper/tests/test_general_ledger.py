"""The general ledger as a stream: whole, in order, to be resumed, with a bounded number of vouchers in memory."""

from collections.abc import Awaitable, Callable
from typing import Any

import grpc
import pytest
from businessm.ledger.v1 import report_pb2
from m_kit.database import Database
from m_kit.testing import Metadata, refusal_of

from book_keeper.servicers import general_ledger
from book_keeper.store.audit_chain import Sealer
from book_keeper.store.vouchers import VoucherRepository
from book_keeper.tests.books import Books, rent, sale

Seal = Callable[[], Awaitable[int]]


@pytest.fixture
def seal(database: Database) -> Seal:
    """Seals what was posted."""
    return Sealer(database).seal


async def streamed(books: Books, **fields: Any) -> list[report_pb2.StreamGeneralLedgerResponse]:
    return [one async for one in books.call("StreamGeneralLedger", **fields)]


async def test_it_is_every_sealed_voucher_as_it_was_answered(books: Books, seal: Seal) -> None:
    assert await streamed(books) == []
    posted = [await books.posted(sale(str(i), day=day)) for i, day in enumerate(["2026-06-01", "2026-04-01"], 1)]
    assert await streamed(books) == []
    await seal()
    await books.posted(rent())
    assert [(one.sequence, one.voucher) for one in await streamed(books)] == list(enumerate(posted, 1))


async def test_it_is_resumed_after_any_voucher(books: Books, seal: Seal) -> None:
    await books.post_all(*(sale(str(i)) for i in range(1, 8)))
    await seal()
    whole = await streamed(books)
    assert [one.sequence for one in whole] == [1, 2, 3, 4, 5, 6, 7]
    for after in range(9):
        assert await streamed(books, after_sequence=after) == whole[after:]
        assert await streamed(books, after_sequence=after, limit=2) == whole[after : after + 2]
    await books.posted(sale("8"))
    await seal()
    assert [one.sequence for one in await streamed(books, after_sequence=7)] == [8]


async def test_it_is_read_in_pages(books: Books, seal: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    sealed = VoucherRepository.sealed

    async def counted(self: VoucherRepository, company_id: Any, after: int, most: int) -> Any:
        asked.append(most)
        return await sealed(self, company_id, after, most)

    monkeypatch.setattr(VoucherRepository, "sealed", counted)
    monkeypatch.setattr(general_ledger, "STREAMED_AT_ONCE", 3)
    await books.post_all(*(sale(str(i)) for i in range(1, 8)))
    await seal()
    assert len(await streamed(books)) == 7
    assert asked == [3, 3, 3]
    assert len(await streamed(books, limit=6)) == 6
    assert asked[3:] == [3, 3]


async def test_strangers_see_none_of_it(books: Books, channel: grpc.aio.Channel, stranger: Metadata) -> None:
    theirs = books.seen_by(channel, stranger)
    refused = await refusal_of(anext(aiter(theirs.call("StreamGeneralLedger"))))
    assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("company_id",))
