"""The server: handlers, interceptors, limits, start and stop. It listens to nothing; channels are handed it."""

from __future__ import annotations

import asyncio
import contextvars
import enum
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio
from grpc._cython import cygrpc
from grpc._utilities import DictionaryGenericHandler

from ._compression import forbidden_algorithms
from ._context import Context
from ._dispatch import check_details, serve
from ._errors import UsageError
from ._limits import SizeLimits
from ._plan import HandlerPlan, MethodPlan
from ._status import UNAVAILABLE, Status
from ._tasks import Spawner

if TYPE_CHECKING:
    from ._core_channel import CoreChannel

_CANCELLING = "Cancelling all calls"


class _State(enum.Enum):
    READY = 0
    RUNNING = 1
    STOPPING = 2
    STOPPED = 3


class Server(grpc.aio.Server):  # type: ignore[misc]
    """A grpc.aio.Server for channels of the same process."""

    def __init__(
        self,
        migration_thread_pool: Executor | None = None,
        handlers: Sequence[grpc.GenericRpcHandler] | None = None,
        interceptors: Sequence[Any] | None = None,
        options: Sequence[tuple[str, Any]] | None = None,
        maximum_concurrent_rpcs: int | None = None,
        compression: grpc.Compression | None = None,
    ) -> None:
        _check(interceptors, maximum_concurrent_rpcs)
        self.loop: asyncio.AbstractEventLoop = cygrpc.get_working_loop()
        self.thread_pool = migration_thread_pool
        self.interceptors = tuple(interceptors or ())
        self.limits = SizeLimits.of("SERVER", options)
        self.forbidden_algorithms = forbidden_algorithms(options)
        self.spawner = Spawner(self.loop, contextvars.copy_context())
        self.epoch = 0
        self.is_running = False
        self.is_stopping = False
        self.is_stopped = False
        self._maximum = maximum_concurrent_rpcs
        self._generic = list(handlers or ())
        self._registered: dict[str, Any] = {}
        self._settled: dict[str, Any] = {}
        self._state = _State.READY
        self.active: set[Any] = set()
        self._channels: weakref.WeakSet[CoreChannel] = weakref.WeakSet()
        self._terminated: asyncio.Future[None] = self.loop.create_future()

    def add_generic_rpc_handlers(self, generic_rpc_handlers: Sequence[grpc.GenericRpcHandler]) -> None:
        self._generic.extend(generic_rpc_handlers)
        self._settled.clear()
        self.epoch += 1

    def add_registered_method_handlers(self, service_name: str, method_handlers: dict[str, Any]) -> None:
        if self._state is _State.READY:
            self._registered.update({f"/{service_name}/{name}": item for name, item in method_handlers.items()})

    def add_insecure_port(self, address: str) -> int:
        """Refused: an in-process server has no ports."""
        raise RuntimeError(f"Failed to bind to address {address}: an in-process server listens to no port.")

    def add_secure_port(self, address: str, server_credentials: grpc.ServerCredentials) -> int:
        """Refused: an in-process server has no ports."""
        return self.add_insecure_port(address)

    def resolve(self, details: Any) -> Any:
        """The handler of a method: a registered one first, then the generic ones in order; None when nobody has it."""
        check_details(details)
        handler = self._registered.get(details.method)
        if handler is not None:
            return handler
        for generic in self._generic:
            handler = generic.service(details)
            if handler is not None:
                self._settle(details.method, generic, handler)
                return handler
        return None

    def _settle(self, method: str, generic: Any, handler: Any) -> None:
        """grpc's own table of handlers always answers alike, so it need be asked but once."""
        if generic is self._generic[0] and type(generic) is DictionaryGenericHandler:
            self._settled[method] = handler
            self.epoch += 1

    async def start(self) -> None:
        """Accepts calls from now on. Handlers run in copies of the context this is called in."""
        if self._state is _State.RUNNING:
            return
        if self._state is not _State.READY:
            raise UsageError("Server not in ready state")
        self.open()

    def open(self) -> None:
        """Accepts calls from now on, in copies of the current context."""
        self._state = _State.RUNNING
        self.is_running = True
        self.epoch += 1
        self.spawner = Spawner(self.loop, contextvars.copy_context())
        for channel in list(self._channels):
            channel.server_started()

    async def stop(self, grace: float | None) -> None:
        """Refuses new calls at once, waits `grace` seconds for the active ones, cancels the rest, waits for handlers.

        Several calls may overlap: the shortest grace counts.
        """
        if self._state in (_State.READY, _State.STOPPED):
            return
        self._refuse_new_calls()
        if self.spawner.depth:
            await asyncio.sleep(0)  # a handler stops its own server: let it be counted as active first
        self._terminate_if_quiet()
        if grace is not None:
            await asyncio.wait([self._terminated], timeout=grace)
        self._cancel_all()
        await asyncio.shield(self._terminated)

    async def wait_for_termination(self, timeout: float | None = None) -> bool:
        """Waits until the server has stopped; True when `timeout` seconds passed first."""
        done, _ = await asyncio.wait([self._terminated], timeout=timeout)
        return not done

    # What channels call.

    def attach(self, channel: CoreChannel) -> None:
        self._channels.add(channel)

    def accept(self, rpc: Any) -> None:
        """Starts the handler of a call; the server is running."""
        over_limit = self._maximum is not None and len(self.active) >= self._maximum
        context = Context(rpc, self)
        self.active.add(context)
        task = self.spawner.spawn(serve(self, context, over_limit))
        if task.done():
            context.run_callbacks()
            self._left(context)
        else:
            self.follow(rpc, context, task, lambda _: context.run_callbacks())

    def follow(self, rpc: Any, context: Context, task: asyncio.Task[None], done: Callable[[Any], None]) -> None:
        """Counts a call as active until its handler's task is done, and then says so."""
        self.active.add(context)
        rpc.server_task = task
        task.add_done_callback(done)
        task.add_done_callback(lambda _: self._left(context))
        if rpc.final is not None:
            rpc.stop_handler()

    def plain_plan(self, method: MethodPlan) -> HandlerPlan | None:
        """The plan of an async unary handler that needs no looking up and no leave; None for any other."""
        handler = self._registered.get(method.method) or self._settled.get(method.method)
        if handler is None or self.interceptors or self._maximum is not None or not self.is_running:
            return None
        plan = method.handler_plan(handler)
        return plan if plan.is_plain else None

    def _left(self, context: Context) -> None:
        self.active.discard(context)
        self._terminate_if_quiet()

    def _refuse_new_calls(self) -> None:
        if self._state is _State.RUNNING:
            self._state = _State.STOPPING
            self.is_running = False
            self.is_stopping = True
            self.epoch += 1
            for channel in list(self._channels):
                channel.server_stopped()

    def _cancel_all(self) -> None:
        for context in list(self.active):
            context.rpc.abandon(Status(UNAVAILABLE, _CANCELLING, (), _CANCELLING))

    def _terminate_if_quiet(self) -> None:
        if self.is_stopping and not self.active and not self._terminated.done():
            self._state = _State.STOPPED
            self.is_stopped = True
            self._terminated.set_result(None)


def _check(interceptors: Sequence[Any] | None, maximum_concurrent_rpcs: int | None) -> None:
    invalid = [item for item in interceptors or () if not isinstance(item, grpc.aio.ServerInterceptor)]
    if invalid:
        raise ValueError(f"Interceptor must be ServerInterceptor, the following are invalid: {invalid}")
    if maximum_concurrent_rpcs is not None and maximum_concurrent_rpcs <= 0:
        raise ValueError("maximum_concurrent_rpcs should be a positive integer")
