"""`m doctor`: what runs where."""

from collections.abc import Mapping, Sequence
from typing import Any

import click
from businessm.check.v1 import check_service_pb2 as pb
from businessm.check.v1 import check_service_pb2_grpc

from business_m.cli.connection import Connection
from business_m.cli.outcome import REFUSED, Ended, print_json
from business_m.cli.tables import print_table


@click.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """Show contexts and engines, where they run, and whether they are healthy; exit 1 where one is not."""
    from business_m.catalog import MODULES, CatalogError, owners

    connection = Connection.open()
    stub = check_service_pb2_grpc.CheckServiceStub(connection.channel)  # type: ignore[no-untyped-call]
    try:
        owners()
    except CatalogError as error:
        raise Ended(str(error), REFUSED) from error
    answers = [
        connection.call(stub.DescribeContext, pb.DescribeContextRequest(context=module.name), context=module.name)
        for module in MODULES
    ]
    contexts, engines = [_context(answer, connection.target) for answer in answers], _engines(answers)
    if as_json:
        print_json({"topology": connection.topology, "contexts": contexts, "engines": engines})
    else:
        print_table(["context", "pid", "grpc_target", "database", "healthy"], _as_text(contexts))
        print_table(["name", "adapter", "version", "address", "healthy"], _as_text(engines))
    if not all(one["healthy"] for one in (*contexts, *engines)):
        raise Ended("not everything is healthy", REFUSED, told=True)


def _context(answer: pb.DescribeContextResponse, target: str) -> dict[str, Any]:
    return {
        "context": answer.context,
        "pid": answer.pid,
        "grpc_target": target,
        "database": answer.database,
        "schema": answer.schema,
        "healthy": answer.healthy,
    }


def _engines(answers: Sequence[pb.DescribeContextResponse]) -> list[dict[str, Any]]:
    """Every engine once, whoever uses it."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for answer in answers:
        for one in answer.engines:
            found[one.name, one.adapter, one.address] = {
                "name": one.name,
                "adapter": one.adapter,
                "version": one.version,
                "address": one.address,
                "healthy": one.healthy,
            }
    return list(found.values())


def _as_text(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in rows]
