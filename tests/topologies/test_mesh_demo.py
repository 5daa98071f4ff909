"""The demo company in a whole mesh: what a person sees who starts one on an empty folder."""

import pytest

from tests.support.whole import MESH, whole


@pytest.mark.campaign
def test_the_demo_company_is_made_through_envoy_and_nothing_is_violated() -> None:
    with whole(MESH, watched=False) as mesh:
        made = mesh.m("demo", "--json").ok()["made"]
        assert made["goods_receipts"], made
        found = mesh.m("check", "--json").ok()
        assert found["ok"], found
        assert {one["status"] for one in found["invariants"]} <= {"ok", "not_applicable"}
        again = mesh.m("demo", "--json").ok()
        assert not any(again["made"].values()), again
