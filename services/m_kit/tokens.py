"""JSON Web Tokens (RFC 7519), ES256 alone: signed by each process with a key of its own, checked by every other.

A key is trusted for certain subjects only: a context's for that context, identity's for users too. So a process that
fell into wrong hands cannot speak for another context or for a person.
"""

import contextlib
import json
import os
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from m_kit import clock
from m_kit.caller import SERVICE_PREFIX, Caller
from m_kit.errors import TokenInvalid

ALGORITHM = "ES256"
ISSUER = "business-m"
AUDIENCE = "business-m"
SERVICE_LIFETIME_SECONDS = 3600
USERS = "users"
ANY_SERVICE = SERVICE_PREFIX + "*"
EVERYBODY = (USERS, ANY_SERVICE)
_CACHE_MOST = 4096


def may_sign(subjects: Iterable[str], subject: str) -> bool:
    """Whether a key for `subjects` ("users", "service:finance", "service:*" for every context) speaks for one."""
    if subject.startswith(SERVICE_PREFIX):
        return subject in subjects or ANY_SERVICE in subjects
    return USERS in subjects


def load_or_make_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The private key in the file (PEM, 0600), made at the first start; of processes that start at once one makes it.

    Raises ValueError for a file that holds no such key.
    """
    if not path.exists():
        _make_key(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(f"{path} holds no private key") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError(f"{path} holds no private key on P-256")
    return key


def _make_key(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    partial.touch(mode=0o600)
    partial.write_bytes(pem)
    try:
        with contextlib.suppress(FileExistsError):  # another process was first, and its key is ours
            os.link(partial, path)
    finally:
        partial.unlink()


def public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """The key as RFC 7517 writes it, its thumbprint (sha256) as `kid`."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(der)
    plain: dict[str, Any] = ECAlgorithm.to_jwk(key, as_dict=True)
    return {
        **{k: str(v) for k, v in plain.items()},
        "alg": ALGORITHM,
        "use": "sig",
        "kid": digest.finalize().hex()[:16],
    }


class TokenIssuer:
    """Signs tokens with one private key, for the subjects it is trusted for: in one process alone, for everybody."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, subjects: Iterable[str] = EVERYBODY) -> None:
        self._key = key
        self._subjects = tuple(subjects)
        self.jwk = public_jwk(key.public_key())
        self._service_tokens: dict[tuple[str, str], tuple[str, int]] = {}

    def issue(self, subject: str, tenant: str, roles: tuple[str, ...], lifetime_seconds: int) -> tuple[str, int]:
        """(token, expiry in seconds since 1970). Raises ValueError for a subject that nobody would believe of us."""
        if not may_sign(self._subjects, subject):
            raise ValueError(f"the key for {', '.join(self._subjects)} does not sign for {subject}")
        now = clock.epoch_seconds()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "tenant": tenant,
            "roles": list(roles),
            "iat": now,
            "exp": now + lifetime_seconds,
        }
        return jwt.encode(claims, self._key, ALGORITHM, headers={"kid": self.jwk["kid"]}), now + lifetime_seconds

    def service_token(self, context: str, tenant: str) -> str:
        """A context's own token for a tenant, renewed in the second half of its life."""
        kept = self._service_tokens.get((context, tenant))
        if kept is None or kept[1] - clock.epoch_seconds() < SERVICE_LIFETIME_SECONDS // 2:
            kept = self.issue(SERVICE_PREFIX + context, tenant, (), SERVICE_LIFETIME_SECONDS)
            self._service_tokens[context, tenant] = kept
        return kept[0]

    @property
    def trusted(self) -> "TrustedKey":
        """What others need to check what this issuer signs."""
        return TrustedKey(self.jwk["kid"], self._key.public_key(), self._subjects)

    def verifier(self) -> "TokenVerifier":
        """Checks what this issuer signs, and believes nobody else."""
        return TokenVerifier([self.trusted])


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key and the subjects it may sign for."""

    kid: str
    key: ec.EllipticCurvePublicKey
    subjects: tuple[str, ...]

    def jwk(self) -> dict[str, Any]:
        """As RFC 7517 writes it, with one more member: `subjects`."""
        return {**public_jwk(self.key), "subjects": list(self.subjects)}


def write_trusted_keys(path: Path, keys: Iterable[TrustedKey]) -> None:
    """Replaces a JSON Web Key Set (RFC 7517) at once, for its owner alone."""
    partial = path.with_name(f".{path.name}.partial")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps({"keys": [key.jwk() for key in keys]}, indent=1) + "\n")
    partial.replace(path)


def read_trusted_keys(path: Path) -> list[TrustedKey]:
    """Keys of a JSON Web Key Set. Raises ValueError for a file that is none, or holds a key for no subject."""
    try:
        content = json.loads(path.read_text())
        return [_trusted(entry) for entry in content["keys"]]
    except (OSError, ValueError, KeyError, TypeError, jwt.InvalidKeyError) as error:
        raise ValueError(f"{path} is no set of trusted keys: {error}") from error


def _trusted(entry: Mapping[str, Any]) -> TrustedKey:
    key = ECAlgorithm.from_jwk({name: value for name, value in entry.items() if name != "subjects"})
    subjects = entry["subjects"]
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("every key is a public one on P-256")
    if not isinstance(subjects, list) or not all(isinstance(one, str) and one for one in subjects) or not subjects:
        raise ValueError("every key says for which subjects it may sign")
    return TrustedKey(public_jwk(key)["kid"], key, tuple(subjects))


@dataclass(frozen=True, slots=True)
class _Verified:
    subject: str
    tenant: str
    roles: tuple[str, ...]
    expiry: int


class TokenVerifier:
    """Checks tokens: algorithm, signature by a trusted key, issuer, audience, expiry, claims, and whether that key may
    sign for the subject. Remembers what it verified."""

    def __init__(self, keys: Iterable[TrustedKey]) -> None:
        self._keys = {key.kid: key for key in keys}
        self._seen: OrderedDict[str, _Verified] = OrderedDict()

    def caller(self, token: str, actor: str = "") -> Caller:
        """Who the token speaks for; `actor` is believed of contexts alone. Raises TokenInvalid."""
        seen = self._seen.get(token)
        if seen is None:
            seen = self._verify(token)
            self._seen[token] = seen
            if len(self._seen) > _CACHE_MOST:
                self._seen.popitem(last=False)
        if seen.expiry <= clock.epoch_seconds():
            self._seen.pop(token, None)
            raise TokenInvalid("the token does not verify")
        believed = actor if actor and seen.subject.startswith(SERVICE_PREFIX) else seen.subject
        return Caller(seen.tenant, seen.subject, believed, seen.roles)

    def _verify(self, token: str) -> _Verified:
        try:
            trusted = self._keys.get(jwt.get_unverified_header(token).get("kid", ""))
            if trusted is None:
                raise TokenInvalid("the token is signed by nobody known here")
            claims = jwt.decode(
                token,
                trusted.key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": ["iss", "aud", "sub", "tenant", "exp"]},
            )
        except jwt.InvalidTokenError:
            raise TokenInvalid("the token does not verify") from None
        if not isinstance(claims["sub"], str) or not may_sign(trusted.subjects, claims["sub"]):
            raise TokenInvalid("the token's key does not speak for its subject")
        tenant, roles = claims["tenant"], claims.get("roles", [])
        if not isinstance(tenant, str) or not tenant or not isinstance(roles, list):
            raise TokenInvalid("the token's claims are malformed")
        return _Verified(claims["sub"], tenant, tuple(map(str, roles)), int(claims["exp"]))
