"""`m start` and `m stop`."""

import os
import signal
from pathlib import Path

import click

from business_m.cli.foreground import refusals, with_options
from business_m.cli.outcome import REFUSED, UNREACHABLE, Ended, print_json, progress
from business_m.run_file import RunFile
from business_m.settings import Settings

STOP_TIMEOUT_SECONDS = 15.0


@click.command()
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Where everything is kept.")
@click.option("--http-port", type=click.IntRange(0, 65535), help="8080, or the next free one.")
@click.option("--grpc-port", type=click.IntRange(0, 65535), help="50051, or the next free one.")
@click.option("--demo", is_flag=True, help="Once it is ready make the demo company, where there is no other.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line on stdout when ready.")
def start(data_dir: Path | None, http_port: int | None, grpc_port: int | None, demo: bool, as_json: bool) -> None:
    """Start everything in this process; Ctrl+C stops it."""
    from business_m.demo_process import demo_beside
    from business_m.serve import Ready, serve

    def ready(facts: Ready) -> None:
        if as_json:
            print(facts.line(), flush=True)
        else:
            progress(f"ready in {facts.start_seconds} s: {facts.http_url}  (gRPC {facts.grpc_target})  Ctrl+C stops it")
        if demo:
            make_demo(Path(facts.data_dir))

    with refusals(), demo_beside() as make_demo:
        serve(with_options(Settings.from_environment(), data_dir, http_port, grpc_port), progress, ready)


@click.command()
def stop() -> None:
    """Stop the server of this data directory and wait until it is gone."""
    stop_running(Settings.from_environment().data_dir)


def stop_running(data_dir: Path) -> None:
    """Ends what runs on these data, and says so. Raises Ended where nothing does."""
    found = RunFile.read(data_dir)
    if found is None:
        raise Ended(f"no server is running on {data_dir}", UNREACHABLE)
    try:
        handle = os.pidfd_open(found.pid)
    except ProcessLookupError:
        RunFile.remove(data_dir)
        raise Ended(f"no server is running on {data_dir}", UNREACHABLE) from None
    _end(handle)
    print_json({"event": "stopped", "pid": found.pid})


def _end(handle: int) -> None:
    """SIGTERM, then waits for the process' end without polling. Raises Ended where it takes too long."""
    import select

    try:
        signal.pidfd_send_signal(handle, signal.SIGTERM)
        if not select.select([handle], [], [], STOP_TIMEOUT_SECONDS)[0]:
            raise Ended(f"it did not stop within {STOP_TIMEOUT_SECONDS:.0f} s", REFUSED)
    finally:
        os.close(handle)
