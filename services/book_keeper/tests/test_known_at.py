"""Reports as the books were known at a moment: by real time, beside business time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
from google.protobuf.timestamp_pb2 import Timestamp

from book_keeper.tests.books import DAY, Books, by_account, rent, sale
from book_keeper.tests.test_reports import entries


def stamp(of: Any, microseconds: int = 0) -> Timestamp:
    """When a voucher was posted, and so much later."""
    made = Timestamp()
    made.FromDatetime(of.post_time.ToDatetime() + timedelta(microseconds=microseconds))
    return made


async def test_what_was_posted_later_was_not_known_whatever_its_date(
    books: Books, superuser: asyncpg.Connection, tenant: str
) -> None:
    first = await books.posted(sale("1", day="2026-05-10"))
    second = await books.posted(sale("2", day="2026-04-10"))
    third = await books.posted(rent("4", day="2026-05-20"))
    known = {
        "2026-04-30": [{}, {"Cash": "2.00"}, {"Cash": "2.00"}],
        "2026-05-15": [{"Cash": "1.00"}, {"Cash": "3.00"}, {"Cash": "3.00"}],
        "2026-12-31": [{"Cash": "1.00"}, {"Cash": "3.00"}, {"Cash": "-1.00"}],
    }
    for _ in range(2):
        for as_of, expected in known.items():
            for of, balances in zip((first, second, third), expected, strict=True):
                fields: dict[str, Any] = {"as_of": as_of, "as_known_at": stamp(of)}
                found = await books.call("GetBalances", account_code="Cash", **fields)
                assert {row.account_code: row.balance for row in found.rows} == balances
                whole = by_account((await books.call("GetTrialBalance", **fields)).rows)
                assert whole.get("Cash INR") == balances.get("Cash")
        await superuser.fetchval("select fold_balances($1)", tenant)
    assert await books.balances(as_known_at=stamp(first, -1)) == {}
    moved = await books.call("GetTrialBalance", from_date="2026-05-01", as_of="2026-05-31", as_known_at=stamp(second))
    assert by_account(moved.rows) == {"Cash INR": "1.00", "Sales INR": "-1.00"}


async def test_a_reversal_is_known_from_when_it_was_posted(books: Books) -> None:
    posted = await books.posted(sale("5"))
    reversal = (await books.reverse(posted)).voucher
    assert await books.balances(as_known_at=stamp(posted)) == {"Cash INR": "5.00", "Sales INR": "-5.00"}
    assert await books.balances(as_known_at=stamp(reversal)) == {}


async def test_a_statement_as_it_was_known(books: Books) -> None:
    await books.posted(sale("1", day="2026-05-11"))
    second = await books.posted(sale("2", day="2026-05-12"))
    await books.posted(sale("4", day="2026-05-10"))
    await books.posted(sale("8", day="2026-05-12"))
    known: dict[str, Any] = {"account_code": "Cash", "as_known_at": stamp(second)}
    answer = await books.call("GetAccountStatement", **known)
    assert [amount for _, amount, _, _ in entries(answer)] == ["1.00", "2.00"]
    later = await books.call("GetAccountStatement", from_date="2026-05-12", **known)
    assert (dict(later.opening), [one.balance for one in later.entries]) == ({"INR": "1.00"}, ["3.00"])
    page = await books.call("GetAccountStatement", page_size=1, **known)
    assert [one.balance for one in page.entries] == ["1.00"]
    rest = await books.call("GetAccountStatement", page_size=1, page_token=page.next_page_token, **known)
    assert (dict(rest.opening), [one.balance for one in rest.entries]) == ({"INR": "1.00"}, ["3.00"])


async def test_a_moment_to_come_is_now(books: Books) -> None:
    await books.posted(sale("1", day=DAY))
    tomorrow = Timestamp()
    tomorrow.FromDatetime(datetime(2999, 1, 1, tzinfo=UTC))
    assert await books.balances(as_known_at=tomorrow) == {"Cash INR": "1.00", "Sales INR": "-1.00"}
