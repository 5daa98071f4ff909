"""Locations: made, renamed, archived."""

from typing import Any

import pytest
from businessm.stock.v1 import location_pb2 as pb
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import refusal_of

from stock_keeper.tests.worlds import IN, World


async def made(world: World, code: str, kind: str, parent_id: str = "", **fields: Any) -> pb.Location:
    """A new location of the world's company."""
    values = {"company_id": str(world.company_id), "code": code, "kind": kind, "parent_id": parent_id, **fields}
    request = pb.CreateLocationRequest(request_id=str(new_id()), location=pb.Location(**values))
    location: pb.Location = (await world.call("CreateLocation", request)).location
    return location


async def archived(world: World, location: pb.Location) -> pb.Location:
    """The location, archived."""
    request = pb.ArchiveLocationRequest(request_id=str(new_id()), id=location.id, etag=location.etag)
    done: pb.Location = (await world.call("ArchiveLocation", request)).location
    return done


async def test_zones_and_bins_stand_in_warehouses(world: World) -> None:
    zone = await made(world, "Z1", "ZONE", world.warehouse_id)
    found = await made(world, "B1", "BIN", zone.id)
    assert (found.name, found.kind, found.parent_id) == ("B1", pb.Location.BIN, zone.id)
    listed = await world.call("ListLocations", pb.ListLocationsRequest(company_id=str(world.company_id)))
    assert [one.code for one in listed.locations] == ["B1", "MAIN", "Z1"]


@pytest.mark.parametrize(
    ("kind", "parent", "reason"),
    [
        ("ZONE", "", "FIELD_REQUIRED"),
        ("WAREHOUSE", "MAIN", "FIELD_INVALID"),
        ("BIN", "bin", "FIELD_INVALID"),
        ("BIN", "nowhere", "RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_parent_that_does_not_fit_is_refused(world: World, kind: str, parent: str, reason: str) -> None:
    in_bin = (await made(world, "B1", "BIN", world.warehouse_id)).id
    parent_id = {"": "", "MAIN": world.warehouse_id, "bin": in_bin, "nowhere": str(new_id())}[parent]
    refused = await refusal_of(made(world, "X", kind, parent_id))
    assert (refused.reason, refused.fields) == (reason, ("location.parent_id",))


async def test_a_code_is_given_once(world: World) -> None:
    refused = await refusal_of(made(world, "MAIN", "WAREHOUSE"))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("location.code",))


async def test_a_location_is_renamed_by_whoever_read_it_last(world: World) -> None:
    location = await made(world, "W2", "WAREHOUSE")
    location.name = "Second"
    mask = FieldMask(paths=["name"])
    request = pb.UpdateLocationRequest(request_id=str(new_id()), location=location, update_mask=mask)
    assert (await world.call("UpdateLocation", request)).location.name == "Second"
    request.request_id = str(new_id())
    assert (await refusal_of(world.call("UpdateLocation", request))).reason == "ETAG_MISMATCH"


async def test_what_is_in_use_is_not_archived(world: World) -> None:
    location = await made(world, "W2", "WAREHOUSE")
    world.warehouse_id = location.id
    item, held = world.item(), world.posting()
    await world.reserve(held, world.line(item, IN, 1, 0))
    assert (await refusal_of(archived(world, location))).reason == "LOCATION_IN_USE"
    await world.cancel(held)
    zone = await made(world, "Z2", "ZONE", location.id)
    assert (await refusal_of(archived(world, location))).reason == "LOCATION_IN_USE"
    await archived(world, zone)
    assert (await archived(world, location)).archived
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, IN, 1, 1)))
    assert (refused.reason, refused.fields) == ("RESOURCE_ARCHIVED", ("movements[0].warehouse_id",))
