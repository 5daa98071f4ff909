"""A whole mesh with a proxy on every way between two of its processes, to be told what goes wrong there.

`python -m tests.support.detoured_mesh` is its process at the front, with the proxies in it. It is told by a socket
beside the data directory: a line {"way", "kind"}, which it gives back when that is so.
"""

import contextlib
import json
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from business_m.catalog import NAMES
from business_m.serve import Ready, serve
from business_m.settings import Settings

from tests.setup.running import Running
from tests.support.commands import Commands
from tests.support.mesh import TOLD
from tests.support.proxy import Proxy
from tests.support.whole import MESH, TIMES, Whole

CUT, DEAF, SLOW, MENDED = "cut", "deaf", "slow", "mended"
LONGEST_DELAY_SECONDS = 0.2
REPLICAS = {"wms": 2}
SEED = 5


@dataclass(frozen=True, slots=True)
class Detoured:
    """The mesh, and where it is told what goes wrong between its processes."""

    mesh: Whole
    orders: socket.socket

    def order(self, way: str, kind: str) -> None:
        """From now on it goes so on that way (wms>envoy, envoy>wms-2, wms>nats), until it is MENDED."""
        line = json.dumps({"way": way, "kind": kind}).encode() + b"\n"
        self.orders.sendall(line)
        said = b""
        while not said.endswith(b"\n"):
            said += self.orders.recv(4096)
        assert said == line


@contextlib.contextmanager
def detoured_mesh(data_dir: Path) -> Iterator[Detoured]:
    """Started; stopped in the end."""
    program = (sys.executable, "-m", "tests.support.detoured_mesh")
    with Running(data_dir, command=(), program=program, M_TESTING="1", **TIMES, **TOLD) as running:
        started = running.ready()
        mesh = Whole(MESH, running, started, data_dir, Commands({"M_DATA_DIR": str(data_dir)}))
        with socket.socket(socket.AF_UNIX) as orders:
            orders.connect(str(orders_of(data_dir)))
            yield Detoured(mesh, orders)
        assert running.interrupt()[0] == 0, running.errors


def orders_of(data_dir: Path) -> Path:
    """The socket."""
    return data_dir.with_name(f"{data_dir.name}.orders")


class Proxies:
    """One for each way, made when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Proxy] = {}

    def way(self, name: str, target: str) -> str:
        """As business_m.mesh.Way."""
        proxy = self._made[name] = Proxy(target, seed=SEED)
        proxy.__enter__()
        return proxy.address

    def obey(self, listening: socket.socket) -> None:
        """Does what it is told, until whoever tells is gone."""
        with listening.accept()[0] as orders, orders.makefile("rwb") as lines:
            for line in lines:
                order: dict[str, Any] = json.loads(line)
                proxy = self._made[order["way"]]
                does = {CUT: proxy.cut, DEAF: proxy.lose_answers, SLOW: self._slow(proxy), MENDED: proxy.mend}
                does[order["kind"]]()
                lines.write(line)
                lines.flush()

    @staticmethod
    def _slow(proxy: Proxy) -> Any:
        return lambda: proxy.delay(LONGEST_DELAY_SECONDS)


def main() -> None:
    """Until it is stopped."""
    (data_dir,) = [Path(one.partition("=")[2]) for one in sys.argv if one.startswith("--data-dir=")]
    settings = replace(Settings.from_environment(), data_dir=data_dir, http_port=0, grpc_port=0)
    proxies = Proxies()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(orders_of(data_dir)))
        listening.listen(1)
        threading.Thread(target=proxies.obey, args=(listening,), daemon=True).start()

        def ready(facts: Ready) -> None:
            print(facts.line(), flush=True)

        serve(settings, lambda _: None, ready, NAMES, REPLICAS, proxies.way)


if __name__ == "__main__":
    main()
