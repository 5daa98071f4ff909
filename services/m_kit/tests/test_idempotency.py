"""A write happens once under its request_id."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
import sqlalchemy as sa
from businessm.masters.v1 import currency_service_pb2 as pb
from google.protobuf.message import Message

from m_kit.caller import Caller, acting_as
from m_kit.clock import FixedClock
from m_kit.errors import NotFound, RequestIdReused
from m_kit.idempotency import KEPT_DAYS, Writer, input_hash
from m_kit.ids import new_id
from m_kit.uow import Transaction

ADD = sa.text("insert into note (id, tenant, text) values (:id, :tenant, :text)")


class Trailers:
    """Stands where a call's context stands: keeps what it is told to send."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def set_trailing_metadata(self, metadata: tuple[tuple[str, str], ...]) -> None:
        """As grpc.aio.ServicerContext."""
        self.sent += metadata


class Desk:
    """Writes notes; counts how often the work is really done."""

    def __init__(self, write: Writer, superuser: asyncpg.Connection, tenant: str) -> None:
        self.write, self.superuser, self.tenant = write, superuser, tenant
        self.done = 0
        self.began, self.may_fail = asyncio.Event(), asyncio.Event()
        self.may_fail.set()

    async def note(
        self, request: Message, *, fails: bool = False, tenant: str = ""
    ) -> tuple[pb.CreateCurrencyResponse, bool]:
        """(the answer, whether it was replayed)."""

        async def use_case(transaction: Transaction) -> pb.CreateCurrencyResponse:
            self.done += 1
            self.began.set()
            text = f"note {self.done}"
            await transaction.execute(ADD, {"id": new_id(), "tenant": transaction.tenant, "text": text})
            if fails:
                await self.may_fail.wait()
                raise NotFound("no", field="x")
            response = pb.CreateCurrencyResponse()
            response.currency.name = text
            return response

        trailers = Trailers()
        with acting_as(as_tenant(tenant or self.tenant)):
            answer = await self.write(request, trailers, pb.CreateCurrencyResponse, use_case)
        return answer, trailers.sent == [("idempotency-replayed", "true")]

    async def notes(self) -> int:
        """How many are there."""
        return await self._count("note")

    async def claims(self) -> int:
        """How many requests are remembered."""
        return await self._count("idempotency")

    async def _count(self, table: str) -> int:
        found: int = await self.superuser.fetchval(f"select count(*) from {table} where tenant = $1", self.tenant)
        return found


def asked(request_id: str = "r", name: str = "", *, validate_only: bool = False) -> pb.CreateCurrencyRequest:
    request = pb.CreateCurrencyRequest(request_id=request_id, validate_only=validate_only)
    request.currency.name = name
    return request


@pytest.fixture
def desk(write: Writer, superuser: asyncpg.Connection, tenant: str) -> Desk:
    """Where the test's tenant writes."""
    return Desk(write, superuser, tenant)


def as_tenant(tenant: str) -> Caller:
    return Caller(tenant=tenant, subject="asha", actor="asha")


async def test_the_same_request_again_is_answered_alike_and_done_once(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    first, again = await desk.note(asked()), await desk.note(asked())
    assert first[0].SerializeToString(deterministic=True) == again[0].SerializeToString(deterministic=True)
    assert (first[1], again[1]) == (False, True)
    assert (desk.done, await desk.notes()) == (1, 1)


async def test_ten_parallel_calls_do_it_once(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    found = await asyncio.gather(*(desk.note(asked()) for _ in range(10)))
    assert len({answer.SerializeToString(deterministic=True) for answer, _ in found}) == 1
    assert sorted(replayed for _, replayed in found) == [False] + [True] * 9
    assert (desk.done, await desk.notes()) == (1, 1)


async def test_another_content_or_another_rpc_under_the_same_id_is_refused(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    await desk.note(asked())
    for other in (asked(name="other"), pb.ArchiveCurrencyRequest(request_id="r")):
        with pytest.raises(RequestIdReused) as refused:
            await desk.note(other)
        assert refused.value.field == "request_id"
        with pytest.raises(RequestIdReused), acting_as(as_tenant(desk.tenant)):
            await desk.write.answered(other)
    with acting_as(as_tenant(desk.tenant)):
        assert await desk.write.answered(asked())
        assert not await desk.write.answered(asked("never used"))
    assert (desk.done, await desk.notes()) == (1, 1)


async def test_a_call_that_fails_leaves_no_claim(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    with pytest.raises(NotFound):
        await desk.note(asked(), fails=True)
    assert (await desk.notes(), await desk.claims()) == (0, 0)
    assert (await desk.note(asked(name="even other content")))[1] is False


async def test_of_two_at_once_the_second_does_what_the_first_failed_at(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    desk.may_fail.clear()
    first = asyncio.create_task(desk.note(asked(), fails=True))
    await desk.began.wait()
    second = asyncio.create_task(desk.note(asked()))
    desk.may_fail.set()
    with pytest.raises(NotFound):
        await first
    assert (await second)[1] is False
    assert await desk.notes() == 1


async def test_a_dry_run_leaves_neither_work_nor_claim(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    answer, _ = await desk.note(asked(validate_only=True))
    assert answer.currency.name == "note 1"
    assert (await desk.notes(), await desk.claims()) == (0, 0)
    assert (await desk.note(asked()))[1] is False


async def test_each_tenant_has_request_ids_of_its_own(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str
) -> None:
    for name in (desk.tenant, f"{desk.tenant}-x"):
        assert (await desk.note(asked(), tenant=name))[1] is False
    assert desk.done == 2


async def test_a_request_is_remembered_for_ninety_days_and_not_for_ever(
    desk: Desk, write: Writer, superuser: asyncpg.Connection, tenant: str, clock: FixedClock
) -> None:
    await desk.note(asked("young"))
    await desk.note(asked("old"))
    for request_id, days in (("young", KEPT_DAYS - 1), ("old", KEPT_DAYS + 1)):
        await desk.superuser.execute(
            "update idempotency set create_time = now() - make_interval(days => $3)"
            " where tenant = $1 and request_id = $2",
            desk.tenant,
            request_id,
            days,
        )
    clock.instant += timedelta(days=1)
    await desk.note(asked("today"))
    assert await desk.claims() == 2
    assert (await desk.note(asked("young")))[1] is True
    assert (await desk.note(asked("old")))[1] is False


def test_a_hash_tells_types_and_contents_apart_and_knows_the_same_again() -> None:
    assert input_hash(asked()) == input_hash(asked())
    assert input_hash(asked()) != input_hash(asked(name="x"))
    assert input_hash(pb.CreateCurrencyRequest(request_id="r")) != input_hash(pb.ArchiveCurrencyRequest(request_id="r"))
