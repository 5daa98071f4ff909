"""What the doctor makes of what contexts say."""

import pytest
from businessm.check.v1 import check_service_pb2 as pb

from business_m.cli.doctor import shared_databases


def says(context: str, pid: int, address: str, *, healthy: bool = True) -> pb.DescribeContextResponse:
    answer = pb.DescribeContextResponse(context=context, pid=pid, database=address.split("/")[-1], healthy=healthy)
    answer.engines.add(name="database", adapter="postgres", address=address, healthy=healthy)
    return answer


SHARED = ["finance and masters are 2 processes on one database"]


@pytest.mark.parametrize(
    ("finance", "masters", "findings"),
    [
        (says("finance", 1, "db:5432/erp"), says("masters", 1, "db:5432/erp"), []),
        (says("finance", 1, "db:5432/one"), says("masters", 2, "db:5432/other"), []),
        (says("finance", 1, "here:5432/erp"), says("masters", 2, "there:5432/erp"), []),
        (says("finance", 1, "db:5432/erp"), says("masters", 2, "db:5432/erp"), SHARED),
        (says("finance", 1, "db:5432/erp"), says("masters", 2, "db:5432/erp", healthy=False), []),
    ],
)
def test_two_processes_on_one_database_are_found(
    finance: pb.DescribeContextResponse, masters: pb.DescribeContextResponse, findings: list[str]
) -> None:
    assert shared_databases([finance, masters]) == findings
