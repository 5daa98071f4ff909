"""JSON Web Tokens (RFC 7519), ES256 alone: made by the issuer, checked by every context."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
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
_CACHE_MOST = 4096


def load_or_make_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The private key in the file (PEM, 0600), made at the first start."""
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{path} holds no elliptic-curve key")
        return key
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(pem)
    return key


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
    """Signs tokens with one private key."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.jwk = public_jwk(key.public_key())
        self._service_tokens: dict[tuple[str, str], tuple[str, int]] = {}

    def issue(self, subject: str, tenant: str, roles: tuple[str, ...], lifetime_seconds: int) -> tuple[str, int]:
        """(token, expiry in seconds since 1970)."""
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

    def verifier(self) -> "TokenVerifier":
        """Checks what this issuer signs."""
        return TokenVerifier(self._key.public_key())


@dataclass(frozen=True, slots=True)
class _Verified:
    subject: str
    tenant: str
    roles: tuple[str, ...]
    expiry: int


class TokenVerifier:
    """Checks tokens: algorithm, signature, issuer, audience, expiry, claims. Remembers what it verified."""

    def __init__(self, key: ec.EllipticCurvePublicKey) -> None:
        self._key = key
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
            raise TokenInvalid("the token has expired")
        believed = actor if actor and seen.subject.startswith(SERVICE_PREFIX) else seen.subject
        return Caller(seen.tenant, seen.subject, believed, seen.roles)

    def _verify(self, token: str) -> _Verified:
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": ["iss", "aud", "sub", "tenant", "exp"]},
            )
        except jwt.InvalidTokenError:
            raise TokenInvalid("the token does not verify") from None
        tenant, roles = claims["tenant"], claims.get("roles", [])
        if not isinstance(tenant, str) or not tenant or not isinstance(roles, list):
            raise TokenInvalid("the token's claims are malformed")
        return _Verified(claims["sub"], tenant, tuple(map(str, roles)), int(claims["exp"]))
