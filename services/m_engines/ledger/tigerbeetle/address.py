"""Where a cluster is: `7@10.0.0.1:3000,10.0.0.2:3000`; cluster 0 where none is named."""

from dataclasses import dataclass

from m_engines.ledger.tigerbeetle.errors import AddressMalformed

MOST_REPLICAS = 6


@dataclass(frozen=True, slots=True)
class TigerBeetleAddress:
    """A cluster's number and its replicas, as `host:port` or `port` alone, in the order of the cluster.

    A cluster knows no passwords and no TLS: it belongs on a private network.
    """

    cluster: int
    replicas: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "TigerBeetleAddress":
        """Raises AddressMalformed."""
        number, at, listed = text.rpartition("@")
        replicas = tuple(replica.strip() for replica in listed.split(","))
        if at and not number.isdecimal():
            raise AddressMalformed(f"{text!r}: before the @ stands the cluster's number")
        if not all(_is_replica(replica) for replica in replicas):
            raise AddressMalformed(f"{text!r}: replicas are host:port, with commas between")
        if len(replicas) > MOST_REPLICAS:
            raise AddressMalformed(f"{text!r}: a cluster has at most {MOST_REPLICAS} replicas")
        return cls(int(number or 0), replicas)

    def __str__(self) -> str:
        return f"{self.cluster}@{','.join(self.replicas)}"


def _is_replica(text: str) -> bool:
    host, colon, port = text.rpartition(":")
    return port.isdecimal() and 0 < int(port) < 65_536 and bool(host) == bool(colon)
