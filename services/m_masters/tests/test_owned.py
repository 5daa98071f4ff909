"""Rules that hold for what is of a party or of an item: addresses and conversions."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, new_tenant, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from m_masters.tests.nouns import ADDRESS, CONVERSION, ITEM, PARTY, Client, Noun


@dataclass(frozen=True)
class Owned:
    """A noun with its owner's, the text that lists go by (one of each value), and a field to change."""

    noun: Noun
    owner: Noun
    owner_field: str
    text_field: str
    texts: tuple[str, ...]
    change: tuple[str, str]
    fixed: str

    def __str__(self) -> str:
        return self.noun.name


ADDRESSES = Owned(ADDRESS, PARTY, "party_id", "label", ("A", "B", "C", "D"), ("city", "Pune"), "kind")
CONVERSIONS = Owned(
    CONVERSION, ITEM, "item_id", "from_uom_code", ("XBG", "XBX", "XCT", "XPX"), ("numerator", "13"), "to_uom_code"
)


class Shelf:
    """Calls for a noun as somebody, all of one owner."""

    def __init__(self, kind: Owned, channel: grpc.aio.Channel, metadata: Metadata, owner_id: str) -> None:
        self.kind = kind
        self.client = Client(kind.noun, channel, metadata)
        self.owner = {kind.owner_field: owner_id}

    def create(self, text: str = "", **fields: Any) -> Any:
        own = {self.kind.text_field: text or self.kind.texts[0], **self.owner}
        return self.client.create(**{**own, **fields})

    async def created(self, text: str = "", **fields: Any) -> Any:
        return getattr(await self.create(text, **fields), self.kind.noun.name)

    def change(self, resource: Any, *paths: str, request_id: str = "") -> Any:
        return self.client.update(resource, *paths, request_id=request_id, **dict([self.kind.change]))


@pytest.fixture(params=[ADDRESSES, CONVERSIONS], ids=str)
def kind(request: pytest.FixtureRequest) -> Owned:
    chosen: Owned = request.param
    return chosen


@pytest.fixture
async def shelf(kind: Owned, channel: grpc.aio.Channel, acme: Metadata) -> Shelf:
    owner = await Client(kind.owner, channel, acme).created(code="OWNER", name="Owner")
    return Shelf(kind, channel, acme, owner.id)


async def test_what_was_made_is_read_back(shelf: Shelf) -> None:
    made = await shelf.created()
    assert await shelf.client.get(made.id) == made
    assert {name: getattr(made, name) for name in shelf.owner} == shelf.owner


async def test_every_write_sent_twice_is_answered_alike_and_done_once(shelf: Shelf) -> None:
    made = getattr(await _twice(lambda: shelf.create(request_id="make")), shelf.kind.noun.name)
    name, value = shelf.kind.change
    changed = getattr(await _twice(lambda: shelf.change(made, request_id="change")), shelf.kind.noun.name)
    assert getattr(changed, name) == value
    archived = getattr(await _twice(lambda: shelf.client.archive(changed, request_id="archive")), shelf.kind.noun.name)
    assert archived.archived
    assert await shelf.client.get(made.id) == archived


async def _twice(send: Callable[[], Any]) -> Any:
    first = send()
    answer = await first
    again = send()
    assert await again == answer
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    return answer


async def test_a_request_id_stands_for_one_content(shelf: Shelf) -> None:
    await shelf.create(request_id="make")
    refused = await refusal_of(shelf.create(shelf.kind.texts[1], request_id="make"))
    assert (refused.reason, refused.fields) == ("REQUEST_ID_REUSED", ("request_id",))


async def test_ten_parallel_calls_make_one_row_and_ten_equal_answers(shelf: Shelf) -> None:
    calls = [shelf.create(request_id="make") for _ in range(10)]
    answers = await asyncio.gather(*calls)
    assert all(answer == answers[0] for answer in answers)
    assert len(await shelf.client.walk(**shelf.owner)) == 1


async def test_a_dry_run_leaves_nothing(shelf: Shelf) -> None:
    answer = await shelf.create(validate_only=True)
    assert getattr(answer, shelf.kind.noun.name).id
    assert await shelf.client.walk(**shelf.owner) == []


async def test_an_id_is_taken_once(shelf: Shelf) -> None:
    own = str(new_id())
    assert (await shelf.created(id=own)).id == own
    refused = await refusal_of(shelf.create(shelf.kind.texts[1], id=own))
    assert (refused.code, refused.fields) == ("ALREADY_EXISTS", (f"{shelf.kind.noun}.id",))


async def test_its_owner_must_be_there_and_in_use(
    kind: Owned, shelf: Shelf, channel: grpc.aio.Channel, acme: Metadata, stranger: Metadata
) -> None:
    field = f"{kind.noun}.{kind.owner_field}"
    foreign = await Client(kind.owner, channel, stranger).created(code="THEIRS", name="Theirs")
    for owner_id in (str(new_id()), "no-uuid", foreign.id):
        refused = await refusal_of(shelf.create(**{kind.owner_field: owner_id}))
        assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", (field,))
    made = await shelf.created()
    owners = Client(kind.owner, channel, acme)
    await owners.archive(await owners.get(shelf.owner[kind.owner_field]))
    refused = await refusal_of(shelf.create(kind.texts[1]))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "RESOURCE_ARCHIVED", (field,))
    changed = getattr(await shelf.change(made), kind.noun.name)
    assert changed.etag != made.etag


async def test_only_masked_fields_change_and_what_is_fixed_does_not(kind: Owned, shelf: Shelf) -> None:
    made = await shelf.created()
    for path in ("id", "etag", "archived", kind.owner_field, kind.fixed, "nonsense"):
        refused = await refusal_of(shelf.change(made, path))
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))
    refused = await refusal_of(shelf.client.update(made))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("update_mask",))
    assert await shelf.client.get(made.id) == made


async def test_an_old_etag_is_refused(kind: Owned, shelf: Shelf) -> None:
    made = await shelf.created()
    await shelf.change(made)
    refused = await refusal_of(shelf.change(made))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", (f"{kind.noun}.etag",))
    refused = await refusal_of(shelf.client.archive(made))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))


async def test_of_parallel_changes_with_one_etag_one_wins(shelf: Shelf) -> None:
    made = await shelf.created()
    results = await asyncio.gather(*(shelf.change(made) for _ in range(5)), return_exceptions=True)
    assert sum(not isinstance(result, BaseException) for result in results) == 1


async def test_archiving_twice_with_the_new_etag_is_harmless(kind: Owned, shelf: Shelf) -> None:
    once = getattr(await shelf.client.archive(await shelf.created()), kind.noun.name)
    assert getattr(await shelf.client.archive(once), kind.noun.name) == once
    assert await shelf.client.walk(**shelf.owner) == []
    assert await shelf.client.walk(include_archived=True, **shelf.owner) == [once]
    assert await shelf.client.batch([once.id]) == [once.id]


async def test_a_foreign_tenant_finds_nothing(
    kind: Owned, shelf: Shelf, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    made = await shelf.created()
    theirs = Client(kind.noun, channel, stranger)
    for call in (theirs.get(made.id), theirs.update(made, **dict([kind.change])), theirs.archive(made)):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert await theirs.batch([made.id]) == []
    assert await theirs.walk(**shelf.owner) == []
    assert await shelf.client.get(made.id) == made


async def test_a_reader_may_not_write(kind: Owned, channel: grpc.aio.Channel, issuer: TokenIssuer) -> None:
    reader = Shelf(kind, channel, calling_as(issuer, new_tenant(), roles=("reader",)), str(new_id()))
    refused = await refusal_of(reader.create())
    assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
    assert await reader.client.walk(**reader.owner) == []


async def test_pages_give_each_row_once_in_order_of_one_owner(
    kind: Owned, shelf: Shelf, channel: grpc.aio.Channel, acme: Metadata
) -> None:
    other = await Client(kind.owner, channel, acme).created(code="OTHER", name="Other")
    await Shelf(kind, channel, acme, other.id).created()
    for text in (kind.texts[2], kind.texts[0], kind.texts[3], kind.texts[1]):
        await shelf.created(text)
    found = await shelf.client.walk(page_size=3, **shelf.owner)
    assert tuple(getattr(one, kind.text_field) for one in found) == kind.texts
    _, token = await shelf.client.page(page_size=3, **shelf.owner)
    refused = await refusal_of(shelf.client.page(page_token=token, **{kind.owner_field: other.id}))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("page_token",))


async def test_a_batch_answers_in_the_order_asked(kind: Owned, shelf: Shelf) -> None:
    made = [(await shelf.created(text)).id for text in kind.texts[:3]]
    assert await shelf.client.batch([made[2], "no-uuid", made[0], str(new_id())]) == [made[2], made[0]]
    assert (await refusal_of(shelf.client.batch([str(new_id())] * 251))).fields == ("ids",)
