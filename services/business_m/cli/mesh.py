"""`m mesh up`, `m mesh down`, `m mesh kill` and `m mesh restart`."""

import os
import select
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from business_m.catalog import NAMES
from business_m.cli.connection import Connection
from business_m.cli.foreground import refusals, with_options
from business_m.cli.outcome import REFUSED, UNREACHABLE, USAGE, Ended, print_json, progress
from business_m.cli.start import stop_running
from business_m.run_file import RunFile
from business_m.settings import Settings

KILL_TIMEOUT_SECONDS = 5.0
RESTART_TIMEOUT_SECONDS = 30.0
ASK_AGAIN_SECONDS = 0.1
MOST_REPLICAS = 16
ENGINES = ("envoy", "nats", "postgresql")


@click.group()
def mesh() -> None:
    """Contexts as processes of their own, on one machine."""


@mesh.command()
@click.option("--plain", is_flag=True, help="Plain gRPC between the processes, and no other server but PostgreSQL.")
@click.option("--only", help="With --plain: these contexts alone, by comma; the rest run in this process.")
@click.option("--replicas", help="So many processes of a context, by comma: wms=2,finance=3; one of all others.")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Where everything is kept.")
@click.option("--http-port", type=click.IntRange(0, 65535), help="8080, or the next free one.")
@click.option("--grpc-port", type=click.IntRange(0, 65535), help="50051, or the next free one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line on stdout when ready.")
def up(
    plain: bool,
    only: str | None,
    replicas: str | None,
    data_dir: Path | None,
    http_port: int | None,
    grpc_port: int | None,
    as_json: bool,
) -> None:
    """Start a process with a database of its own for every context, Envoy before and between them with mutual TLS, and
    NATS for their events; Ctrl+C stops all of them."""
    if plain and replicas:
        raise Ended("--replicas takes the Envoy that --plain goes without", USAGE)
    if only is not None and not plain:
        raise Ended("--only goes with --plain: the whole mesh has a process for every context", USAGE)
    from business_m.serve import Ready, serve

    def ready(facts: Ready) -> None:
        if as_json:
            print(facts.line(), flush=True)
            return
        for one in facts.processes:
            progress(f"{one['context']}: pid {one['pid']}, gRPC {one['grpc_target']}, database {one['database']}")
        for phase, seconds in facts.phases.items():
            progress(f"{phase}: done after {seconds} s")
        progress(f"ready in {facts.start_seconds} s: {facts.http_url}  (gRPC {facts.grpc_target})  Ctrl+C stops it")

    with refusals():
        settings = with_options(Settings.from_environment(), data_dir, http_port, grpc_port)
        known = (*NAMES, *settings.plugins)
        apart, counts = _named(only, known), None if plain else _counted(replicas or "", known)
        serve(settings, progress, ready, apart, counts)


@mesh.command()
def down() -> None:
    """Stop the mesh of this data directory and wait until all of it is gone."""
    stop_running(Settings.from_environment().data_dir)


@mesh.command()
@click.argument("name", metavar="CONTEXT|ENGINE")
def kill(name: str) -> None:
    """Kill one process of a context, or an engine (SIGKILL); the mesh starts it again."""
    found = _run_file()
    _require_known(name, (*_contexts(found), *ENGINES))
    engines = {str(one["name"]): int(one["pid"]) for one in found.engines}
    pid = engines.get(name) or next(iter(_pids(found, name)), 0)
    if not pid:
        what = "is no engine of ours" if name in ENGINES else f"has no process of its own: it runs in pid {found.pid}"
        raise Ended(f"{name} {what}", REFUSED)
    with _child(pid, name, found.pid) as handle:
        _end(handle, pid, signal.SIGKILL)
    print_json({"event": "killed", "engine" if name in engines else "context": name, "pid": pid})


@mesh.command()
@click.argument("context")
def restart(context: str) -> None:
    """Restart the processes of a context one after the other, each in order; the next once the one before serves."""
    found = _run_file()
    _require_known(context, _contexts(found))
    pids = _pids(found, context)
    if not pids:
        raise Ended(f"{context} has no process of its own: it runs in pid {found.pid}", REFUSED)
    restarted = []
    for pid in pids:
        before = set(_pids(_run_file(), context))
        with _child(pid, context, found.pid) as handle:
            _end(handle, pid, signal.SIGTERM)
        restarted.append(_serving_anew(context, before))
    print_json({"event": "restarted", "context": context, "pids": restarted})


def _serving_anew(context: str, before: set[int]) -> int:
    """The process that took the place of one of those before, once calls reach it. Raises Ended."""
    until = time.monotonic() + RESTART_TIMEOUT_SECONDS
    connection = Connection.open()
    while time.monotonic() < until:
        new = set(_pids(_run_file(), context)) - before
        if new and connection.answering_pid(context) in new:
            return new.pop()
        time.sleep(ASK_AGAIN_SECONDS)
    raise Ended(f"{context} did not serve again within {RESTART_TIMEOUT_SECONDS:.0f} s", REFUSED)


def _run_file() -> RunFile:
    data_dir = Settings.from_environment().data_dir
    found = RunFile.read(data_dir)
    if found is None:
        raise Ended(f"no server is running on {data_dir}", UNREACHABLE)
    return found


def _contexts(found: RunFile) -> tuple[str, ...]:
    """Those of the catalog and the plugins that run."""
    return (*NAMES, *found.plugins)


def _require_known(name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise Ended(f"there is no {name}: there are {', '.join(known)}", USAGE)


def _pids(found: RunFile, context: str) -> list[int]:
    return [int(one["pid"]) for one in found.processes if one["context"] == context]


@contextmanager
def _child(pid: int, name: str, parent: int) -> Iterator[int]:
    """A handle to a process that is sure to be the parent's child. Raises Ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        raise Ended(f"pid {pid} of {name} is gone already", REFUSED) from None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        if int(fields[1]) != parent:
            raise Ended(f"pid {pid} is no child of pid {parent}", REFUSED)
        yield handle
    finally:
        os.close(handle)


def _end(handle: int, pid: int, number: signal.Signals) -> None:
    """Signals the process behind the handle and waits for its end. Raises Ended."""
    signal.pidfd_send_signal(handle, number)
    if not select.select([handle], [], [], KILL_TIMEOUT_SECONDS)[0]:
        raise Ended(f"pid {pid} did not end", REFUSED)


def _counted(replicas: str, known: Sequence[str]) -> dict[str, int]:
    """Context to number of processes, of `wms=2,finance=3`. Raises Ended."""
    counts: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in replicas.split(","))):
        name, _, count = part.partition("=")
        if name not in known:
            raise Ended(f"--replicas: there is no context {name}: there are {', '.join(known)}", USAGE)
        if not (count.isascii() and count.isdecimal() and 1 <= int(count) <= MOST_REPLICAS):
            raise Ended(f"--replicas: {part}: say how many processes, 1 to {MOST_REPLICAS}", USAGE)
        counts[name] = int(count)
    return counts


def _named(only: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """The contexts of --only; all of them without it. Raises Ended."""
    if only is None:
        return known
    names = tuple(name.strip() for name in only.split(",") if name.strip())
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        what = f"there is no context {unknown[0]}" if unknown else "--only names no context"
        raise Ended(f"{what}: there are {', '.join(known)}", USAGE)
    return names
