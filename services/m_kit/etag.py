"""Etags: what says that a resource is still the one that was read."""

import base64
import hashlib
import uuid

from m_kit.errors import EtagMismatch


def etag_of(identity: uuid.UUID, revision: int) -> str:
    """Opaque text that changes with every revision."""
    digest = hashlib.sha256(identity.bytes + revision.to_bytes(8, "big")).digest()
    return base64.urlsafe_b64encode(digest[:12]).decode()


def require_etag(given: str, identity: uuid.UUID, revision: int, field: str = "etag") -> None:
    """Raises EtagMismatch where `given` is not the etag of this revision."""
    if given != etag_of(identity, revision):
        raise EtagMismatch("it changed since it was read: read it again", field=field)
