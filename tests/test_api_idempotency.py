"""The same request sent often is done once, and answered alike."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from businessm.ledger.v1 import ledger_service_pb2_grpc, voucher_pb2
from google.protobuf import json_format
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from tests.bad_vouchers import good
from tests.support.books import Books, line
from tests.support.native import Native
from tests.support.whole import Whole


@pytest.fixture(scope="module")
def native(server: Whole) -> Iterator[Native]:
    """gRPC as administrator."""
    with Native(server.started["grpc_target"], server.admin_token) as found:
        yield found


def together(count: int, call: Callable[[int], Any]) -> list[Any]:
    """What `count` threads get at once."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


@pytest.mark.parametrize("count", [10, 50])
def test_parallel_posts_of_one_request_over_rest_make_one_voucher(server: Whole, books: Books, count: int) -> None:
    body = good(books)
    connections = [server.rest() for _ in range(count)]
    answers = together(count, lambda i: Books(connections[i], books.company).send(body))
    for connection in connections:
        connection.close()
    assert {answer.status for answer in answers} == {200}, {answer.content for answer in answers}
    assert len({answer.content for answer in answers}) == 1
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * (count - 1)
    assert books.balances() == {("Cash", "USD"): 100, ("Sales", "USD"): -100}
    listed = books.rest.get("/v1/ledger/vouchers", company_id=books.id).ok()["vouchers"]
    assert [one["id"] for one in listed] == [answers[0].body["voucher"]["id"]]


@pytest.mark.parametrize("count", [10, 50])
def test_parallel_posts_of_one_request_over_grpc_make_one_voucher(native: Native, books: Books, count: int) -> None:
    stub = ledger_service_pb2_grpc.LedgerServiceStub(native.channel)
    request = json_format.ParseDict(good(books), voucher_pb2.PostVoucherRequest())
    replies = together(count, lambda _: native.call(stub.PostVoucher, request))
    assert {reply.code for reply in replies} == {grpc.StatusCode.OK}
    assert len({reply.response.SerializeToString(deterministic=True) for reply in replies}) == 1
    assert sorted(reply.replayed for reply in replies) == [False] + [True] * (count - 1)
    assert books.balances() == {("Cash", "USD"): 100, ("Sales", "USD"): -100}


def test_parallel_posts_of_many_requests_each_sent_twice_make_each_once(server: Whole, books: Books) -> None:
    bodies = [good(books) for _ in range(20)] * 2
    connections = [server.rest() for _ in range(len(bodies))]
    answers = together(len(bodies), lambda i: Books(connections[i], books.company).send(bodies[i]))
    for connection in connections:
        connection.close()
    assert {answer.status for answer in answers} == {200}
    assert [answers[i].content for i in range(20)] == [answers[i + 20].content for i in range(20)]
    assert sorted({answer.body["voucher"]["number"] for answer in answers}) == [f"GJ/2024/{n:05}" for n in range(1, 21)]
    assert books.balances()["Cash", "USD"] == 2000


def test_parallel_requests_of_one_id_and_different_content_post_one_and_refuse_the_rest(
    server: Whole, books: Books
) -> None:
    bodies = [good(books) for _ in range(10)]
    for number, body in enumerate(bodies):
        body["request_id"] = bodies[0]["request_id"]
        body["voucher"]["narration"] = f"number {number}"
    connections = [server.rest() for _ in bodies]
    answers = together(10, lambda i: Books(connections[i], books.company).send(bodies[i]))
    for connection in connections:
        connection.close()
    assert sorted(answer.status for answer in answers) == [200] + [400] * 9
    assert {answer.reason for answer in answers if answer.status == 400} == {"REQUEST_ID_REUSED"}
    assert books.balances()["Cash", "USD"] == 100


def test_the_header_idempotency_key_is_the_request_id_where_the_body_has_none(books: Books) -> None:
    body = good(books)
    key = body.pop("request_id")
    first = books.send(body, {"idempotency-key": key})
    again = books.send(body, {"idempotency-key": key})
    assert (first.status, first.replayed) == (200, False), first.content
    assert (again.content, again.replayed) == (first.content, True)
    with_field = books.send({**body, "request_id": key})
    assert (with_field.content, with_field.replayed) == (first.content, True)


def test_over_rest_a_request_without_an_id_is_let_in_and_each_is_another(books: Books) -> None:
    body = good(books)
    del body["request_id"]
    ids = {books.send(body).ok()["voucher"]["id"] for _ in range(2)}
    assert len(ids) == 2


def test_over_grpc_a_request_without_an_id_is_refused(native: Native, books: Books) -> None:
    body = good(books)
    del body["request_id"]
    request = json_format.ParseDict(body, voucher_pb2.PostVoucherRequest())
    stub = ledger_service_pb2_grpc.LedgerServiceStub(native.channel)
    reply = native.call(stub.PostVoucher, request)
    assert (reply.code, reply.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FIELD_REQUIRED")


def test_rest_and_grpc_are_one_service_a_request_of_one_is_replayed_by_the_other(native: Native, books: Books) -> None:
    body = good(books)
    posted = books.send(body).ok()["voucher"]
    stub = ledger_service_pb2_grpc.LedgerServiceStub(native.channel)
    reply = native.call(stub.PostVoucher, json_format.ParseDict(body, voucher_pb2.PostVoucherRequest()))
    assert (reply.code, reply.replayed) == (grpc.StatusCode.OK, True)
    assert (reply.response.voucher.id, reply.response.voucher.number) == (posted["id"], posted["number"])


def test_a_refused_request_may_be_sent_again_under_its_id(books: Books) -> None:
    body = good(books)
    body["voucher"]["lines"][0] = line("Petty cash", debit="100.00")
    assert books.send(body).reason == "ACCOUNT_UNKNOWN"
    books.account("Petty cash", "ASSET")
    answer = books.send(body)
    assert (answer.status, answer.replayed) == (200, False), answer.content


def test_a_replay_outlives_the_closing_of_its_period(books: Books) -> None:
    body = good(books)
    posted = books.send(body)
    books.act("periods", books.period_of("2024-03-15")["id"], "close").ok()
    again = books.send(body)
    assert (again.status, again.content, again.replayed) == (200, posted.content, True)


def test_parallel_reversals_make_one_reversal(server: Whole, books: Books) -> None:
    posted = books.send(good(books)).ok()["voucher"]
    connections = [server.rest() for _ in range(8)]
    fields = {"etag": posted["etag"], "posting_date": "2024-03-16"}
    answers = together(
        8, lambda i: Books(connections[i], books.company).act("vouchers", posted["id"], "reverse", **fields)
    )
    for connection in connections:
        connection.close()
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7, {a.content for a in answers}
    assert {answer.reason for answer in answers if answer.status == 409} == {"VOUCHER_ALREADY_REVERSED"}
    assert books.balances() == {}


def test_a_client_without_our_code_can_post_by_reflection(server: Whole, books: Books) -> None:
    from google.protobuf.descriptor_pool import DescriptorPool
    from google.protobuf.message_factory import GetMessageClass

    with Native(server.started["grpc_target"], server.admin_token) as native:
        database = ProtoReflectionDescriptorDatabase(native.channel)
        services = set(database.get_services())
        assert {
            "businessm.ledger.v1.LedgerService",
            "businessm.check.v1.CheckService",
            "grpc.health.v1.Health",
        } <= services
        pool = DescriptorPool(database)
        rpc = pool.FindServiceByName("businessm.ledger.v1.LedgerService").FindMethodByName("PostVoucher")
        request_class, response_class = GetMessageClass(rpc.input_type), GetMessageClass(rpc.output_type)
        method = native.channel.unary_unary(
            "/businessm.ledger.v1.LedgerService/PostVoucher",
            request_serializer=request_class.SerializeToString,
            response_deserializer=response_class.FromString,
        )
        reply = native.call(method, json_format.ParseDict(good(books), request_class()))
        assert (reply.code, reply.response.voucher.number) == (grpc.StatusCode.OK, "GJ/2024/00001")
        for service in services:
            assert pool.FindServiceByName(service).methods, service


def test_ids_of_two_tenants_do_not_meet(server: Whole, books: Books) -> None:
    tenant = f"t{uuid.uuid4().hex[:8]}"
    body = good(books)
    books.send(body).ok()
    with server.rest(server.token("--tenant", tenant, "--role", "admin")) as foreign:
        theirs = Books.opened(foreign, accounts={"Cash": "ASSET", "Sales": "INCOME"}, years=[2024])
        answer = theirs.send({**good(theirs), "request_id": body["request_id"]})
        assert (answer.status, answer.replayed) == (200, False), answer.content
