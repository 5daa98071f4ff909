"""Pages and batches of every noun."""

import base64
import json

import grpc
import pytest
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of

from m_masters.tests.nouns import PARTY, UOM, Client


async def test_pages_give_each_row_once_in_order(client: Client) -> None:
    for i in (3, 1, 4, 0, 2):
        await client.created(code=f"OWN{i}", name=f"Name {i}")
    found = [one for one in await client.walk(page_size=2) if one.code.startswith("OWN")]
    assert [one.code for one in found] == ["OWN0", "OWN1", "OWN2", "OWN3", "OWN4"]


async def test_equal_names_stand_in_the_order_of_their_ids(parties: Client) -> None:
    ids = sorted(str(new_id()) for _ in range(5))
    for own in reversed(ids):
        await parties.created(id=own, name="Sharma Traders")
    assert [one.id for one in await parties.walk(page_size=2)] == ids


async def test_a_page_that_ends_the_list_has_no_token(parties: Client) -> None:
    for i in range(2):
        await parties.created(name=f"Party {i}")
    assert (await parties.page(page_size=2))[1] == ""
    assert (await parties.page(page_size=1))[1] != ""


async def test_what_was_added_behind_the_token_is_met(parties: Client) -> None:
    await parties.created(name="A")
    await parties.created(name="C")
    first, token = await parties.page(page_size=1)
    await parties.created(name="B")
    rest, _ = await parties.page(page_size=250, page_token=token)
    assert [one.name for one in first + rest] == ["A", "B", "C"]


async def test_archived_ones_are_listed_only_when_asked(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    await client.archive(made)
    assert await client.page(code="KIRANA") == ([], "")
    found, _ = await client.page(code="KIRANA", include_archived=True)
    assert [(one.id, one.archived) for one in found] == [(made.id, True)]
    assert (await client.get(made.id)).archived
    assert await client.batch([made.id]) == [made.id]


def token_of(list_hash: object, *keys: object) -> str:
    return base64.urlsafe_b64encode(json.dumps([list_hash, *keys]).encode()).decode().rstrip("=")


async def test_a_tampered_token_is_refused(client: Client) -> None:
    for i in range(3):
        await client.created(code=f"OWN{i}", name=f"Name {i}")
    _, good = await client.page(page_size=1)
    list_hash, text, row_id = json.loads(base64.urlsafe_b64decode(good + "=="))
    bad = [
        "nonsense",
        "!!!",
        good[:-4],
        token_of("0" * 12, text, row_id),
        token_of(list_hash, text),
        token_of(list_hash, text, row_id, "more"),
        token_of(list_hash, text, "no uuid"),
        token_of(list_hash, "a\0b", row_id),
        token_of(list_hash, 1, row_id),
        token_of(list_hash, None, row_id),
        base64.urlsafe_b64encode(b'"text"').decode(),
        base64.urlsafe_b64encode(b"7").decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ]
    for token in bad:
        refused = await refusal_of(client.page(page_size=1, page_token=token))
        assert (refused.code, refused.reason, refused.fields) == (
            "INVALID_ARGUMENT",
            "FIELD_INVALID",
            ("page_token",),
        ), token


async def test_a_token_is_of_its_list(client: Client) -> None:
    for i in range(3):
        await client.created(code=f"OWN{i}", name=f"Name {i}")
    _, token = await client.page(page_size=1)
    refused = await refusal_of(client.page(page_size=1, page_token=token, include_archived=True))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("page_token",))


@pytest.mark.parametrize("page_size", [-1, 251])
async def test_a_page_has_at_most_250_rows(client: Client, page_size: int) -> None:
    refused = await refusal_of(client.page(page_size=page_size))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("page_size",))


async def test_a_batch_answers_in_the_order_asked_and_leaves_out_what_is_not_there(client: Client) -> None:
    made = [(await client.created(code=f"OWN{i}", name=f"Name {i}")).id for i in range(3)]
    asked = [made[2], str(new_id()), made[0], "no-uuid", made[1]]
    assert await client.batch(asked) == [made[2], made[0], made[1]]


@pytest.mark.parametrize("count", [0, 251])
async def test_a_batch_has_1_to_250_ids(client: Client, count: int) -> None:
    refused = await refusal_of(client.batch([str(new_id())] * count))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("ids",))


async def test_nobody_elses_party_is_in_a_list(channel: grpc.aio.Channel, acme: Metadata, stranger: Metadata) -> None:
    await Client(PARTY, channel, acme).created(name="Ours")
    assert await Client(PARTY, channel, stranger).walk() == []


async def test_standard_and_own_stand_in_one_order(channel: grpc.aio.Channel, acme: Metadata) -> None:
    uoms = Client(UOM, channel, acme)
    await uoms.created(code="KGM-NET", name="net kilogram")
    codes = [one.code for one in await uoms.walk(page_size=20)]
    assert codes == sorted(codes)
    assert codes[codes.index("KGM") + 1] == "KGM-NET"
