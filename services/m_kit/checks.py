"""Findings of a context's checks, as CheckService answers them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from businessm.check.v1 import check_service_pb2 as pb

MOST_VIOLATIONS = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant: how many things were looked at, and a sentence for each that breaks it."""

    id: str
    title: str
    checked: int
    violations: list[str] = field(default_factory=list)


def checks_response(findings: Iterable[Finding]) -> pb.RunChecksResponse:
    """Where nothing was there to check, the invariant is not applicable."""
    return pb.RunChecksResponse(invariants=map(_invariant, findings))


def _invariant(finding: Finding) -> pb.Invariant:
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
