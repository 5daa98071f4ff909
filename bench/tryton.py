"""T, the peer: Tryton 8.2 posting stock with its ledger entries, in a database of the same PostgreSQL server as ours.

One unit of work is one stock move from a supplier done with its ledger entry posted, or an account move of two lines
written and posted, in one durable transaction per client call. The draft stock move is made before, outside the clock,
as our draft receipt is. As many processes as there are clients call Tryton's models directly: Tryton at its best, with
no HTTP, no JSON and no interpreter shared. Products are valued at a fixed cost in Tryton, the method that writes least;
ours keep FIFO layers.

Tryton lives in an environment of its own, TRYTON_VENV where that names one, else made once beneath build/ from the
package index; where neither can be had, Missing says why.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import venv
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import asyncpg
from m_engines.postgresql import PostgresAddress

from tools.layout import ROOT

PACKAGES = (
    "trytond[postgresql]==8.2.*",
    "trytond_account_stock_continental==8.2.*",
    "psycopg2-binary",
    "psycopg[binary]",
)
MODULES = ("ir", "res", "company", "account", "stock", "account_stock_continental")
DATABASE = "tryton_bench"
PASSWORD = "bench-of-stock-1"
SET_UP_SECONDS = 600
CACHE = ROOT / "build"
WORKER = Path(__file__).with_name("_tryton_worker.py")
ANSWER_BYTES = 1 << 20


class Missing(Exception):
    """Tryton cannot be had here."""


class Tryton:
    """Its worker, set up."""

    name = "Tryton 8.2"

    def __init__(self, worker: asyncio.subprocess.Process) -> None:
        self._worker = worker

    async def rate(self, clients: int, moves_each: int, what: str = "moves") -> float:
        """How many stock moves per second, or "vouchers" (account moves), `clients` processes together get done."""
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        self._worker.stdin.write(json.dumps({"clients": clients, "what": what, "each": moves_each}).encode() + b"\n")
        await self._worker.stdin.drain()
        line = await self._worker.stdout.readline()
        if not line:
            raise RuntimeError(f"Tryton's worker ended: {await self._worker.wait()}")
        return float(json.loads(line)["per_second"])


@contextlib.asynccontextmanager
async def tryton(server: PostgresAddress, folder: Path) -> AsyncIterator[Tryton]:
    """Tryton on a new database of the server. Raises Missing, and RuntimeError where its own set-up fails."""
    python = await asyncio.to_thread(_environment)
    config = folder / "trytond.conf"
    # libpq takes the socket's folder for a host where it is quoted.
    config.write_text(f"[database]\nuri = postgresql://{server.user}@:{server.port}/?host={server.host}\n")
    await _new_database(server)
    secret = folder / "tryton-password"
    secret.write_text(PASSWORD)
    environment = {**os.environ, "TRYTOND_CONFIG": str(config), "TRYTONPASSFILE": str(secret)}
    update = ("-u", *MODULES, "--activate-dependencies", "--email", "bench@example.com", "--password")
    await _run(environment, python.with_name("trytond-admin"), "-d", DATABASE, *update)
    await _run(environment, python, WORKER, "set_up", "--database", DATABASE)
    worker = await asyncio.create_subprocess_exec(
        *(python, WORKER, "serve", "--database", DATABASE),
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=ANSWER_BYTES,
    )
    try:
        yield Tryton(worker)
    finally:
        assert worker.stdin is not None
        worker.stdin.close()
        await worker.wait()


def _environment() -> Path:
    """The interpreter of an environment with Tryton."""
    named = os.environ.get("TRYTON_VENV")
    if named:
        python = Path(named) / "bin" / "python"
        if not python.exists():
            raise Missing(f"TRYTON_VENV={named} has no interpreter")
        return python
    made = CACHE / "tryton"
    python = made / "bin" / "python"
    if not (made / "ready").exists():
        print("making an environment for Tryton", file=sys.stderr)
        venv.create(made, with_pip=True, clear=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *PACKAGES], stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            raise Missing(f"pip cannot install it: {done.stderr.strip().splitlines()[-1:]}")
        (made / "ready").touch()
    return python


async def _new_database(server: PostgresAddress) -> None:
    connection = await asyncpg.connect(
        host=server.host, port=server.port, user=server.user, password=server.password, database=server.database
    )
    try:
        await connection.execute(f"create database {DATABASE}")
    finally:
        await connection.close()


async def _run(environment: Mapping[str, str], *command: object) -> None:
    running = await asyncio.create_subprocess_exec(
        *map(str, command), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    async with asyncio.timeout(SET_UP_SECONDS):
        said, _ = await running.communicate()
    if running.returncode:
        raise RuntimeError(f"{command[0]} ended with {running.returncode}: {said.decode()[-2000:]}")
