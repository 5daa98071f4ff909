"""How long until the first call is answered, and how much memory the process then holds.

Beside Tryton's server where `trytond` is on PATH with a database to serve (TRYTOND_CONFIG and TRYTOND_DATABASE name
them); otherwise that column says so.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, arguments, fsync_p50_us, report
from tests.support.indie import folder

FIRST_GOAL, READY_GOAL, MEMORY_GOAL = 10.0, 3.0, 160.0
TIMEOUT_SECONDS = 60.0


@contextmanager
def started(data_dir: Path) -> Iterator[tuple[float, int]]:
    """(seconds from the command to the first answered call, pid) of `m start` on a data directory."""
    command = [str(Path(sys.executable).with_name("m")), "start", "--json", "--http-port", "0", "--grpc-port", "0"]
    environment = {**os.environ, "M_DATA_DIR": str(data_dir)}
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        ready = json.loads(server.stdout.readline())
        token = json.loads((data_dir / "run.json").read_text())["token"]
        request = urllib.request.Request(
            f"{ready['http_url']}/v1/ledger/companies", headers={"authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            answer.read()
        try:
            yield time.perf_counter() - begun, server.pid
        finally:
            server.terminate()
            server.wait(TIMEOUT_SECONDS)


@contextmanager
def tryton(config: str, database: str) -> Iterator[tuple[float, int]]:
    """The same of Tryton's server: the first answered request."""
    begun = time.perf_counter()
    with subprocess.Popen(
        ["trytond", "-c", config, "-d", database], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        address = re.findall(r"^listen\s*=\s*(\S+)", Path(config).read_text(), re.MULTILINE)[0]
        wait_for(f"http://{address}/{database}/", server)
        try:
            yield time.perf_counter() - begun, server.pid
        finally:
            server.terminate()
            server.wait(TIMEOUT_SECONDS)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Returns when anything answers there, an HTTP error too; SystemExit where the server ended or takes a minute."""
    end = time.perf_counter() + TIMEOUT_SECONDS
    while time.perf_counter() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise SystemExit(f"nothing answers at {url}")


def resident_mib(pid: int) -> float:
    """The process' resident memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024


def measure(quick: bool) -> list[Measured]:
    """Every row."""
    first = Measured("first ever start to first OK", "s", goal=f"<= {FIRST_GOAL:.0f} s", reach=_within(FIRST_GOAL))
    again = Measured("start with the database made, to first OK", "s", goal=f"<= {READY_GOAL:.0f} s")
    again.reach = _within(READY_GOAL)
    memory = Measured("resident memory after it", "MiB", goal=f"<= {MEMORY_GOAL:.0f} MiB", reach=_within(MEMORY_GOAL))
    peer = os.environ.get("TRYTOND_CONFIG"), os.environ.get("TRYTOND_DATABASE")
    if not shutil.which("trytond") or not all(peer):
        print("Tryton's server is not installed here: no peer")
    for _ in range(QUICK_SAMPLES if quick else SAMPLES):
        with folder() as data_dir:
            with started(data_dir) as (seconds, _pid):
                first.samples["ours"].append(seconds)
            with started(data_dir) as (seconds, pid):
                again.samples["ours"].append(seconds)
                memory.samples["ours"].append(resident_mib(pid))
        if shutil.which("trytond") and peer[0] and peer[1]:
            with tryton(peer[0], peer[1]) as (seconds, pid):
                again.peer_name = memory.peer_name = "Tryton"
                again.samples["peer"].append(seconds)
                memory.samples["peer"].append(resident_mib(pid))
    return [first, again, memory]


def _within(most: float) -> Callable[[Measured], bool]:
    """Whether the median of ours is at most this."""
    return lambda row: (row.median("ours") or 0.0) <= most


def main() -> None:
    """Measures and prints."""
    options = arguments("start", __doc__ or "")
    with folder() as path:
        fsync_us = fsync_p50_us(path)
    report("start", measure(options.quick), fsync_us, options.json)


if __name__ == "__main__":
    main()
