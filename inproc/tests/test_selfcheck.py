"""A grpcio that changed inside is found at import, and the package goes over a socket instead of guessing."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grpc_inproc._selfcheck import unfit

HERE = Path(__file__).parent

TAMPERING = {
    "a class renamed": "import grpc.aio._channel as c; c.Channel_ = c.__dict__.pop('Channel')",
    "an exception gone": "import grpc._cython.cygrpc as c; del c.ExecuteBatchError",
    "a parameter added": """
        import grpc.aio._channel as c
        c.Channel.stream_stream = lambda self, method, codecs: None
    """,
    "a new wish of the core's call": """
        import grpc.aio._call as c
        c.UnaryStreamCall.drain = lambda self: self._cython_call.drain_messages()
    """,
    "the chain of interceptors changed": """
        import grpc.aio._interceptor as i
        i.InterceptedUnaryUnaryCall._invoke = lambda self, chain: None
    """,
}

USING_IT = """
import asyncio, sys, warnings
import grpc, grpc.aio
{tampering}
sys.path[:0] = [{package!r}, {tests!r}]
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import grpc_inproc
print([str(item.message).split(":")[0] for item in caught if item.category is RuntimeWarning])
print(grpc_inproc.connect.__module__)
"""

CALLING = """
from probe.probe_pb2 import Reply, Request

async def main():
    async def body(request, context):
        return Reply(text=request.text)
    codec = (Request.FromString, Reply.SerializeToString)
    handler = grpc.method_handlers_generic_handler("A", {"Do": grpc.unary_unary_rpc_method_handler(body, *codec)})
    server = grpc_inproc.make_server(handlers=[handler])
    await server.start()
    async with grpc_inproc.connect(server, isolation=grpc_inproc.COPY) as channel:
        do = channel.unary_unary("/A/Do", Request.SerializeToString, Reply.FromString)
        print((await do(Request(text="over the socket"), timeout=10)).text)
    await server.stop(None)

asyncio.run(main())
"""


def run(tampering: str, then: str = "") -> list[str]:
    text = USING_IT.format(tampering=textwrap.dedent(tampering), package=str(HERE.parent), tests=str(HERE)) + then
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()


def test_the_installed_grpcio_is_fit():
    assert unfit() == []


def test_an_untouched_grpcio_is_used_in_process():
    assert run("", CALLING) == ["[]", "grpc_inproc._channel", "over the socket"]


@pytest.mark.parametrize("what", TAMPERING)
def test_a_tampered_grpcio_is_found(what):
    warned, module = run(TAMPERING[what])
    assert "grpc_inproc goes over a socket" in warned
    assert module == "grpc_inproc._socket"


def test_calls_work_over_the_fallback():
    assert run(TAMPERING["a new wish of the core's call"], CALLING)[-1] == "over the socket"
