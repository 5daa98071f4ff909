"""A folder of built files as the Web is shown it: read once, with etags, in the smallest encoding a client takes."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from m_kit.errors import NotFound

MANIFEST = "mf-manifest.json"

# Content encoding to what its file is called beside the plain one; the better comes first.
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
# Vite's: a name, a hyphen or dot, and eight letters of a hash, which are no plain word.
_HASHED = re.compile(r"[.-](?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{8}\.[a-z0-9]+\Z")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file in one encoding. `etag` is of these bytes; `is_immutable` where its name changes with its content."""

    content: bytes
    content_type: str
    content_encoding: str
    etag: str
    is_immutable: bool


class AssetFolder:
    """The built files below a folder: those that are there when it is made, and no others, so no path leads out of it.

    Files are read when they are first asked for and kept, for a build never changes under its process.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink()
        }
        self._asset = cache(self._made)

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def asset(self, path: str, encodings: Iterable[str] = ()) -> Asset:
        """The file in the best encoding of those taken. Raises NotFound on `path`."""
        if path not in self._files or path.endswith((*_ENCODINGS.values(), ".map")):
            raise NotFound(f"there is no file {path!r}", field="path")
        taken = set(encodings)
        return self._asset(path, next((one for one in self._encodings_of(path) if one in taken), ""))

    def _encodings_of(self, path: str) -> Sequence[str]:
        return [name for name, suffix in _ENCODINGS.items() if path + suffix in self._files]

    def _made(self, path: str, encoding: str) -> Asset:
        content = self._files[path + _ENCODINGS.get(encoding, "")].read_bytes()
        return Asset(
            content=content,
            content_type=_TYPES.get(Path(path).suffix, _UNKNOWN),
            content_encoding=encoding,
            etag=hashlib.sha256(content).hexdigest()[:32],
            is_immutable=_HASHED.search(path) is not None,
        )
