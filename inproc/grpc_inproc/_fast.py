"""The shortest way of a unary call to an async handler: what could be looked up once is in its route.

The functions here do in one piece what `_unary`, `_server`, `_dispatch` and `_codec` do in several; a call takes this
way only where that comes to the same: a running server, no server interceptors, no message beyond its size limit, the
messages' own classes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context as Variables
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._codec import message_class
from ._context import Context
from ._dispatch import conclude_once, end_badly
from ._isolation import Isolation
from ._limits import least
from ._plan import HandlerPlan
from ._status import OK_STATUS
from ._tasks import EAGER, NESTING_LIMIT, Spawner

if TYPE_CHECKING:
    from ._multicallable import UnaryUnaryMultiCallable
    from ._server import Server
    from ._unary import UnaryCall

_WITHOUT_CODEC = (Isolation.COPY, Isolation.IMMUTABLE)


@dataclass(slots=True)
class Route:
    """All that calls of one method over one channel have in common, for as long as the server's epoch lasts."""

    epoch: int
    server: Server
    plan: HandlerPlan
    behavior: Callable[[Any, Any], Any]
    request_class: Any
    response_class: Any
    copies: bool
    sized: bool
    most_request_bytes: int
    most_response_bytes: int
    spawner: Spawner
    variables: Variables


def find_route(callable_: UnaryUnaryMultiCallable) -> Route | None:
    """The route of a method, None when its calls must take the long way."""
    core = callable_.core
    server = core.server
    plan = None if server.forbidden_algorithms or core.is_idle else server.plain_plan(callable_.plan)
    if plan is None or not EAGER or callable_.plan.isolation not in _WITHOUT_CODEC:
        return None
    serializer, deserializer = callable_.codecs
    request_class = message_class(serializer, plan.handler.request_deserializer)
    response_class = message_class(plan.handler.response_serializer, deserializer)
    if request_class is None or response_class is None:
        return None
    copies = callable_.plan.isolation is Isolation.COPY
    spawner = server.spawner
    return Route(
        server.epoch,
        server,
        plan,
        plan.behavior,
        request_class,
        response_class,
        copies,
        core.sized,
        least(core.limits.send_bytes, server.limits.receive_bytes),
        least(server.limits.send_bytes, core.limits.receive_bytes),
        spawner,
        spawner.variables,
    )


def start(call: UnaryCall) -> None:
    """Hands the call to the server: on its route, up to the handler's first wait, as a task of its own.

    Nothing when the call is over already.
    """
    call.started = True
    callable_ = call.callable
    del callable_.unstarted[call]
    if call.final is not None or not (call.is_checked or call.metadata_is_sound()):
        return
    if call.deadline is not None and not call.has_time():
        return
    route = callable_.route if callable_.epoch == callable_.server.epoch else callable_.find_route()
    request, call.request = call.request, None
    if (
        route is None
        or type(request) is not route.request_class
        or (route.sized and request.ByteSize() > route.most_request_bytes)
    ):
        call.start_the_long_way(request)
        return
    if route.copies:
        request = request.__deepcopy__()  # a tenth quicker than CopyFrom into a new message
    context = Context(call, route.server, route.plan)
    spawner = route.spawner
    if spawner.depth >= NESTING_LIMIT:
        _follow(call, context, route, spawner.spawn_later(route.behavior(request, context)))
        return
    spawner.depth += 1
    try:
        task: asyncio.Task[Any] = asyncio.Task(  # type: ignore[call-arg,unused-ignore]
            route.behavior(request, context),
            loop=spawner.loop,
            context=route.variables.copy(),
            eager_start=True,
        )
    finally:
        spawner.depth -= 1
    if not task.done():
        _follow(call, context, route, task)
        return
    try:
        response = task.result()
    except (Exception, asyncio.CancelledError):
        _settle(call, context, route, task)
    else:
        if (
            context.said
            or type(response) is not route.response_class
            or call.final is not None
            or (route.sized and response.ByteSize() > route.most_response_bytes)
        ):
            _settle(call, context, route, task)
            return
        if route.copies:
            response = response.__deepcopy__()
        context.status_sent = True
        call.response = response
        call.final = OK_STATUS
        if call.watched:
            call.tell()


def _answer(call: UnaryCall, context: Context, route: Route, response: Any) -> None:
    context.status_sent = call.answered = True
    if route.copies:
        response = response.__deepcopy__()
    call.response = response
    call.finish(OK_STATUS)


def _settle(call: UnaryCall, context: Context, route: Route, task: asyncio.Task[Any]) -> None:
    """Ends the call as the handler's task ended."""
    try:
        response = task.result()
        if (
            context.said
            or type(response) is not route.response_class
            or route.server.is_stopped
            or (route.sized and response.ByteSize() > route.most_response_bytes)
        ):
            conclude_once(context, response)
        elif call.final is None:
            _answer(call, context, route, response)
    except (Exception, asyncio.CancelledError) as error:
        end_badly(context, error)
    if context.callbacks is not None:
        context.run_callbacks()


def _follow(call: UnaryCall, context: Context, route: Route, task: asyncio.Task[Any]) -> None:
    route.server.follow(call, context, task, lambda done: _settle(call, context, route, done))
    call.goes_on()
