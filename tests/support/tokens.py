"""Tokens that a server must not believe."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def bad_tokens(good: str, key_file: Path) -> dict[str, str]:
    """By what is wrong with them, each made from a good one, which was signed with the key in the file."""
    claims: dict[str, Any] = jwt.decode(good, options={"verify_signature": False})
    header = jwt.get_unverified_header(good)
    ours = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    assert isinstance(ours, ec.EllipticCurvePrivateKey)
    kid = {"kid": header["kid"]}
    head, payload, signature = good.split(".")
    return {
        "forged": jwt.encode(claims, ec.generate_private_key(ec.SECP256R1()), "ES256", headers=kid),
        "expired": jwt.encode(claims | {"exp": int(time.time()) - 1}, ours, "ES256", headers=kid),
        "alg none": f"{_part(header | {'alg': 'none'})}.{payload}.",
        "alg none, signed": f"{_part(header | {'alg': 'none'})}.{payload}.{signature}",
        "alg HS256": jwt.encode(claims, "a secret that a client chose for itself", "HS256", headers=kid),
        "changed claims": f"{head}.{_part(claims | {'tenant': 'other'})}.{signature}",
        "other audience": jwt.encode(claims | {"aud": "elsewhere"}, ours, "ES256", headers=kid),
        "other issuer": jwt.encode(claims | {"iss": "elsewhere"}, ours, "ES256", headers=kid),
        "no tenant": jwt.encode({k: v for k, v in claims.items() if k != "tenant"}, ours, "ES256", headers=kid),
        "never expires": jwt.encode({k: v for k, v in claims.items() if k != "exp"}, ours, "ES256", headers=kid),
        "no token at all": "nonsense",
    }


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
