"""Errors on the wire: ours to google.rpc.Status and back, in one place."""

from collections.abc import Callable

import grpc
from google.protobuf.any_pb2 import Any
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from m_kit.errors import BusinessError, Code, Violation

LOCALE = "en"
INTERNAL_MESSAGE = "something went wrong on our side; it has been logged"


def status_of(error: BusinessError) -> status_pb2.Status:
    """google.rpc.Status with one ErrorInfo, the violations, and the message for people."""
    status = status_pb2.Status(code=int(error.code), message=error.message)
    info = error_details_pb2.ErrorInfo(reason=error.reason, domain=error.domain, metadata=error.metadata)
    _pack(status, info)
    if error.code is Code.FAILED_PRECONDITION:
        failure = error_details_pb2.PreconditionFailure()
        failure.violations.add(type=error.reason, subject=error.field, description=error.message)
        _pack(status, failure)
    elif error.violations:
        _pack(status, _bad_request(error.violations))
    _pack(status, error_details_pb2.LocalizedMessage(locale=LOCALE, message=error.message))
    return status


def internal_status() -> status_pb2.Status:
    """What a caller learns of a defect: nothing but that there was one."""
    return status_pb2.Status(code=int(Code.INTERNAL), message=INTERNAL_MESSAGE)


def status_of_rpc_error(error: grpc.aio.AioRpcError) -> status_pb2.Status:
    """The Status that a failed call carried; made from code and details where it carried none."""
    carried = rpc_status.from_call(error)
    if carried is not None:
        return carried
    return status_pb2.Status(code=error.code().value[0], message=error.details() or "")


def reason_of(status: status_pb2.Status) -> str:
    """The ErrorInfo's reason, empty where there is none."""
    return str(_info_of(status).reason)


def _info_of(status: status_pb2.Status) -> error_details_pb2.ErrorInfo:
    info = error_details_pb2.ErrorInfo()
    for detail in status.details:
        if detail.Unpack(info):
            break
    return info


def violations_of(status: status_pb2.Status) -> list[Violation]:
    """The BadRequest's violations, or the precondition's, in order."""
    found: list[Violation] = []
    for detail in status.details:
        bad, failed = error_details_pb2.BadRequest(), error_details_pb2.PreconditionFailure()
        if detail.Unpack(bad):
            found += [Violation(v.field, v.reason, v.description) for v in bad.field_violations]
        elif detail.Unpack(failed):
            found += [Violation(v.subject, v.type, v.description) for v in failed.violations]
    return found


class Forwarded(BusinessError):
    """Another context's refusal, told as ours: its code, reason and words, on fields of our own request."""

    def __init__(self, status: status_pb2.Status, renamed: Callable[[str], str]) -> None:
        super().__init__(status.message)
        self.code = Code(status.code)  # type: ignore[misc]
        self.reason = reason_of(status)  # type: ignore[misc]
        info = _info_of(status)
        self.domain, self.metadata = info.domain, dict(info.metadata)  # type: ignore[misc]
        found = violations_of(status)
        self._violations = tuple(Violation(renamed(v.field), v.reason, v.message) for v in found)
        self.field = self._violations[0].field if found else ""

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every field concerned."""
        return self._violations


def error_of(status: status_pb2.Status, field: str, instead_of: str = "") -> BusinessError:
    """A refusal that another context answered, to be raised here; `field` is put before the paths it names, or instead
    of what they begin with."""
    return Forwarded(status, lambda path: field + path.removeprefix(instead_of))


def error_renamed(status: status_pb2.Status, renamed: Callable[[str], str]) -> BusinessError:
    """The same where a path of theirs to a path of ours is more than another beginning."""
    return Forwarded(status, renamed)


def _bad_request(violations: tuple[Violation, ...]) -> error_details_pb2.BadRequest:
    bad = error_details_pb2.BadRequest()
    for violation in violations:
        bad.field_violations.add(field=violation.field, reason=violation.reason, description=violation.message)
    return bad


def _pack(status: status_pb2.Status, message: object) -> None:
    detail = Any()
    detail.Pack(message)  # type: ignore[arg-type]
    status.details.append(detail)
