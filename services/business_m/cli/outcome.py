"""How commands end, and how they say it."""

import json
import sys
from collections.abc import Mapping
from typing import Any

import grpc
from google.rpc import status_pb2
from grpc_status import rpc_status
from m_kit.statuses import reason_of, violations_of

REFUSED, USAGE, UNREACHABLE = 1, 2, 3
# Nobody knows what became of such a call; CANCELLED is what a server says that stops meanwhile.
NO_ANSWER = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED)


class Ended(Exception):
    """A command that cannot go on: what to tell, and the exit code. `told` where its JSON stands on stdout already."""

    def __init__(self, message: str, exit_code: int, *, reason: str = "", told: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
        self.reason = reason
        self.told = told

    def show(self, *, as_json: bool) -> None:
        """On stderr for people; with --json as one object on stdout too."""
        if as_json and not self.told:
            print_json({"error": {"reason": self.reason, "message": self.message}})
        print(f"m: {self.message}", file=sys.stderr)


def unreachable(what: str) -> Ended:
    """Nobody answers."""
    return Ended(f"{what}: start it with `m start`, or say where it runs in M_TARGET", UNREACHABLE)


def refusal(error: grpc.RpcError) -> Ended:
    """A call that was refused, in the server's words; one that nobody answered is unreachable."""
    if error.code() in NO_ANSWER:
        return unreachable("the server does not answer")
    status = rpc_status.from_call(error) or status_pb2.Status(message=error.details() or str(error.code()))
    fields = [f"  {v.field}: {v.message}" for v in violations_of(status) if v.field]
    return Ended("\n".join([status.message, *fields]), REFUSED, reason=reason_of(status))


def print_json(value: Mapping[str, Any]) -> None:
    """The one object on stdout."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def progress(text: str) -> None:
    """A stage, for people who wait."""
    print(text, file=sys.stderr, flush=True)
