"""`python -m tests.scenarios PATH... [--topology indie|mixed|network|mesh] [--json FILE] [--http-url URL --token T]`.

Starts a system of its own on free ports and data that are gone afterwards, or uses the one named. Exit 0 where all
passed, 1 where one failed, 2 where none ran or the call was wrong.
"""

import argparse
import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.scenarios.files import read_scenarios, read_skips
from tests.scenarios.outcome import ScenarioResult, UsageError
from tests.scenarios.runner import run_all
from tests.support.rest import Rest
from tests.support.whole import MESH, TOPOLOGIES, whole

ASKED_FOR = (*TOPOLOGIES, MESH)


def main(arguments: list[str]) -> int:
    """The exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except UsageError as error:
        print(f"tests.scenarios: {error}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    if bool(options.http_url) != bool(options.token):
        raise UsageError("--http-url and --token go together")
    scenarios, skips = read_scenarios(options.paths), read_skips()
    results: list[ScenarioResult] = []
    with _server(options) as rest:
        for result in run_all(rest, scenarios, skips):
            print(result.line(), flush=True)
            results.append(result)
    counts = Counter(result.status for result in results)
    passed, failed, skipped = (counts[status] for status in ("passed", "failed", "skipped"))
    if options.json:
        listed = [result.as_json() for result in results]
        content = {"passed": passed, "failed": failed, "skipped": skipped, "scenarios": listed}
        options.json.write_text(json.dumps(content, indent=1) + "\n")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    if not passed and not failed:
        return 2
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files of scenarios, JSON or YAML")
    parser.add_argument("--topology", choices=ASKED_FOR, default="indie")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there")
    parser.add_argument("--http-url", metavar="URL", help="a server that runs already")
    parser.add_argument("--token", metavar="T", help="a token of it")
    return parser


@contextlib.contextmanager
def _server(options: argparse.Namespace) -> Iterator[Rest]:
    if options.http_url:
        with Rest(options.http_url, options.token) as rest:
            yield rest
        return
    with whole(options.topology) as server, server.rest() as rest:
        yield rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
