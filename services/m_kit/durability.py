"""D1: which commits need not wait for the disk, because what rests on them is committed later to the same log.

Owner and keeper that share one write-ahead log (the same cluster, which each asked its own connection) share its order:
the decide's commit flushes every reserve before it. So a keeper may commit a reserve or a confirm with
synchronous_commit=off, and a posting costs one flush. A lost confirm is repeated, for the note of it is lost as well.

So it is with an event that is handled in the log in which the note of its receipt is kept: with the one the other is
lost too, and the event comes again.

D3: a step that also writes outside the cluster never asks this; it is durable here first. Nor do a cancel, and what a
sweeper does on its own: nothing later in this log waits for them.
"""

import grpc

from m_kit.caller import current_caller
from m_kit.database import Database
from m_kit.interceptors.metadata import metadata_value
from m_kit.outgoing import CLUSTER


def may_defer(context: grpc.aio.ServicerContext, database: Database) -> bool:
    """Whether the reserve, confirm or delivery that `context` is of may commit to `database` before it is on the disk.

    A batch may where every call in it may.
    """
    cluster = metadata_value(context, CLUSTER)
    return cluster != "" and cluster == database.cluster and current_caller().is_context
