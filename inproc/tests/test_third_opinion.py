"""The same sync servicer through grpcio-testing and through a blocking channel answers alike."""

import asyncio
from typing import Any

import grpc
import grpc_testing
import pytest
from probe import probe_pb2, probe_pb2_grpc
from probe.probe_pb2 import Reply, Request

import grpc_inproc

SERVICE = probe_pb2.DESCRIPTOR.services_by_name["Probe"]
ACTS = ["answer", "abort", "code", "raise", "trailing", "initial"]


class SyncServicer(probe_pb2_grpc.ProbeServicer):
    """Does what the request says, with nothing but the sync context's methods."""

    def Echo(self, request: Request, context: Any) -> Reply:
        _act(request.act, context)
        return Reply(text=f"echo {request.text}")

    def Expand(self, request: Request, context: Any) -> Any:
        for count in range(3):
            yield Reply(count=count)
        _act(request.act, context)

    def Collect(self, requests: Any, context: Any) -> Reply:
        texts = [request.text for request in requests]
        _act("answer", context)
        return Reply(text=" ".join(texts))

    def Converse(self, requests: Any, context: Any) -> Any:
        for request in requests:
            yield Reply(text=f"echo {request.text}")


def _act(act: str, context: Any) -> None:
    if act == "abort":
        context.abort(grpc.StatusCode.NOT_FOUND, "gone")
    if act == "code":
        context.set_code(grpc.StatusCode.DATA_LOSS)
        context.set_details("lost")
    if act == "trailing":
        context.set_trailing_metadata((("t", "1"),))
    if act == "initial":
        context.send_initial_metadata((("i", "1"),))
    if act == "raise":
        raise ValueError("as asked")


def _their_server() -> Any:
    return grpc_testing.server_from_dictionary({SERVICE: SyncServicer()}, grpc_testing.strict_real_time())


async def _ours(script: Any) -> Any:
    server = grpc_inproc.make_server()
    probe_pb2_grpc.add_ProbeServicer_to_server(SyncServicer(), server)
    await server.start()

    def run() -> Any:
        with grpc_inproc.connect_sync(server) as channel:
            return script(probe_pb2_grpc.ProbeStub(channel))

    outcome = await asyncio.to_thread(run)
    await server.stop(None)
    return outcome


def _pairs(metadata: Any) -> list[tuple[str, str]]:
    """Without what grpcio-testing adds to show that a runtime may add something."""
    return [tuple(item) for item in metadata or () if not item[0].startswith("grpc.")]


@pytest.mark.parametrize("act", ACTS)
async def test_unary_calls_answer_alike(act):
    request = Request(act=act, text="one")
    rpc = _their_server().invoke_unary_unary(SERVICE.methods_by_name["Echo"], (), request, None)
    response, trailing, code, _ = rpc.termination()
    initial = _pairs(rpc.initial_metadata()) if act not in ("abort", "raise") else []
    theirs = (response if code is grpc.StatusCode.OK else None, _pairs(trailing), code, initial)

    def script(stub: Any) -> Any:
        call = stub.Echo.future(request)
        code = call.code()
        answer = call.result() if code is grpc.StatusCode.OK else None
        return answer, _pairs(call.trailing_metadata()), code, _pairs(call.initial_metadata())

    assert await _ours(script) == theirs


@pytest.mark.parametrize("act", [act for act in ACTS if act != "initial"])
async def test_streams_of_responses_answer_alike(act):
    request = Request(act=act)
    rpc = _their_server().invoke_unary_stream(SERVICE.methods_by_name["Expand"], (), request, None)
    theirs = [rpc.take_response().count for _ in range(3)]
    _, code, _ = rpc.termination()

    def script(stub: Any) -> Any:
        call = stub.Expand(request)
        counts = [next(call).count for _ in range(3)]
        return counts, call.code()

    assert await _ours(script) == (theirs, code)


async def test_streams_of_requests_answer_alike():
    requests = [Request(text="a"), Request(text="b")]
    rpc = _their_server().invoke_stream_unary(SERVICE.methods_by_name["Collect"], (), None)
    for request in requests:
        rpc.send_request(request)
    rpc.requests_closed()
    response, _, code, _ = rpc.termination()

    def script(stub: Any) -> Any:
        answer, call = stub.Collect.with_call(iter(requests))
        return answer, call.code()

    assert await _ours(script) == (response, code)


async def test_conversations_answer_alike():
    requests = [Request(text="a"), Request(text="b")]
    rpc = _their_server().invoke_stream_stream(SERVICE.methods_by_name["Converse"], (), None)
    for request in requests:
        rpc.send_request(request)
    theirs = [rpc.take_response().text for _ in requests]
    rpc.requests_closed()
    _, code, _ = rpc.termination()

    def script(stub: Any) -> Any:
        call = stub.Converse(iter(requests))
        return [reply.text for reply in call], call.code()

    assert await _ours(script) == (theirs, code)
