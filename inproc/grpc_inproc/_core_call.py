"""What grpc.aio's own call classes ask of their C core's call, for the calls that stand in its place."""

from __future__ import annotations

from collections.abc import Callable

from ._metadata import Pairs
from ._rpc import Rpc
from ._status import INTERNAL, Status


class CoreCall(Rpc):
    """An Rpc under the names of the C core."""

    status = Rpc.ended
    initial_metadata = Rpc.initial

    @property
    def _status(self) -> Status | None:
        return self.final

    @property
    def _initial_metadata(self) -> Pairs | None:
        return self.initial_metadata_pairs

    def is_ok(self) -> bool:
        return self.went_well

    def done(self) -> bool:
        return self.final is not None

    def cancelled(self) -> bool:
        return self.is_cancelled

    def is_locally_cancelled(self) -> bool:
        return self.locally_cancelled

    def add_done_callback(self, callback: Callable[[], None]) -> None:
        self.when_done_here(callback)

    def time_remaining(self) -> float | None:
        return self.seconds_left()

    def set_internal_error(self, error: str) -> None:
        self.abandon(Status(INTERNAL, "Internal error from Core", (), error))
