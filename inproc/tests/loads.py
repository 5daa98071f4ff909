"""What the stress tests and the campaign share: a servicer that misbehaves in every way, and callers that do too."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from typing import Any

import grpc
import grpc.aio
from cases.world import SERVICE, Stub, method_handlers
from probe.probe_pb2 import Reply, Request

ROUNDS = 4
ENDINGS = (grpc.aio.AioRpcError, asyncio.CancelledError, asyncio.InvalidStateError, grpc.aio.UsageError)


def campaign_seconds() -> float:
    """How long each long test lasts; 0 when there is no campaign."""
    return float(os.environ.get("INPROC_CAMPAIGN_SECONDS", "0"))


async def _dally(request: Request, context: Any) -> None:
    if request.act == "wait":
        await asyncio.sleep(request.count / 1000)
    if request.act == "abort":
        await context.abort(grpc.StatusCode.ABORTED, "as asked")
    if request.act == "raise":
        raise ValueError("as asked")


async def echo(request: Request, context: Any) -> Reply:
    await _dally(request, context)
    return Reply(text=request.text)


async def expand(request: Request, context: Any) -> Any:
    for count in range(request.count):
        await _dally(Request(act=request.act, count=1), context)
        yield Reply(count=count)


async def collect(requests: Any, context: Any) -> Reply:
    count = 0
    async for request in requests:
        await _dally(request, context)
        count += 1
    return Reply(count=count)


async def converse(requests: Any, context: Any) -> Any:
    async for request in requests:
        await _dally(request, context)
        yield Reply(text=request.text)


HANDLERS = {"unary": echo, "expand": expand, "collect": collect, "converse": converse}


def add_handlers(server: grpc.aio.Server) -> None:
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, method_handlers(HANDLERS)),))


async def one_call(stub: Stub, dice: random.Random) -> None:
    """A call of some kind that goes well, fails, is cancelled or runs out of time; raises only what calls raise."""
    request = Request(act=dice.choice(["", "wait", "abort", "raise"]), text="load", count=dice.randrange(20))
    options = {"timeout": dice.choice([None, 0.001, 0.01, 5])}
    way: Callable[..., Awaitable[None]] = dice.choice([_unary, _expand, _collect, _converse])
    try:
        await way(stub, request, dice, options)
    except ENDINGS:
        return


async def _unary(stub: Stub, request: Request, dice: random.Random, options: dict[str, Any]) -> None:
    call = stub.unary(request, **options)
    _cancel_some(call, dice)
    await call


async def _expand(stub: Stub, request: Request, dice: random.Random, options: dict[str, Any]) -> None:
    call = stub.expand(request, **options)
    _cancel_some(call, dice)
    async for _ in call:
        if dice.random() < 0.05:
            call.cancel()


async def _collect(stub: Stub, request: Request, dice: random.Random, options: dict[str, Any]) -> None:
    call = stub.collect([request] * dice.randrange(100), **options)
    _cancel_some(call, dice)
    await call


async def _converse(stub: Stub, request: Request, dice: random.Random, options: dict[str, Any]) -> None:
    call = stub.converse(**options)
    _cancel_some(call, dice)
    for _ in range(dice.randrange(20)):
        await call.write(request)
        await call.read()
    await call.done_writing()
    await call.read()


def _cancel_some(call: Any, dice: random.Random) -> None:
    if dice.random() < 0.2:
        asyncio.get_running_loop().call_later(dice.random() / 50, call.cancel)
