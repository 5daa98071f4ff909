"""Zones and bins of a warehouse."""

import asyncio
import uuid
from collections.abc import Iterable, Mapping

from businessm.stock.v1 import location_pb2
from m_kit.errors import Archived, FieldInvalid, NotFound

from m_wms.clients import Clients
from m_wms.usecases.pages import PAGE


async def require_places(clients: Clients, warehouse_id: str, named: Mapping[str, str]) -> None:
    """`named` are ids of places and the fields that name them. Raises what one is refused with that is no zone or bin
    of the warehouse, or takes nothing new."""
    places = await places_above(clients, named)
    for place_id, field in named.items():
        place = places.get(_id(place_id))
        if place is None:
            raise NotFound(f"no place {place_id!r}", field=field)
        if place.archived:
            raise Archived(f"{place.code} is archived", field=field)
        if _id(warehouse_id) not in above(places, place.id):
            raise FieldInvalid(f"{place.code} is no zone or bin of the warehouse", field=field)


async def places_above(clients: Clients, ids: Iterable[str]) -> dict[str, location_pb2.Location]:
    """The places by id, with all that they are parts of; those that are not there are left out."""
    found: dict[str, location_pb2.Location] = {}
    asked = {_id(one) for one in ids}
    while asked:
        wanted = sorted(asked)
        answers = await asyncio.gather(
            *(
                clients.stock.BatchGetLocations(location_pb2.BatchGetLocationsRequest(ids=wanted[i : i + PAGE]))
                for i in range(0, len(wanted), PAGE)
            )
        )
        found |= {one.id: one for answer in answers for one in answer.locations}
        asked = {one.parent_id for answer in answers for one in answer.locations if one.parent_id} - found.keys()
    return found


def above(places: Mapping[str, location_pb2.Location], place_id: str) -> list[str]:
    """What the place is a part of, the nearest first: at the end its warehouse."""
    ids, parent = [], places[place_id].parent_id
    while parent:
        ids.append(parent)
        parent = places[parent].parent_id
    return ids


def _id(text: str) -> str:
    """As stock writes it; what is no id stays as it is, and is found nowhere."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return text
