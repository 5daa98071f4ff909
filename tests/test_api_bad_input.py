"""What must be refused is refused as documented, over REST and over gRPC, and writes nothing."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from businessm.ledger.v1 import ledger_service_pb2_grpc, voucher_pb2
from google.protobuf import json_format

from tests.bad_vouchers import BAD, HTTP, Bad, good
from tests.support.books import Books, line, opened
from tests.support.commands import Commands
from tests.support.native import Native, Reply
from tests.support.rest import Rest
from tests.support.tokens import bad_tokens
from tests.support.whole import Whole

TOO_LARGE_BYTES = 5 * 1024 * 1024


def snapshot(books: Books) -> dict[str, Any]:
    """All that a refusal must leave as it was."""
    vouchers = books.rest.pages("/v1/ledger/vouchers", "vouchers", 250, company_id=books.id)
    company = books.rest.get(f"/v1/ledger/companies/{books.id}").ok()
    return {"trial_balance": books.trial_balance(), "vouchers": vouchers, "periods": books.periods(), **company}


@contextlib.contextmanager
def nothing_written(books: Books) -> Iterator[None]:
    """The books before and after, a voucher in them, are the same."""
    if not books.trial_balance()["rows"]:
        books.send(good(books)).ok()
    before = snapshot(books)
    yield
    assert snapshot(books) == before
    assert books.is_balanced()


@pytest.fixture(scope="module")
def native(server: Whole) -> Iterator[Native]:
    """gRPC as administrator."""
    with Native(server.started["grpc_target"], server.admin_token) as found:
        yield found


@pytest.fixture(scope="module")
def untouched(rest: Rest) -> Books:
    """Books with one voucher in them, that nothing here may change."""
    found = opened(rest)
    found.send(good(found)).ok()
    return found


@pytest.fixture(scope="module", autouse=True)
def _checked(m: Commands) -> Iterator[None]:
    """After all of it nothing is broken."""
    yield
    found = m("check", "--json").ok()
    assert found["ok"], found


def post(native: Native, body: dict[str, Any]) -> Reply:
    """vouchers:post over gRPC."""
    stub = ledger_service_pb2_grpc.LedgerServiceStub(native.channel)
    return native.call(stub.PostVoucher, json_format.ParseDict(body, voucher_pb2.PostVoucherRequest()))


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_voucher_is_refused_with_its_reason_and_writes_nothing(
    untouched: Books, native: Native, bad: Bad
) -> None:
    books = untouched
    with nothing_written(books):
        answer = books.send(bad.body(books))
        body = answer.body
        assert (answer.status, grpc_code(body["code"]), answer.reason) == (HTTP[bad.code], bad.code, bad.reason), body
        reply = post(native, bad.body(books))
        assert (reply.code.name, reply.reason) == (bad.code, bad.reason), reply.message


def grpc_code(number: int) -> str:
    """The name of a code."""
    return next(str(code.name) for code in grpc.StatusCode if code.value[0] == number)


@pytest.mark.parametrize(
    ("name", "content", "status", "reason"),
    [
        ("no JSON", b"posting_date=2024-01-01", 400, "FIELD_INVALID"),
        ("nothing", b"", 400, "FIELD_INVALID"),
        ("an array", b"[]", 400, "FIELD_INVALID"),
        ("half of it", b'{"company_id": "', 400, "FIELD_INVALID"),
        ("a key twice", b'{"company_id":"a","company_id":"b"}', 400, "FIELD_INVALID"),
        ("an unknown field", b'{"colour":"red"}', 400, "FIELD_INVALID"),
        ("a bare NaN", b'{"voucher":{"lines":[{"debit":{"amount":NaN}}]}}', 400, "FIELD_INVALID"),
        ("a number for text", b'{"voucher":{"lines":[{"debit":{"amount":1}}]}}', 400, "FIELD_INVALID"),
        ("a lone surrogate", b'{"voucher":{"narration":"\\ud800"}}', 400, "FIELD_INVALID"),
        ("not UTF-8", b'{"voucher":{"narration":"\xff"}}', 400, "FIELD_INVALID"),
        ("deep nesting", b'{"voucher":' * 5000 + b"1" + b"}" * 5000, 400, "FIELD_INVALID"),
        ("deep arrays", b'{"voucher":{"lines":' + b"[" * 100_000 + b"]" * 100_000 + b"}}", 400, "FIELD_INVALID"),
    ],
)
def test_a_body_that_is_no_request_is_refused(
    untouched: Books, name: str, content: bytes, status: int, reason: str
) -> None:
    books = untouched
    with nothing_written(books):
        answer = books.rest.send("POST", "/v1/ledger/vouchers:post", content=content)
    assert (answer.status, answer.body["code"], answer.reason) == (status, 3, reason), (name, answer.content)


def test_a_body_above_4_mib_is_too_large_and_has_no_reason(books: Books, native: Native) -> None:
    with nothing_written(books):
        body = good(books)
        body["voucher"]["narration"] = "x" * TOO_LARGE_BYTES
        answer = books.send(body)
        assert (answer.status, answer.body["code"], answer.reason) == (413, 8, "")
        reply = post(native, body)
        assert (reply.code, reply.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "")


def test_10_000_lines_are_let_in(books: Books) -> None:
    rows = [line("Cash", debit="0.01"), line("Sales", credit="0.01")] * 5000
    posted = books.post("2024-03-15", rows).ok()["voucher"]
    assert len(posted["lines"]) == 10_000
    assert books.balances() == {("Cash", "USD"): 50, ("Sales", "USD"): -50}


def test_another_companys_account_is_unknown(rest: Rest, books: Books) -> None:
    other = Books.opened(rest, accounts={"Till": "ASSET"})
    with nothing_written(books):
        answer = books.post("2024-03-15", [line("Till", debit="1.00"), line("Sales", credit="1.00")])
        assert (answer.status, answer.reason) == (404, "ACCOUNT_UNKNOWN")
        assert answer.fields == {"voucher.lines[0].account_code": "ACCOUNT_UNKNOWN"}
    assert other.trial_balance()["rows"] == []


def test_a_reused_request_id_with_other_content_is_refused(books: Books, native: Native) -> None:
    body = good(books)
    first = books.send(body).ok()
    before = snapshot(books)
    body["voucher"]["narration"] = "another"
    answer = books.send(body)
    assert (answer.status, answer.body["code"], answer.reason) == (400, 3, "REQUEST_ID_REUSED")
    reply = post(native, body)
    assert (reply.code, reply.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_REUSED")
    assert snapshot(books) == before
    body["voucher"]["narration"] = "Sold"
    assert books.send(body).ok() == first


def test_a_stale_etag_is_refused(books: Books, native: Native) -> None:
    posted = books.send(good(books)).ok()["voucher"]
    account = books.rest.get("/v1/ledger/accounts", company_id=books.id, code="Rent").ok()["accounts"][0]
    change = {"name": "Rents", "etag": account["etag"], "company_id": books.id, "code": "Rent", "type": "EXPENSE"}
    renamed = books.rest.patch(f"/v1/ledger/accounts/{account['id']}", change, "name").ok()["account"]
    assert renamed["etag"] != account["etag"]
    with nothing_written(books):
        for answer in (
            books.act("vouchers", posted["id"], "reverse", etag="stale", posting_date="2024-03-16"),
            books.rest.patch(f"/v1/ledger/accounts/{account['id']}", change, "name"),
            books.act("accounts", account["id"], "archive", etag=account["etag"]),
            books.act("periods", books.period_of("2024-03-15")["id"], "close", etag="stale"),
            books.act("fiscal-years", books.year_of("2024-03-15")["id"], "close", etag="stale"),
        ):
            assert (answer.status, answer.body["code"], answer.reason) == (409, 10, "ETAG_MISMATCH"), answer.content
        request = voucher_pb2.ReverseVoucherRequest(
            request_id="stale", id=posted["id"], etag="stale", posting_date="2024-03-16"
        )
        stub = ledger_service_pb2_grpc.LedgerServiceStub(native.channel)
        reply = native.call(stub.ReverseVoucher, request)
        assert (reply.code, reply.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")


def test_a_foreign_tenant_finds_nothing_of_it(server: Whole, books: Books) -> None:
    posted = books.send(good(books)).ok()["voucher"]
    period, year = books.period_of("2024-03-15"), books.year_of("2024-03-15")
    foreign_token = server.token("--tenant", "other", "--role", "admin")
    with nothing_written(books), server.rest(foreign_token) as foreign:
        theirs = Books(foreign, books.company)
        for answer in (
            theirs.send(good(books)),
            foreign.get(f"/v1/ledger/vouchers/{posted['id']}"),
            foreign.get(f"/v1/ledger/companies/{books.id}"),
            foreign.get(f"/v1/ledger/companies/{books.id}/trial-balance", as_of="2024-12-31"),
            foreign.get("/v1/ledger/vouchers", company_id=books.id),
            foreign.get("/v1/ledger/periods", company_id=books.id),
            foreign.get("/v1/ledger/accounts", company_id=books.id),
            theirs.act("vouchers", posted["id"], "reverse", etag=posted["etag"], posting_date="2024-03-16"),
            theirs.act("periods", period["id"], "close"),
            theirs.act("fiscal-years", year["id"], "close", retained_earnings_account_code="Retained"),
        ):
            assert (answer.status, answer.body["code"], answer.reason) == (404, 5, "RESOURCE_NOT_FOUND"), answer.content
        listed = foreign.pages("/v1/ledger/companies", "companies", 250)
        assert books.id not in [company["id"] for page in listed for company in page]
        with Native(server.started["grpc_target"], foreign_token) as native:
            reply = post(native, good(books))
        assert (reply.code, reply.reason) == (grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND")


def test_a_foreign_tenant_may_use_the_same_code_and_request_id(server: Whole, books: Books) -> None:
    body = {"request_id": "the same everywhere", "company": {"code": books.code, "currency_code": "EUR"}}
    with server.rest(server.token("--tenant", f"t{books.code.lower()}", "--role", "admin")) as foreign:
        assert foreign.post("/v1/ledger/companies", body).ok()["company"]["id"] != books.id
    answer = books.rest.post("/v1/ledger/companies", {**body, "request_id": books.code})
    assert (answer.status, answer.body["code"], answer.reason) == (409, 6, "DUPLICATE_RESOURCE")


def test_a_role_without_the_permission_reads_and_posts_nothing(server: Whole, books: Books) -> None:
    viewer_token = server.token("--role", "viewer")
    with nothing_written(books), server.rest(viewer_token) as viewer:
        answer = Books(viewer, books.company).send(good(books))
        assert (answer.status, answer.body["code"], answer.reason) == (403, 7, "PERMISSION_MISSING")
        assert "ledger.voucher.post" in answer.body["message"]
        assert Books(viewer, books.company).trial_balance()["rows"]
        with Native(server.started["grpc_target"], viewer_token) as native:
            reply = post(native, good(books))
        assert (reply.code, reply.reason) == (grpc.StatusCode.PERMISSION_DENIED, "PERMISSION_MISSING")
    with server.rest(server.token("--role", "no_such_role")) as nobody:
        answer = nobody.get("/v1/ledger/companies")
        assert (answer.status, answer.reason) == (403, "PERMISSION_MISSING")


def test_what_only_contexts_may_call_is_closed_to_administrators(server: Whole, rest: Rest) -> None:
    body = {"tenant": "other", "username": "admin", "roles": ["admin"]}
    answer = rest.post("/v1/identity/sessions:issueToken", body)
    assert (answer.status, answer.body["code"], answer.reason) == (403, 7, "PERMISSION_MISSING")


def test_no_token_and_bad_tokens_are_refused(server: Whole, books: Books) -> None:
    tokens: dict[str, str | None] = {
        "none": None,
        **bad_tokens(server.token(), server.data_dir / "keys" / "tokens.pem"),
    }
    with nothing_written(books):
        for name, token in tokens.items():
            with Rest(server.http_url, token) as stranger:
                answer = Books(stranger, books.company).send(good(books))
                assert (answer.status, answer.body["code"], answer.reason) == (401, 16, "TOKEN_INVALID"), name
                assert token is None or token not in answer.content.decode(), name
            with Native(server.started["grpc_target"], token) as native:
                reply = post(native, good(books))
                assert (reply.code, reply.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID"), name


def test_validate_only_checks_all_and_writes_nothing(books: Books) -> None:
    with nothing_written(books):
        body = {**good(books), "validate_only": True}
        assert books.send(body).ok()["voucher"]["state"] == "DRAFT"
        for bad in BAD:
            if bad.reason == "VOUCHER_UNBALANCED":
                assert books.send({**bad.body(books), "validate_only": True}).reason == bad.reason
    posted = books.send({**body, "validate_only": False})
    assert (posted.ok()["voucher"]["state"], posted.replayed) == ("POSTED", False)


def test_an_error_tells_nothing_of_the_inside(rest: Rest) -> None:
    answer = rest.get("/v1/ledger/companies", page_token="bm9uc2Vuc2U")
    assert (answer.status, answer.reason) == (400, "FIELD_INVALID")
    texts = json.dumps(answer.body).lower()
    assert not [word for word in ("traceback", "sqlalchemy", "asyncpg", "psql", ".py") if word in texts]
