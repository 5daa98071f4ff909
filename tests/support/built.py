"""Small built files of a user interface, in place of those that a build makes: for the Desk and its parts."""

import gzip
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# All that may have some installed.
CONTEXTS = ("desk", "finance", "wms")
SCRIPT = "assets/index-Cx3d9a1f.js"
_FILES = {
    "index.html": b"<!doctype html><title>Built</title>",
    "mf-manifest.json": b'{"name": "built"}',
    SCRIPT: b"export const built = true;\n" * 100,
    f"{SCRIPT}.gz": gzip.compress(b"export const built = true;\n" * 100, mtime=0),
}


@contextmanager
def built() -> Iterator[str]:
    """What M_UI_FOLDERS says of them, while they are there; beside them lies what is nobody's to read."""
    with tempfile.TemporaryDirectory(prefix="business-m-built-", dir="/var/tmp") as kept:
        Path(kept, "secret.txt").write_text("secret")
        Path(kept).chmod(0o755)
        for context in CONTEXTS:
            for name, content in _FILES.items():
                path = Path(kept, context, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        yield ",".join(f"{context}={kept}/{context}" for context in CONTEXTS)
