"""What stands where grpc.aio expects its C core's channel: connectivity, and the way from a call to the server."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import grpc

from ._compression import algorithm_of_channel, refuse_algorithm
from ._errors import CHANNEL_CLOSED, UsageError
from ._isolation import IsolationPolicy, isolation_of
from ._limits import SizeLimits
from ._metadata import USER_AGENT, Pairs
from ._plan import MethodPlan
from ._rpc import Rpc
from ._server import Server
from ._status import UNAVAILABLE, Status
from ._stream import StreamRpc

IDLE, CONNECTING, READY, TRANSIENT_FAILURE, SHUTDOWN = range(5)
WINDOW_OPTION = "grpc_inproc.stream_window"
DEFAULT_WINDOW = 64
_NO_SERVER = "failed to connect to all addresses; last error: UNKNOWN: inproc: the server is not running"


class CoreChannel:
    """One client's connection to one server."""

    def __init__(
        self,
        server: Server,
        options: Sequence[tuple[str, Any]] | None,
        compression: grpc.Compression | None,
        isolation: IsolationPolicy,
    ) -> None:
        known = dict(options or ())
        self.server = server
        self.loop = server.loop
        self.limits = SizeLimits.of("CLIENT", options)
        self.window = int(known.get(WINDOW_OPTION, DEFAULT_WINDOW))
        self.state = IDLE
        self._isolation = isolation
        self._user_agent = _user_agent(known)
        self._plans: dict[str, MethodPlan] = {}
        self.sized = self.limits.any or server.limits.any
        self.limited = self.sized or bool(server.forbidden_algorithms)
        self._algorithm = algorithm_of_channel(options, compression)
        self.is_closed = False
        self.cancellation: str | None = None  # what calls are told when the channel cancels them
        self._watchers: list[asyncio.Future[None]] = []
        self._held: list[asyncio.Future[None]] = []
        server.attach(self)

    def plan(self, method: str) -> MethodPlan:
        """What is known of a method, worked out once."""
        if method not in self._plans:
            self._plans[method] = MethodPlan(method, isolation_of(self._isolation, method))
        return self._plans[method]

    def stamp(self, pairs: Pairs) -> Pairs:
        """The metadata as it arrives: the user agent first."""
        return (("user-agent", self._user_agent), *pairs)

    def refuse_compression(self, asked: str | None) -> Status | None:
        """The status of a call that asks for what the server forbids; None when it does not."""
        algorithm = asked or self._algorithm
        return refuse_algorithm(algorithm) if algorithm in self.server.forbidden_algorithms else None

    def refuse_request(self, frame: Any) -> Status | None:
        """The status of a call whose request is too large for either side; None when it is not."""
        return self.limits.refuse_sent(frame) or self.server.limits.refuse_received(frame)

    def refuse_response(self, frame: Any) -> Status | None:
        """The status of a call whose response is too large for either side; None when it is not."""
        return self.server.limits.refuse_sent(frame) or self.limits.refuse_received(frame)

    @property
    def is_idle(self) -> bool:
        """Not connected: the next call changes the connectivity."""
        return self.state != READY

    @property
    def is_shut_down(self) -> bool:
        return self.state == SHUTDOWN

    async def begin(self, rpc: Rpc, wait_for_ready: bool) -> bool:
        """Hands a call to the server, waiting for one to run when asked to. False when the call ended first."""
        while wait_for_ready and not self.server.is_running and rpc.final is None:
            self.connect()
            await self._next_start(rpc)
        if rpc.final is None:
            self.begin_now(rpc)
        return rpc.final is None

    def begin_now(self, rpc: Rpc) -> None:
        """Hands a call to the server, or fails it when none runs."""
        if self.state != READY:
            self._become_connected()
        if self.server.is_running:
            self.server.accept(rpc)
        else:
            rpc.finish(Status(UNAVAILABLE, _NO_SERVER, (), _NO_SERVER))

    async def _next_start(self, rpc: Rpc) -> None:
        held = self.loop.create_future()
        self._held.append(held)
        rpc.when_done(lambda: _resolve([held]))
        try:
            await held
        finally:
            if held in self._held:
                self._held.remove(held)

    # What grpc.aio's classes call.

    def call(
        self, method: bytes, deadline: float | None, credentials: Any, wait_for_ready: bool | None, handle: int = 0
    ) -> StreamRpc:
        self.check_open(credentials)
        return StreamRpc(self, self.plan(method.decode()), deadline, bool(wait_for_ready))

    def check_open(self, credentials: Any) -> None:
        """Raises UsageError on a closed channel, and for credentials: this channel is not a secure one."""
        if self.is_closed:
            raise UsageError(CHANNEL_CLOSED)
        if credentials is not None:
            raise UsageError("Call credentials are only valid on secure channels")

    def get_registered_call_handle(self, method: bytes) -> int:
        return 0

    def closed(self) -> bool:
        return self.is_closed

    def closing(self) -> None:
        self.is_closed = True

    def close(self) -> None:
        self.is_closed = True
        self._become(SHUTDOWN)

    # Connectivity.

    def check_connectivity_state(self, try_to_connect: bool) -> int:
        state = self.state
        if try_to_connect:
            self.connect()
        return state

    async def watch_connectivity_state(self, last_observed_state: int, deadline: float | None) -> bool:
        """Waits for another state than the last observed; True. Raises UsageError on a closed channel."""
        if self.is_closed:
            raise UsageError(CHANNEL_CLOSED)
        if self.state == last_observed_state:
            watcher = self.loop.create_future()
            self._watchers.append(watcher)
            await watcher
        return True

    def connect(self) -> None:
        """Leaves IDLE, for READY or TRANSIENT_FAILURE."""
        if self.state == IDLE and not self.is_closed:
            self._become(CONNECTING)
            self.loop.call_soon(self._connected)

    def _connected(self) -> None:
        if self.state == CONNECTING:
            self._become_connected()

    def _become_connected(self) -> None:
        if not self.is_closed:
            self._become(READY if self.server.is_running else TRANSIENT_FAILURE)

    def server_started(self) -> None:
        if self.state in (CONNECTING, TRANSIENT_FAILURE):
            self._become(READY)
        held, self._held = self._held, []
        _resolve(held)

    def server_stopped(self) -> None:
        if self.state in (CONNECTING, READY):
            self._become(IDLE)

    def _become(self, state: int) -> None:
        self.state = state
        self.server.epoch += 1
        watchers, self._watchers = self._watchers, []
        _resolve(watchers)


def _resolve(futures: list[asyncio.Future[None]]) -> None:
    for future in futures:
        if not future.done():
            future.set_result(None)


def _user_agent(options: dict[str, Any]) -> str:
    parts = (
        options.get("grpc.primary_user_agent"),
        USER_AGENT,
        "grpc-inproc",
        options.get("grpc.secondary_user_agent"),
    )
    return " ".join(part for part in parts if part)


CONNECTIVITY = {state.value[0]: state for state in grpc.ChannelConnectivity}
