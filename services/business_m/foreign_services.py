"""Services of other packages that every server of ours serves too."""

from collections.abc import Sequence

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

FOREIGN_SERVICES = (health.SERVICE_NAME, reflection.SERVICE_NAME)


async def add_foreign_services(server: grpc.aio.Server, services: Sequence[str]) -> None:
    """Health, all serving, and reflection."""
    servicer = health.aio.HealthServicer()
    for service in ("", *services):
        await servicer.set(service, health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    reflection.enable_server_reflection([*services, *FOREIGN_SERVICES], server)
