"""The calls of a process' contexts that come over NATS: what the native port is for gRPC."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import grpc_inproc
from m_kit.interceptors.unreadable import RefuseUnreadable

from business_m.catalog import owners, sharers
from business_m.channels import LIMITS
from business_m.foreign_services import add_foreign_services
from business_m.native import ContextRouter
from business_m.topology import Application


@contextlib.asynccontextmanager
async def nats_port(application: Application, grace_seconds: float) -> AsyncIterator[None]:
    """Each context that runs here is served where NATS_URL says, by the same handlers behind the same steps as at the
    native port; without NATS_URL nothing is. NATS may come later, and go and come again."""
    home = application.broker.home
    if home is None or not application.contexts:
        yield
        return
    from m_engines.nats.call_server import NatsCallServer

    server = grpc_inproc.make_server(interceptors=[RefuseUnreadable(), application.pipeline], options=LIMITS)
    owner_of, shared = owners(application.modules), sharers(application.modules)
    wirings = {name: context.wiring for name, context in application.contexts.items()}
    server.add_generic_rpc_handlers((ContextRouter(wirings, shared),))
    await add_foreign_services(server, [*owner_of, *shared])
    await server.start()
    async with grpc_inproc.connect(server, options=LIMITS) as channel:
        serving = [NatsCallServer(home, name, channel) for name in application.contexts]
        tasks = [asyncio.create_task(one.run(), name=f"calls over NATS of {one.context}") for one in serving]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*(one.stop(grace_seconds) for one in serving))
    await server.stop(None)
