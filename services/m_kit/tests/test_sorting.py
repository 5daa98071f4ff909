"""Orders of lists: what may be asked for, and that ten thousand rows come once each in every one of them."""

import base64
import itertools
import json
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from businessm.masters.v1 import party_service_pb2
from hypothesis import assume, given
from hypothesis import strategies as st

from m_kit.errors import FieldInvalid
from m_kit.pagination import MAX_PAGE_SIZE
from m_kit.sorting import SortedPage, Sorting, read_page, sorted_page_of
from m_kit.uow import UnitOfWork

# Every kind of column; most values come again and again, of `day` and `amount` some are missing.
_ROWS = sa.text("""
select md5(n::text)::uuid as id, 'Name ' || (n * 7919) % 97 as name, (n * 31) % 5 = 0 as archived,
  ((n * 131) % 7)::smallint as kind, case when n % 3 > 0 then date '2026-01-01' + (n * 17) % 60 end as day,
  case when n % 11 > 0 then ((n * 37) % 1000) / 8.0 end as amount, n * 1000000000::bigint as place,
  timestamptz '2026-01-01 00:00:00.000001+00' + n % 50 * interval '1 second' as at
from generate_series(1, :rows) n
""").columns(
    sa.column("id", sa.Uuid),
    sa.column("name", sa.Text),
    sa.column("archived", sa.Boolean),
    sa.column("kind", sa.SmallInteger),
    sa.column("day", sa.Date),
    sa.column("amount", sa.Numeric),
    sa.column("place", sa.BigInteger),
    sa.column("at", sa.TIMESTAMP(timezone=True)),
)
FIELDS = ("name", "archived", "kind", "day", "amount", "place", "at")
MANY = 10_000


def sorting_of(rows: sa.Subquery, default: str = "") -> Sorting:
    return Sorting({name: rows.c[name] for name in FIELDS}, (rows.c.id,), default, frozenset({"day", "amount"}))


def asked(order_by: str, **fields: Any) -> party_service_pb2.ListPartiesRequest:
    return party_service_pb2.ListPartiesRequest(order_by=order_by, **fields)


@pytest.fixture
def rows() -> sa.Subquery:
    return _ROWS.bindparams(rows=MANY).subquery()


async def walked(uow: UnitOfWork, tenant: str, rows: sa.Subquery, order_by: str, size: int) -> list[uuid.UUID]:
    """Ids of all pages, one after another."""
    found: list[uuid.UUID] = []
    token = ""
    async with uow.transaction(tenant) as transaction:
        while True:
            page = sorted_page_of(asked(order_by, page_size=size, page_token=token), sorting_of(rows))
            shown, token = await read_page(transaction, sa.select(rows.c.id), page, lambda row: row.id)
            found += shown
            if not token:
                return found


async def whole(uow: UnitOfWork, tenant: str, rows: sa.Subquery, order_by: str) -> list[uuid.UUID]:
    """Ids in the order that PostgreSQL gives them at once."""
    order = [key.ordered for key in sorting_of(rows).order_of(order_by)]
    async with uow.transaction(tenant) as transaction:
        return list((await transaction.execute(sa.select(rows.c.id).order_by(*order))).scalars())


ALONE = [field + falls for field in FIELDS for falls in ("", " desc")]
OFTEN = {"name", "archived desc", "day", "amount desc"}


@pytest.mark.parametrize(
    "order_by", [one if one in OFTEN else pytest.param(one, marks=pytest.mark.campaign) for one in ALONE]
)
async def test_ten_thousand_rows_come_once_each_by_any_field(
    uow: UnitOfWork, tenant: str, rows: sa.Subquery, order_by: str
) -> None:
    found = await walked(uow, tenant, rows, order_by, MAX_PAGE_SIZE)
    assert (len(found), len(set(found))) == (MANY, MANY)
    assert found == await whole(uow, tenant, rows, order_by)


FALLS = ("", " desc")
PAIRS = [f"{one}{a}, {two}{b}" for one, two in itertools.permutations(FIELDS, 2) for a in FALLS for b in FALLS]


@pytest.mark.parametrize("pairs", [PAIRS[::9], pytest.param(PAIRS, marks=pytest.mark.campaign)], ids=["some", "all"])
async def test_rows_come_once_each_by_two_fields(uow: UnitOfWork, tenant: str, pairs: Sequence[str]) -> None:
    few = _ROWS.bindparams(rows=120).subquery()
    for order_by in pairs:
        assert await walked(uow, tenant, few, order_by, 7) == await whole(uow, tenant, few, order_by), order_by


async def test_falling_is_rising_read_from_the_end(uow: UnitOfWork, tenant: str, rows: sa.Subquery) -> None:
    for field in FIELDS:
        falling = await whole(uow, tenant, rows, f"{field} desc")
        assert falling[::-1] == await whole(uow, tenant, rows, field)


def falling(sorting: Sorting, text: str) -> list[tuple[str, bool]]:
    return [(key.column.key or "", key.falls) for key in sorting.order_of(text)]


def test_an_order_is_read_as_it_is_written_and_ends_in_what_is_unique(rows: sa.Subquery) -> None:
    sorting = sorting_of(rows, default="name")
    assert falling(sorting, "") == falling(sorting, "  ") == [("name", False), ("id", False)]
    assert falling(sorting, "kind desc,name") == [("kind", True), ("name", False), ("id", False)]
    assert falling(sorting, " name ,  kind  desc ") == [("name", False), ("kind", True), ("id", True)]
    unique_name = Sorting({"name": rows.c.name}, (rows.c.name,), "name")
    assert falling(unique_name, "name desc") == [("name", True)]


NO_ORDERS = ["nobody", "id", "name asc", "name DESC", "name desc desc", "name,", ",", "name name", "name, name desc"]


@pytest.mark.parametrize("text", NO_ORDERS)
def test_an_order_that_there_is_none_of_is_refused_as_a_field(rows: sa.Subquery, text: str) -> None:
    with pytest.raises(FieldInvalid) as refused:
        sorted_page_of(asked(text), sorting_of(rows))
    assert refused.value.field == "order_by"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=64).filter(lambda text: text.strip() not in ALONE))
def test_no_text_at_all_breaks_an_order(text: str) -> None:
    assume(text.strip())
    with pytest.raises(FieldInvalid) as refused:
        sorted_page_of(asked(text), sorting_of(_ROWS.subquery()))
    assert refused.value.field == "order_by"


def test_more_fields_than_anybody_needs_are_refused(rows: sa.Subquery) -> None:
    with pytest.raises(FieldInvalid):
        sorted_page_of(asked(", ".join(FIELDS)), sorting_of(rows))


def page_by(rows: sa.Subquery, order_by: str, token: str = "") -> SortedPage:
    return sorted_page_of(asked(order_by, page_token=token), sorting_of(rows))


def test_a_token_is_of_its_order_alone(rows: sa.Subquery) -> None:
    token = page_by(rows, "name").token(["Name 1", uuid.uuid4()])
    assert page_by(rows, "name", token).after is not None
    for other in ("", "name desc", "kind", "name, kind"):
        with pytest.raises(FieldInvalid) as refused:
            page_by(rows, other, token)
        assert refused.value.field == "page_token"


BENT: dict[str, list[Any]] = {
    "name": ["\0", "\ud800", None, 7],
    "kind": ["32768", "-32769", "1.5", "", None],
    "place": [str(2**63), "x", None],
    "day": ["2026-02-30", "soon", 7],
    "amount": ["NaN", "Infinity", "1e999999", "x", []],
    "archived": ["true", "1", None],
    "at": ["2026-01-01", "2026-01-01T00:00:00", None],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in BENT.items() for value in values])
def test_a_key_that_no_row_can_have_is_refused(rows: sa.Subquery, field: str, value: Any) -> None:
    token = bent(page_by(rows, field), value)
    with pytest.raises(FieldInvalid) as refused:
        page_by(rows, field, token)
    assert refused.value.field == "page_token"


def bent(page: SortedPage, value: Any) -> str:
    content = json.dumps([page.list_hash, value, str(uuid.uuid4())])
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")
