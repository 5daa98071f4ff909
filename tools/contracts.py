"""buf on our contracts, offline: `python -m tools.contracts lint|breaking|baseline`."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from google.protobuf.descriptor_pb2 import FileDescriptorSet

from tools.generate import ROOT, build_image

BASELINE = ROOT / "proto" / "baseline.binpb"


def buf(*arguments: str | Path) -> int:
    """Runs buf beside our interpreter or from PATH; its exit code. FileNotFoundError where there is none."""
    path = shutil.which("buf", path=str(Path(sys.executable).parent)) or shutil.which("buf")
    if path is None:
        raise FileNotFoundError("buf is missing: pip install buf-bin")
    return subprocess.run([path, *arguments], cwd=ROOT, check=False).returncode


def lint(image: Path) -> int:
    """The rules of buf.yaml over our files, not those we import."""
    return buf("lint", image, "--path", "businessm")


def breaking(image: Path, against: Path = BASELINE) -> int:
    """Today's contracts against the baseline."""
    return buf("breaking", image, "--against", against, "--exclude-imports")


def baseline(image: Path) -> int:
    """Writes the baseline: what was promised, without comments and places."""
    promised = FileDescriptorSet.FromString(image.read_bytes())
    for file in promised.file:
        file.ClearField("source_code_info")
    BASELINE.write_bytes(promised.SerializeToString(deterministic=True))
    return 0


COMMANDS: dict[str, Callable[[Path], int]] = {"lint": lint, "breaking": breaking, "baseline": baseline}


def main(arguments: list[str] | None = None) -> int:
    """Exit code of buf; 2 for a wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1 or given[0] not in COMMANDS:
        print(f"usage: python -m tools.contracts {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.binpb"
        build_image(image)
        return COMMANDS[given[0]](image)


if __name__ == "__main__":
    sys.exit(main())
