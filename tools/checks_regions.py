"""What draws, carries and stores fields of regional plugins knows none of them."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.finding import Finding

# Words of the taxes of regions: India's and the United Arab Emirates'.
WORDS = re.compile(r"(?<![a-z])(gst|gstin|hsn|tds|trn)(?![a-z])", re.IGNORECASE)
KNOW_NOTHING = (
    "gateway",
    "ui/apps",
    "ui/packages",
    *(f"services/{name}" for name in ("m_kit", "m_identity", "m_masters", "m_finance", "m_wms", "m_desk")),
)


def findings(root: Path, files: list[Path]) -> Iterator[Finding]:
    """Every line that names a field of a region where none may be known; tests try with them."""
    for path in files:
        place = path.relative_to(root)
        if "tests" in place.parts or not any(place.is_relative_to(name) for name in KNOW_NOTHING):
            continue
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), start=1):
            if found := WORDS.search(line):
                yield Finding(path, number, f"{found[0]!r} is a region's word: only plugins know it")
