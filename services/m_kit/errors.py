"""Errors that a caller is meant to see: a code, a reason of the contract, and the field concerned.

Pure Python, so that domains may define their own. `statuses.py` turns them into google.rpc.Status, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

COMMON = "businessm.type.v1"


class Code(IntEnum):
    """The codes of google.rpc.Code that errors of ours use."""

    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    INTERNAL = 13
    UNAVAILABLE = 14
    UNAUTHENTICATED = 16


@dataclass(frozen=True, slots=True)
class Violation:
    """One field that breaks a rule: its path in the request, the reason, and words for people."""

    field: str
    reason: str
    message: str


class BusinessError(Exception):
    """An answer that says no. Subclasses fix code, reason and the package whose ErrorReason the reason is of.

    `field` is the path of the request's field concerned, empty where there is none; `metadata` are facts for
    programs (text to text).
    """

    code: ClassVar[Code] = Code.INVALID_ARGUMENT
    reason: ClassVar[str] = "FIELD_INVALID"
    domain: ClassVar[str] = COMMON

    def __init__(self, message: str, *, field: str = "", metadata: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.metadata = dict(metadata or {})

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The fields concerned, none or one."""
        return (Violation(self.field, self.reason, self.message),) if self.field else ()


class FieldInvalid(BusinessError):
    """A field breaks a rule that has no reason of its own."""


class FieldRequired(BusinessError):
    """A field that must be there is empty."""

    reason = "FIELD_REQUIRED"


class FieldPattern(BusinessError):
    """A field's text does not have the form its contract asks for."""

    reason = "FIELD_PATTERN"


class AmountMalformed(BusinessError):
    """An amount is not decimal text."""

    reason = "AMOUNT_MALFORMED"


class AmountScaleExceeded(BusinessError):
    """An amount has more digits after the point than its scale."""

    reason = "AMOUNT_SCALE_EXCEEDED"


class RequestIdReused(BusinessError):
    """The request_id was used before with other content."""

    reason = "REQUEST_ID_REUSED"


class ContextRequired(BusinessError):
    """A service of several contexts was called without naming one."""

    reason = "CONTEXT_REQUIRED"


class NotFound(BusinessError):
    """No such resource in the caller's tenant."""

    code = Code.NOT_FOUND
    reason = "RESOURCE_NOT_FOUND"


class Duplicate(BusinessError):
    """Another resource has this code or id."""

    code = Code.ALREADY_EXISTS
    reason = "DUPLICATE_RESOURCE"


class EtagMismatch(BusinessError):
    """The resource changed since it was read."""

    code = Code.ABORTED
    reason = "ETAG_MISMATCH"


class ConflictRetry(BusinessError):
    """Concurrent work got in the way; nothing was done, the same call may be sent again."""

    code = Code.ABORTED
    reason = "CONFLICT_RETRY"


class Archived(BusinessError):
    """The resource takes no new use."""

    code = Code.FAILED_PRECONDITION
    reason = "RESOURCE_ARCHIVED"


class StateInvalid(BusinessError):
    """The resource's state does not allow this."""

    code = Code.FAILED_PRECONDITION
    reason = "STATE_INVALID"


class PermissionMissing(BusinessError):
    """The caller's roles do not carry the permission."""

    code = Code.PERMISSION_DENIED
    reason = "PERMISSION_MISSING"


class OriginRefused(BusinessError):
    """A call by session cookie that did not come from a page of the same origin."""

    code = Code.PERMISSION_DENIED
    reason = "ORIGIN_REFUSED"


class TokenInvalid(BusinessError):
    """No token, or one that does not verify."""

    code = Code.UNAUTHENTICATED
    reason = "TOKEN_INVALID"


class Unavailable(BusinessError):
    """Something this call needs does not answer; the same call may be sent again."""

    code = Code.UNAVAILABLE
    reason = "DEPENDENCY_UNAVAILABLE"


class FieldsInvalid(BusinessError):
    """Several fields at once; the first one's reason stands for all."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__("; ".join(f"{v.field}: {v.message}" for v in violations[:5]))
        self._violations = violations
        self.reason = violations[0].reason  # type: ignore[misc]

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every field concerned."""
        return self._violations


class MigrationError(Exception):
    """A database that cannot be brought up to date: the message says what stands in the way."""
