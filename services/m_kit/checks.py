"""CheckService, served by every context for itself: its findings, and what it runs on."""

import os
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

import grpc
from businessm.check.v1 import check_service_pb2 as pb
from businessm.check.v1 import check_service_pb2_grpc

from m_kit.caller import current_caller
from m_kit.errors import Unavailable
from m_kit.module import Environment
from m_kit.uow import Transaction

MOST_VIOLATIONS = 100
_DATABASE = (
    "select current_database() as name, current_setting('server_version') as version, current_schema() as schema"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant: how many things were looked at, and a sentence for each that breaks it."""

    id: str
    title: str
    checked: int
    violations: list[str] = field(default_factory=list)


Findings = Callable[[Transaction], Awaitable[Iterable[Finding]]]
Describe = Callable[[], Awaitable[pb.Engine]]


async def nothing_to_check(_: Transaction) -> Iterable[Finding]:
    """For a context that no invariant speaks of yet."""
    return ()


class CheckServicer(check_service_pb2_grpc.CheckServiceServicer):
    """See check_service.proto. `engines` names what the context runs on in its database: name to adapter. `outside`
    describes what it runs on elsewhere."""

    def __init__(
        self,
        environment: Environment,
        findings: Findings = nothing_to_check,
        engines: Iterable[tuple[str, str]] = (),
        outside: Iterable[Describe] = (),
    ) -> None:
        self._environment = environment
        self._findings = findings
        self._engines = tuple(engines)
        self._outside = tuple(outside)

    async def RunChecks(self, _: pb.RunChecksRequest, __: grpc.aio.ServicerContext) -> pb.RunChecksResponse:
        async with self._environment.uow.transaction(current_caller().tenant) as transaction:
            return pb.RunChecksResponse(invariants=map(_invariant, await self._findings(transaction)))

    async def DescribeContext(
        self, _: pb.DescribeContextRequest, __: grpc.aio.ServicerContext
    ) -> pb.DescribeContextResponse:
        answer = pb.DescribeContextResponse(context=self._environment.name, pid=os.getpid())
        try:
            found = (await self._environment.database.call(_DATABASE))[0]
        except Unavailable:
            found = None
        if found is not None:
            answer.database, answer.schema, answer.healthy = found["name"], found["schema"], True
        for name, adapter in (("database", "postgres"), *self._engines):
            version = found["version"] if found is not None else ""
            address = self._environment.database.address
            answer.engines.add(name=name, adapter=adapter, version=version, address=address, healthy=answer.healthy)
        answer.engines.extend([await describe() for describe in self._outside])
        return answer


def _invariant(finding: Finding) -> pb.Invariant:
    """Where nothing was there to check, the invariant is not applicable."""
    if finding.violations:
        status = pb.Invariant.VIOLATED
    else:
        status = pb.Invariant.OK if finding.checked else pb.Invariant.NOT_APPLICABLE
    return pb.Invariant(
        id=finding.id,
        status=status,
        checked=finding.checked,
        violations=finding.violations[:MOST_VIOLATIONS],
        title=finding.title,
    )
