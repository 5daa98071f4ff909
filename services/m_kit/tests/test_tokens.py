"""Tokens: what is believed, and what is not."""

import base64
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from m_kit import clock
from m_kit.errors import TokenInvalid
from m_kit.tokens import (
    ALGORITHM,
    AUDIENCE,
    ISSUER,
    USERS,
    TokenIssuer,
    TokenVerifier,
    load_or_make_key,
    read_trusted_keys,
    write_trusted_keys,
)

KEY = ec.generate_private_key(ec.SECP256R1())
ISSUED = TokenIssuer(KEY)
HEADER = {"kid": ISSUED.jwk["kid"]}


def claims(**changed: Any) -> dict[str, Any]:
    """What a good token says, changed; None leaves a claim out."""
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "asha", "tenant": "acme", "roles": ["viewer"]}
    whole = {**good, "exp": clock.epoch_seconds() + 60, **changed}
    return {name: value for name, value in whole.items() if value is not None}


def signed(key: Any = KEY, algorithm: str = ALGORITHM, **changed: Any) -> str:
    return jwt.encode(claims(**changed), key, algorithm, headers=HEADER)


def unsigned(**changed: Any) -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'typ': 'JWT', **HEADER})}.{part(claims(**changed))}."


def hmac_with_the_public_key() -> str:
    """The old trick: the public key used as if it were a shared secret."""
    pem = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    head = json.dumps({"alg": "HS256", "typ": "JWT", **HEADER}).encode()
    header = base64.urlsafe_b64encode(head).decode().rstrip("=")
    body = base64.urlsafe_b64encode(json.dumps(claims()).encode()).decode().rstrip("=")
    import hashlib
    import hmac

    mac = hmac.new(pem, f"{header}.{body}".encode(), hashlib.sha256).digest()
    return f"{header}.{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def test_a_good_token_says_who_calls() -> None:
    token, ends = ISSUED.issue("asha", "acme", ("viewer",), 60)
    caller = ISSUED.verifier().caller(token)
    assert (caller.tenant, caller.subject, caller.actor, caller.roles) == ("acme", "asha", "asha", ("viewer",))
    assert not caller.is_context
    assert ends - clock.epoch_seconds() in (59, 60)


FORGED = {
    "nothing": "",
    "no token": "nonsense",
    "unsigned": unsigned(),
    "public key as secret": hmac_with_the_public_key(),
    "another key": signed(ec.generate_private_key(ec.SECP256R1())),
    "another curve": signed(ec.generate_private_key(ec.SECP384R1()), "ES384"),
    "expired": signed(exp=clock.epoch_seconds() - 1),
    "another issuer": signed(iss="somebody"),
    "another audience": signed(aud="something"),
    "no issuer": signed(iss=None),
    "no audience": signed(aud=None),
    "no subject": signed(sub=None),
    "no tenant": signed(tenant=None),
    "an empty tenant": signed(tenant=""),
    "a tenant that is no text": signed(tenant=7),
    "roles that are no list": signed(roles="admin"),
    "no end": signed(exp=None),
    "not yet": signed(nbf=clock.epoch_seconds() + 600),
    "a subject that is no text": signed(sub=["asha"]),
    "no key named": jwt.encode(claims(), KEY, ALGORITHM),
    "a key that nobody knows": jwt.encode(claims(), KEY, ALGORITHM, headers={"kid": "0123456789abcdef"}),
    "a key whose name is no text": base64.urlsafe_b64encode(b'{"alg":"ES256","kid":[1]}').decode() + ".e30.AA",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_token_that_does_not_verify_is_refused(name: str) -> None:
    with pytest.raises(TokenInvalid):
        ISSUED.verifier().caller(FORGED[name])


def test_a_changed_claim_breaks_the_signature() -> None:
    header, body, signature = signed().split(".")
    changed = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed["roles"] = ["admin"]
    forged = base64.urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("=")
    with pytest.raises(TokenInvalid):
        ISSUED.verifier().caller(f"{header}.{forged}.{signature}")


def test_a_remembered_token_ends_when_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    verifier, (token, ends) = ISSUED.verifier(), ISSUED.issue("asha", "acme", (), 60)
    verifier.caller(token)
    monkeypatch.setattr(clock, "epoch_seconds", lambda: ends)
    with pytest.raises(TokenInvalid):
        verifier.caller(token)


def test_the_actor_is_believed_of_contexts_alone() -> None:
    verifier = ISSUED.verifier()
    finance = verifier.caller(ISSUED.service_token("finance", "acme"), "asha")
    assert (finance.subject, finance.actor, finance.is_context) == ("service:finance", "asha", True)
    asha = verifier.caller(ISSUED.issue("asha", "acme", (), 60)[0], "somebody else")
    assert (asha.actor, asha.is_context) == ("asha", False)


def test_a_contexts_token_is_kept_per_tenant() -> None:
    first = ISSUED.service_token("finance", "acme")
    assert ISSUED.service_token("finance", "acme") == first
    assert ISSUED.verifier().caller(ISSUED.service_token("finance", "other")).tenant == "other"


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "tokens.pem"
    made = TokenIssuer(load_or_make_key(path)).jwk
    assert path.stat().st_mode & 0o777 == 0o600
    assert TokenIssuer(load_or_make_key(path)).jwk == made
    assert "d" not in made


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    path, start = tmp_path / "keys" / "tokens.pem", threading.Barrier(8)

    def load(_: int) -> str:
        start.wait()
        return TokenIssuer(load_or_make_key(path)).jwk["kid"]

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(load, range(8)))) == 1
    assert [one.name for one in path.parent.iterdir()] == ["tokens.pem"]


@pytest.mark.parametrize("content", [b"", b"nonsense", ec.generate_private_key(ec.SECP384R1())])
def test_a_file_that_holds_no_key_stops_the_start(tmp_path: Path, content: Any) -> None:
    path = tmp_path / "tokens.pem"
    if not isinstance(content, bytes):
        pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        content = content.private_bytes(pem, pkcs8, serialization.NoEncryption())
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"tokens.pem holds no private key"):
        load_or_make_key(path)


WMS = TokenIssuer(ec.generate_private_key(ec.SECP256R1()), ["service:wms"])
IDENTITY = TokenIssuer(ec.generate_private_key(ec.SECP256R1()), [USERS, "service:identity"])
EVERYWHERE = TokenVerifier([WMS.trusted, IDENTITY.trusted])


def forged_by(issuer: TokenIssuer, key: Any, subject: str) -> str:
    """What a process that fell into wrong hands can sign with its own key."""
    return jwt.encode(claims(sub=subject), key, ALGORITHM, headers={"kid": issuer.jwk["kid"]})


def test_each_process_speaks_for_itself() -> None:
    assert EVERYWHERE.caller(WMS.service_token("wms", "acme"), "asha").actor == "asha"
    assert EVERYWHERE.caller(IDENTITY.issue("asha", "acme", (), 60)[0]).subject == "asha"
    assert EVERYWHERE.caller(IDENTITY.service_token("identity", "acme")).is_context


@pytest.mark.parametrize("subject", ["service:finance", "service:identity", "service:*", "asha", "admin", "users", ""])
def test_a_context_that_fell_into_wrong_hands_speaks_for_nobody_else(subject: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    wms = TokenIssuer(key, ["service:wms"])
    verifier = TokenVerifier([wms.trusted, IDENTITY.trusted])
    assert verifier.caller(forged_by(wms, key, "service:wms")).is_context
    with pytest.raises(TokenInvalid, match="does not speak for"):
        verifier.caller(forged_by(wms, key, subject))
    with pytest.raises(TokenInvalid, match="does not verify"):
        verifier.caller(forged_by(IDENTITY, key, subject))


def test_identitys_key_signs_for_people_and_not_for_other_contexts() -> None:
    with pytest.raises(ValueError, match="does not sign for service:finance"):
        IDENTITY.issue("service:finance", "acme", (), 60)
    with pytest.raises(ValueError, match="does not sign for asha"):
        WMS.issue("asha", "acme", ("admin",), 60)


def test_trusted_keys_are_read_as_they_were_written_and_are_their_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    write_trusted_keys(path, [WMS.trusted, IDENTITY.trusted])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["jwks.json"]
    verifier = TokenVerifier(read_trusted_keys(path))
    assert verifier.caller(WMS.service_token("wms", "acme")).subject == "service:wms"
    keys = json.loads(path.read_text())["keys"]
    assert [key["subjects"] for key in keys] == [["service:wms"], ["users", "service:identity"]]
    assert all("d" not in key for key in keys)


GOOD_KEY = WMS.trusted.jwk()
NO_KEYS = {
    "no JSON": "nonsense",
    "no set": "[]",
    "a key without subjects": json.dumps({"keys": [WMS.jwk]}),
    "a key for nobody": json.dumps({"keys": [{**GOOD_KEY, "subjects": []}]}),
    "subjects that are no list": json.dumps({"keys": [{**GOOD_KEY, "subjects": "users"}]}),
    "a shared secret": json.dumps({"keys": [{"kty": "oct", "k": "c2VjcmV0", "subjects": ["users"]}]}),
    "a point beside the curve": json.dumps({"keys": [{**GOOD_KEY, "x": GOOD_KEY["y"]}]}),
    "a private key": json.dumps({"keys": [{**GOOD_KEY, "d": GOOD_KEY["x"]}]}),
}


@pytest.mark.parametrize("name", NO_KEYS)
def test_what_is_no_set_of_trusted_keys_stops_the_start(tmp_path: Path, name: str) -> None:
    path = tmp_path / "jwks.json"
    path.write_text(NO_KEYS[name])
    with pytest.raises(ValueError, match="is no set of trusted keys"):
        read_trusted_keys(path)
    with pytest.raises(ValueError, match="is no set of trusted keys"):
        read_trusted_keys(tmp_path / "missing.json")
