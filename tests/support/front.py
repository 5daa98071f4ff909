"""All of it in this process with its front door open, for tests that must look at both sides of it."""

import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path

from business_m.first_admin import TENANT, USERNAME, ensure_admin
from business_m.front_door import http_port
from business_m.topology import Application
from m_engines.postgresql import PostgresAddress

from tests.support.indie import indie
from tests.support.rest import Rest

TOKEN_SECONDS = 3600


@contextlib.asynccontextmanager
async def front(
    data_dir: Path, server: PostgresAddress, *, testing: bool = True
) -> AsyncIterator[tuple[Application, Rest]]:
    """(the application, REST as administrator: to be used in a thread, for the server runs in this one)."""
    async with indie(data_dir, server, testing=testing) as application:
        await ensure_admin(application)
        token, _ = application.issuer.issue(USERNAME, TENANT, ("admin",), TOKEN_SECONDS)
        with socket.create_server(("127.0.0.1", 0)) as http:
            async with http_port(application, http) as url:
                with Rest(url, token) as rest:
                    yield application, rest
