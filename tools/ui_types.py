"""TypeScript's judgement of `ui/`, strict: `python -m tools.ui_types`; a note where there is no Node.js to ask."""

import subprocess
import sys

from tools import ui
from tools.node import NodeMissing


def main() -> int:
    """Exit 1 where a type is wrong; its output is TypeScript's."""
    try:
        program = ui.installed()
    except NodeMissing as missing:
        print(f"note: ui/ was not judged: {missing}")
        return 0
    return subprocess.run([program, "node_modules/typescript/bin/tsc", "--noEmit"], cwd=ui.SOURCES).returncode


if __name__ == "__main__":
    sys.exit(main())
