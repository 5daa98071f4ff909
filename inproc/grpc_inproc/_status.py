"""How an rpc ended."""

from __future__ import annotations

from typing import Any

import grpc

from ._metadata import Pairs

OK = 0
CANCELLED = 1
UNKNOWN = 2
DEADLINE_EXCEEDED = 4
RESOURCE_EXHAUSTED = 8
UNIMPLEMENTED = 12
INTERNAL = 13
UNAVAILABLE = 14
_DATA_LOSS = 15

STATUS_CODES: dict[int, grpc.StatusCode] = {code.value[0]: code for code in grpc.StatusCode}


class Status:
    """Code, details and trailing metadata; the methods are those grpc.aio expects of its core's status."""

    __slots__ = ("_code", "_details", "_error", "_trailing")

    def __init__(self, code: int, details: str | None, trailing: Pairs | None = (), error: str | None = None) -> None:
        self._code = code
        self._details = details
        self._trailing = trailing
        self._error = error

    def code(self) -> int:
        return self._code

    def details(self) -> str | None:
        return self._details

    def trailing_metadata(self) -> Pairs | None:
        return self._trailing

    def debug_error_string(self) -> str | None:
        return self._error


def code_number(code: Any) -> int:
    """The number of a grpc.StatusCode or int; UNKNOWN for anything else.

    The int of UNAUTHENTICATED is unknown too: grpc.aio takes numbers up to DATA_LOSS only.
    """
    if isinstance(code, int):
        return code if OK <= code <= _DATA_LOSS else UNKNOWN
    try:
        return int(code.value[0])
    except (KeyError, AttributeError):
        return UNKNOWN


def status_from_server(code: int, details: str, trailing: Pairs) -> Status:
    """A status that came over from the handler's side."""
    if code == OK:
        return Status(OK, "", trailing, "") if trailing else OK_STATUS
    error = f'Error received from peer inproc: {{grpc_status:{code}, grpc_message:"{details}"}}'
    return Status(code, details, trailing, error)


OK_STATUS = Status(OK, "", (), "")


def deadline_status() -> Status:
    return Status(DEADLINE_EXCEEDED, "Deadline Exceeded", (), "Deadline Exceeded")
