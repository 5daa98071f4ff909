"""Rules of writing that hold for every noun of masters."""

import asyncio
from datetime import timedelta

import grpc
import pytest
from m_kit.clock import FixedClock
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, new_tenant, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from m_masters.tests.nouns import Client, Noun


async def test_what_was_made_is_read_back(client: Client, clock: FixedClock) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    assert made == await client.get(made.id)
    assert (made.code, made.name, made.archived) == ("KIRANA", "Kirana", False)
    assert made.create_time.ToDatetime(clock.instant.tzinfo) == clock.instant


async def test_a_client_may_bring_its_own_id(client: Client) -> None:
    own = str(new_id())
    assert (await client.created(id=own, code="KIRANA", name="Kirana")).id == own


async def test_an_id_is_taken_once(client: Client) -> None:
    own = str(new_id())
    await client.created(id=own, code="KIRANA", name="Kirana")
    refused = await refusal_of(client.create(id=own, code="DUKAAN", name="Dukaan"))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == (f"{client.noun}.id",)


async def test_a_code_is_taken_once(client: Client) -> None:
    await client.created(code="KIRANA", name="Kirana")
    refused = await refusal_of(client.create(code="KIRANA", name="Another"))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == (f"{client.noun}.code",)


async def test_each_tenant_has_codes_of_its_own(
    noun: Noun, client: Client, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    await client.created(code="KIRANA", name="Kirana")
    theirs = await Client(noun, channel, stranger).created(code="KIRANA", name="Theirs")
    assert theirs.name == "Theirs"


async def test_every_write_sent_twice_is_answered_alike_and_done_once(client: Client) -> None:
    first = client.create(request_id="make", code="KIRANA", name="Kirana")
    made = getattr(await first, client.noun.name)
    again = client.create(request_id="make", code="KIRANA", name="Kirana")
    assert getattr(await again, client.noun.name) == made
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)

    first = client.update(made, request_id="rename", name="Kirana & Sons")
    changed = getattr(await first, client.noun.name)
    again = client.update(made, request_id="rename", name="Kirana & Sons")
    assert getattr(await again, client.noun.name) == changed
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)

    first = client.archive(changed, request_id="archive")
    archived = getattr(await first, client.noun.name)
    again = client.archive(changed, request_id="archive")
    assert getattr(await again, client.noun.name) == archived
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    assert await client.get(made.id) == archived


async def test_a_request_id_stands_for_one_content(client: Client) -> None:
    await client.create(request_id="make", code="KIRANA", name="Kirana")
    refused = await refusal_of(client.create(request_id="make", code="KIRANA", name="Other"))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "REQUEST_ID_REUSED")
    assert refused.fields == ("request_id",)


async def test_ten_parallel_calls_make_one_row_and_ten_equal_answers(client: Client) -> None:
    calls = [client.create(request_id="make", code="KIRANA", name="Kirana") for _ in range(10)]
    answers = await asyncio.gather(*calls)
    assert all(answer == answers[0] for answer in answers)
    assert sum([await was_replayed(call) for call in calls]) == 9
    assert len((await client.page(code="KIRANA"))[0]) == 1


async def test_of_parallel_changes_with_one_etag_one_wins(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    results = await asyncio.gather(*(client.update(made, name=f"Name {i}") for i in range(5)), return_exceptions=True)
    assert sum(not isinstance(result, BaseException) for result in results) == 1


async def test_a_dry_run_leaves_nothing(client: Client) -> None:
    answer = await client.create(request_id="dry", code="KIRANA", name="Kirana", validate_only=True)
    assert getattr(answer, client.noun.name).name == "Kirana"
    assert await client.page(code="KIRANA") == ([], "")
    assert not await was_replayed(client.create(request_id="dry", code="KIRANA", name="Kirana"))


async def test_only_masked_fields_change(client: Client, clock: FixedClock) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    clock.instant += timedelta(hours=1)
    changed = getattr(await client.update(made, "name", name="New"), client.noun.name)
    assert (changed.name, changed.code, changed.create_time) == ("New", "KIRANA", made.create_time)
    assert changed.update_time.ToDatetime(clock.instant.tzinfo) == clock.instant
    assert changed.etag != made.etag


@pytest.mark.parametrize("path", ["id", "etag", "archived", "create_time", "nonsense", "name.first"])
async def test_what_is_not_for_change_is_refused(client: Client, path: str) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    refused = await refusal_of(client.update(made, path))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_INVALID")
    assert refused.fields == ("update_mask",)


async def test_a_mask_names_something(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    refused = await refusal_of(client.update(made))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("update_mask",))


async def test_what_a_change_leads_to_obeys_the_contract(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    refused = await refusal_of(client.update(made, "name", name=""))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", (f"{client.noun}.name",))
    refused = await refusal_of(client.update(made, name="x" * 256))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", (f"{client.noun}.name",))


async def test_an_old_etag_is_refused(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    await client.update(made, name="Newer")
    refused = await refusal_of(client.update(made, name="Lost"))
    assert (refused.code, refused.reason) == ("ABORTED", "ETAG_MISMATCH")
    assert refused.fields == (f"{client.noun}.etag",)
    refused = await refusal_of(client.archive(made))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))


async def test_archiving_twice_with_the_new_etag_is_harmless(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    once = getattr(await client.archive(made), client.noun.name)
    twice = getattr(await client.archive(once), client.noun.name)
    assert once.archived
    assert twice == once


async def test_a_foreign_tenant_finds_nothing(
    noun: Noun, client: Client, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    theirs = Client(noun, channel, stranger)
    for call in (theirs.get(made.id), theirs.update(made, name="Mine now"), theirs.archive(made)):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert await theirs.batch([made.id]) == []
    assert await theirs.page(code="KIRANA") == ([], "")
    assert await client.get(made.id) == made


@pytest.mark.parametrize("resource_id", [pytest.param(str(new_id()), id="of-nothing"), "no-uuid", "' or true --"])
async def test_an_id_that_names_nothing_is_not_found(client: Client, resource_id: str) -> None:
    refused = await refusal_of(client.get(resource_id))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("id",))


async def test_a_reader_may_not_write(noun: Noun, channel: grpc.aio.Channel, issuer: TokenIssuer) -> None:
    reader = Client(noun, channel, calling_as(issuer, new_tenant(), roles=("reader",)))
    refused = await refusal_of(reader.create(code="KIRANA", name="Kirana"))
    assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
    assert await reader.page(code="KIRANA") == ([], "")


async def test_without_a_token_nobody_is_served(noun: Noun, channel: grpc.aio.Channel) -> None:
    refused = await refusal_of(Client(noun, channel, ()).create(code="KIRANA", name="Kirana"))
    assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID")


@pytest.mark.parametrize(
    "name",
    [
        "राम एंड संस प्रा. लि.",
        "株式会社",
        "Ünïcödé 🙂",
        "Robert'); drop table party; --",
        "  kept as sent  ",
        "\u202eright",
    ],
)
async def test_any_text_is_kept_to_the_letter(client: Client, name: str) -> None:
    made = await client.created(code="KIRANA", name=name)
    assert (await client.get(made.id)).name == name
    assert [one.name for one in (await client.page(code="KIRANA"))[0]] == [name]


async def test_nul_is_refused_wherever_it_stands(client: Client) -> None:
    made = await client.created(code="KIRANA", name="Kirana")
    calls = {
        f"{client.noun}.name": client.create(code="NUL", name="a\0b"),
        "request_id": client.create(request_id="a\0b", code="NUL", name="Kirana"),
        "id": client.get("a\0b"),
        "code": client.page(code="a\0b"),
        f"{client.noun}.etag": client.update(made, name="Kirana", etag="a\0b"),
    }
    for field, call in calls.items():
        refused = await refusal_of(call)
        assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_INVALID", (field,))
