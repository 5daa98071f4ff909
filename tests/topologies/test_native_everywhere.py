"""The native port answers alike in every topology: codes, words, details, trailers, and what it asks of metadata."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from businessm.ledger.v1 import company_pb2, ledger_service_pb2_grpc
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.json_format import MessageToDict
from google.rpc import status_pb2
from grpc_status import rpc_status
from m_kit.contracts import methods_of

from tests.support.books import Books, line, request_id
from tests.support.normalise import Normaliser
from tests.support.whole import INDIE, MESH, MIXED, NETWORK, Systems, Whole

TENANT = "native"
TIMEOUT_SECONDS = 30.0
LEDGER, CHECKS = "/businessm.ledger.v1.LedgerService", "/businessm.check.v1.CheckService"
SESSIONS, PARTIES = "/businessm.identity.v1.SessionService", "/businessm.masters.v1.PartyService"
ENTRIES = "/businessm.finance.v1.JournalEntryService"
COMPANY = company_pb2.CreateCompanyRequest(
    request_id="native-company", company=company_pb2.Company(code="NATIVE", currency_code="INR")
).SerializeToString()
REST, ACTOR = ("x-businessm-rest", "1"), ("x-businessm-actor", "somebody else")


def named(context: str) -> tuple[str, str]:
    return ("x-businessm-context", context)


def text(number: int, value: str) -> bytes:
    """One text field of a message."""
    return bytes([number << 3 | 2, len(value.encode())]) + value.encode()


# What is called, with which bytes, which metadata beside the token (or None for no token), in this order.
CALLS: list[tuple[str, bytes, tuple[tuple[str, str], ...] | None]] = [
    (f"{LEDGER}/CreateCompany", COMPANY, ()),
    (f"{LEDGER}/CreateCompany", COMPANY, ()),
    (f"{LEDGER}/CreateCompany", COMPANY.replace(b"INR", b"USD"), ()),
    (f"{LEDGER}/CreateCompany", COMPANY.replace(b"native-company", b"native-another"), ()),
    (f"{LEDGER}/CreateCompany", b"", ()),
    (f"{LEDGER}/CreateCompany", b"", (REST,)),
    (f"{LEDGER}/CreateCompany", b"", (("idempotency-key", "of-the-header"),)),
    (f"{LEDGER}/GetCompany", text(1, "0198c0de-0000-7000-8000-000000000000"), ()),
    (f"{LEDGER}/GetCompany", text(1, "nonsense"), ()),
    (f"{LEDGER}/GetCompany", b"\xff\xff", ()),
    (f"{LEDGER}/GetCompany", b"", None),
    (f"{LEDGER}/GetCompany", b"", (("authorization", "Bearer nonsense"),)),
    (f"{LEDGER}/ListCompanies", b"", (named("finance"),)),
    (f"{LEDGER}/ListCompanies", b"", (ACTOR,)),
    (f"{LEDGER}/Levitate", b"", ()),
    ("/businessm.ledger.v1.NobodyService/Get", b"", ()),
    ("/nonsense", b"", ()),
    (f"{PARTIES}/GetParty", b"", ()),
    (f"{PARTIES}/ListParties", b"", None),
    (f"{ENTRIES}/ListJournalEntries", b"", ()),
    (f"{CHECKS}/RunChecks", b"", ()),
    (f"{CHECKS}/RunChecks", b"", None),
    (f"{CHECKS}/RunChecks", b"\xff\xff", ()),
    (f"{CHECKS}/RunChecks", b"", (named("nobody"),)),
    (f"{CHECKS}/RunChecks", b"", (named("masters"),)),
    (f"{CHECKS}/RunChecks", text(1, "finance"), (named("masters"),)),
    (f"{CHECKS}/RunChecks", text(1, "x" * 65), (named("masters"),)),
    (f"{CHECKS}/Levitate", b"", (named("masters"),)),
    (f"{SESSIONS}/ListSigningKeys", b"\xff", None),
    (f"{SESSIONS}/IssueToken", text(2, "admin"), ()),
    (f"{SESSIONS}/Login", text(2, "nobody") + text(3, "wrong"), None),
]


def answers(system: Whole) -> list[dict[str, Any]]:
    """All that a client learns of every call, made comparable."""
    token = system.token("--tenant", TENANT, "--role", "admin")
    normalise = Normaliser()
    with grpc.insecure_channel(system.grpc_target) as channel:
        return [normalise(_learned(channel, token, *call)) for call in CALLS]


def _learned(
    channel: grpc.Channel, token: str, path: str, content: bytes, metadata: tuple[tuple[str, str], ...] | None
) -> dict[str, Any]:
    sent = [] if metadata is None else [("authorization", f"Bearer {token}"), *metadata]
    if metadata and metadata[0][0] == "authorization":
        sent = list(metadata)
    try:
        answer, call = channel.unary_unary(path).with_call(content, metadata=sent, timeout=TIMEOUT_SECONDS)
    except grpc.RpcError as error:
        answer, call = None, error
    status = rpc_status.from_call(call) if answer is None else status_pb2.Status()
    return {
        "call": [path, content.hex(), metadata],
        "answer": None if answer is None else _read(path, answer),
        "code": call.code().name,
        "details": call.details(),
        "status": MessageToDict(status) if status else None,
        "initial": [list(item) for item in call.initial_metadata() or ()],
        "trailing": [list(item) for item in call.trailing_metadata() or () if not item[0].endswith("-bin")],
    }


def _read(path: str, answer: bytes) -> dict[str, Any]:
    """The answer as JSON, by its contract."""
    _, service, name = path.split("/")
    methods_of([service])  # loads its contract
    method = descriptor_pool.Default().FindServiceByName(service).methods_by_name[name]
    message = message_factory.GetMessageClass(method.output_type).FromString(answer)
    return MessageToDict(message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)


@pytest.fixture(scope="module")
def learned(systems: Systems) -> Callable[[str], list[dict[str, Any]]]:
    """Topology to what a client learns there."""
    done: dict[str, list[dict[str, Any]]] = {}

    def on(topology: str) -> list[dict[str, Any]]:
        if topology not in done:
            done[topology] = answers(systems(topology))
        return done[topology]

    return on


@pytest.mark.parametrize("topology", [MIXED, NETWORK, MESH])
@pytest.mark.parametrize("number", range(len(CALLS)))
def test_a_call_is_answered_as_in_one_process(
    learned: Callable[[str], list[dict[str, Any]]], topology: str, number: int
) -> None:
    """Envoy dates what passes it, and takes off that a client says it comes over REST."""
    found, expected = learned(topology)[number], learned(INDIE)[number]
    if topology == MESH:
        found = {
            **found,
            **{part: [one for one in found[part] if one[0] != "date"] for part in ("initial", "trailing")},
        }
        if REST in (CALLS[number][2] or ()):
            expected = {**learned(INDIE)[number - 1], "call": expected["call"]}
    assert found == expected


def test_the_calls_come_to_what_they_should(learned: Callable[[str], list[dict[str, Any]]]) -> None:
    """Else they might all be refused alike."""
    found = learned(INDIE)
    reasons = [
        next((d.get("reason") for d in (one["status"] or {}).get("details", []) if "reason" in d), "") for one in found
    ]
    assert [one["code"] for one in found[:4]] == ["OK", "OK", "INVALID_ARGUMENT", "ALREADY_EXISTS"]
    assert found[1]["trailing"] == [["idempotency-replayed", "true"]]
    assert reasons[2:4] == ["REQUEST_ID_REUSED", "DUPLICATE_RESOURCE"]
    assert {"CONTEXT_REQUIRED", "TOKEN_INVALID", "RESOURCE_NOT_FOUND", "PERMISSION_MISSING", "FIELD_INVALID"} <= set(
        reasons
    )
    assert {one["code"] for one in found} >= {"OK", "UNIMPLEMENTED", "UNAUTHENTICATED", "NOT_FOUND"}


def test_a_message_may_have_four_mebibytes_and_no_more(system: Whole) -> None:
    with system.native() as native:
        stub = ledger_service_pb2_grpc.LedgerServiceStub(native.channel)
        large = company_pb2.CreateCompanyRequest(request_id=request_id())
        large.company.name = "x" * (4 * 1024 * 1024)
        assert native.call(stub.CreateCompany, large).code is grpc.StatusCode.RESOURCE_EXHAUSTED
        large.company.name = "x" * (4 * 1024 * 1024 - 4096)
        assert native.call(stub.CreateCompany, large).code is grpc.StatusCode.INVALID_ARGUMENT


def test_a_hundred_violations_come_back_everywhere(systems: Systems) -> None:
    """They travel in an answer's trailing metadata, which must not be too small for them between processes."""
    bodies = []
    for topology in (INDIE, MIXED, NETWORK, MESH):
        with systems(topology).rest() as rest:
            books = Books.opened(rest, accounts={"Cash": "ASSET"}, years=[2024])
            lines = [line(f"{'No such account of this company' * 5} {number}", debit="x") for number in range(120)]
            answer = books.post("2024-01-01", lines)
        assert (answer.status, len(answer.fields) >= 100) == (400, True), answer.content[:500]
        bodies.append(Normaliser()(answer.body))
    assert all(body == bodies[0] for body in bodies)
