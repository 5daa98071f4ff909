"""grpcio's own health and reflection servicers, unchanged."""

import asyncio

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2, reflection_pb2_grpc

from .case import case, each
from .world import World


async def _health(world: World):
    server = world.make_server(handlers={})
    servicer = health.aio.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    await server.start()
    return servicer, health_pb2_grpc.HealthStub(world.connect(server).channel)


@each(["", "ledger"])
async def health_check(world: World, service: str) -> None:
    """Check of the whole server, and of a service that serves."""
    servicer, stub = await _health(world)
    await servicer.set(service, health_pb2.HealthCheckResponse.SERVING)
    world.client("status", (await stub.Check(health_pb2.HealthCheckRequest(service=service))).status)


@case()
async def health_of_an_unknown_service(world: World) -> None:
    """Check of an unknown service is NOT_FOUND."""
    _, stub = await _health(world)
    await world.outcome(stub.Check(health_pb2.HealthCheckRequest(service="nowhere")))


@case()
async def health_watch(world: World) -> None:
    """Watch streams each change."""
    servicer, stub = await _health(world)
    call = stub.Watch(health_pb2.HealthCheckRequest(service="ledger"))
    statuses = [health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING]
    world.client("first", (await call.read()).status)
    for status in statuses:
        await servicer.set("ledger", status)
        world.client("then", (await call.read()).status)
    call.cancel()


@case()
async def health_graceful_shutdown(world: World) -> None:
    """enter_graceful_shutdown turns every service to NOT_SERVING."""
    servicer, stub = await _health(world)
    await servicer.set("ledger", health_pb2.HealthCheckResponse.SERVING)
    await servicer.enter_graceful_shutdown()
    world.client("status", (await stub.Check(health_pb2.HealthCheckRequest(service="ledger"))).status)


@case()
async def health_two_watchers(world: World) -> None:
    """Two watchers both hear of a change."""
    servicer, stub = await _health(world)
    calls = [stub.Watch(health_pb2.HealthCheckRequest(service="")) for _ in range(2)]
    world.client("first", [(await call.read()).status for call in calls])
    await servicer.set("", health_pb2.HealthCheckResponse.NOT_SERVING)
    world.client("then", [(await call.read()).status for call in calls])
    for call in calls:
        call.cancel()


async def _ask(world: World, **question) -> None:
    names = ("grpc_inproc.tests.Probe", reflection.SERVICE_NAME)
    server = world.make_server(handlers={})
    reflection.enable_server_reflection(names, server)
    await server.start()
    stub = reflection_pb2_grpc.ServerReflectionStub(world.connect(server).channel)
    request = reflection_pb2.ServerReflectionRequest(**question)
    async for response in stub.ServerReflectionInfo(iter([request])):
        world.client("answer", response)


@case()
async def reflection_lists_services(world: World) -> None:
    """list_services."""
    await _ask(world, list_services="")


@case()
async def reflection_finds_a_file(world: World) -> None:
    """file_by_filename."""
    await _ask(world, file_by_filename="probe/probe.proto")


@case()
async def reflection_finds_a_symbol(world: World) -> None:
    """file_containing_symbol."""
    await _ask(world, file_containing_symbol="grpc_inproc.tests.Order")


@case()
async def reflection_of_nothing(world: World) -> None:
    """An unknown symbol."""
    await _ask(world, file_containing_symbol="nowhere.Nothing")


@case()
async def reflection_of_many(world: World) -> None:
    """Several questions in one stream."""
    server = world.make_server(handlers={})
    reflection.enable_server_reflection(("grpc_inproc.tests.Probe",), server)
    await server.start()
    stub = reflection_pb2_grpc.ServerReflectionStub(world.connect(server).channel)
    call = stub.ServerReflectionInfo()
    for _ in range(3):
        await call.write(reflection_pb2.ServerReflectionRequest(list_services=""))
        world.client("answer", await call.read())
    await call.done_writing()
    world.client("end", await call.read() is grpc.aio.EOF)
    await asyncio.sleep(0)
