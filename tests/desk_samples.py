"""Samples of what users keep at the Desk; see samples.py."""

from tests.samples import Json, Sample, World, at, change, unique


async def _view_fields(world: World) -> Json:
    return {"saved_view": {"document_type": "finance.supplier", "name": unique()}}


async def _view(world: World) -> Json:
    made: Json = (await world.made("SavedViewService.CreateSavedView", await _view_fields(world)))["saved_view"]
    return made


async def _preferences(world: World) -> Json:
    found: Json = (await world.made("PreferencesService.GetPreferences", {}))["preferences"]
    return {"etag": found["etag"]}


async def _nothing_named(world: World) -> Json:
    return {}


DESK_SAMPLES: dict[str, Sample] = {
    "SavedViewService.CreateSavedView": _view_fields,
    "SavedViewService.UpdateSavedView": change("saved_view", _view, "visibility", visibility="SHARED"),
    "SavedViewService.DeleteSavedView": at(_view),
    "PreferencesService.UpdatePreferences": change("preferences", _preferences, "language_code", language_code="hi"),
    "NotificationService.MarkNotificationsRead": _nothing_named,
}
