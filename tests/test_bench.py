"""How the benches count and judge."""

import asyncio
from pathlib import Path

import pytest

from bench._http_client import Connection, Prepared, WrongAnswer
from bench.gateway import OURS_ALONE, doors_of, requests
from bench.measure import Measured, rate_of
from bench.mesh import is_back_within
from bench.posting import Goal
from bench.statements import counted

LOG = b"""2026-11-23 13:44:55.569 UTC [7] m_wms@business_m LOG:  duration: 0.250 ms  parse s1: update idempotency i
\tset response = a.response
2026-11-23 13:44:55.570 UTC [7] m_wms@business_m LOG:  duration: 0.500 ms  bind s1: update idempotency i
\tset response = a.response
2026-11-23 13:44:55.571 UTC [7] m_wms@business_m LOG:  duration: 1.000 ms  execute s1: update idempotency i
\tset response = a.response
2026-11-23 13:44:55.571 UTC [7] m_wms@business_m DETAIL:  Parameters: $1 = 'statement: COMMIT;'
2026-11-23 13:44:55.572 UTC [7] m_wms@business_m LOG:  duration: 0.125 ms  statement: COMMIT;
2026-11-23 13:44:55.573 UTC [8] m_stock_keeper@business_m LOG:  duration: 0.125 ms  statement: COMMIT;
2026-11-23 13:44:55.574 UTC [9] postgres@postgres LOG:  duration: 9.000 ms  statement: select pg_reload_conf()
"""


def test_statements_are_counted_by_context_with_all_that_they_cost() -> None:
    found = [(one.context, one.statement, one.times, one.milliseconds) for one in counted(LOG)]
    assert found == [
        ("wms", "update idempotency i set response = a.response", 1, 1.75),
        ("wms", "COMMIT;", 1, 0.125),
        ("stock_keeper", "COMMIT;", 1, 0.125),
    ]


def test_a_goal_is_met_by_every_side_and_a_side_that_was_not_measured_meets_none() -> None:
    goal = Goal(of_limit=0.4, times_peer=300)
    row = Measured("posting", "postings/s", 8)
    row.samples.update(ours=[400.0], limit=[1000.0], peer=[1.0])
    assert goal.met(row)
    row.samples["peer"] = [2.0]
    assert not goal.met(row)
    row.samples["peer"] = []
    assert not goal.met(row)


def test_a_recovery_is_as_long_as_the_longest() -> None:
    row = Measured("killed", "s")
    row.samples["ours"] = [0.1, 4.9]
    assert is_back_within(5.0, row)
    row.samples["ours"].append(5.1)
    assert not is_back_within(5.0, row)


async def test_every_item_is_done_once_by_some_client() -> None:
    done: list[int] = []

    async def work(item: int) -> None:
        done.append(item)

    assert await rate_of(work, range(10), clients=4) > 0
    assert sorted(done) == list(range(10))


@pytest.mark.campaign
async def test_both_doors_answer_what_the_gateways_bench_asks(tmp_path: Path) -> None:
    with doors_of(tmp_path) as doors:
        for name, request in requests(doors.token).items():
            for port in (doors.ours,) if name in OURS_ALONE else (doors.ours, doors.peer):
                connection = await Connection.to(port)
                for _ in range(2):
                    await connection.send(request)
                connection.close()


async def test_an_answer_that_is_not_what_was_asked_for_is_no_answer() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\ntea\r\n0\r\n\r\n")

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    connection = await Connection.to(server.sockets[0].getsockname()[1])
    await connection.send(Prepared.of("GET", "/", {}, b"tea"))
    with pytest.raises(WrongAnswer, match="200: b'tea'"):
        await connection.send(Prepared.of("GET", "/", {}, b"coffee"))
    connection.close()
    server.close()
