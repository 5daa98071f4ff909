"""examples/m_uae, built and run as its README says."""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.layout import ROOT
from tools.node import install, node

EXAMPLE, CONTRACTS = ROOT / "examples" / "m_uae", ROOT / "gen" / "ts"
# As deep as the example, so that `../../gen/ts` is the same folder.
BUILT = ROOT / "build" / "m_uae"
START_SECONDS = 60.0


def built() -> Path:
    """The folder of the built example, made where its sources or the contracts changed. Raises NodeMissing."""
    digest, made_by = _digest(), BUILT / "made-by"
    if made_by.exists() and made_by.read_text() == digest:
        return BUILT
    shutil.rmtree(BUILT, ignore_errors=True)
    install(EXAMPLE, BUILT)
    for name in ("tsconfig.json", "contributions.json"):
        shutil.copy(EXAMPLE / name, BUILT)
    shutil.copytree(EXAMPLE / "src", BUILT / "src")
    compiler = BUILT / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run([node().program, compiler], cwd=BUILT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    made_by.write_text(digest)
    return BUILT


def free_port() -> int:
    """Taken by nobody a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(port: int, **variables: str) -> Iterator[None]:
    """The plugin on that port, once it says that it listens; gone in the end."""
    process = subprocess.Popen(
        [node().program, "dist/main.js"],
        cwd=built(),
        env={**os.environ, "PORT": str(port), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert f":{port}" in said, said + process.stdout.read()
        yield
    finally:
        process.kill()
        process.wait(START_SECONDS)
        process.stdout.close()


def _digest() -> str:
    found = hashlib.sha256()
    for folder in (EXAMPLE, CONTRACTS):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not {"node_modules", "dist"} & set(path.parts):
                found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()
