"""A process dies while a plugin's fields are baked: what serves then is the old schema or the new, never between."""

import contextlib

import pytest

from tests.faults.harness import DEATH_SECONDS
from tests.plugins.node_plugin import free_port
from tests.plugins.plain_plugin import NAME, PlainPlugin, version
from tests.plugins.regions import GSTIN, SUPPLIERS, created, joined, served, until
from tests.support.indie import folder
from tests.support.rest import Rest
from tests.support.whole import INDIE, whole

# Where it dies, and whether the new schema is there then. Finance bakes suppliers and customers, one after the other.
POINTS = {"after_bake_contribution": False, "before_bake_commit": False, "after_bake": True}
# How often the place is reached by the first version; the next time is the second version's.
REACHED = {"after_bake_contribution": 2, "before_bake_commit": 1, "after_bake": 1}


def survives(point: str, *, is_first: bool) -> None:
    """Dies while the first version is baked, or the second; nothing is lost, and the rest comes when it is back."""
    time = 1 if is_first else REACHED[point] + 1
    plugin, port = PlainPlugin(), free_port()
    joining = {"M_PLUGINS": f"{NAME}=grpc://127.0.0.1:{port}"}
    with folder() as place:
        with contextlib.ExitStack() as stack:
            killed = f"finance/{point}:kill@{time}"
            system = stack.enter_context(whole(INDIE, place / "data", watched=True, M_FAILPOINT=killed, **joining))
            with system.rest() as rest:
                plain = created(rest).ok()["supplier"]["id"]
                stack.enter_context(plugin.serving(port))
                known = "" if is_first else with_values(rest)
                plugin.contributions = version(1 if is_first else 2)
                system.running.process.wait(DEATH_SECONDS)
        with whole(INDIE, place / "data", watched=True, **joining) as again, again.rest() as rest:
            before = "" if is_first else "1"
            after = "1" if is_first else "2"
            require_whole(rest, after if POINTS[point] else before)
            assert rest.get(f"{SUPPLIERS}/{plain}").ok()["supplier"]["extension_values"] == {}
            with plugin.serving(port):
                until(lambda: served(rest, NAME).get("version") == after, "the new version serves")
                require_whole(rest, after)
                known = known or with_values(rest)
                found = rest.get(f"{SUPPLIERS}/{known}").ok()["supplier"]["extension_values"]
                assert found["in_gstin"] == {"text": GSTIN}


def with_values(rest: Rest) -> str:
    """A supplier with a value in a field of the plugin, once that serves."""
    joined(rest, NAME)
    return str(created(rest, in_gstin=GSTIN).ok()["supplier"]["id"])


def require_whole(rest: Rest, number: str) -> None:
    """On every document type of finance this version serves, with all its fields and no others; none where empty."""
    found = rest.get("/v1/finance/augmentations").ok()["augmentations"]
    wanted = {one.document_type: one.fields for one in version(int(number or 1)).contributions} if number else {}
    ours = {name: [field.key for field in fields] for name, fields in wanted.items() if name.startswith("finance.")}
    assert {one["document_type"]: one["keys"] for one in found} == ours
    assert {one["version"] for one in found} == ({number} if number else set())
    refused = created(rest, in_gstin="27BMXPK4821C1ZA")
    assert refused.reason == ("FIELD_CHECKSUM" if number else "FIELD_INVALID"), "it is judged where it serves"
    described = rest.get("/v1/finance/document-types/supplier").ok()["document_type"]["fields"]
    shown = {one["key"] for one in described if one["source"] == NAME}
    assert shown == set(ours.get("finance.supplier", ()))


def test_one_that_dies_between_two_document_types_leaves_the_old_schema_of_both() -> None:
    survives("after_bake_contribution", is_first=False)


@pytest.mark.campaign
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("point", POINTS)
def test_every_place_where_one_may_die_while_it_bakes(point: str, is_first: bool) -> None:
    survives(point, is_first=is_first)
