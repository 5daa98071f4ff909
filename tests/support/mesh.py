"""A whole mesh seen from within: its engines, where contexts reach each other, how its processes show themselves."""

import json
from pathlib import Path
from typing import Any

from business_m.identity import Identity

from tests.support.whole import Whole

ENGINES = ("envoy", "nats", "postgresql")
# A context beside the mesh that is told what wms posts (readers.py).
TOLD = {"M_SUBSCRIBED": "readers:wms.goods_receipt.posted"}


def engine(mesh: Whole, name: str) -> dict[str, Any]:
    """One of its servers, as it is now."""
    (found,) = [one for one in mesh.run_file["engines"] if one["name"] == name]
    return dict(found)


def inside(mesh: Whole) -> str:
    """Where contexts reach each other: host:port."""
    made = json.loads((mesh.data_dir / "envoy" / "envoy.json").read_text())
    (found,) = [one for one in made["static_resources"]["listeners"] if one["name"] == "inside"]
    return f"127.0.0.1:{found['address']['socket_address']['port_value']}"


def identity(mesh: Whole, process: str) -> Identity:
    """Files by which a process shows itself."""
    kept: Path = mesh.data_dir / "certificates"
    return Identity(kept / "authority.pem", kept / f"{process}.crt.pem", kept / f"{process}.key.pem")
