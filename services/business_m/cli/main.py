"""`m`: what can be called, and how every command ends.

Exit 0 done, 1 refused or violated, 2 wrong usage, 3 unreachable. With `--json` one JSON object stands on stdout and
progress on stderr.
"""

import sys
from importlib import import_module

import click

from business_m.cli.outcome import Ended

# Command to its module and name there.
_COMMANDS = {
    "audit": ("audit", "audit"),
    "check": ("check", "check"),
    "company": ("company", "company"),
    "demo": ("demo", "demo"),
    "doctor": ("doctor", "doctor"),
    "events": ("events", "events"),
    "import": ("journal", "import_"),
    "mesh": ("mesh", "mesh"),
    "migrate": ("migrate", "migrate"),
    "plugin": ("plugin", "plugin"),
    "report": ("report", "report"),
    "serve": ("serve", "serve"),
    "start": ("start", "start"),
    "stock": ("stock", "stock"),
    "stop": ("start", "stop"),
    "token": ("token", "token"),
}


class _Commands(click.Group):
    """Imports a command when it is called: most need little of what the servers need."""

    def list_commands(self, _: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[name]
        command: click.Command = getattr(import_module(f"business_m.cli.{module}"), attribute)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="business-m", prog_name="m")
def cli() -> None:
    """Business M: an ERP that scales from one Python process to a mesh.

    Start it with `m start`; the other commands talk to the running server.
    """


def main() -> None:
    """Runs the command line and exits with its code."""
    try:
        cli.main(standalone_mode=False)
    except Ended as end:
        end.show(as_json="--json" in sys.argv)
        sys.exit(end.exit_code)
    except click.exceptions.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
