"""Contexts as processes of their own: started, watched, started again when they die, and ended with this process."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from m_kit import clock

from business_m.channels import connect
from business_m.identity import Identity
from business_m.ports import LOOPBACK, port_of, reserve
from business_m.settings import environment_of_child

START_TIMEOUT_SECONDS = 60.0
STOP_TIMEOUT_SECONDS = 2.0
# A process that ends sooner than this after its start is given time before it is started once more.
SOON_SECONDS = 5.0
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 5.0
LOG_LIMIT_BYTES = 20_000_000
LOG_TAIL_BYTES = 2_000

log = logging.getLogger(__name__)


class ContextStartFailed(Exception):
    """A context's process ended, or was not ready in time; the message ends with the last lines of its log."""


@dataclass
class ContextProcess:
    """One context's process. Its port stays the same however often it is started."""

    context: str
    database: str
    environment: Mapping[str, str]
    log_path: Path
    port: socket.socket = field(default_factory=lambda: reserve(0, 0))
    tls: Identity | None = None
    """How we show ourselves to it, where it takes calls by mutual TLS."""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def grpc_target(self) -> str:
        """Where it answers."""
        return f"{LOOPBACK}:{port_of(self.port)}"

    def described(self) -> dict[str, Any]:
        """As the ready line has it."""
        pid = self.process.pid if self.process else 0
        return {"context": self.context, "pid": pid, "grpc_target": self.grpc_target, "database": self.database}

    def spawn(self, **variables: str) -> None:
        """Starts it, from the main thread: it dies with that. `variables` are for this start alone."""
        command = [sys.executable, "-P", "-m", "business_m.cli", "serve", self.context, "--json"]
        _make_room(self.log_path)
        with self.log_path.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, f"--grpc-port={port_of(self.port)}", f"--parent={os.getpid()}"],
                env=environment_of_child(**self.environment, **variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def ended(self) -> int:
        """Its exit code, negative where a signal ended it; told by the kernel, nobody polls."""
        if self.process is None:
            raise RuntimeError(f"{self.context} was not started")
        if self.process.returncode is not None:
            return self.process.returncode
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        handle = os.pidfd_open(self.process.pid)
        loop.add_reader(handle, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(handle)
            os.close(handle)
        return self.process.wait()

    async def serving(self) -> None:
        """Returns once its health service answers that it serves. Raises ContextStartFailed where that takes long."""
        request = health_pb2.HealthCheckRequest()
        async with connect(self.grpc_target, self.tls, self.context) as channel:
            stub = health_pb2_grpc.HealthStub(channel)
            try:
                answer = await stub.Check(request, wait_for_ready=True, timeout=START_TIMEOUT_SECONDS)
            except grpc.aio.AioRpcError as error:
                raise self.failed(
                    f"was not ready within {START_TIMEOUT_SECONDS:.0f} s ({error.code().name})"
                ) from error
        if answer.status != health_pb2.HealthCheckResponse.SERVING:
            raise self.failed("says that it does not serve")

    def failed(self, what: str) -> ContextStartFailed:
        """With the end of its log."""
        tail = self.log_path.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
        return ContextStartFailed(f"{self.context} {what}; {self.log_path} ends:\n{tail}")

    def send(self, number: signal.Signals) -> None:
        """Signals it, where it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)


class ContextProcesses:
    """Several of them, kept going. `changed` is called whenever one was started again."""

    def __init__(self, processes: Sequence[ContextProcess]) -> None:
        self.changed: Callable[[], None] = lambda: None
        self._processes = tuple(processes)
        self._keeping: list[asyncio.Task[None]] = []

    def described(self) -> list[dict[str, Any]]:
        """As the ready line has them."""
        return [process.described() for process in self._processes]

    def spawn(self, **variables: str) -> None:
        """Starts all of them; `variables` are for this first start alone."""
        for process in self._processes:
            process.spawn(**variables)

    async def ready(self) -> None:
        """Returns once all of them serve; from then on they are kept going. Raises ContextStartFailed."""
        waiting = [asyncio.create_task(_served_or_ended(process)) for process in self._processes]
        try:
            await asyncio.gather(*waiting)
        finally:
            await _cancelled(waiting)
        self._keeping = [asyncio.create_task(self._keep(process)) for process in self._processes]

    async def stop(self) -> None:
        """Ends all of them at once: in order, or by force where that takes more than 2 s."""
        await _cancelled(self._keeping)
        started = [process for process in self._processes if process.process is not None]
        for number in (signal.SIGTERM, signal.SIGKILL):
            for process in started:
                process.send(number)
            ending = [asyncio.create_task(process.ended()) for process in started]
            if ending:
                await asyncio.wait(ending, timeout=STOP_TIMEOUT_SECONDS)
            await _cancelled(ending)
        for process in self._processes:
            process.port.close()

    async def _keep(self, process: ContextProcess) -> None:
        started, pause_seconds = clock.monotonic_seconds(), 0.0
        while True:
            code = await process.ended()
            lived_seconds = clock.monotonic_seconds() - started
            if lived_seconds > SOON_SECONDS:
                pause_seconds = 0.0
            log.error("%s ended with %d: starting it again in %.1f s", process.context, code, pause_seconds)
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(pause_seconds + PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
            try:
                process.spawn()
            except OSError:
                log.exception("%s did not start: trying again", process.context)
            else:
                self.changed()
            started = clock.monotonic_seconds()


@contextlib.asynccontextmanager
async def kept_running(
    processes: Sequence[ContextProcess], failpoint: str | None = None
) -> AsyncIterator[ContextProcesses]:
    """Started, and in the end stopped. A fail point is armed in their first start alone: what comes after must go."""
    kept = ContextProcesses(processes)
    try:
        kept.spawn(**({"M_FAILPOINT": failpoint} if failpoint else {}))
        yield kept
    finally:
        await kept.stop()


async def _served_or_ended(process: ContextProcess) -> None:
    serving, ended = asyncio.create_task(process.serving()), asyncio.create_task(process.ended())
    try:
        await asyncio.wait((serving, ended), return_when=asyncio.FIRST_COMPLETED)
        if not serving.done():
            raise process.failed(f"ended with {ended.result()} while it started")
        serving.result()
    finally:
        await _cancelled((serving, ended))


async def _cancelled(tasks: Sequence["asyncio.Task[Any]"]) -> None:
    """Ends tasks, and waits until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _make_room(log_path: Path) -> None:
    """Keeps one old log beside the current one."""
    log_path.parent.mkdir(mode=0o700, exist_ok=True)
    if log_path.exists() and log_path.stat().st_size > LOG_LIMIT_BYTES:
        log_path.rename(log_path.with_suffix(".log.1"))
