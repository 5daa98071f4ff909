"""Generates `gen/ts/contracts` from `proto/`: `python -m tools.typescript [--check]`.

protobuf-es makes JavaScript with its types, which Connect-ES calls. The plugin is the one `gen/ts/package-lock.json`
names, installed beneath `build/`; it needs Node and npm. `--check` writes nothing and fails where the committed files
differ; where there is no Node, or no registry has the plugin, it says so and judges nothing.
"""

import argparse
import shutil
import sys
from pathlib import Path

from tools.layout import ROOT
from tools.node import NodeMissing, install, node
from tools.plugins import PluginFailed, contracts, keep, run_plugin

PACKAGE = ROOT / "gen" / "ts"
OUT = PACKAGE / "contracts"
INSTALLED = ROOT / "build" / "ts"


def plugin() -> list[Path]:
    """The command of protoc-gen-es, installed if the lock asks for another than is there. Raises NodeMissing."""
    program = node().program
    lock, made_by = PACKAGE / "package-lock.json", INSTALLED / "made-by-lock.json"
    if not made_by.exists() or made_by.read_bytes() != lock.read_bytes():
        install(PACKAGE, INSTALLED)
        shutil.copyfile(lock, made_by)
    return [program, INSTALLED / "node_modules" / "@bufbuild" / "protoc-gen-es" / "bin" / "protoc-gen-es"]


def generated() -> dict[str, str]:
    """Path below `contracts` to text. Raises NodeMissing, PluginFailed."""
    command, files = plugin(), contracts()
    wanted = [file.name for file in files if file.package != "google.protobuf"]  # those come with the runtime
    return run_plugin(command, "target=js+dts,import_extension=js", files, wanted)


def main(arguments: list[str] | None = None) -> int:
    """Generates, or with --check compares; exit 1 on drift or where the plugin fails."""
    parser = argparse.ArgumentParser(prog="python -m tools.typescript", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    options = parser.parse_args(arguments)
    try:
        return keep(OUT, generated(), is_check=options.check)
    except NodeMissing as missing:
        print(f"note: gen/ts is as it was: {missing}")
        return 0
    except PluginFailed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
