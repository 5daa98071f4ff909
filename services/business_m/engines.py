"""The servers that run beside us: what is told of them, and that they are started again where they die."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

WATCH_SECONDS = 0.2

log = logging.getLogger(__name__)


class Server(Protocol):
    """What every embedded server shows of itself."""

    @property
    def version(self) -> str:
        """The program's."""

    @property
    def pid(self) -> int:
        """The process it is now."""

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One server by its name. `start` starts it again where it died; `address` is where it is asked whether it is
    well, empty where only contexts can say that."""

    name: str
    server: Server
    start: Callable[[], object]
    address: str = ""

    def described(self) -> dict[str, Any]:
        """As run.json and the ready line have it."""
        return {
            "name": self.name,
            "version": self.server.version,
            "pid": self.server.pid,
            "address": self.address,
        }


def described(engines: Sequence[Engine]) -> list[dict[str, Any]]:
    """All of them."""
    return [engine.described() for engine in engines]


async def watch(engine: Engine, changed: Callable[[], None]) -> None:
    """Starts a server again where it died, and then calls `changed`; until it is cancelled."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if engine.server.is_running:
            continue
        log.error("%s ended: starting it again", engine.name)
        try:
            engine.start()
        except Exception:
            log.exception("%s did not start: trying again", engine.name)
        else:
            log.info("%s is back, pid %d", engine.name, engine.server.pid)
            changed()
