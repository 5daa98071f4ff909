"""A plugin in TypeScript beside one that comes along, which has a process of its own: joined, refusing, away."""

import subprocess
from collections.abc import Iterator

import pytest

from tests.plugins.node_plugin import EXAMPLE, built, free_port, serving
from tests.plugins.regions import GSTIN, SUPPLIERS, TRN, created, joined, refused_field, served, taxed, until
from tests.support.rest import Rest
from tests.support.whole import MESH, MIXED, NETWORK, Whole, whole
from tools.node import NodeMissing, node

REGISTERED = {"country_code": "AE", "extension_values": {"ae_trn": {"text": TRN}}}
AT_HOME, ABROAD = {"country_code": "AE"}, {"country_code": "OM"}
PATH = "supplier.extension_values['ae_trn']"


@pytest.fixture(scope="module", autouse=True)
def example() -> None:
    """Built, or nothing of this is tried here."""
    try:
        built()
    except NodeMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def port() -> int:
    """Where it serves."""
    return free_port()


@pytest.fixture(scope="module")
def system(port: int) -> Iterator[Whole]:
    """All in one process but m_india; it knows of both."""
    only = ("mesh", "up", "--plain", "--only=m_india")
    with whole(only, M_PLUGINS=f"m_india,m_uae=grpc://127.0.0.1:{port}") as started:
        yield started


def test_its_own_tests_pass() -> None:
    command = [str(node().program), "--test", "dist/taxes.test.js"]
    done = subprocess.run(command, cwd=built(), capture_output=True, text=True)
    assert (done.returncode, "# fail 0" in done.stdout) == (0, True), done.stdout


def test_its_lock_says_no_addresses() -> None:
    assert "://" not in (EXAMPLE / "package-lock.json").read_text()


def test_it_joins_a_running_system_and_its_owner_judges_its_fields(system: Whole, port: int) -> None:
    assert (system.topology, list(system.processes)) == (MIXED, ["m_india"])
    with system.rest() as rest:
        assert rest.get("/readyz").ok()["contexts"]["m_uae"], "nothing waits for it"
        assert served(rest, "m_uae") == {}
        assert (
            taxed(rest, "m_uae", "AED", "1", "5", seller=REGISTERED, buyer=AT_HOME).reason == "DEPENDENCY_UNAVAILABLE"
        )
        with serving(port):
            judges_and_computes(rest)
        assert refused_field(created(rest, ae_trn="12")) == ("FIELD_PATTERN", {PATH: "FIELD_PATTERN"})
        assert rest.get("/readyz").status == 200


def judges_and_computes(rest: Rest) -> None:
    """Fields of both plugins at their owner, and the taxes of the one in TypeScript."""
    joined(rest, "m_uae")
    joined(rest, "m_india")
    for wrong in ("12", "200123456700003", "1001234567000034", "10012345670000X"):
        assert refused_field(created(rest, ae_trn=wrong))[1].keys() == {PATH}, wrong
    missing = refused_field(created(rest, ae_vat_status="REGISTERED"))
    assert missing == ("FIELD_REQUIRED", {PATH: "FIELD_REQUIRED"})
    made = created(rest, ae_trn="100-1234-5670-0003", ae_vat_status="REGISTERED", in_gstin=GSTIN).ok()["supplier"]
    assert made["extension_values"]["ae_trn"] == {"text": TRN}
    shown = rest.get(f"{SUPPLIERS}/{made['id']}:form").ok()["schema"]["fields"]
    assert {"ae_trn": "m_uae", "in_gstin": "m_india"}.items() <= {one["key"]: one["source"] for one in shown}.items()
    until(
        lambda: taxed(rest, "m_uae", "AED", "0.10", "5", seller=REGISTERED, buyer=AT_HOME).status == 200, "it computes"
    )
    done = taxed(rest, "m_uae", "AED", "0.10", "5", seller=REGISTERED, buyer=AT_HOME).ok()
    assert (done["grand_total"]["amount"], done["totals"][0]["amount"]["amount"]) == ("0.11", "0.01")
    refused = taxed(rest, "m_uae", "AED", "80", "5", seller=REGISTERED, buyer=ABROAD)
    assert (refused.status, *refused_field(refused)) == (
        400,
        "TAX_NOT_FOR_PLACE",
        {"lines[0].rate_percent": "TAX_NOT_FOR_PLACE"},
    )
    exported = taxed(rest, "m_uae", "AED", "80", "0", seller=REGISTERED, buyer=ABROAD).ok()
    assert exported["grand_total"]["amount"] == "80.00"
    assert taxed(rest, "m_india", "INR", "1", "18").reason == "FIELD_REQUIRED"
    assert rest.get("/v1/desk/navigation").status == 200, "plugins have no part of the user interface"
    with Rest(rest.http_url, None) as stranger:
        assert taxed(stranger, "m_uae", "AED", "1", "5").reason == "TOKEN_INVALID"


def test_a_plugin_is_withdrawn_and_restored_by_command(system: Whole) -> None:
    with system.rest() as rest:
        joined(rest, "m_india")
        made = created(rest, in_gstin=GSTIN).ok()["supplier"]
        shown = system.m("plugin", "list", "--json").ok()["plugins"]
        assert {"finance.supplier", "masters.item"} <= {one["document_type"] for one in shown}
        assert {tuple(one) for one in shown} == {("plugin", "document_type", "version", "state", "keys")}
        done = system.m("plugin", "withdraw", "m_india", "--json").ok()["plugins"]
        assert {(one["plugin"], one["state"]) for one in done} == {("m_india", "WITHDRAWN")}
        assert {one["document_type"] for one in done} > {"finance.supplier", "masters.item"}
        assert rest.get(f"{SUPPLIERS}/{made['id']}").ok()["supplier"]["extension_values"] == {}
        assert created(rest, in_gstin=GSTIN).reason == "FIELD_INVALID", "there is no such field now"
        said = system.m("plugin", "restore", "m_india").stdout
        assert "finance.supplier: the fields of m_india are ACTIVE\n" in said
        assert rest.get(f"{SUPPLIERS}/{made['id']}").ok()["supplier"] == made, "with the values they had"
        assert "m_india  finance.supplier" in system.m("plugin", "list").stdout


def test_commands_of_plugins_that_cannot_be_say_why(system: Whole) -> None:
    unknown = system.m("plugin", "withdraw", "m_atlantis", "--json")
    assert (unknown.code, unknown.json["error"]["reason"]) == (1, "RESOURCE_NOT_FOUND")
    with system.rest() as rest:
        joined(rest, "m_india")
    elsewhere = {"M_DATA_DIR": "/nowhere", "M_TARGET": system.grpc_target, "M_TOKEN": system.admin_token}
    refused = system.m("plugin", "withdraw", "m_india", "--json", **elsewhere)
    assert (refused.code, refused.json["error"]["reason"]) == (1, "PERMISSION_MISSING"), "schemas are every tenant's"
    assert system.m("plugin", "list", "--json", **elsewhere).code == 0
    assert system.m("plugin", "list", M_DATA_DIR="/nowhere").code == 3
    assert system.m("plugin", "withdraw").code == 2


@pytest.mark.campaign
@pytest.mark.parametrize("topology", [NETWORK, MESH])
def test_it_joins_a_network_and_a_mesh_by_configuration(topology: str, port: int) -> None:
    with whole(topology, M_PLUGINS=f"m_india,m_uae=grpc://127.0.0.1:{port}") as system, system.rest() as rest:
        assert {"m_india", "m_uae"} <= set(system.processes)
        kept = system.data_dir / "certificates"
        shown = {"AUTHORITY": "authority.pem", "CERTIFICATE": "m_uae.crt.pem", "KEY": "m_uae.key.pem"}
        files = {f"M_TLS_{name}": str(kept / file) for name, file in shown.items()} if topology == MESH else {}
        with serving(port, **files):
            judges_and_computes(rest)
            assert system.m("doctor", "--json").code == 0
            for context in ("m_uae", "m_india"):
                system.m("mesh", "kill", context).ok()
            request = {"seller": REGISTERED, "buyer": AT_HOME}
            until(lambda: taxed(rest, "m_uae", "AED", "1", "0", **request).status == 200, "its gate is back")
            until(lambda: taxed(rest, "m_india", "INR", "1", "18").reason == "FIELD_REQUIRED", "m_india is back")
        assert refused_field(created(rest, ae_trn="12"))[0] == "FIELD_PATTERN"
        assert rest.get("/readyz").status == 200
