"""`m doctor`: what runs where."""

from collections.abc import Mapping, Sequence
from typing import Any

import click
from businessm.check.v1 import check_service_pb2 as pb
from businessm.check.v1 import check_service_pb2_grpc

from business_m.catalog import NAMES
from business_m.cli.connection import Connection
from business_m.cli.outcome import REFUSED, UNREACHABLE, Ended, print_json, unreachable
from business_m.cli.tables import print_table

ALIVE_TIMEOUT_SECONDS = 5.0


@click.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """Show contexts and engines, where they run, and whether they are healthy; exit 1 where one is not, or where two
    processes work in one database."""
    from business_m.catalog import CatalogError, owners

    connection = Connection.open()
    try:
        owners()
    except CatalogError as error:
        raise Ended(str(error), REFUSED) from error
    answers = {context: _described(connection, context) for context in (*NAMES, *connection.plugins)}
    if not any(answers.values()):
        raise unreachable("no context answers")
    contexts = [_context(connection, context, answer) for context, answer in answers.items()]
    engines = _engines([answer for answer in answers.values() if answer]) + _servers(connection)
    findings = ["not everything is healthy"] if not all(one["healthy"] for one in (*contexts, *engines)) else []
    findings += shared_databases([answer for answer in answers.values() if answer])
    if as_json:
        print_json({"topology": connection.topology, "contexts": contexts, "engines": engines})
    else:
        print_table(["context", "pid", "grpc_target", "database", "healthy"], _as_text(contexts))
        print_table(["name", "adapter", "version", "address", "healthy"], _as_text(engines))
    if findings:
        raise Ended("\n".join(findings), REFUSED, told=True)


def _described(connection: Connection, context: str) -> pb.DescribeContextResponse | None:
    """What the context says of itself; None where it does not answer. Raises Ended where it refuses."""
    stub = check_service_pb2_grpc.CheckServiceStub(connection.channel)
    try:
        answer: pb.DescribeContextResponse = connection.call(
            stub.DescribeContext, pb.DescribeContextRequest(context=context), context=context
        )
    except Ended as end:
        if end.exit_code != UNREACHABLE:
            raise
        return None
    return answer


def _context(connection: Connection, context: str, answer: pb.DescribeContextResponse | None) -> dict[str, Any]:
    """One that does not answer is shown as it was started."""
    started = connection.processes.get(context, {})
    return {
        "context": context,
        "pid": answer.pid if answer else started.get("pid", 0),
        "grpc_target": started.get("grpc_target", connection.target),
        "database": answer.database if answer else started.get("database", ""),
        "schema": answer.schema if answer else "",
        "healthy": bool(answer and answer.healthy),
    }


def shared_databases(answers: Sequence[pb.DescribeContextResponse]) -> list[str]:
    """A sentence for every database that contexts of different processes say they work in."""
    pids: dict[str, dict[int, list[str]]] = {}
    for answer in answers:
        if answer.healthy:
            address = next((one.address for one in answer.engines if one.name == "database"), answer.database)
            pids.setdefault(address, {}).setdefault(answer.pid, []).append(answer.context)
    return [
        f"{' and '.join(name for names in among.values() for name in names)} are {len(among)} processes on one database"
        for among in pids.values()
        if len(among) > 1
    ]


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


def _servers(connection: Connection) -> list[dict[str, Any]]:
    """Servers that no context says anything of, for none talks to them as an engine: asked themselves."""
    return [
        {
            "name": one["name"],
            "adapter": adapter,
            "version": one["version"],
            "address": one["address"],
            "healthy": is_alive(str(one["address"])),
        }
        for one in connection.engines
        for adapter, is_alive in [_SERVERS.get(one["name"], ("", bool))]
        if adapter
    ]


def _is_healthy(http_url: str) -> bool:
    """Whether it answers /healthz."""
    import urllib.request

    try:
        with urllib.request.urlopen(http_url + "/healthz", timeout=ALIVE_TIMEOUT_SECONDS) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _greets(url: str) -> bool:
    """Whether a NATS server says hello."""
    from urllib.parse import urlsplit

    from m_engines.nats.greeting import greets

    parts = urlsplit(url)
    return greets(parts.hostname or "", parts.port or 0, ALIVE_TIMEOUT_SECONDS)


# Name to the adapter it is, and how it is asked whether it lives.
_SERVERS = {"envoy": ("edge", _is_healthy), "nats": ("jetstream", _greets)}


def _as_text(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in rows]
