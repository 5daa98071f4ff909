"""`m mesh up`, `m mesh down` and `m mesh kill`."""

import os
import select
import signal
from pathlib import Path

import click

from business_m.catalog import NAMES
from business_m.cli.foreground import refusals, with_options
from business_m.cli.outcome import REFUSED, UNREACHABLE, USAGE, Ended, print_json, progress
from business_m.cli.start import stop_running
from business_m.run_file import RunFile
from business_m.settings import Settings

KILL_TIMEOUT_SECONDS = 5.0


@click.group()
def mesh() -> None:
    """Contexts as processes of their own, on one machine."""


@mesh.command()
@click.option("--plain", is_flag=True, help="Plain gRPC between the processes, and no other server but PostgreSQL.")
@click.option("--only", help="These contexts alone, by comma; the rest run in this process.")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Where everything is kept.")
@click.option("--http-port", type=click.IntRange(0, 65535), help="8080, or the next free one.")
@click.option("--grpc-port", type=click.IntRange(0, 65535), help="50051, or the next free one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line on stdout when ready.")
def up(
    plain: bool, only: str | None, data_dir: Path | None, http_port: int | None, grpc_port: int | None, as_json: bool
) -> None:
    """Start a process with a database of its own for every context; Ctrl+C stops all of them."""
    if not plain:
        raise Ended("the mesh with Envoy and NATS is not there yet: say --plain", USAGE)
    apart = _named(only)
    from business_m.serve import Ready, serve

    def ready(facts: Ready) -> None:
        if as_json:
            print(facts.line(), flush=True)
            return
        for one in facts.processes:
            progress(f"{one['context']}: pid {one['pid']}, gRPC {one['grpc_target']}, database {one['database']}")
        progress(f"ready in {facts.start_seconds} s: {facts.http_url}  (gRPC {facts.grpc_target})  Ctrl+C stops it")

    with refusals():
        serve(with_options(Settings.from_environment(), data_dir, http_port, grpc_port), progress, ready, apart)


@mesh.command()
def down() -> None:
    """Stop the mesh of this data directory and wait until all of it is gone."""
    stop_running(Settings.from_environment().data_dir)


@mesh.command()
@click.argument("context", type=click.Choice(NAMES))
def kill(context: str) -> None:
    """Kill the process of one context (SIGKILL); the mesh starts it again."""
    data_dir = Settings.from_environment().data_dir
    found = RunFile.read(data_dir)
    if found is None:
        raise Ended(f"no server is running on {data_dir}", UNREACHABLE)
    pids = {str(one["context"]): int(one["pid"]) for one in found.processes}
    if context not in pids:
        raise Ended(f"{context} has no process of its own: it runs in pid {found.pid}", REFUSED)
    try:
        handle = os.pidfd_open(pids[context])
    except ProcessLookupError:
        raise Ended(f"pid {pids[context]} of {context} is gone already", REFUSED) from None
    try:
        _kill_child(handle, pids[context], found.pid)
    finally:
        os.close(handle)
    print_json({"event": "killed", "context": context, "pid": pids[context]})


def _kill_child(handle: int, pid: int, parent: int) -> None:
    """Kills the process behind the handle, once it is sure to be the parent's child, and waits for its end."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    if int(fields[1]) != parent:
        raise Ended(f"pid {pid} is no child of pid {parent}", REFUSED)
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    if not select.select([handle], [], [], KILL_TIMEOUT_SECONDS)[0]:
        raise Ended(f"pid {pid} did not end", REFUSED)


def _named(only: str | None) -> tuple[str, ...]:
    """The contexts of --only; all of them without it. Raises Ended."""
    if only is None:
        return NAMES
    names = tuple(name.strip() for name in only.split(",") if name.strip())
    unknown = [name for name in names if name not in NAMES]
    if unknown or not names:
        what = f"there is no context {unknown[0]}" if unknown else "--only names no context"
        raise Ended(f"{what}: there are {', '.join(NAMES)}", USAGE)
    return names
