"""How a process shows itself to the others of a mesh."""

from dataclasses import dataclass
from pathlib import Path

DOMAIN = "businessm.internal"
# Processes of a mesh that are no context: the one that starts the others, Envoy, and NATS.
FRONT, ENVOY, BROKER = "front", "envoy", "nats"


@dataclass(frozen=True, slots=True)
class Identity:
    """Files (PEM): the authority whose word counts, our certificate, and its key."""

    authority: Path
    certificate: Path
    key: Path

    def variables(self) -> dict[str, str]:
        """As a child is told them."""
        return {
            "M_TLS_AUTHORITY": str(self.authority),
            "M_TLS_CERTIFICATE": str(self.certificate),
            "M_TLS_KEY": str(self.key),
        }


def server_name(process: str) -> str:
    """The name in a process' certificate: `stock_keeper` is stock-keeper.businessm.internal."""
    return f"{process.replace('_', '-')}.{DOMAIN}"
