"""SupplierService and CustomerService as their callers meet them."""

import asyncio
import uuid
from typing import Any

import grpc
import pytest
from businessm.masters.v1 import party_pb2
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, new_tenant, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from m_finance.tests.fake_parties import FakeParties
from m_finance.tests.roles import Roles

Party = party_pb2.Party


@pytest.fixture(params=["supplier", "customer"])
def name(request: pytest.FixtureRequest) -> str:
    """Each role in turn."""
    return str(request.param)


@pytest.fixture
def roles(name: str, channel: grpc.aio.Channel, acme: Metadata) -> Roles:
    return Roles(name, channel, acme)


@pytest.fixture
def asha(parties: FakeParties) -> str:
    """The id of a party that is there."""
    return parties.add("Asha Traders")


SAID: dict[str, Any] = {"payment_terms_days": 30, "currency_code": "USD", "tax_class": "registered"}


async def test_a_party_gets_the_role_under_its_own_id(roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha, role=SAID)
    assert (made.id, made.display_name, made.archived) == (asha, "Asha Traders", False)
    assert {field: getattr(made, field) for field in SAID} == SAID
    assert await roles.get(asha) == made


async def test_a_role_may_say_nothing(roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha)
    assert (made.payment_terms_days, made.currency_code, made.tax_class) == (0, "", "")


async def test_one_party_has_both_roles_and_each_once(
    name: str, roles: Roles, asha: str, channel: grpc.aio.Channel, acme: Metadata
) -> None:
    made = await roles.created(party_id=asha)
    refused = await refusal_of(roles.create(party_id=asha))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == ("party_id",)
    other = Roles({"supplier": "customer", "customer": "supplier"}[name], channel, acme)
    assert (await other.created(party_id=asha)).id == made.id


async def test_a_new_party_is_made_first_and_a_retry_finds_both(roles: Roles, parties: FakeParties) -> None:
    first = roles.create(request_id="make", party=Party(name="Bela", code="BELA"), role=SAID)
    made = roles.of(await first)
    assert (made.display_name, parties.parties[made.id].code) == ("Bela", "BELA")
    again = roles.create(request_id="make", party=Party(name="Bela", code="BELA"), role=SAID)
    assert roles.of(await again) == made
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    assert (len(parties.parties), len((await roles.page())[0])) == (1, 1)


async def test_after_a_crash_between_the_two_the_retry_finds_the_party(roles: Roles, parties: FakeParties) -> None:
    """The first try got as far as masters: what it did there is repeated under the same id."""
    await roles.create(request_id="make", party=Party(name="Bela"), validate_only=True)
    rehearsed = parties.calls[-1]
    rehearsed.validate_only = False
    await parties.CreateParty(rehearsed)
    made = await roles.created(request_id="make", party=Party(name="Bela"))
    assert list(parties.parties) == [made.id]


async def test_a_new_partys_id_is_of_the_request_the_tenant_and_the_role(
    roles: Roles, parties: FakeParties, name: str, channel: grpc.aio.Channel, stranger: Metadata, acme: Metadata
) -> None:
    other = {"supplier": "customer", "customer": "supplier"}[name]
    ids = {
        (await one.created(request_id=request_id, party=Party(name="Bela"))).id
        for one in (roles, Roles(name, channel, stranger), Roles(other, channel, stranger))
        for request_id in (f"make-{one.name}-1", f"make-{one.name}-2")
    }
    assert len(ids) == 6
    assert {uuid.UUID(one).version for one in ids} == {5}
    assert ids == parties.parties.keys()


async def test_ten_parallel_calls_make_one_party_one_role_and_ten_equal_answers(
    roles: Roles, parties: FakeParties
) -> None:
    calls = [roles.create(request_id="make", party=Party(name="Bela")) for _ in range(10)]
    answers = await asyncio.gather(*calls)
    assert all(answer == answers[0] for answer in answers)
    assert sum([await was_replayed(call) for call in calls]) == 9
    assert (len(parties.parties), len((await roles.page())[0])) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({}, "FIELD_REQUIRED", "party_id"),
        ({"party_id": str(new_id()), "party": Party(name="Bela")}, "FIELD_INVALID", "party"),
        ({"party": Party(name="Bela", id=str(new_id()))}, "FIELD_INVALID", "party.id"),
        ({"party": Party()}, "FIELD_REQUIRED", "party.name"),
        ({"party": Party(name="Bela", email="no")}, "FIELD_PATTERN", "party.email"),
        ({"party": Party(name="Bela"), "role": {"id": str(new_id())}}, "FIELD_INVALID", "{name}.id"),
        ({"party_id": str(new_id()), "role": {"id": str(new_id())}}, "FIELD_INVALID", "{name}.id"),
        ({"party_id": str(new_id()), "role": {"payment_terms_days": -1}}, "FIELD_INVALID", "{name}.payment_terms_days"),
        ({"party_id": str(new_id()), "role": {"currency_code": "usd"}}, "FIELD_PATTERN", "{name}.currency_code"),
        ({"party_id": str(new_id()), "role": {"tax_class": "x" * 65}}, "FIELD_INVALID", "{name}.tax_class"),
    ],
)
async def test_what_is_wrong_is_refused_by_name_before_masters_is_asked(
    name: str, roles: Roles, parties: FakeParties, fields: dict[str, Any], reason: str, field: str
) -> None:
    refused = await refusal_of(roles.create(**fields))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", reason)
    assert refused.fields == (field.format(name=name),)
    assert parties.calls == []


async def test_the_partys_own_id_may_be_said(roles: Roles, asha: str) -> None:
    assert (await roles.created(party_id=asha, role={"id": asha})).id == asha


@pytest.mark.parametrize("party_id", [pytest.param(str(new_id()), id="of-nothing"), "no-uuid"])
async def test_a_party_that_is_not_there_gets_no_role(roles: Roles, party_id: str) -> None:
    refused = await refusal_of(roles.create(party_id=party_id))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("party_id",))


async def test_an_archived_party_gets_no_role_and_one_archived_later_keeps_it(
    roles: Roles, parties: FakeParties, asha: str
) -> None:
    first = roles.create(request_id="make", party_id=asha)
    made = roles.of(await first)
    parties.parties[asha].archived = True
    assert roles.of(await roles.create(request_id="make", party_id=asha)) == made
    assert roles.of(await roles.update(made, tax_class="exempt")).tax_class == "exempt"
    refused = await refusal_of(roles.create(party_id=parties.add("Bela", archived=True)))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "RESOURCE_ARCHIVED")
    assert refused.fields == ("party_id",)


async def test_what_masters_refuses_a_party_with_is_answered_as_it_stands(roles: Roles, parties: FakeParties) -> None:
    parties.add("Bela", code="BELA")
    refused = await refusal_of(roles.create(party=Party(name="Another", code="BELA")))
    assert (refused.code, refused.reason, refused.fields) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE", ("party.code",))
    assert (await roles.page())[0] == []


async def test_a_request_id_stands_for_one_content_and_makes_no_second_party(
    roles: Roles, parties: FakeParties, asha: str
) -> None:
    await roles.create(request_id="make", party_id=asha)
    for fields in ({"party": Party(name="Bela")}, {"party_id": asha, "role": {"tax_class": "other"}}):
        refused = await refusal_of(roles.create(request_id="make", **fields))
        assert (refused.reason, refused.fields) == ("REQUEST_ID_REUSED", ("request_id",))
    assert list(parties.parties) == [asha]


async def test_a_dry_run_leaves_no_role_and_no_party(roles: Roles, parties: FakeParties) -> None:
    answer = roles.of(await roles.create(party=Party(name="Bela"), validate_only=True))
    assert answer.display_name == "Bela"
    assert parties.parties == {}
    assert await roles.page() == ([], "")


async def test_without_masters_nothing_is_written(roles: Roles, parties: FakeParties, asha: str) -> None:
    made = await roles.created(party_id=asha)
    bela = parties.add("Bela")
    parties.down = True
    calls = (
        roles.create(party_id=bela),
        roles.create(party=Party(name="Chand")),
        roles.update(made, tax_class="x"),
        roles.archive(made),
        roles.get(asha),
    )
    for call in calls:
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE")
    assert [one.etag for one in await roles.batch([asha, bela])] == [made.etag]


async def test_every_change_sent_twice_is_answered_alike_and_done_once(roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha)
    first = roles.update(made, request_id="change", payment_terms_days=45)
    changed = roles.of(await first)
    again = roles.update(made, request_id="change", payment_terms_days=45)
    assert roles.of(await again) == changed
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    first = roles.archive(changed, request_id="archive")
    archived = roles.of(await first)
    again = roles.archive(changed, request_id="archive")
    assert roles.of(await again) == archived
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    assert (archived.archived, archived.display_name) == (True, "Asha Traders")
    assert await roles.get(asha) == archived
    assert roles.of(await roles.archive(archived)) == archived


async def test_only_masked_fields_change(roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha, role=SAID)
    changed = roles.of(await roles.update(made, "tax_class", tax_class="exempt", payment_terms_days=1))
    assert (changed.tax_class, changed.payment_terms_days) == ("exempt", 30)
    assert roles.of(await roles.update(changed, "currency_code")).currency_code == ""


@pytest.mark.parametrize("path", ["id", "display_name", "archived", "etag", "nonsense"])
async def test_what_is_not_for_change_is_refused(roles: Roles, asha: str, path: str) -> None:
    made = await roles.created(party_id=asha)
    refused = await refusal_of(roles.update(made, path))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))
    assert (await refusal_of(roles.update(made))).reason == "FIELD_REQUIRED"


async def test_a_change_obeys_the_contract(name: str, roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha)
    refused = await refusal_of(roles.update(made, payment_terms_days=3651))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", (f"{name}.payment_terms_days",))


async def test_an_old_etag_is_refused(name: str, roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha)
    await roles.update(made, tax_class="newer")
    refused = await refusal_of(roles.update(made, tax_class="lost"))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", (f"{name}.etag",))
    refused = await refusal_of(roles.archive(made))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))


async def test_of_parallel_changes_with_one_etag_one_wins(roles: Roles, asha: str) -> None:
    made = await roles.created(party_id=asha)
    calls = [roles.update(made, tax_class=f"{i}") for i in range(5)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(not isinstance(result, BaseException) for result in results) == 1


async def test_a_foreign_tenant_finds_nothing(
    name: str, roles: Roles, asha: str, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    made = await roles.created(party_id=asha)
    theirs = Roles(name, channel, stranger)
    for call in (theirs.get(asha), theirs.update(made, tax_class="mine"), theirs.archive(made)):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert await theirs.batch([asha]) == []
    assert await theirs.page() == ([], "")
    assert await roles.get(asha) == made


async def test_a_reader_may_not_write(name: str, channel: grpc.aio.Channel, issuer: TokenIssuer, asha: str) -> None:
    reader = Roles(name, channel, calling_as(issuer, new_tenant(), roles=("reader",)))
    assert (await refusal_of(reader.create(party_id=asha))).reason == "PERMISSION_MISSING"
    assert await reader.page() == ([], "")


async def test_pages_go_by_id_with_names_of_one_call_each(roles: Roles, parties: FakeParties) -> None:
    ids = sorted(parties.add(f"Party {i}") for i in range(5))
    for party_id in reversed(ids):
        await roles.created(party_id=party_id)
    parties.calls.clear()
    found, token = await roles.page(page_size=2)
    while token:
        more, token = await roles.page(page_size=2, page_token=token)
        found += more
    assert [one.id for one in found] == ids
    assert [one.display_name for one in found] == [parties.parties[one].name for one in ids]
    assert len(parties.calls) == 3


async def test_archived_ones_are_listed_only_when_asked_and_always_read(roles: Roles, asha: str) -> None:
    archived = roles.of(await roles.archive(await roles.created(party_id=asha)))
    assert await roles.page() == ([], "")
    assert await roles.page(include_archived=True) == ([archived], "")
    assert [(one.id, one.archived) for one in await roles.batch([asha])] == [(asha, True)]


async def test_a_batch_answers_in_the_order_asked_without_names(roles: Roles, parties: FakeParties) -> None:
    ids = [parties.add(f"Party {i}") for i in range(3)]
    for party_id in ids:
        await roles.created(party_id=party_id)
    parties.calls.clear()
    found = await roles.batch([ids[2], str(new_id()), "no-uuid", ids[0]])
    assert [(one.id, one.display_name) for one in found] == [(ids[2], ""), (ids[0], "")]
    assert parties.calls == []
    assert (await refusal_of(roles.batch([]))).fields == ("ids",)


@pytest.mark.parametrize("token", ["nonsense", "WyJ4Iiwibm8iXQ", "e30"])
async def test_a_tampered_token_is_refused(roles: Roles, token: str) -> None:
    refused = await refusal_of(roles.page(page_token=token))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_INVALID", ("page_token",))
