"""Items, units, addresses, suppliers and customers over REST: masters and finance as one, for two tenants."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.rest import Rest
from tests.support.whole import Whole


def code() -> str:
    """A code that nobody has."""
    return f"C{uuid.uuid4().hex[:10]}"


@pytest.fixture(scope="module")
def stranger(server: Whole) -> Iterator[Rest]:
    """An administrator of another tenant."""
    with server.rest(server.token("--tenant", f"t{uuid.uuid4().hex[:8]}", "--role", "admin")) as found:
        yield found


def item(rest: Rest, **fields: Any) -> dict[str, Any]:
    given = {"code": code(), "name": "Tea", "uom_code": "EA", **fields}
    made: dict[str, Any] = rest.post("/v1/masters/items", {"item": given}).ok()["item"]
    return made


def party(rest: Rest) -> dict[str, Any]:
    made: dict[str, Any] = rest.post("/v1/masters/parties", {"party": {"name": "Asha Traders"}}).ok()["party"]
    return made


def test_an_item_is_made_read_changed_and_archived(rest: Rest) -> None:
    made = item(rest, barcodes=["4006381333931"])
    path = f"/v1/masters/items/{made['id']}"
    assert (made["quantity_scale"], made["valuation_method"], made["is_stocked"]) == (3, "FIFO", True)
    assert rest.get(path).ok()["item"] == made
    found = rest.get("/v1/masters/items", barcode="04006381333931").ok()["items"]
    assert found == [made]
    body = {"name": "Green tea", "barcodes": [], "etag": made["etag"]}
    changed = rest.patch(path, body, "name,barcodes").ok()["item"]
    assert (changed["name"], changed["barcodes"]) == ("Green tea", [])
    archived = rest.post(f"{path}:archive", {"etag": changed["etag"]}).ok()["item"]
    assert archived["archived"]
    batch = rest.get("/v1/masters/items:batchGet", ids=[made["id"], str(uuid.uuid4())]).ok()
    assert batch["items"] == [archived]


def test_quantities_convert_to_their_items_units_each_for_itself(rest: Rest, stranger: Rest) -> None:
    made, theirs = item(rest), item(stranger)
    conversion = {"item_id": made["id"], "from_uom_code": "XBX", "to_uom_code": "EA", "numerator": "12"}
    rest.post("/v1/masters/uom-conversions", {"uom_conversion": conversion}).ok()
    asked = [(made, "2.5", "XBX"), (made, "1", "KGM"), (theirs, "1", "EA")]
    quantities = [
        {"item_id": one["id"], "quantity": {"uom_code": uom_code, "value": value}} for one, value, uom_code in asked
    ]
    results = rest.post("/v1/masters/uom-conversions:convert", {"quantities": quantities}).ok()["results"]
    assert results[0] == {"quantity": {"uom_code": "EA", "value": "30"}}
    reasons = [
        detail["reason"]
        for result in results[1:]
        for detail in result["error"]["details"]
        if detail["@type"].endswith("ErrorInfo")
    ]
    assert reasons == ["UOM_CONVERSION_MISSING", "RESOURCE_NOT_FOUND"]


@pytest.mark.parametrize("noun", ["supplier", "customer"])
def test_a_new_party_and_its_role_have_one_id_and_a_retry_finds_both(rest: Rest, noun: str) -> None:
    bela = {"name": "Bela & Sons", "code": code()}
    body = {"request_id": code(), "party": bela, noun: {"payment_terms_days": 30}}
    first = rest.post(f"/v1/finance/{noun}s", body)
    again = rest.post(f"/v1/finance/{noun}s", body)
    made = first.ok()[noun]
    assert (again.ok()[noun], first.replayed, again.replayed) == (made, False, True)
    assert rest.get(f"/v1/masters/parties/{made['id']}").ok()["party"]["name"] == "Bela & Sons"
    assert made["display_name"] == "Bela & Sons"
    assert rest.get("/v1/masters/parties", code=bela["code"]).ok()["parties"][0]["id"] == made["id"]
    taken = {"party": {"name": "Another", "code": bela["code"]}}
    refused = rest.post(f"/v1/finance/{noun}s", taken)
    assert (refused.status, refused.fields) == (409, {"party.code": "DUPLICATE_RESOURCE"})


@pytest.mark.parametrize("noun", ["supplier", "customer"])
def test_a_party_of_another_tenant_or_an_archived_one_gets_no_role(rest: Rest, stranger: Rest, noun: str) -> None:
    made = party(rest)
    refused = stranger.post(f"/v1/finance/{noun}s", {"party_id": made["id"]})
    assert (refused.status, refused.fields) == (404, {"party_id": "RESOURCE_NOT_FOUND"})
    rest.post(f"/v1/masters/parties/{made['id']}:archive", {"etag": made["etag"]}).ok()
    refused = rest.post(f"/v1/finance/{noun}s", {"party_id": made["id"]})
    assert (refused.status, refused.reason) == (400, "RESOURCE_ARCHIVED")


@pytest.mark.parametrize("noun", ["supplier", "customer"])
def test_a_role_is_read_and_changed_and_its_name_is_the_partys_of_today(rest: Rest, noun: str) -> None:
    owner = party(rest)
    made = rest.post(f"/v1/finance/{noun}s", {"party_id": owner["id"]}).ok()[noun]
    path = f"/v1/finance/{noun}s/{made['id']}"
    renamed = {"name": "Asha & Daughters", "etag": owner["etag"]}
    rest.patch(f"/v1/masters/parties/{owner['id']}", renamed, "name").ok()
    assert rest.get(path).ok()[noun] == {**made, "display_name": "Asha & Daughters"}
    listed = rest.pages(f"/v1/finance/{noun}s", f"{noun}s", 250)
    assert {one["id"]: one["display_name"] for page in listed for one in page}[made["id"]] == "Asha & Daughters"
    changed = rest.patch(path, {"tax_class": "exempt", "etag": made["etag"]}, "tax_class").ok()
    assert changed[noun]["tax_class"] == "exempt"


def test_a_partys_first_address_is_its_default(rest: Rest) -> None:
    owner = party(rest)
    given = {"party_id": owner["id"], "kind": "BILLING", "lines": ["14, MG Road"], "city": "Pune", "country_code": "IN"}
    made = rest.post("/v1/masters/addresses", {"address": given}).ok()["address"]
    assert made["is_default"]
    assert rest.get("/v1/masters/addresses", party_id=owner["id"]).ok()["addresses"] == [made]
    refused = rest.post("/v1/masters/addresses", {"address": {**given, "country_code": "ZZ"}})
    assert (refused.status, refused.fields) == (400, {"address.country_code": "FIELD_INVALID"})
