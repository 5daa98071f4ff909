"""Writes requirements*.lock from pyproject.toml: `python -m tools.lock [--upgrade]`.

A lock holds names, versions and hashes for every Python we support, and no address of any registry, so it reads the
same wherever it was made. Needs `uv` on PATH or in .venv.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = {
    "requirements.lock": ("indie", "build"),
    "requirements-test.lock": ("test",),
    "requirements-mesh.lock": ("mesh", "nats", "tigerbeetle"),
    "requirements-desk.lock": ("desk",),
}
OPTIONS = ("--generate-hashes", "--universal", "--python-version", "3.11", "--no-header", "--no-annotate")


def without_addresses(lock: str) -> str:
    """The lock without option lines, which name an index: packages and hashes remain."""
    return "".join(line for line in lock.splitlines(keepends=True) if not line.startswith("--"))


def compile_lock(uv: str, name: str, before: list[str], arguments: list[str]) -> None:
    """Writes one lock, in agreement with those `before` it; raises CalledProcessError where nothing fits."""
    extras = [f"--extra={extra}" for extra in EXTRAS[name]]
    constraints = [f"--constraint={lock}" for lock in before]
    command = [uv, "pip", "compile", "--quiet", "pyproject.toml", *extras, *constraints, *OPTIONS, *arguments]
    subprocess.run([*command, f"--output-file={name}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path = ROOT / name
    path.write_text(without_addresses(path.read_text()))


def main(arguments: list[str] | None = None) -> int:
    """Compiles all locks; exit 2 where uv is missing."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".venv" / "bin"))
    if uv is None:
        print("uv is missing: pip install uv", file=sys.stderr)
        return 2
    names = list(EXTRAS)
    for position, name in enumerate(names):
        compile_lock(uv, name, names[:position], sys.argv[1:] if arguments is None else arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
