"""What surrounds every rpc, seen from the caller's side."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from businessm.identity.v1 import role_service_pb2, role_service_pb2_grpc, user_service_pb2
from google.protobuf import descriptor_pb2, descriptor_pool

from m_kit import clock
from m_kit.caller import Caller, acting_as, current_caller
from m_kit.contracts import PermissionOptionMissing, methods_of
from m_kit.errors import FieldInvalid, NotFound, TokenInvalid
from m_kit.interceptors.errors import guard_stream
from m_kit.interceptors.permission import KEPT_SECONDS, RolePermissions, matcher
from m_kit.logs import JsonFormatter
from m_kit.outgoing import DEFAULT_TIMEOUT_SECONDS, OutgoingChannel, seconds_left
from m_kit.testing import Metadata, refusal_of
from m_kit.tests.served import SERVICES, Served, context_named, new_user, served, somebody
from m_kit.tracing import current_span

ADMIN, READER, CLERK, NOBODY = (somebody(role) for role in ("admin", "reader", "clerk", "none"))
SECONDS = 20.0


class Seen:
    """What a handler noticed, each time it ran."""

    def __init__(self, notice: Callable[[Any, grpc.aio.ServicerContext], Any]) -> None:
        self._notice = notice
        self.each: list[Any] = []

    async def __call__(self, request: Any, context: grpc.aio.ServicerContext) -> None:
        self.each.append(self._notice(request, context))


def seen_callers() -> Seen:
    return Seen(lambda request, context: current_caller())


def raising(error: Exception) -> Any:
    async def handler(request: Any, context: grpc.aio.ServicerContext) -> None:
        raise error

    return handler


# Permission


@pytest.mark.parametrize(
    ("metadata", "read", "write"),
    [
        (ADMIN, True, True),
        (READER, True, False),
        (CLERK, True, True),
        (NOBODY, False, False),
        (somebody(), False, False),
    ],
)
async def test_nobody_may_do_what_no_role_of_theirs_carries(metadata: Metadata, read: bool, write: bool) -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        for call, allowed, permission in (
            (rpcs.read, read, "identity.user.read"),
            (rpcs.write, write, "identity.user.create"),
        ):
            before = len(seen.each)
            if allowed:
                await call(metadata)
            else:
                refused = await refusal_of(call(metadata))
                assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
                assert permission in refused.message
            assert len(seen.each) - before == allowed


async def test_what_is_for_contexts_is_for_nobody_else() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        refused = await refusal_of(rpcs.resolve(ADMIN))
        assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
        assert seen.each == []
        await rpcs.resolve(context_named("finance"))
    assert [one.subject for one in seen.each] == ["service:finance"]


async def test_contexts_may_call_everything_and_nobodys_roles_are_asked_for() -> None:
    async with served() as rpcs:
        await rpcs.read(context_named("finance"))
        await rpcs.write(context_named("finance"))
        assert rpcs.lookups == []


async def test_who_may_not_call_learns_nothing_of_the_rules_of_fields() -> None:
    async with served() as rpcs:
        refused = await refusal_of(rpcs.write(READER, new_user("", "")))
        assert (refused.reason, refused.fields) == ("PERMISSION_MISSING", ())


@pytest.mark.parametrize(
    ("pattern", "permission", "matches"),
    [
        ("*", "a.b.c", True),
        ("*.read", "a.b.read", True),
        ("*.read", "a.b.reader", False),
        ("*.read", "read", False),
        ("a.*", "a.b.c", True),
        ("a.*", "ab.c", False),
        ("a.b", "axb", False),
        ("a.b", "a.b.c", False),
        ("a.b", "a.b\n", False),
        ("a.*.c", "a.x.y.c", True),
    ],
)
def test_a_star_stands_for_any_run_and_all_else_for_itself(pattern: str, permission: str, matches: bool) -> None:
    assert (matcher([pattern]).match(permission) is not None) == matches
    assert (matcher(["z", pattern]).match(permission) is not None) == matches


def test_no_pattern_matches_nothing() -> None:
    assert matcher([]).match("") is None
    assert matcher([]).match("a.b") is None


async def test_what_roles_may_do_is_kept_for_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now, patterns, asked = [100.0], ["a.*"], []

    async def lookup(tenant: str, roles: tuple[str, ...]) -> list[str]:
        asked.append((tenant, roles))
        return patterns

    monkeypatch.setattr(clock, "monotonic_seconds", lambda: now[0])
    roles = RolePermissions(lookup)
    assert await roles.allow("acme", ("x",), "a.b")
    patterns = []
    now[0] += KEPT_SECONDS - 1
    assert await roles.allow("acme", ("x",), "a.b")
    assert asked == [("acme", ("x",))]
    assert not await roles.allow("other", ("x",), "a.b"), "each tenant is asked for by itself"
    assert not await roles.allow("acme", ("y",), "a.b"), "each set of roles too"
    now[0] += 2
    assert not await roles.allow("acme", ("x",), "a.b")


async def test_roles_nobody_can_look_up_permit_nothing() -> None:
    async def lookup(tenant: str, roles: tuple[str, ...]) -> list[str]:
        raise NotFound("away")

    with pytest.raises(NotFound):
        await RolePermissions(lookup).allow("acme", ("admin",), "a.b")


def test_a_service_with_an_rpc_without_permission_is_refused_by_name() -> None:
    file = descriptor_pb2.FileDescriptorProto(name="m_kit/tests/bare.proto", package="m_kit.tests", syntax="proto3")
    file.message_type.add(name="Empty")
    service = file.service.add(name="Bare")
    service.method.add(name="Peek", input_type=".m_kit.tests.Empty", output_type=".m_kit.tests.Empty")
    descriptor_pool.Default().Add(file)
    with pytest.raises(PermissionOptionMissing, match=r"m_kit\.tests\.Bare\.Peek"):
        methods_of([*SERVICES, "m_kit.tests.Bare"])


# Authentication and tenant


async def test_a_caller_is_who_the_token_says() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await rpcs.read(somebody("reader", "none", tenant="acme-2", user="ravi"))
    assert seen.each == [Caller("acme-2", "ravi", "ravi", ("reader", "none"))]


async def test_the_person_behind_the_call_is_believed_of_contexts_alone() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await rpcs.read((*context_named("finance"), ("x-businessm-actor", "asha")))
        await rpcs.read((*ADMIN, ("x-businessm-actor", "somebody else")))
        await rpcs.read(context_named("finance"))
    assert [(one.subject, one.actor) for one in seen.each] == [
        ("service:finance", "asha"),
        ("asha", "asha"),
        ("service:finance", "service:finance"),
    ]


TOKEN = ADMIN[0][1].removeprefix("Bearer ")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, "Bearer no.such.token", f"Bearer {TOKEN}x"]
)
async def test_without_a_good_token_nobody_is_served(header: str | None) -> None:
    seen = seen_callers()
    metadata = () if header is None else (("authorization", header),)
    async with served(seen) as rpcs:
        for call in (rpcs.read, rpcs.write, rpcs.resolve):
            refused = await refusal_of(call(metadata))
            assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID")
            assert TOKEN not in refused.message
    assert seen.each == []


async def test_a_schemes_case_does_not_matter() -> None:
    async with served() as rpcs:
        await rpcs.read((("authorization", f"bearer {TOKEN}"),))


async def test_what_is_public_needs_no_token_and_looks_at_none() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await rpcs.login()
        await rpcs.login((("authorization", "Bearer nonsense"), ("x-businessm-actor", "admin")))
        await rpcs.login(ADMIN)
    assert {(one.tenant, one.subject, one.actor) for one in seen.each} == {("", "anonymous", "anonymous")}


@pytest.mark.parametrize("tenant", ["Acme", "a b", "-a", "a" * 64, "ä", "a.b", "a/b", "'; --", "a\n"])
async def test_a_tenant_is_a_lower_case_name(tenant: str) -> None:
    async with served() as rpcs:
        refused = await refusal_of(rpcs.read(somebody("admin", tenant=tenant)))
        assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID")
        await rpcs.read(somebody("admin", tenant="a1_b-2"))


async def test_one_calls_caller_is_not_anothers() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await asyncio.gather(*(rpcs.read(somebody("admin", user=f"u{i}")) for i in range(20)))
    assert sorted(one.subject for one in seen.each) == sorted(f"u{i}" for i in range(20))
    with pytest.raises(TokenInvalid):
        current_caller()


def test_work_of_a_contexts_own_ends_as_somebody_else_began_it() -> None:
    inner, outer = (Caller("acme", name, name) for name in ("inner", "outer"))
    with acting_as(outer):
        with acting_as(inner):
            assert current_caller() == inner
        assert current_caller() == outer


# request_id and validation


def seen_request_ids() -> Seen:
    return Seen(lambda request, context: request.request_id)


async def test_over_rest_a_request_id_comes_from_the_header_or_is_made() -> None:
    seen = seen_request_ids()
    async with served(seen) as rpcs:
        await rpcs.write((*ADMIN, ("idempotency-key", "k1")), new_user(""))
        await rpcs.write((*ADMIN, ("idempotency-key", "k1"), ("x-businessm-rest", "1")), new_user(""))
        for _ in range(2):
            await rpcs.write((*ADMIN, ("x-businessm-rest", "1")), new_user(""))
    assert seen.each[:2] == ["k1", "k1"]
    assert len(set(seen.each[2:])) == 2
    assert all(seen.each)


async def test_a_request_id_that_was_given_stays() -> None:
    seen = seen_request_ids()
    async with served(seen) as rpcs:
        await rpcs.write((*ADMIN, ("idempotency-key", "k1"), ("x-businessm-rest", "1")), new_user("mine"))
    assert seen.each == ["mine"]


async def test_over_grpc_a_request_id_is_required() -> None:
    async with served() as rpcs:
        refused = await refusal_of(rpcs.write(ADMIN, new_user("")))
        assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_REQUIRED", ("request_id",))


async def test_what_the_caller_handed_over_stays_as_it_is() -> None:
    request = new_user("")
    before = request.SerializeToString()
    async with served() as rpcs:
        await rpcs.write((*ADMIN, ("idempotency-key", "k1")), request)
    assert request.SerializeToString() == before


async def test_every_broken_rule_is_told_at_once_and_the_handler_never_runs() -> None:
    seen = seen_request_ids()
    request = user_service_pb2.CreateUserRequest(request_id="x" * 129, password="short")
    request.user.display_name = "x" * 256
    async with served(seen) as rpcs:
        refused = await refusal_of(rpcs.write(ADMIN, request))
    assert refused.code == "INVALID_ARGUMENT"
    assert set(refused.fields) == {"request_id", "user.username", "user.display_name", "password"}
    assert seen.each == []


# Errors


async def test_a_business_error_keeps_code_reason_and_field() -> None:
    async with served(raising(FieldInvalid("not that one", field="user.roles[0]"))) as rpcs:
        refused = await refusal_of(rpcs.read(ADMIN))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_INVALID", ("user.roles[0]",))
    assert refused.message == "not that one"


@pytest.mark.parametrize("error", [ValueError("canary"), KeyError("canary"), RuntimeError("canary"), OSError("canary")])
async def test_a_defect_is_answered_bare_and_logged_whole(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    async with served(raising(error)) as rpcs:
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await rpcs.read(ADMIN)
    assert raised.value.code() is grpc.StatusCode.INTERNAL
    assert "canary" not in str(raised.value)
    assert "canary" not in str(raised.value.trailing_metadata())
    (record,) = (one for one in caplog.records if one.levelno == logging.ERROR)
    assert "GetUser" in record.getMessage()
    assert "canary" in caplog.text


async def test_what_is_logged_of_a_defect_has_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    secret = "postgresql://m_finance:canary-one@db/x password=canary-two Bearer canary-three"
    async with served(raising(RuntimeError(secret))) as rpcs:
        await refusal_of(rpcs.read(ADMIN))
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any("GetUser" in json.loads(line)["message"] for line in lines)
    assert "canary" not in "".join(lines)


async def test_running_out_of_time_is_told_as_that() -> None:
    async with served(raising(TimeoutError())) as rpcs:
        assert (await refusal_of(rpcs.read(ADMIN))).code == "DEADLINE_EXCEEDED"


def calling_on(target: Served) -> Any:
    """A handler that calls another context and does nothing about its errors."""
    channel = OutgoingChannel(target.channel, "identity", lambda tenant: target.issuer.service_token("finance", tenant))
    stub = role_service_pb2_grpc.RoleServiceStub(channel)

    async def handler(request: Any, context: grpc.aio.ServicerContext) -> None:
        await stub.ResolvePermissions(role_service_pb2.ResolvePermissionsRequest())

    return handler


@pytest.mark.parametrize(
    ("nested", "code", "reason"),
    [
        (NotFound("no party 7", field="party_id"), "NOT_FOUND", "RESOURCE_NOT_FOUND"),
        (RuntimeError("canary"), "INTERNAL", ""),
        (TimeoutError("canary"), "UNAVAILABLE", "DEPENDENCY_UNAVAILABLE"),
    ],
)
async def test_what_another_context_answers_goes_on_and_its_troubles_become_ours(
    nested: Exception, code: str, reason: str
) -> None:
    async with served(raising(nested)) as below, served(calling_on(below)) as rpcs:
        refused = await refusal_of(rpcs.read(ADMIN))
    assert (refused.code, refused.reason) == (code, reason)
    assert "canary" not in refused.message
    assert refused.fields == (("party_id",) if code == "NOT_FOUND" else ())


@pytest.mark.parametrize("code", [grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNIMPLEMENTED])
async def test_another_contexts_defect_is_answered_bare_and_logged(
    code: grpc.StatusCode, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(request: Any, context: grpc.aio.ServicerContext) -> None:
        await context.abort(code, "canary")

    async with served(broken) as below, served(calling_on(below)) as rpcs:
        refused = await refusal_of(rpcs.read(ADMIN))
    assert (refused.code, refused.reason) == ("INTERNAL", "")
    assert "canary" not in refused.message
    assert "canary" in caplog.text


async def test_a_context_that_is_not_there_is_unavailable() -> None:
    nowhere = grpc.aio.insecure_channel("127.0.0.1:1")
    async with served() as any_served:
        away = Served(nowhere, any_served.metrics, [])
        async with served(calling_on(away)) as rpcs:
            refused = await refusal_of(rpcs.read(ADMIN))
    assert (refused.code, refused.reason) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE")
    assert "127.0.0.1" not in refused.message
    await nowhere.close()


async def test_a_streams_late_error_is_translated_too() -> None:
    class Aborted(Exception):
        pass

    class Context:
        code: Any = None

        async def abort_with_status(self, status: Any) -> None:
            self.code = status.code
            raise Aborted

    async def stream() -> Any:
        yield 1
        raise NotFound("gone")

    context = Context()
    guarded = guard_stream(stream(), context)
    assert await anext(guarded) == 1
    with pytest.raises(Aborted):
        await anext(guarded)
    assert context.code is grpc.StatusCode.NOT_FOUND


# What travels on


async def test_a_deadline_travels_to_nested_calls() -> None:
    left = Seen(lambda request, context: context.time_remaining())
    async with served(left) as below, served(calling_on(below)) as rpcs:
        await rpcs.read(ADMIN, timeout=SECONDS)
        await rpcs.read(ADMIN)
    assert SECONDS - 5 < left.each[0] <= SECONDS
    assert SECONDS < left.each[1] <= DEFAULT_TIMEOUT_SECONDS, "without one there is still a limit"


async def test_a_handler_knows_how_much_time_is_left() -> None:
    left = Seen(lambda request, context: seconds_left())
    async with served(left) as rpcs:
        await rpcs.read(ADMIN, timeout=SECONDS)
        await rpcs.read(ADMIN)
    assert SECONDS - 5 < left.each[0] <= SECONDS
    assert left.each[1] == DEFAULT_TIMEOUT_SECONDS


async def test_a_nested_call_goes_out_with_the_contexts_token_and_the_person_behind_it() -> None:
    seen = Seen(lambda request, context: (current_caller(), dict(context.invocation_metadata())["x-businessm-context"]))
    async with served(seen) as below, served(calling_on(below)) as rpcs:
        await rpcs.read(somebody("reader", tenant="acme-2", user="ravi"))
    assert seen.each == [(Caller("acme-2", "service:finance", "ravi"), "identity")]


async def test_a_trace_goes_on_through_every_call() -> None:
    def span(request: Any, context: grpc.aio.ServicerContext) -> Any:
        return current_span()

    below_seen, above_seen = Seen(span), Seen(span)
    async with served(below_seen) as below:
        forward = calling_on(below)

        async def noting(request: Any, context: grpc.aio.ServicerContext) -> None:
            await above_seen(request, context)
            await forward(request, context)

        async with served(noting) as rpcs:
            await rpcs.read((*ADMIN, ("traceparent", f"00-{'a' * 32}-{'b' * 16}-00")))
            await rpcs.read(ADMIN)
            await rpcs.read((*ADMIN, ("traceparent", "nonsense")))
    spans = list(zip(above_seen.each, below_seen.each, strict=True))
    assert (spans[0][0].trace_id, spans[0][0].flags) == ("a" * 32, "00")
    assert all(above.trace_id == below.trace_id for above, below in spans)
    assert all(above.span_id != below.span_id for above, below in spans)
    assert len({above.trace_id for above, _ in spans}) == 3


# Around all of them


async def test_every_call_is_counted_under_its_code() -> None:
    async def handler(request: Any, context: grpc.aio.ServicerContext) -> None:
        if isinstance(request, user_service_pb2.CreateUserRequest):
            raise RuntimeError

    async with served(handler) as rpcs:
        await rpcs.read(ADMIN)
        await rpcs.read(ADMIN)
        await refusal_of(rpcs.read(()))
        await refusal_of(rpcs.write(ADMIN))
        text = rpcs.metrics.text().decode()
    service = 'grpc_method="/businessm.identity.v1.UserService'
    assert f'grpc_server_handled_total{{grpc_code="OK",{service}/GetUser"}} 2.0' in text
    assert f'grpc_server_handled_total{{grpc_code="UNAUTHENTICATED",{service}/GetUser"}} 1.0' in text
    assert f'grpc_server_handled_total{{grpc_code="INTERNAL",{service}/CreateUser"}} 1.0' in text
    assert f'grpc_server_handling_seconds_count{{{service}/GetUser"}} 3.0' in text


async def test_an_rpc_that_no_contract_of_ours_knows_is_not_served() -> None:
    async with served() as rpcs:
        call = rpcs.channel.unary_unary("/businessm.identity.v1.UserService/Nonsense")
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await call(b"", metadata=ADMIN)
    assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_a_caller_that_leaves_stops_the_handler() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def handler(request: Any, context: grpc.aio.ServicerContext) -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with served(handler) as rpcs:
        call = asyncio.ensure_future(rpcs.read(ADMIN))
        await began.wait()
        call.cancel()
        async with asyncio.timeout(60):
            await ended.wait()
