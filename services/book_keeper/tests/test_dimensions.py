"""Cost centres and projects: types, dimensions, lines that name them, and reports by them."""

import asyncio
from itertools import pairwise
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import account_pb2, dimension_pb2, voucher_pb2
from m_kit.testing import Metadata, calling_as, refusal_of
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import DAY, Books, by_account, line, reasons, rent, sale, voucher
from book_keeper.tests.postings import Owner, posting


async def dimension_type(books: Books, code: str = "COST_CENTRE", **fields: Any) -> dimension_pb2.DimensionType:
    made = dimension_pb2.DimensionType(company_id=books.company_id, code=code, **fields)
    answered: dimension_pb2.DimensionType = (
        await books.call("CreateDimensionType", dimension_type=made)
    ).dimension_type
    return answered


async def dimension(books: Books, code: str, parent: str = "", kind: str = "COST_CENTRE") -> dimension_pb2.Dimension:
    made = dimension_pb2.Dimension(company_id=books.company_id, type_code=kind, code=code, parent_code=parent)
    answered: dimension_pb2.Dimension = (await books.call("CreateDimension", dimension=made)).dimension
    return answered


@pytest.fixture
def owner(channel: grpc.aio.Channel, books: Books, issuer: TokenIssuer, tenant: str) -> Owner:
    """wms on the test's books."""
    return Owner(channel, books, calling_as(issuer, tenant, user="service:wms", roles=()))


@pytest.fixture
async def shops(books: Books) -> Books:
    """Cost centres SHOPS (NORTH and SOUTH below it) and OFFICE, and project ALPHA."""
    await dimension_type(books, name="Cost centre")
    await dimension_type(books, "PROJECT")
    await dimension(books, "SHOPS")
    await dimension(books, "NORTH", "SHOPS")
    await dimension(books, "SOUTH", "SHOPS")
    await dimension(books, "OFFICE")
    await dimension(books, "ALPHA", kind="PROJECT")
    return books


def of(amount: str, cost_centre: str = "", project: str = "", day: str = DAY) -> voucher_pb2.Voucher:
    """A sale whose income line names them."""
    named = {"COST_CENTRE": cost_centre, "PROJECT": project}
    named = {kind: code for kind, code in named.items() if code}
    return voucher(line("Cash", amount), line("Sales", f"-{amount}", dimensions=named), day=day)


async def test_a_line_keeps_its_dimensions(shops: Books) -> None:
    posted = await shops.posted(of("5", "NORTH", "ALPHA"), request_id="one")
    assert dict(posted.lines[1].dimensions) == {"COST_CENTRE": "NORTH", "PROJECT": "ALPHA"}
    assert not posted.lines[0].dimensions
    assert (await shops.call("GetVoucher", id=posted.id)).voucher == posted
    assert await shops.posted(of("5", "NORTH", "ALPHA"), request_id="one") == posted
    refused = await refusal_of(shops.post(of("5", "SOUTH", "ALPHA"), request_id="one"))
    assert refused.reason == "REQUEST_ID_REUSED"


async def test_a_set_is_stored_once_whoever_names_it_first(
    shops: Books, superuser: asyncpg.Connection, other_process: Any
) -> None:
    other = shops.elsewhere(other_process)
    await asyncio.gather(*(one.posted(of("1", "NORTH", "ALPHA")) for one in [shops, other] * 8))
    sets = await superuser.fetch("select key from dimension_set where company_id = $1", shops.company_id)
    used = await superuser.fetch(
        "select dimension_set, count(*) from line join voucher v on v.id = voucher_id"
        " where company_id = $1 group by 1 order by 1",
        shops.company_id,
    )
    assert [tuple(row) for row in used] == [(0, 16), (sets[0]["key"], 16)]
    assert len(sets) == 1


async def test_what_is_not_there_is_named(shops: Books) -> None:
    refused = await refusal_of(shops.post(of("5", "EAST")))
    assert (refused.code, refused.reason, refused.fields) == (
        "NOT_FOUND",
        "DIMENSION_UNKNOWN",
        ("voucher.lines[1].dimensions[COST_CENTRE]",),
    )
    unknown_type = voucher(line("Cash", "5", dimensions={"REGION": "X"}), line("Sales", "-5"))
    refused = await refusal_of(shops.post(unknown_type))
    assert (refused.reason, refused.fields) == ("DIMENSION_UNKNOWN", ("voucher.lines[0].dimensions[REGION]",))
    answer = await shops.post_all(of("1", "EAST"), of("1", "NORTH"), sale("1"))
    assert reasons(answer) == ["DIMENSION_UNKNOWN", "posted", "posted"]


async def test_an_archived_dimension_takes_nothing_new_and_is_still_taken_back(shops: Books) -> None:
    posted = await shops.posted(of("5", "NORTH"))
    north = (await shops.call("ListDimensions", type_code="COST_CENTRE")).dimensions[0]
    assert (north.code, north.parent_code) == ("NORTH", "SHOPS")
    await shops.call("ArchiveDimension", id=north.id, etag=north.etag)
    refused = await refusal_of(shops.post(of("5", "NORTH")))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "DIMENSION_ARCHIVED")
    reversal = (await shops.reverse(posted)).voucher
    assert dict(reversal.lines[1].dimensions) == {"COST_CENTRE": "NORTH"}
    assert await shops.balances(dimensions=["COST_CENTRE:NORTH"]) == {}


async def test_an_archived_type_keeps_all_of_its_dimensions_off(shops: Books) -> None:
    kind = (await shops.call("ListDimensionTypes")).dimension_types[1]
    assert kind.code == "PROJECT"
    archived = (await shops.call("ArchiveDimensionType", id=kind.id, etag=kind.etag)).dimension_type
    assert archived.archived
    assert (await refusal_of(shops.post(of("5", "NORTH", "ALPHA")))).reason == "DIMENSION_ARCHIVED"
    refused = await refusal_of(dimension(shops, "BETA", kind="PROJECT"))
    assert (refused.reason, refused.fields) == ("DIMENSION_ARCHIVED", ("dimension.type_code",))


async def test_names_change_codes_do_not(shops: Books) -> None:
    kind = (await shops.call("ListDimensionTypes")).dimension_types[0]
    kind.name = "Branch"
    renamed = await shops.call("UpdateDimensionType", dimension_type=kind, update_mask={"paths": ["name"]})
    assert (await shops.call("GetDimensionType", id=kind.id)).dimension_type == renamed.dimension_type
    refused = await refusal_of(shops.call("UpdateDimensionType", dimension_type=kind, update_mask={"paths": ["name"]}))
    assert refused.reason == "ETAG_MISMATCH"
    north = (await shops.call("ListDimensions")).dimensions[0]
    refused = await refusal_of(shops.call("UpdateDimension", dimension=north, update_mask={"paths": ["code"]}))
    assert refused.reason == "FIELD_INVALID"
    north.name = "Uttar"
    renamed = (await shops.call("UpdateDimension", dimension=north, update_mask={"paths": ["name"]})).dimension
    assert (renamed.name, (await shops.call("GetDimension", id=north.id)).dimension) == ("Uttar", renamed)


async def test_codes_are_unique_and_parents_are_there(shops: Books) -> None:
    assert (await refusal_of(dimension_type(shops))).fields == ("dimension_type.code",)
    refused = await refusal_of(dimension(shops, "NORTH"))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("dimension.code",))
    refused = await refusal_of(dimension(shops, "EAST", "ALPHA"))
    assert (refused.reason, refused.fields) == ("DIMENSION_UNKNOWN", ("dimension.parent_code",))
    refused = await refusal_of(dimension(shops, "EAST", kind="REGION"))
    assert (refused.reason, refused.fields) == ("DIMENSION_UNKNOWN", ("dimension.type_code",))


async def test_dimensions_come_in_pages(shops: Books) -> None:
    found, token = [], ""
    while True:
        page = await shops.call("ListDimensions", page_size=2, page_token=token)
        found += [f"{one.type_code}:{one.code}" for one in page.dimensions]
        token = page.next_page_token
        if not token:
            break
    assert found == [
        "COST_CENTRE:NORTH",
        "COST_CENTRE:OFFICE",
        "COST_CENTRE:SHOPS",
        "COST_CENTRE:SOUTH",
        "PROJECT:ALPHA",
    ]


async def requires(books: Books, account: str, *codes: str) -> account_pb2.Account:
    changed = await books.account_named(account)
    changed.required_dimension_types[:] = codes
    mask = {"paths": ["required_dimension_types"]}
    answered: account_pb2.Account = (await books.call("UpdateAccount", account=changed, update_mask=mask)).account
    return answered


async def test_an_account_requires_a_dimension(shops: Books, owner: Owner) -> None:
    before = await shops.posted(sale("1"))
    assert list((await requires(shops, "Sales", "COST_CENTRE")).required_dimension_types) == ["COST_CENTRE"]
    refused = await refusal_of(shops.post(of("5", project="ALPHA")))
    assert (refused.code, refused.reason, refused.fields) == (
        "FAILED_PRECONDITION",
        "DIMENSION_REQUIRED",
        ("voucher.lines[1].dimensions",),
    )
    answer = await shops.post_all(sale("1"), of("1", "NORTH"), rent("1"))
    assert reasons(answer) == ["DIMENSION_REQUIRED", "posted", "posted"]
    await shops.reverse(before)
    refused = await refusal_of(owner.reserve(posting(shops), sale("1")))
    assert (refused.reason, refused.fields) == ("DIMENSION_REQUIRED", ("voucher.lines[1].dimensions",))
    refused = await refusal_of(requires(shops, "Sales", "REGION"))
    assert (refused.reason, refused.fields) == ("DIMENSION_UNKNOWN", ("account.required_dimension_types",))
    await requires(shops, "Sales")
    await shops.posted(sale("1"))


async def test_reports_look_at_a_dimension_and_all_below_it(shops: Books) -> None:
    await shops.post_all(of("1", "NORTH"), of("2", "SOUTH", "ALPHA"), of("4", "OFFICE"), of("8"), of("16", "SHOPS"))
    assert await shops.balances(dimensions=["COST_CENTRE:SHOPS"]) == {"Sales INR": "-19.00"}
    assert await shops.balances(dimensions=["COST_CENTRE:SHOPS", "PROJECT:ALPHA"]) == {"Sales INR": "-2.00"}
    assert await shops.balances(dimensions=["COST_CENTRE:OFFICE", "PROJECT:ALPHA"]) == {}
    result = await shops.call("GetProfitAndLoss", from_date=DAY, to_date=DAY, dimensions=["COST_CENTRE:OFFICE"])
    assert dict(result.net) == {"INR": "4.00"}
    statement = await shops.call("GetAccountStatement", account_code="Sales", dimensions=["COST_CENTRE:SHOPS"])
    assert [(one.credit.amount, one.balance) for one in statement.entries] == [
        ("1.00", "-1.00"),
        ("2.00", "-3.00"),
        ("16.00", "-19.00"),
    ]
    assert dict(statement.entries[1].dimensions) == {"COST_CENTRE": "SOUTH", "PROJECT": "ALPHA"}
    refused = await refusal_of(shops.call("GetTrialBalance", as_of=DAY, dimensions=["PROJECT:ALPHA", "COST_CENTRE:X"]))
    assert (refused.reason, refused.fields) == ("DIMENSION_UNKNOWN", ("dimensions[1]",))


async def test_a_statement_by_dimension_runs_on_from_page_to_page(shops: Books) -> None:
    await shops.post_all(*[of("1", "NORTH"), of("5", "OFFICE")] * 3, of("1", "NORTH", day="2026-05-11"))
    token, balances = "", []
    while True:
        page = await shops.call(
            "GetAccountStatement", account_code="Sales", dimensions=["COST_CENTRE:SHOPS"], page_size=1, page_token=token
        )
        balances += [(page.opening.get("INR", "0.00"), one.balance) for one in page.entries]
        token = page.next_page_token
        if not token:
            break
    steps = ["0.00", "-1.00", "-2.00", "-3.00", "-4.00"]
    assert balances == list(pairwise(steps))


async def test_reports_are_split_by_types_of_dimensions(shops: Books) -> None:
    await shops.post_all(of("1", "NORTH"), of("2", "NORTH", "ALPHA"), of("4", "OFFICE", "ALPHA"), of("8"))

    async def split(*types: str, **fields: Any) -> list[tuple[str, dict[str, str], str]]:
        answer = await shops.call("GetTrialBalance", as_of=DAY, group_by=types, **fields)
        return [(row.account_code, dict(row.dimensions), row.balance) for row in answer.rows]

    assert await split("COST_CENTRE") == [
        ("Cash", {}, "15.00"),
        ("Sales", {}, "-8.00"),
        ("Sales", {"COST_CENTRE": "NORTH"}, "-3.00"),
        ("Sales", {"COST_CENTRE": "OFFICE"}, "-4.00"),
    ]
    assert await split("PROJECT", dimensions=["COST_CENTRE:SHOPS"]) == [
        ("Sales", {}, "-1.00"),
        ("Sales", {"PROJECT": "ALPHA"}, "-2.00"),
    ]
    assert len(await split("PROJECT", "COST_CENTRE")) == 5
    refused = await refusal_of(split("COST_CENTRE", "REGION"))
    assert (refused.reason, refused.fields) == ("DIMENSION_UNKNOWN", ("group_by[1]",))


async def test_balances_by_dimension_are_the_same_before_and_after_they_are_folded(
    shops: Books, superuser: asyncpg.Connection, tenant: str
) -> None:
    for i in range(1, 6):
        await shops.posted(of("1", "NORTH"))
        await shops.posted(of("1", "SOUTH"))
        await superuser.fetchval("select fold_balances($1)", tenant)
        assert await shops.balances(dimensions=["COST_CENTRE:NORTH"]) == {"Sales INR": f"-{i}.00"}


async def test_a_year_closes_dimension_by_dimension(shops: Books) -> None:
    await requires(shops, "Sales", "COST_CENTRE")
    await shops.post_all(of("1", "NORTH"), of("2", "SOUTH"), of("4", "SOUTH", "ALPHA"), rent("10"))
    year = await shops.year()
    closed = await shops.call("CloseFiscalYear", id=year.id, retained_earnings_account_code="Retained")
    lines = [
        (one.account_code, dict(one.dimensions), one.debit.amount or f"-{one.credit.amount}")
        for one in closed.closing_voucher.lines
    ]
    assert lines[0] == ("Rent", {}, "-10.00")
    assert sorted(lines[1:4], key=lambda line: line[2]) == [
        ("Sales", {"COST_CENTRE": "NORTH"}, "1.00"),
        ("Sales", {"COST_CENTRE": "SOUTH"}, "2.00"),
        ("Sales", {"COST_CENTRE": "SOUTH", "PROJECT": "ALPHA"}, "4.00"),
    ]
    assert lines[4:] == [("Retained", {}, "3.00")]
    answer = await shops.call("GetTrialBalance", as_of=year.end_date, group_by=["COST_CENTRE"])
    assert by_account(answer.rows) == {"Cash INR": "-3.00", "Retained INR": "3.00"}


async def test_what_is_held_keeps_its_dimensions(shops: Books, owner: Owner) -> None:
    one = posting(shops)
    held = (await owner.reserve(one, of("5", "NORTH"))).voucher
    assert dict(held.lines[1].dimensions) == {"COST_CENTRE": "NORTH"}
    assert await shops.balances(dimensions=["COST_CENTRE:NORTH"]) == {}
    confirmed = (await owner.confirm(one)).voucher
    assert (await shops.call("GetVoucher", id=confirmed.id)).voucher == confirmed
    assert await shops.balances(dimensions=["COST_CENTRE:NORTH"]) == {"Sales INR": "-5.00"}


async def test_strangers_see_and_use_none_of_it(shops: Books, channel: Any, stranger: Metadata) -> None:
    other = await Books(channel, stranger).opened(code="OTHER")
    refused = await refusal_of(other.post(of("5", "NORTH")))
    assert refused.reason == "DIMENSION_UNKNOWN"
    theirs = shops.seen_by(channel, stranger)
    assert (await refusal_of(theirs.call("ListDimensions"))).reason == "RESOURCE_NOT_FOUND"
