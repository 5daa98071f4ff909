"""How a context calls another: its own token, the person behind the call, the trace, and the time that is left."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from grpc.aio import Channel

from m_kit.caller import current_caller
from m_kit.channel_around import ChannelAround
from m_kit.tracing import current_span

ACTOR = "x-businessm-actor"
CONTEXT = "x-businessm-context"
CLUSTER = "x-businessm-cluster"
DEFAULT_TIMEOUT_SECONDS = 30.0

# Deadline of the rpc being served, in the event loop's seconds; None where its caller set none.
deadline: ContextVar[float | None] = ContextVar("m_deadline", default=None)

# Where that is kept which a call belongs to (Database.cluster): a keeper's step to its owner's decision, a delivered
# event to the note of its receipt. Set for these two alone.
deciding_cluster: ContextVar[str] = ContextVar("m_deciding_cluster", default="")


def seconds_left() -> float:
    """What a call from here may take."""
    limit = deadline.get()
    if limit is None:
        return DEFAULT_TIMEOUT_SECONDS
    return max(limit - asyncio.get_running_loop().time(), 0.0)


class OutgoingChannel(ChannelAround):
    """A channel to one context that fills in metadata and deadline of every call made by another."""

    def __init__(self, channel: Channel, target: str, token: Callable[[str], str]) -> None:
        super().__init__(channel)
        self._target = target
        self._token = token

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        caller = current_caller()
        span = current_span()
        cluster = deciding_cluster.get()
        return (
            ("authorization", f"Bearer {self._token(caller.tenant)}"),
            (ACTOR, caller.actor),
            (CONTEXT, self._target),
            *([(CLUSTER, cluster)] if cluster else []),
            *([("traceparent", span.traceparent)] if span else []),
        )

    def _filled_in(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def with_metadata(*request: Any, **given: Any) -> Any:
            given["metadata"] = (*(given.get("metadata") or ()), *self._metadata())
            if given.get("timeout") is None:
                given["timeout"] = seconds_left()
            return call(*request, **given)

        return with_metadata

    def unary_unary(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._filled_in(super().unary_unary(*arguments, **given))

    def unary_stream(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._filled_in(super().unary_stream(*arguments, **given))

    def stream_unary(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._filled_in(super().stream_unary(*arguments, **given))

    def stream_stream(self, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        return self._filled_in(super().stream_stream(*arguments, **given))
