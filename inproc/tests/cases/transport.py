"""The two ways a case is run: over a real socket, and in process."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import Any

import grpc
import grpc.aio

import grpc_inproc
from grpc_inproc.context_variables import client_interceptors, server_interceptors, sync_client_interceptors

_numbers = itertools.count()


class Network:
    """grpc.aio over a unix socket, or over TCP on the loopback."""

    def __init__(self, tcp: bool = False) -> None:
        self._tcp = tcp
        self._targets: dict[int, str] = {}
        self._directory = Path(tempfile.mkdtemp(prefix="inproc"))
        self.name = "tcp" if tcp else "unix"

    def make_server(self, **kwargs: Any) -> Any:
        listed = kwargs.pop("context_variables", None)
        if listed:
            kwargs["interceptors"] = [*server_interceptors(listed), *kwargs.get("interceptors", ())]
        server = grpc.aio.server(**kwargs)
        if self._tcp:
            self._targets[id(server)] = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        else:
            target = f"unix:{self._directory}/{next(_numbers)}"
            server.add_insecure_port(target)
            self._targets[id(server)] = target
        return server

    def connect(self, server: Any, **kwargs: Any) -> grpc.aio.Channel:
        listed = kwargs.pop("context_variables", None)
        if listed:
            kwargs["interceptors"] = [*kwargs.get("interceptors", ()), *client_interceptors(listed)]
        options = (("grpc.use_local_subchannel_pool", 1), *(kwargs.pop("options", None) or ()))
        return grpc.aio.insecure_channel(self._targets[id(server)], options=options, **kwargs)

    def connect_sync(self, server: Any, **kwargs: Any) -> grpc.Channel:
        listed = kwargs.pop("context_variables", None)
        interceptors = [*kwargs.pop("interceptors", ()), *(sync_client_interceptors(listed) if listed else ())]
        channel = grpc.insecure_channel(self._targets[id(server)], **kwargs)
        return grpc.intercept_channel(channel, *interceptors) if interceptors else channel


class InProcess:
    """The channel under test."""

    def __init__(self, isolation: grpc_inproc.Isolation = grpc_inproc.COPY) -> None:
        self._isolation = isolation
        self.name = isolation.value

    def make_server(self, **kwargs: Any) -> Any:
        return grpc_inproc.make_server(**kwargs)

    def connect(self, server: Any, **kwargs: Any) -> grpc.aio.Channel:
        return grpc_inproc.connect(server, isolation=self._isolation, **kwargs)

    def connect_sync(self, server: Any, **kwargs: Any) -> grpc.Channel:
        return grpc_inproc.connect_sync(server, isolation=self._isolation, **kwargs)
