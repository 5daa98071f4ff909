"""Preferences: everybody has some, and nobody sees another's."""

import asyncio
from typing import Any

import pytest
from businessm.desk.v1 import preferences_service_pb2 as pb
from businessm.desk.v1.preferences_pb2 import Preferences
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of


async def read(preferences: Any, who: Metadata) -> Preferences:
    found: Preferences = (await preferences.GetPreferences(pb.GetPreferencesRequest(), metadata=who)).preferences
    return found


def changed(preferences: Any, who: Metadata, etag: str, **fields: Any) -> Any:
    request = pb.UpdatePreferencesRequest(
        request_id=str(new_id()),
        preferences=Preferences(etag=etag, **fields),
        update_mask=FieldMask(paths=list(fields)),
    )
    return preferences.UpdatePreferences(request, metadata=who)


async def test_who_never_chose_has_some_all_the_same(preferences: Any, asha: Metadata) -> None:
    found = await read(preferences, asha)
    assert (found.theme, found.language_code, found.company_id) == (Preferences.THEME_UNSPECIFIED, "", "")
    assert found.etag


async def test_what_is_chosen_stays_and_is_ones_own(
    preferences: Any, asha: Metadata, ravi: Metadata, stranger: Metadata
) -> None:
    first = await read(preferences, asha)
    made = await changed(preferences, asha, first.etag, theme=Preferences.DARK, language_code="hi-IN")
    again = await changed(
        preferences, asha, made.preferences.etag, density=Preferences.COMPACT, company_id="c", sidebar_collapsed=True
    )
    found = await read(preferences, asha)
    assert found == again.preferences
    assert (found.theme, found.language_code, found.density) == (Preferences.DARK, "hi-IN", Preferences.COMPACT)
    assert (found.company_id, found.sidebar_collapsed) == ("c", True)
    for other in (ravi, stranger):
        assert (await read(preferences, other)).theme == Preferences.THEME_UNSPECIFIED


async def test_of_two_that_change_the_same_one_is_refused(preferences: Any, asha: Metadata) -> None:
    etag = (await read(preferences, asha)).etag
    both = [changed(preferences, asha, etag, theme=theme) for theme in (Preferences.DARK, Preferences.LIGHT)]
    ended = await asyncio.gather(*both, return_exceptions=True)
    assert len([one for one in ended if isinstance(one, BaseException)]) == 1
    refused = await refusal_of(changed(preferences, asha, etag, theme=Preferences.DARK))
    assert (refused.reason, refused.fields) == ("ETAG_MISMATCH", ("preferences.etag",))


@pytest.mark.parametrize(("field", "value"), [("language_code", "no language"), ("theme", 9), ("company_id", "x" * 65)])
async def test_what_means_nothing_is_refused_on_its_field(
    preferences: Any, asha: Metadata, field: str, value: Any
) -> None:
    etag = (await read(preferences, asha)).etag
    assert (await refusal_of(changed(preferences, asha, etag, **{field: value}))).fields == (f"preferences.{field}",)
