"""Every process signs with a key of its own: one that fell into wrong hands speaks for nobody else."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from business_m.catalog import NAMES
from businessm.check.v1 import check_service_pb2 as check_pb
from businessm.check.v1 import check_service_pb2_grpc
from businessm.identity.v1 import session_service_pb2 as session_pb
from businessm.identity.v1 import session_service_pb2_grpc
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from m_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, public_jwk

from tests.support.native import Native, Reply
from tests.support.tokens import bad_tokens
from tests.support.whole import APART, MIXED, NETWORK, Systems, Whole

STOLEN = "wms"
OTHERS = ["service:book_keeper", "service:identity", "service:gateway", "service:owner", "service:*", "admin", ""]


@pytest.fixture(params=[MIXED, NETWORK])
def many(request: pytest.FixtureRequest, systems: Systems) -> Whole:
    """Each topology of many processes."""
    return systems(request.param)


def key_of(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def signed(key: ec.EllipticCurvePrivateKey, subject: str, kid: str = "", **changed: Any) -> str:
    """A token as the holder of a key can make it."""
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "tenant": "default", "roles": ["admin"]}
    head = {"kid": kid or public_jwk(key.public_key())["kid"]}
    return jwt.encode({**claims, "exp": int(time.time()) + 600, **changed}, key, ALGORITHM, headers=head)


def targets(system: Whole) -> Iterator[tuple[str, str]]:
    """Context to where it answers: each process directly, and all through the port in front."""
    for context in NAMES:
        yield context, system.processes.get(context, {}).get("grpc_target", system.grpc_target)
        yield context, system.grpc_target


def described(target: str, context: str, token: str) -> Reply:
    """DescribeContext, which every context serves and every other context may call."""
    with Native(target, token) as native:
        stub = check_service_pb2_grpc.CheckServiceStub(native.channel)
        return native.call(stub.DescribeContext, check_pb.DescribeContextRequest(context=context), context=context)


def test_a_process_speaks_for_itself_with_its_key(many: Whole) -> None:
    key = key_of(many.data_dir / "keys" / f"{STOLEN}.pem")
    for context, target in targets(many):
        assert described(target, context, signed(key, f"service:{STOLEN}")).code.name == "OK", context


@pytest.mark.parametrize("subject", OTHERS)
def test_a_stolen_key_speaks_for_nobody_else(many: Whole, subject: str) -> None:
    """Whether it names itself or another's key: every process refuses it, and the port in front."""
    key = key_of(many.data_dir / "keys" / f"{STOLEN}.pem")
    others = [public_jwk(key_of(path).public_key())["kid"] for path in (many.data_dir / "keys").glob("*.pem")]
    for context, target in targets(many):
        replies = [described(target, context, signed(key, subject, kid)) for kid in ("", *others)]
        assert {(reply.code.name, reply.reason) for reply in replies} == {("UNAUTHENTICATED", "TOKEN_INVALID")}


def test_a_stolen_key_gets_no_other_token_from_identity(many: Whole) -> None:
    key = key_of(many.data_dir / "keys" / f"{STOLEN}.pem")
    with many.native(signed(key, f"service:{STOLEN}")) as native:
        stub = session_service_pb2_grpc.SessionServiceStub(native.channel)
        reply = native.call(stub.IssueToken, session_pb.IssueTokenRequest(username="admin", roles=["admin"]))
    assert (reply.code.name, reply.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")


def test_people_are_signed_for_by_identity_and_contexts_by_nobody_but_themselves(many: Whole) -> None:
    signer = "identity" if "identity" in many.processes else "front"
    kid = public_jwk(key_of(many.data_dir / "keys" / f"{signer}.pem").public_key())["kid"]
    assert jwt.get_unverified_header(many.token("--role", "viewer"))["kid"] == kid
    assert jwt.get_unverified_header(many.admin_token)["kid"] == kid
    with many.rest() as rest:
        assert [key["kid"] for key in rest.get("/.well-known/jwks.json").ok()["keys"]] == [kid]


def test_tokens_that_are_not_right_are_refused_by_every_process(systems: Systems) -> None:
    network = systems(NETWORK)
    for name, token in bad_tokens(network.admin_token, network.data_dir / "keys" / "identity.pem").items():
        for context, target in targets(network):
            reply = described(target, context, token)
            assert (reply.code.name, reply.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID"), (name, context)


def test_keys_are_their_owners_alone(system: Whole) -> None:
    files = list((system.data_dir / "keys").iterdir())
    apart = {MIXED: APART, NETWORK: NAMES}.get(system.topology, ())
    expected = {f"{name}.pem" for name in apart} | {"front.pem", "jwks.json"} if apart else {"tokens.pem"}
    assert {path.name for path in files} == expected
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert (system.data_dir / "keys").stat().st_mode & 0o777 == 0o700
