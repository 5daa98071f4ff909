"""What the proxy does to calls between two processes."""

import threading
import time
from collections.abc import Iterator
from concurrent import futures

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.support.proxy import Proxy

ASK = health_pb2.HealthCheckRequest()


class Counting(health_pb2_grpc.HealthServicer):  # type: ignore[misc]
    """Counts what it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._lock = threading.Lock()

    def Check(self, request: health_pb2.HealthCheckRequest, context: object) -> health_pb2.HealthCheckResponse:
        with self._lock:
            self.asked += 1
        return health_pb2.HealthCheckResponse(status=health_pb2.HealthCheckResponse.SERVING)


@pytest.fixture
def served() -> Iterator[tuple[Counting, str]]:
    """(a servicer, where it answers)."""
    server, servicer = grpc.server(futures.ThreadPoolExecutor(4)), Counting()
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield servicer, f"127.0.0.1:{port}"
    server.stop(None).wait()


def asked(channel: grpc.Channel, timeout: float = 5.0) -> int:
    """One call's status code."""
    try:
        health_pb2_grpc.HealthStub(channel).Check(ASK, timeout=timeout, wait_for_ready=True)
    except grpc.RpcError as error:
        return int(error.code().value[0])
    return 0


def reached(channel: grpc.Channel, servicer: Counting) -> int:
    """The status code of one call that the server got: one that found a connection which was just cut is made again."""
    before = servicer.asked
    while True:
        code = asked(channel, timeout=30)
        if servicer.asked > before:
            return code
        assert code == 14


def test_calls_go_through(served: tuple[Counting, str]) -> None:
    with Proxy(served[1]) as proxy, grpc.insecure_channel(proxy.address) as channel:
        assert [asked(channel) for _ in range(20)] == [0] * 20
    assert served[0].asked == 20


@pytest.mark.parametrize("nth", [1, 3])
def test_only_the_answer_of_the_nth_call_is_lost(served: tuple[Counting, str], nth: int) -> None:
    servicer, target = served
    with Proxy(target) as proxy, grpc.insecure_channel(proxy.address) as channel:
        assert asked(channel) == 0
        lost = proxy.lose_answer(nth)
        codes = [reached(channel, servicer) for _ in range(5)]
        assert lost.happened.is_set()
        assert codes == [14 if i == nth else 0 for i in range(1, 6)]
        assert servicer.asked == 6


def test_a_cut_network_is_unavailable_until_it_is_mended(served: tuple[Counting, str]) -> None:
    with Proxy(served[1]) as proxy, grpc.insecure_channel(proxy.address) as channel:
        assert asked(channel) == 0
        proxy.cut()
        assert asked(channel, timeout=0.5) in (4, 14)
        before = served[0].asked
        proxy.mend()
        assert reached(channel, served[0]) == 0
        assert served[0].asked == before + 1


def test_answers_are_lost_until_it_is_mended_and_what_lost_some_ends(served: tuple[Counting, str]) -> None:
    with Proxy(served[1]) as proxy, grpc.insecure_channel(proxy.address) as channel:
        assert asked(channel) == 0
        before = served[0].asked
        proxy.lose_answers()
        assert asked(channel, timeout=0.5) == 4
        assert served[0].asked == before + 1, "the server did it"
        proxy.mend()
        assert reached(channel, served[0]) == 0


def test_a_delay_is_felt_and_a_seed_gives_the_same_one_again(served: tuple[Counting, str]) -> None:
    with Proxy(served[1], seed=3) as proxy, grpc.insecure_channel(proxy.address) as channel:
        assert asked(channel) == 0
        proxy.delay(0.2)
        started = time.monotonic()
        assert [asked(channel) for _ in range(5)] == [0] * 5
        assert time.monotonic() - started > 0.2
        draws = [[proxy.chance(1, way).random() for _ in range(3)] for way in ("requests", "answers")]
    with Proxy(served[1], seed=3) as again:
        assert [[again.chance(1, way).random() for _ in range(3)] for way in ("requests", "answers")] == draws
    assert draws[0] != draws[1]
