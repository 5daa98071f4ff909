"""CheckService of a context: what it found, and what it runs on."""

from collections.abc import Iterable
from typing import Any

import pytest
from businessm.check.v1 import check_service_pb2 as pb

from m_kit.caller import Caller, acting_as
from m_kit.checks import MOST_VIOLATIONS, CheckServicer, Finding, Findings, nothing_to_check
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.module import Environment
from m_kit.uow import Transaction

ANY: Any = None


def environment(database: Database, clock: FixedClock) -> Environment:
    return Environment(name="notes", database=database, clock=clock, channel_to=ANY)


async def run(findings: Findings, database: Database, clock: FixedClock) -> list[pb.Invariant]:
    servicer = CheckServicer(environment(database, clock), findings)
    with acting_as(Caller("acme", "asha", "asha")):
        return list((await servicer.RunChecks(pb.RunChecksRequest(), ANY)).invariants)


@pytest.mark.parametrize(
    ("checked", "violations", "status"),
    [(3, 0, "OK"), (0, 0, "NOT_APPLICABLE"), (3, 1, "VIOLATED"), (0, 1, "VIOLATED"), (3, 500, "VIOLATED")],
)
async def test_an_invariant_is_kept_broken_or_speaks_of_nothing(
    database: Database, clock: FixedClock, checked: int, violations: int, status: str
) -> None:
    async def findings(transaction: Transaction) -> Iterable[Finding]:
        assert transaction.tenant == "acme"
        return [Finding("I1", "debit = credit", checked, [f"voucher {i}" for i in range(violations)])]

    (one,) = await run(findings, database, clock)
    assert (one.id, one.title, one.checked) == ("I1", "debit = credit", checked)
    assert pb.Invariant.Status.Name(one.status) == status
    assert len(one.violations) == min(violations, MOST_VIOLATIONS)


async def test_a_context_of_which_no_invariant_speaks_has_none(database: Database, clock: FixedClock) -> None:
    assert await run(nothing_to_check, database, clock) == []


async def test_a_context_says_what_it_runs_on(database: Database, clock: FixedClock) -> None:
    servicer = CheckServicer(environment(database, clock), engines=[("ledger", "postgres")])
    answer = await servicer.DescribeContext(pb.DescribeContextRequest(), ANY)
    assert (answer.context, answer.schema, answer.healthy) == ("notes", "notes", True)
    assert [(one.name, one.adapter, one.healthy) for one in answer.engines] == [
        ("database", "postgres", True),
        ("ledger", "postgres", True),
    ]
    assert all(one.version and one.address for one in answer.engines)


async def test_a_context_without_its_database_says_so_and_no_password(clock: FixedClock) -> None:
    nowhere = Database("postgresql+asyncpg://someone:canary@127.0.0.1:1/nothing", "notes")
    answer = await CheckServicer(environment(nowhere, clock)).DescribeContext(pb.DescribeContextRequest(), ANY)
    assert (answer.context, answer.healthy) == ("notes", False)
    assert [(one.name, one.healthy, one.address) for one in answer.engines] == [
        ("database", False, "127.0.0.1:1/nothing")
    ]
    assert "canary" not in str(answer)
    await nowhere.close()
