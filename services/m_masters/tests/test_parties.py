"""What is true of parties alone."""

import pytest
from businessm.masters.v1 import party_pb2
from m_kit.testing import refusal_of

from m_masters.tests.nouns import Client

Party = party_pb2.Party


async def test_a_party_is_an_organization_where_nothing_is_said(parties: Client) -> None:
    made = await parties.created(name="Asha")
    assert made.kind == Party.ORGANIZATION
    changed = (await parties.update(made, kind=Party.PERSON)).party
    assert changed.kind == Party.PERSON
    assert (await parties.update(changed, "kind", kind=Party.KIND_UNSPECIFIED)).party.kind == Party.ORGANIZATION


async def test_many_parties_have_no_code(parties: Client) -> None:
    await parties.created(name="Asha")
    made = await parties.created(name="Bela", code="BELA")
    assert (await parties.update(made, "code", code="")).party.code == ""


async def test_a_code_may_not_be_changed_to_a_taken_one(parties: Client) -> None:
    await parties.created(name="Asha", code="ASHA")
    made = await parties.created(name="Bela", code="BELA")
    refused = await refusal_of(parties.update(made, code="ASHA"))
    assert (refused.code, refused.fields) == ("ALREADY_EXISTS", ("party.code",))
    assert (await parties.get(made.id)).code == "BELA"


async def test_email_and_phone_are_kept_as_sent(parties: Client) -> None:
    made = await parties.created(
        name="Asha", email="Asha@Example.COM", phone=" +91 98765 43210 ", language_code="hi-IN"
    )
    assert (made.email, made.phone, made.language_code) == ("Asha@Example.COM", " +91 98765 43210 ", "hi-IN")


@pytest.mark.parametrize("email", ["asha", "@", "a@", "a b@c", "a@b@c", "asha@example.com\n"])
async def test_an_email_that_is_none_is_refused(parties: Client, email: str) -> None:
    refused = await refusal_of(parties.create(name="Asha", email=email))
    assert (refused.reason, refused.fields) == ("FIELD_PATTERN", ("party.email",))


async def test_a_party_has_a_name(parties: Client) -> None:
    refused = await refusal_of(parties.create(code="ASHA"))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("party.name",))


async def test_an_unknown_kind_is_refused(parties: Client) -> None:
    refused = await refusal_of(parties.create(name="Asha", kind=7))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("party.kind",))


async def test_a_name_of_255_hindi_letters_fits(parties: Client) -> None:
    assert (await parties.created(name="क" * 255)).name == "क" * 255
    assert (await refusal_of(parties.create(name="क" * 256))).fields == ("party.name",)


async def test_a_write_has_a_request_id(parties: Client) -> None:
    refused = await refusal_of(parties._call("Create", party=Party(name="Asha")))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("request_id",))
