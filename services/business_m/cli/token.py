"""`m token`."""

import click
from businessm.identity.v1 import session_service_pb2 as pb
from businessm.identity.v1 import session_service_pb2_grpc

from business_m.cli.connection import Connection
from business_m.cli.outcome import print_json


@click.command()
@click.option("--user", required=True, help="Whom the token speaks for.")
@click.option("--tenant", default="default", show_default=True)
@click.option("--role", "roles", multiple=True, help="In place of the user's own roles; may be given again.")
@click.option("--lifetime", type=click.IntRange(60, 86_400), default=3600, show_default=True, help="Seconds.")
@click.option("--json", "as_json", is_flag=True)
def token(user: str, tenant: str, roles: tuple[str, ...], lifetime: int, as_json: bool) -> None:
    """Print a JSON Web Token. Only the owner of the data directory can."""
    connection = Connection.open()
    stub = session_service_pb2_grpc.SessionServiceStub(connection.channel)
    request = pb.IssueTokenRequest(tenant=tenant, username=user, roles=roles, lifetime_seconds=lifetime)
    issued = connection.call(stub.IssueToken, request, as_owner=True)
    if as_json:
        print_json({"token": issued.access_token, "expire_time": issued.expire_time.ToJsonString()})
    else:
        click.echo(issued.access_token)
