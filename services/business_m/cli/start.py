"""`m start` and `m stop`."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import click
from m_engines.postgresql import AlreadyRunning, EngineError
from m_kit.errors import BusinessError, MigrationError
from m_kit.logs import set_up_logs

from business_m.cli.outcome import REFUSED, UNREACHABLE, USAGE, Ended, print_json, progress
from business_m.ports import PortTaken
from business_m.run_file import RunFile
from business_m.settings import SettingInvalid, Settings

STOP_TIMEOUT_SECONDS = 15.0


@click.command()
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Where everything is kept.")
@click.option("--http-port", type=click.IntRange(0, 65535), help="8080, or the next free one.")
@click.option("--grpc-port", type=click.IntRange(0, 65535), help="50051, or the next free one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line on stdout when ready.")
def start(data_dir: Path | None, http_port: int | None, grpc_port: int | None, as_json: bool) -> None:
    """Start everything in this process; Ctrl+C stops it."""
    from business_m.serve import Ready, serve

    def ready(facts: Ready) -> None:
        if as_json:
            print(facts.line(), flush=True)
        else:
            progress(f"ready in {facts.start_seconds} s: {facts.http_url}  (gRPC {facts.grpc_target})  Ctrl+C stops it")

    try:
        settings = _with_options(Settings.from_environment(), data_dir, http_port, grpc_port)
        set_up_logs("WARNING")
        serve(settings, progress, ready)
    except (PortTaken, SettingInvalid) as error:
        raise Ended(str(error), USAGE) from error
    except AlreadyRunning as error:
        raise Ended(f"already running, pid {error.pid}", REFUSED) from error
    except EngineError as error:
        raise Ended(str(error), USAGE) from error
    except MigrationError as error:
        raise Ended(str(error), REFUSED) from error
    except BusinessError as error:
        raise Ended(error.message, UNREACHABLE) from error


@click.command()
def stop() -> None:
    """Stop the server of this data directory and wait until it is gone."""
    data_dir = Settings.from_environment().data_dir
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


def _with_options(settings: Settings, data_dir: Path | None, http_port: int | None, grpc_port: int | None) -> Settings:
    """What the command line says goes before the environment."""
    return replace(
        settings,
        data_dir=(data_dir or settings.data_dir).absolute(),
        http_port=settings.http_port if http_port is None else http_port,
        grpc_port=settings.grpc_port if grpc_port is None else grpc_port,
    )
