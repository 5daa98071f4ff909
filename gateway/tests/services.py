"""Small servicers over the real contracts: they answer what they were asked, and remember it."""

from typing import Any

import grpc
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from businessm.ledger.v1 import ledger_service_pb2, ledger_service_pb2_grpc, voucher_pb2
from businessm.masters.v1 import party_pb2, party_service_pb2, party_service_pb2_grpc
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

PARTIES = "businessm.masters.v1.PartyService"
LEDGER = ledger_service_pb2.DESCRIPTOR.services_by_name["LedgerService"].full_name
CHECKS = "businessm.check.v1.CheckService"


class Calls:
    """What arrived: requests, and the metadata of the last one."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.metadata: dict[str, str] = {}
        self.seconds_left: float | None = None

    def note(self, request: Any, context: Any) -> None:
        self.requests.append(request)
        self.metadata = dict(context.invocation_metadata())
        self.seconds_left = context.time_remaining()

    @property
    def last(self) -> Any:
        return self.requests[-1]


def rich(code: int, message: str, *details: Any) -> Any:
    """A status to abort with."""
    status = status_pb2.Status(code=code, message=message)
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return rpc_status.to_status(status)


class Parties(party_service_pb2_grpc.PartyServiceServicer):
    """GetParty fails the way its id says."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    async def CreateParty(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        context.set_trailing_metadata((("idempotency-replayed", "true"), ("retry-after", "3"), ("other", "x")))
        return party_service_pb2.CreatePartyResponse(party=request.party)

    async def GetParty(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        failure = FAILURES.get(request.id)
        if failure is not None:
            await failure(context)
        return party_service_pb2.GetPartyResponse(party=party_pb2.Party(id=request.id, name="Asha & Sons"))

    async def BatchGetParties(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        parties = [party_pb2.Party(id=party_id) for party_id in request.ids]
        return party_service_pb2.BatchGetPartiesResponse(parties=parties)

    async def ListParties(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        return party_service_pb2.ListPartiesResponse()

    async def UpdateParty(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        if request.party.name == "refused":
            fields = ("party.name", "party.id", "update_mask")
            violations = [error_details_pb2.BadRequest.FieldViolation(field=f, description="no") for f in fields]
            bad = error_details_pb2.BadRequest(field_violations=violations)
            await context.abort_with_status(rich(code_pb2.INVALID_ARGUMENT, "refused", bad))
        return party_service_pb2.UpdatePartyResponse(party=request.party)

    async def ArchiveParty(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        return party_service_pb2.ArchivePartyResponse()


async def _stale(context: Any) -> None:
    info = error_details_pb2.ErrorInfo(reason="ETAG_MISMATCH", domain="businessm.type.v1", metadata={"etag": "7"})
    await context.abort_with_status(rich(code_pb2.ABORTED, "it changed", info))


async def _busy(context: Any) -> None:
    retry = error_details_pb2.RetryInfo()
    retry.retry_delay.FromMilliseconds(1500)
    await context.abort_with_status(rich(code_pb2.RESOURCE_EXHAUSTED, "slow down", retry))


async def _bare(context: Any) -> None:
    await context.abort(grpc.StatusCode.FAILED_PRECONDITION, "not today")


async def _unknown_detail(context: Any) -> None:
    status = status_pb2.Status(code=code_pb2.NOT_FOUND, message="gone")
    status.details.add(type_url="type.googleapis.com/nobody.knows.This", value=b"\x08\x01")
    status.details.add().Pack(error_details_pb2.ErrorInfo(reason="RESOURCE_NOT_FOUND", domain="d"))
    await context.abort_with_status(rpc_status.to_status(status))


async def _garbled(context: Any) -> None:
    context.set_trailing_metadata((("grpc-status-details-bin", b"\xff\xff\xff"),))
    await context.abort(grpc.StatusCode.ALREADY_EXISTS, "there is one")


async def _crash(context: Any) -> None:
    raise RuntimeError("password=hunter2")


FAILURES = {
    "stale": _stale,
    "busy": _busy,
    "bare": _bare,
    "unknown-detail": _unknown_detail,
    "garbled": _garbled,
    "crash": _crash,
}


class Ledger(ledger_service_pb2_grpc.LedgerServiceServicer):
    """Posts a voucher by giving it back."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    async def PostVoucher(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        posted = voucher_pb2.Voucher()
        posted.CopyFrom(request.voucher)
        posted.state = voucher_pb2.Voucher.POSTED
        return voucher_pb2.PostVoucherResponse(voucher=posted)


class Checks(check_service_pb2_grpc.CheckServiceServicer):
    """One context's checks."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    async def RunChecks(self, request: Any, context: Any) -> Any:
        self.calls.note(request, context)
        found = check_service_pb2.Invariant(id="I1", status=check_service_pb2.Invariant.OK, checked=2**53 + 1)
        return check_service_pb2.RunChecksResponse(invariants=[found])
