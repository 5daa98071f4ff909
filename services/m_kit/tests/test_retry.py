"""Calls that never arrived are sent again, where that does no harm and there is time."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import grpc
import pytest
from businessm.identity.v1 import user_service_pb2, user_service_pb2_grpc
from businessm.identity.v1.user_service_pb2_grpc import UserServiceStub
from grpc_status import rpc_status

from m_kit.contracts import Method, all_methods
from m_kit.errors import Unavailable
from m_kit.interceptors.retry import RetryingChannel
from m_kit.statuses import status_of
from m_kit.testing import refusal_of

METHODS = all_methods()
READ, CREATE = user_service_pb2.GetUserRequest(id="1"), user_service_pb2.CreateUserRequest(request_id="r")


class Server(user_service_pb2_grpc.UserServiceServicer):
    """Fails the first calls as the network would, or as a context would."""

    def __init__(self, fails: int, *, says_why: bool = False) -> None:
        self.calls, self._fails, self._says_why = 0, fails, says_why

    async def GetUser(self, _: Any, context: grpc.aio.ServicerContext) -> user_service_pb2.GetUserResponse:
        await self._answer(context)
        return user_service_pb2.GetUserResponse()

    async def CreateUser(self, _: Any, context: grpc.aio.ServicerContext) -> user_service_pb2.CreateUserResponse:
        await self._answer(context)
        return user_service_pb2.CreateUserResponse()

    async def _answer(self, context: grpc.aio.ServicerContext) -> None:
        self.calls += 1
        if self.calls <= self._fails:
            if self._says_why:
                await context.abort_with_status(rpc_status.to_status(status_of(Unavailable("the database is away"))))
            await context.abort(grpc.StatusCode.UNAVAILABLE, "connection reset")
        context.set_trailing_metadata((("tries", str(self.calls)),))


@contextlib.asynccontextmanager
async def listening(servicer: Server, port: int = 0) -> AsyncIterator[int]:
    server = grpc.aio.server()
    user_service_pb2_grpc.add_UserServiceServicer_to_server(servicer, server)
    port = server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    yield port
    await server.stop(None)


@contextlib.asynccontextmanager
async def channel_to(
    port: int, methods: Mapping[str, Method] = METHODS, **given: Any
) -> AsyncIterator[RetryingChannel]:
    options = (("grpc.initial_reconnect_backoff_ms", 20), ("grpc.max_reconnect_backoff_ms", 50))
    async with RetryingChannel(grpc.aio.insecure_channel(f"127.0.0.1:{port}", options), methods, **given) as channel:
        yield channel


@pytest.mark.parametrize("request_", [READ, CREATE], ids=["reads", "has a request_id"])
async def test_what_may_come_twice_is_sent_again(request_: Any) -> None:
    servicer = Server(fails=3)
    async with listening(servicer) as port, channel_to(port) as channel:
        stub = UserServiceStub(channel)
        call = stub.GetUser(request_) if request_ is READ else stub.CreateUser(request_)
        await call
        assert ("tries", "4") in [tuple(item) for item in await call.trailing_metadata()]
        assert await call.code() is grpc.StatusCode.OK
    assert servicer.calls == 4


async def test_what_may_not_come_twice_or_is_not_known_is_sent_once() -> None:
    (path,) = (path for path in METHODS if path.endswith("UserService/GetUser"))
    promises_nothing = replace(METHODS[path], reads_only=False, idempotent=False, takes_request_id=False)
    for methods in ({path: promises_nothing}, {}):
        servicer = Server(fails=1)
        async with listening(servicer) as port, channel_to(port, methods=methods) as channel:
            assert (await refusal_of(UserServiceStub(channel).GetUser(READ))).code == "UNAVAILABLE"
        assert servicer.calls == 1


async def test_every_rpc_of_the_contracts_may_come_twice() -> None:
    assert [path for path, method in METHODS.items() if not method.may_be_repeated] == []
    assert METHODS["/businessm.events.v1.DeliveryService/DeliverEvents"].idempotent


async def test_what_a_context_answered_is_its_answer() -> None:
    servicer = Server(fails=9, says_why=True)
    async with listening(servicer) as port, channel_to(port) as channel:
        said = await refusal_of(UserServiceStub(channel).GetUser(READ))
    assert (said.code, said.reason, servicer.calls) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE", 1)


async def test_a_context_that_is_started_again_is_waited_for() -> None:
    servicer = Server(fails=0)
    async with listening(servicer) as port:
        pass
    async with channel_to(port) as channel:
        call = asyncio.create_task(_read(channel))
        await asyncio.sleep(0.3)
        assert not call.done()
        async with listening(servicer, port):
            await call
    assert servicer.calls == 1


@pytest.mark.parametrize(("timeout", "longest_seconds"), [(0.3, 60.0), (None, 0.3)], ids=["deadline", "patience"])
async def test_it_gives_up_in_time(timeout: float | None, longest_seconds: float) -> None:
    async with channel_to(1, longest_seconds=longest_seconds) as channel:
        started = time.monotonic()
        said = await refusal_of(UserServiceStub(channel).GetUser(READ, timeout=timeout))
        # The last try may end with its caller's time.
        assert said.code in ("UNAVAILABLE", "DEADLINE_EXCEEDED")
        assert 0.05 < time.monotonic() - started < 5.0


async def test_a_caller_that_leaves_ends_it() -> None:
    servicer = Server(fails=10**9)
    async with listening(servicer) as port, channel_to(port, longest_seconds=60.0) as channel:
        call = asyncio.create_task(_read(channel))
        await asyncio.sleep(0.2)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        calls = servicer.calls
        await asyncio.sleep(0.6)
        assert servicer.calls == calls > 1


async def _read(channel: RetryingChannel) -> Any:
    return await UserServiceStub(channel).GetUser(READ)
