"""Who calls, in which tenant: what the token said, for the length of one rpc."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from m_kit.errors import TokenInvalid

SERVICE_PREFIX = "service:"
# Whom the commands of the data directory's owner speak for.
OWNER = SERVICE_PREFIX + "owner"


@dataclass(frozen=True, slots=True)
class Caller:
    """`actor` is the person behind the call, `subject` whose token it came with (a user or "service:<context>")."""

    tenant: str
    subject: str
    actor: str
    roles: tuple[str, ...] = ()

    @property
    def is_context(self) -> bool:
        """Another context calls, with a token of its own."""
        return self.subject.startswith(SERVICE_PREFIX)


_caller: ContextVar[Caller] = ContextVar("m_caller")


def current_caller() -> Caller:
    """The caller of the rpc being served. Raises TokenInvalid outside one."""
    try:
        return _caller.get()
    except LookupError:
        raise TokenInvalid("nobody is calling") from None


def calling() -> Caller | None:
    """The caller of the rpc being served, None outside one."""
    return _caller.get(None)


def set_caller(caller: Caller) -> None:
    """For the rest of this task."""
    _caller.set(caller)


@contextmanager
def acting_as(caller: Caller) -> Iterator[None]:
    """Work of a context's own, outside any rpc, on behalf of `caller`."""
    token = _caller.set(caller)
    try:
        yield
    finally:
        _caller.reset(token)
