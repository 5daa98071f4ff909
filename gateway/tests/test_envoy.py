"""Envoy's configuration says of every rpc what its contract says."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf import descriptor_pb2
from google.rpc import status_pb2
from m_gateway.envoy import Address, Certificates, Mesh, Provider, configuration, configuration_text, descriptor_set

from gateway.tests import exotic
from gateway.tests.services import CHECKS, LEDGER, PARTIES

SESSIONS = "businessm.identity.v1.SessionService"
CONTEXTS = ("masters", "book_keeper", "identity", "odd")
JWKS = json.dumps({"keys": [{"kty": "EC", "kid": "1"}]})


def address(port: int) -> Address:
    return Address("127.0.0.1", port)


@pytest.fixture
def mesh() -> Mesh:
    from businessm.identity.v1 import session_service_pb2

    assert session_service_pb2.DESCRIPTOR.services_by_name["SessionService"].full_name == SESSIONS
    return Mesh(
        owners={PARTIES: "masters", LEDGER: "book_keeper", SESSIONS: "identity", exotic.SERVICE: "odd"},
        shared={CHECKS: ["masters", "book_keeper"]},
        contexts={"masters": [address(1), address(2)], **{name: [address(3)] for name in CONTEXTS[1:]}},
        edge=[address(80), address(81)],
        inside=address(82),
        pages=address(83),
        reflection=address(84),
        certificates=Certificates("/a/ca.pem", "/a/envoy.crt", "/a/envoy.key"),
        providers=[Provider("people", JWKS), Provider("owner", JWKS, "service:owner")],
        issuer="us",
        audience="ours",
        descriptors="/a/contracts.binpb",
    )


def listener(made: Mapping[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in made["static_resources"]["listeners"] if one["name"] == name]
    return dict(found)


def manager(made: Mapping[str, Any], name: str) -> dict[str, Any]:
    return dict(listener(made, name)["filter_chains"][0]["filters"][0]["typed_config"])


def routes(made: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return list(manager(made, name)["route_config"]["virtual_hosts"][0]["routes"])


def filters(made: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    found = manager(made, name)["http_filters"]
    assert len({one["name"] for one in found}) == len(found)
    return {one["name"].removeprefix("envoy.filters.http."): one["typed_config"] for one in found}


def route_of(made: Mapping[str, Any], name: str, path: str, context: str = "") -> dict[str, Any]:
    """The first route that takes a path, as Envoy chooses."""
    return next(one for one in routes(made, name) if _takes(one["match"], path, context))


def _takes(match: Mapping[str, Any], path: str, context: str) -> bool:
    if "grpc" in match:
        return path.count("/") == 2 and "." in path
    named = [one["string_match"]["exact"] for one in match.get("headers", ()) if one["name"] == "x-businessm-context"]
    if named not in ([], [context]):
        return False
    if "safe_regex" in match:
        return re.fullmatch(match["safe_regex"]["regex"], path) is not None
    return path == match["path"] if "path" in match else path.startswith(match["prefix"])


@pytest.mark.parametrize("side", ["edge", "inside"])
def test_every_rpc_goes_to_its_context(mesh: Mesh, side: str) -> None:
    made = configuration(mesh)
    for service, context in mesh.owners.items():
        for method in mesh.pool.FindServiceByName(service).methods:
            for named in ("", "masters", "nobody"):
                assert route_of(made, side, f"/{service}/{method.name}", named)["route"]["cluster"] == context


@pytest.mark.parametrize("side", ["edge", "inside"])
@pytest.mark.parametrize(
    ("named", "context"),
    [("masters", "masters"), ("book_keeper", "book_keeper"), ("", "masters"), ("identity", "masters")],
)
def test_a_shared_service_is_the_named_contexts(mesh: Mesh, side: str, named: str, context: str) -> None:
    """One who names none, or one that does not serve it, is refused by the first that does."""
    assert route_of(configuration(mesh), side, f"/{CHECKS}/RunChecks", named)["route"]["cluster"] == context


@pytest.mark.parametrize("side", ["edge", "inside"])
def test_only_what_may_come_twice_is_sent_again(mesh: Mesh, side: str) -> None:
    made = configuration(mesh)
    for service in (PARTIES, LEDGER, CHECKS):
        for method in (one for one in mesh.pool.FindServiceByName(service).methods if not one.server_streaming):
            retry = route_of(made, side, f"/{service}/{method.name}")["route"]["retry_policy"]
            assert retry["retry_on"] == "connect-failure,refused-stream,reset,cancelled"
    for method in mesh.pool.FindServiceByName(exotic.SERVICE).methods:
        assert "retry_policy" not in route_of(made, side, f"/{exotic.SERVICE}/{method.name}")["route"], method.name


def test_a_stream_has_no_deadline_unless_it_asks_for_one(mesh: Mesh) -> None:
    made = configuration(mesh)
    limits = {
        name: route_of(made, "edge", f"/{exotic.SERVICE}/{name}")["route"]["max_stream_duration"]
        for name in ("Echo", "Watch")
    }
    assert limits == {
        "Echo": {"max_stream_duration": "30s", "grpc_timeout_header_max": "300s"},
        "Watch": {"max_stream_duration": "0s", "grpc_timeout_header_max": "300s"},
    }


def test_a_token_is_needed_but_for_what_is_public(mesh: Mesh) -> None:
    found = filters(configuration(mesh), "edge")["jwt_authn"]
    rules = found["rules"]
    public = {rule["match"]["path"] for rule in rules if "requires" not in rule}
    assert public == {
        f"/{SESSIONS}/{name}" for name in ("Login", "SignIn", "SignOut", "ExchangeApiKey", "ListSigningKeys")
    }
    assert [rule["match"]["prefix"] for rule in rules if "requires" in rule] == ["/businessm.", "/exotic."]
    assert all(rules.index(one) < len(public) for one in rules if "requires" not in one)
    providers = found["providers"]
    assert {name: one.get("subjects") for name, one in providers.items()} == {
        "people": None,
        "owner": {"exact": "service:owner"},
    }
    for one in providers.values():
        assert (one["issuer"], one["audiences"], one["forward"]) == ("us", ["ours"], True)
        assert {given["name"] for given in one["from_headers"]} == {"authorization"}


def test_what_only_contexts_may_say_is_taken_off_at_the_edge_and_nowhere_else(mesh: Mesh) -> None:
    made = configuration(mesh)
    changes = filters(made, "edge")["header_mutation"]["mutations"]["request_mutations"]
    removed = [one["remove"] for one in changes if "remove" in one]
    assert removed == [f"x-businessm-{name}" for name in ("actor", "rest", "cluster", "check")]
    assert list(filters(made, "inside")) == ["router"]


def test_the_filters_stand_in_the_order_that_each_needs(mesh: Mesh) -> None:
    assert list(filters(configuration(mesh), "edge")) == [
        "cors",
        "compressor",
        "header_mutation",
        "header_to_metadata",
        "businessm.rest",
        "buffer",
        "ext_authz",
        "grpc_web",
        "grpc_json_transcoder",
        "jwt_authn",
        "local_ratelimit",
        "router",
    ]


def test_nobody_gets_inside_without_a_certificate_and_every_context_shows_its_own(mesh: Mesh) -> None:
    made = configuration(mesh)
    inside = listener(made, "inside")["filter_chains"][0]["transport_socket"]["typed_config"]
    assert inside["require_client_certificate"]
    assert "transport_socket" not in listener(made, "edge")["filter_chains"][0]
    names = {}
    for cluster in made["static_resources"]["clusters"]:
        tls = cluster["transport_socket"]["typed_config"]
        (san,) = tls["common_tls_context"]["validation_context"]["match_typed_subject_alt_names"]
        assert san == {"san_type": "DNS", "matcher": {"exact": tls["sni"]}}
        assert tls["common_tls_context"]["validation_context"]["trusted_ca"] == {"filename": "/a/ca.pem"}
        names[cluster["name"]] = tls["sni"]
    assert names == {
        "book_keeper": "book-keeper.businessm.internal",
        "identity": "identity.businessm.internal",
        "masters": "masters.businessm.internal",
        "odd": "odd.businessm.internal",
        "front_reflection": "front.businessm.internal",
        "front_pages": "front.businessm.internal",
    }


def test_clients_get_tls_where_there_is_a_certificate_for_them(mesh: Mesh) -> None:
    made = configuration(replace(mesh, edge_certificate=("/a/edge.crt", "/a/edge.key")))
    tls = listener(made, "edge")["filter_chains"][0]["transport_socket"]["typed_config"]
    (pair,) = tls["common_tls_context"]["tls_certificates"]
    assert pair == {"certificate_chain": {"filename": "/a/edge.crt"}, "private_key": {"filename": "/a/edge.key"}}


@pytest.mark.parametrize(
    ("path", "is_shared"),
    [("/v1/masters/checks", True), ("/v1/nobody/checks", True), ("/v1/masters/parties", False), ("/x/find", False)],
)
def test_rest_is_marked_and_names_its_context(mesh: Mesh, path: str, is_shared: bool) -> None:
    route = route_of(configuration(mesh), "edge", path)
    marks = [
        (one["append"]["header"]["key"], one["append"]["header"]["value"])
        for one in route["typed_per_filter_config"]["businessm.rest"]["mutations"]["request_mutations"]
    ]
    context = [("x-businessm-context", "%DYNAMIC_METADATA(businessm:context)%")] if is_shared else []
    assert marks == [("x-businessm-rest", "1"), *context]
    limit = route["typed_per_filter_config"]["envoy.filters.http.buffer"]["buffer"]["max_request_bytes"]
    assert limit == mesh.max_body_bytes


@pytest.mark.parametrize("path", ["/", "/docs", "/readyz", "/nowhere", "/openapi.json"])
def test_what_is_no_rpc_is_the_fronts(mesh: Mesh, path: str) -> None:
    assert route_of(configuration(mesh), "edge", path)["route"]["cluster"] == "front_pages"


def test_each_tenant_has_a_bucket_of_its_own(mesh: Mesh) -> None:
    limit = filters(configuration(replace(mesh, calls_per_second=50)), "edge")["local_ratelimit"]
    bucket = {"max_tokens": 200, "tokens_per_fill": 5, "fill_interval": "0.1s"}
    assert (limit["token_bucket"], limit["descriptors"]) == (
        bucket,
        [{"entries": [{"key": "tenant"}], "token_bucket": bucket}],
    )
    (action,) = limit["rate_limits"][0]["actions"]
    assert action["metadata"]["metadata_key"]["path"] == [{"key": "claims"}, {"key": "tenant"}]


def replies(made: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], status_pb2.Status | None]]:
    for one in manager(made, "edge")["local_reply_config"]["mappers"]:
        headers = {added["header"]["key"]: added["header"]["value"] for added in one.get("headers_to_add", ())}
        raw = headers.get("grpc-status-details-bin")
        status = status_pb2.Status.FromString(base64.b64decode(raw + "=" * (-len(raw) % 4))) if raw else None
        assert status is None or headers["grpc-status"] == str(status.code)
        yield one, status


def test_envoys_own_answers_are_told_over_rest_and_grpc_alike(mesh: Mesh) -> None:
    over_rest = None
    told = []
    for mapper, status in replies(configuration(mesh)):
        if "json_format" not in mapper["body_format_override"] and status is None:
            assert mapper["body_format_override"]["content_type"] == "application/json"
        elif status is None:
            over_rest = mapper["body_format_override"]["json_format"]
        else:
            assert over_rest is not None
            assert (over_rest["code"], over_rest["message"]) == (status.code, status.message)
            assert len(over_rest["details"]) == len(status.details)
            assert mapper["body"]["inline_string"] == status.message
            told.append(status.code)
    assert told == [16, 16, 8, 8, 4, 14]


def test_the_contracts_are_whole_and_know_the_details_of_errors(mesh: Mesh) -> None:
    image = descriptor_pb2.FileDescriptorSet.FromString(descriptor_set(mesh))
    names = [file.name for file in image.file]
    assert len(names) == len(set(names))
    for number, file in enumerate(image.file):
        assert set(file.dependency) <= set(names[:number]), file.name
    assert "google/rpc/error_details.proto" in names
    services = {f"{file.package}.{one.name}" for file in image.file for one in file.service}
    assert services >= {*mesh.owners, *mesh.shared}


def test_it_is_the_same_text_every_time(mesh: Mesh) -> None:
    text = configuration_text(mesh)
    assert text == configuration_text(replace(mesh, owners=dict(reversed(mesh.owners.items()))))
    assert json.loads(text) == configuration(mesh)


def test_administration_and_other_origins_are_there_only_where_asked_for(mesh: Mesh) -> None:
    made = configuration(mesh)
    assert "admin" not in made
    assert "access_control" not in configuration_text(mesh)
    more = configuration(replace(mesh, admin_socket="/a/admin", cors_origins=["https://desk.example"]))
    assert more["admin"] == {"address": {"pipe": {"path": "/a/admin", "mode": 0o600}}}
    host = manager(more, "edge")["route_config"]["virtual_hosts"][0]
    policy = host["typed_per_filter_config"]["envoy.filters.http.cors"]
    assert policy["allow_origin_string_match"] == [{"exact": "https://desk.example"}]


def test_a_context_without_an_address_and_a_service_without_a_descriptor_are_no_mesh(mesh: Mesh) -> None:
    with pytest.raises(KeyError, match="odd"):
        configuration(replace(mesh, contexts={name: [address(1)] for name in CONTEXTS if name != "odd"}))
    with pytest.raises(KeyError, match="nowhere"):
        configuration(replace(mesh, owners={"nowhere.v1.Service": "masters"}))


@pytest.mark.parametrize("target", ["", "host", ":1", "host:", "host:one"])
def test_a_target_that_is_none_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="say host:port"):
        Address.parse(target)
