"""Passwords and keys: argon2id for what people choose, sha256 for what is random."""

import asyncio
import functools
import hashlib
import hmac
import secrets

import argon2

PREFIX = "bm"
_hasher = argon2.PasswordHasher()


async def hash_password(password: str) -> str:
    """argon2id with a salt of its own, off the event loop: it takes tens of milliseconds by design."""
    return await asyncio.to_thread(_hasher.hash, password)


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; never for None, which takes as long."""
    try:
        await asyncio.to_thread(_verify, password_hash, password)
    except (argon2.exceptions.VerifyMismatchError, argon2.exceptions.InvalidHashError):
        return False
    return password_hash is not None


def _verify(password_hash: str | None, password: str) -> None:
    nobodys = _hash_of_nobody()
    _hasher.verify(password_hash or nobodys, password)


@functools.cache
def _hash_of_nobody() -> str:
    """Made when the first password is checked, whoever's it is: most processes never check one."""
    return _hasher.hash(secrets.token_urlsafe(16))


def new_key_secret(tenant: str, key_id: str) -> str:
    """A key's secret: it names its tenant and itself, and carries 256 random bits."""
    return f"{PREFIX}.{tenant}.{key_id}.{secrets.token_urlsafe(32)}"


def key_parts(secret: str) -> tuple[str, str] | None:
    """(tenant, key id) that a secret names, None where it is none of ours."""
    parts = secret.split(".")
    return (parts[1], parts[2]) if len(parts) == 4 and parts[0] == PREFIX else None


def hash_key(secret: str) -> bytes:
    """What is kept of a key's secret."""
    return hashlib.sha256(secret.encode()).digest()


def key_matches(secret_hash: bytes, secret: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(secret_hash, hash_key(secret))
