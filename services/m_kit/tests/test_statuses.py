"""Errors on the wire."""

from google.rpc import error_details_pb2

from m_kit.errors import (
    COMMON,
    BusinessError,
    Code,
    Duplicate,
    FieldsInvalid,
    NotFound,
    StateInvalid,
    Violation,
)
from m_kit.statuses import internal_status, reason_of, status_of, violations_of


def details(error: BusinessError) -> list[str]:
    return [detail.TypeName().rpartition(".")[2] for detail in status_of(error).details]


def test_a_status_names_code_reason_domain_facts_and_field() -> None:
    status = status_of(Duplicate("taken", field="company.code", metadata={"code": "ACME"}))
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    assert (status.code, status.message) == (Code.ALREADY_EXISTS, "taken")
    assert (info.reason, info.domain, dict(info.metadata)) == ("DUPLICATE_RESOURCE", COMMON, {"code": "ACME"})
    assert violations_of(status) == [Violation("company.code", "DUPLICATE_RESOURCE", "taken")]
    assert reason_of(status) == "DUPLICATE_RESOURCE"


def test_a_precondition_is_told_as_one() -> None:
    assert details(StateInvalid("closed", field="id")) == ["ErrorInfo", "PreconditionFailure", "LocalizedMessage"]
    assert violations_of(status_of(StateInvalid("closed", field="id"))) == [Violation("id", "STATE_INVALID", "closed")]


def test_an_error_without_a_field_has_no_violations() -> None:
    assert details(NotFound("no such thing")) == ["ErrorInfo", "LocalizedMessage"]


def test_several_fields_keep_their_order_and_the_first_one_names_the_reason() -> None:
    found = (Violation("b", "FIELD_REQUIRED", "is empty"), Violation("a", "FIELD_PATTERN", "is odd"))
    status = status_of(FieldsInvalid(found))
    assert violations_of(status) == list(found)
    assert reason_of(status) == "FIELD_REQUIRED"
    assert reason_of(status_of(FieldsInvalid(found[::-1]))) == "FIELD_PATTERN"


def test_a_defect_tells_nothing_of_itself() -> None:
    status = internal_status()
    assert (status.code, list(status.details)) == (Code.INTERNAL, [])
