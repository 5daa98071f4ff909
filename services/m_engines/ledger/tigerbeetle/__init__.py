"""A real TigerBeetle cluster as the ledger's engine. Needs the extra `tigerbeetle`."""

from m_engines.ledger.tigerbeetle.address import TigerBeetleAddress
from m_engines.ledger.tigerbeetle.engine import TigerBeetleLedgerEngine
from m_engines.ledger.tigerbeetle.errors import AddressMalformed, ClusterIncompatible, ClusterUnreachable

__all__ = [
    "AddressMalformed",
    "ClusterIncompatible",
    "ClusterUnreachable",
    "TigerBeetleAddress",
    "TigerBeetleLedgerEngine",
]
