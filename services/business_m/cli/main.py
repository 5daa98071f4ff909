"""`m`: what can be called, and how every command ends.

Exit 0 done, 1 refused or violated, 2 wrong usage, 3 unreachable. With `--json` one JSON object stands on stdout and
progress on stderr.
"""

import sys

import click

from business_m.cli.audit import audit
from business_m.cli.check import check
from business_m.cli.company import company
from business_m.cli.demo import demo
from business_m.cli.doctor import doctor
from business_m.cli.events import events
from business_m.cli.journal import import_
from business_m.cli.mesh import mesh
from business_m.cli.migrate import migrate
from business_m.cli.outcome import Ended
from business_m.cli.plugin import plugin
from business_m.cli.report import report
from business_m.cli.serve import serve
from business_m.cli.start import start, stop
from business_m.cli.stock import stock
from business_m.cli.token import token


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="business-m", prog_name="m")
def cli() -> None:
    """Business M: an ERP that scales from one Python process to a mesh.

    Start it with `m start`; the other commands talk to the running server.
    """


for command in (start, stop, mesh, serve, token, company, import_, report, stock):
    cli.add_command(command)
for command in (check, audit, events, plugin, doctor, demo, migrate):
    cli.add_command(command)


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
