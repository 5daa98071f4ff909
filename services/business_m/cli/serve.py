"""`m serve`."""

from pathlib import Path

import click

from business_m.catalog import NAMES
from business_m.cli.foreground import refusals, with_options
from business_m.cli.outcome import USAGE, Ended, progress
from business_m.parent import die_with
from business_m.settings import Settings


@click.command()
@click.argument("context")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Where keys and passwords are kept.")
@click.option("--grpc-port", type=click.IntRange(0, 65535), help="50051, or the next free one.")
@click.option("--parent", type=int, hidden=True, help="The process to die with, which keeps our port.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line on stdout when ready.")
def serve(context: str, data_dir: Path | None, grpc_port: int | None, parent: int | None, as_json: bool) -> None:
    """Serve one context in this process, on the database of DATABASE_URL; Ctrl+C stops it.

    CONTEXT is one of the catalog, or a plugin of M_PLUGINS. M_REMOTE_<CONTEXT>=grpc://host:port says where every other
    context is, or M_MESH_TARGET where all of them are.
    """
    if parent is not None:
        die_with(parent)
    from business_m.serve_context import ContextReady, serve_context

    def ready(facts: ContextReady) -> None:
        if as_json:
            print(facts.line(), flush=True)
        else:
            progress(f"{context} is ready in {facts.start_seconds} s: {facts.grpc_target}  Ctrl+C stops it")

    with refusals():
        settings = with_options(Settings.from_environment(), data_dir, None, grpc_port)
        known = (*NAMES, *settings.plugins)
        if context not in known:
            raise Ended(f"there is no context {context}: there are {', '.join(known)}", USAGE)
        serve_context(settings, context, ready, kept_port=grpc_port if parent else None)
