"""Every rpc that writes, called twice with one request: done once, answered alike; over the network and in process."""

import contextlib
import json
import uuid
from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc
import pytest
from google.protobuf import descriptor_pool, json_format
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from tests.desk_samples import DESK_SAMPLES
from tests.goods_samples import GOODS_SAMPLES
from tests.samples import SAMPLES, Json, rpcs
from tests.support.indie import indie, postgres
from tests.support.whole import Whole

# What says itself that it was there before, in place of the trailer.
FLAGS = {"LedgerService.PostVouchers": "replayed", "JournalImportService.ImportJournal": "already_posted"}
# What only the first answer may tell.
SHOWN_ONCE = {"ApiKeyService.CreateApiKey": "secret"}

ChannelFor = Callable[[str], grpc.aio.Channel]

ALL = SAMPLES | GOODS_SAMPLES | DESK_SAMPLES
# Documents that are posted by themselves as soon as they are there: test_stock_history.py posts one again.
POSTED_BY_THEMSELVES = {"StockRevaluationService.PostStockRevaluation"}


class Caller:
    """Calls any rpc of the contracts by name, over whatever channel its service is reached by."""

    def __init__(self, channel_for: ChannelFor, token: str) -> None:
        self._channel_for = channel_for
        self._metadata = (("authorization", f"Bearer {token}"),)
        self._paths = _all_paths()

    async def made(self, rpc: str, fields: Json) -> Json:
        """As samples.World says."""
        response, _ = await self.call(rpc, self.request(rpc, fields))
        return json_format.MessageToDict(response, preserving_proto_field_name=True)

    def request(self, rpc: str, fields: Json) -> Message:
        """A message under a new request_id, where it takes one."""
        request = GetMessageClass(self._method(rpc).input_type)()
        known = request.DESCRIPTOR.fields_by_name
        if "request_id" in known:
            fields = {"request_id": str(uuid.uuid4()), **fields}
        # JSON would have the mask in lowerCamelCase.
        mask = fields.get("update_mask", "")
        json_format.ParseDict({name: value for name, value in fields.items() if name != "update_mask"}, request)
        if mask:
            request.update_mask.paths.append(mask)  # type: ignore[attr-defined]
        return request

    async def call(self, rpc: str, request: Message) -> tuple[Message, dict[str, str | bytes]]:
        """(the response, the trailers)."""
        path = self._paths[rpc]
        response_class = GetMessageClass(self._method(rpc).output_type)
        method = self._channel_for(path.split("/")[1]).unary_unary(
            path, request_serializer=type(request).SerializeToString, response_deserializer=response_class.FromString
        )
        call = method(request, metadata=self._metadata, timeout=30)
        response: Message = await call
        return response, dict(await call.trailing_metadata())

    def _method(self, rpc: str) -> Any:
        service, method = self._paths[rpc].strip("/").split("/")
        return descriptor_pool.Default().FindServiceByName(service).FindMethodByName(method)


def _all_paths() -> dict[str, str]:
    """Of the rpcs that write, and of those that samples read by."""
    ledger = "/businessm.ledger.v1.LedgerService"
    read = {f"LedgerService.{name}": f"{ledger}/{name}" for name in ("ListPeriods", "ListFiscalYears")}
    preferences = "PreferencesService.GetPreferences"
    return rpcs() | read | {preferences: f"/businessm.desk.v1.{preferences.replace('.', '/')}"}


@contextlib.asynccontextmanager
async def direct(server: Whole) -> AsyncIterator[Caller]:
    """Over the network port of a running server."""
    async with grpc.aio.insecure_channel(server.started["grpc_target"]) as channel:
        yield Caller(lambda _: channel, server.admin_token)


@contextlib.asynccontextmanager
async def inproc(_: Whole) -> AsyncIterator[Caller]:
    """Through the in-process channels of an application in this process, every message watched for changes."""
    with postgres() as (data_dir, server):
        async with indie(data_dir, server.address) as application:
            token, _expiry = application.issuer.issue("admin", "default", ("admin",), 600)
            yield Caller(application.channel_for, token)


def test_every_rpc_that_writes_has_a_sample_and_no_sample_is_left_over() -> None:
    assert sorted(ALL) == sorted(rpcs().keys() - POSTED_BY_THEMSELVES)


@pytest.mark.parametrize("runner", [direct, inproc], ids=["direct", "inproc"])
async def test_every_write_called_twice_is_done_once_and_answered_alike(
    server: Whole, runner: Callable[[Whole], contextlib.AbstractAsyncContextManager[Caller]]
) -> None:
    failed = {}
    async with runner(server) as caller:
        for rpc in ALL:
            try:
                await _twice(caller, rpc)
            except (AssertionError, grpc.aio.AioRpcError) as error:
                failed[rpc] = str(error)
    assert not failed, json.dumps(failed, indent=1)


async def _twice(caller: Caller, rpc: str) -> None:
    request = caller.request(rpc, await ALL[rpc](caller))
    sent = request.SerializeToString(deterministic=True)
    first, first_trailers = await caller.call(rpc, request)
    again, again_trailers = await caller.call(rpc, request)
    assert request.SerializeToString(deterministic=True) == sent, "the request was changed"
    assert "idempotency-replayed" not in first_trailers
    if rpc in FLAGS:
        flag = FLAGS[rpc]
        assert [getattr(one, flag) for one in first.results] == [False] * len(first.results)  # type: ignore[attr-defined]
        assert [getattr(one, flag) for one in again.results] == [True] * len(again.results)  # type: ignore[attr-defined]
        for one in again.results:  # type: ignore[attr-defined]
            one.ClearField(flag)
    else:
        assert again_trailers.get("idempotency-replayed") == "true"
    if rpc in SHOWN_ONCE:
        assert getattr(first, SHOWN_ONCE[rpc])
        assert not getattr(again, SHOWN_ONCE[rpc])
        first.ClearField(SHOWN_ONCE[rpc])
    assert again.SerializeToString(deterministic=True) == first.SerializeToString(deterministic=True)
