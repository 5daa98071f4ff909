"""Envoy's extensions by their types."""

from typing import Any

_PREFIX = "type.googleapis.com/envoy.extensions."


def typed(kind: str, **fields: Any) -> dict[str, Any]:
    """A configuration that says of which type it is; `kind` is the name below envoy.extensions."""
    return {"@type": _PREFIX + kind, **fields}


def extension(name: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A named extension and its configuration."""
    return {"name": name, "typed_config": typed(kind, **fields)}


def http_filter(name: str, kind: str, **fields: Any) -> dict[str, Any]:
    """An HTTP filter; `kind` is the name below envoy.extensions.filters.http."""
    return extension(f"envoy.filters.http.{name}", f"filters.http.{kind}", **fields)
