"""Why a process can't begin to work with a cluster."""

from m_engines.postgresql.errors import EngineError


class AddressMalformed(EngineError, ValueError):
    """TIGERBEETLE_ADDRESS does not name a cluster and its replicas."""


class ClusterUnreachable(EngineError):
    """Nothing answers there in the name of this cluster. The client can't tell a dead cluster from another one, nor
    from one whose client sessions are all taken: all three are silent."""


class ClusterIncompatible(EngineError):
    """The cluster is of a release that does not talk with this client's."""
