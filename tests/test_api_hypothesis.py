"""Vouchers changed at random: every answer is typed, and only what is answered OK has an effect."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from businessm.ledger.v1 import voucher_pb2
from google.protobuf import json_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_vouchers import MALFORMED, good
from tests.support.books import Books, request_id
from tests.support.commands import Commands
from tests.support.native import Native
from tests.support.whole import Whole

NEVER = {2, 13}
"""UNKNOWN and INTERNAL."""

examples = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=40),
    st.sampled_from(
        ["100.00", "0.01", "-1", "99.99", "EUR", "JPY", "Cash", "Bank", "2024-06-01", "2025-01-01", *MALFORMED]
    ),
    st.sampled_from(["'; drop table voucher; --", "{{7*7}}", "../../x", "=1+1", "\u202e", "\x00", "x" * 5000]),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value but the top."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@st.composite
def changed(draw: st.DrawFn) -> list[tuple[int, str, Any]]:
    """Up to three changes: (which place, what to do, a value)."""
    count = draw(st.integers(1, 3))
    kinds = st.sampled_from(["replace", "remove", "add", "repeat"])
    return [(draw(st.integers(0, 10**6)), draw(kinds), draw(values)) for _ in range(count)]


def apply(body: dict[str, Any], changes: list[tuple[int, str, Any]]) -> dict[str, Any]:
    """The body with the changes made."""
    body = copy.deepcopy(body)
    for place, kind, value in changes:
        found = list(places(body))
        if not found:
            return body
        *above, key = found[place % len(found)]
        owner: Any = body
        for step in above:
            owner = owner[step]
        if kind == "replace":
            owner[key] = value
        elif kind == "remove":
            del owner[key]
        elif isinstance(owner, list):
            owner.append(copy.deepcopy(owner[key]) if kind == "repeat" else value)
        else:
            owner["colour" if kind == "add" else f"{key}_"] = value
    return body


@pytest.fixture(scope="module")
def native(server: Whole) -> Iterator[Native]:
    """gRPC as administrator."""
    with Native(server.started["grpc_target"], server.admin_token) as found:
        yield found


@examples
@given(changes=changed())
def test_a_changed_voucher_is_let_in_balanced_or_refused_by_name(books: Books, changes: list[Any]) -> None:
    before = books.trial_balance()
    answer = books.send(apply(good(books), changes))
    assert answer.status < 500, (changes, answer.content)
    if answer.status == 200:
        assert answer.body["voucher"]["state"] in ("POSTED", "DRAFT")
        assert books.is_balanced()
    else:
        assert answer.body["code"] not in NEVER, (changes, answer.content)
        assert answer.reason, (changes, answer.content)
        assert books.trial_balance() == before, changes


@examples
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 6), cut=st.booleans())
def test_a_message_with_changed_bytes_is_let_in_balanced_or_refused(
    books: Books, native: Native, seed: int, flips: int, cut: bool
) -> None:
    message = json_format.ParseDict(good(books), voucher_pb2.PostVoucherRequest())
    raw = bytearray(message.SerializeToString())
    chance = random.Random(seed)
    for _ in range(flips):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    if cut:
        del raw[chance.randrange(1, len(raw)) :]
    method = native.channel.unary_unary("/businessm.ledger.v1.LedgerService/PostVoucher")
    before = books.trial_balance()
    reply = native.call(method, bytes(raw))
    assert reply.code not in (grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL), (bytes(raw), reply)
    if reply.code is grpc.StatusCode.OK:
        assert books.is_balanced()
    else:
        assert reply.reason, (bytes(raw), reply)
        assert "parsing" not in reply.message.lower(), reply
        assert books.trial_balance() == before


amounts = st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=2, max_size=12)


@examples
@given(amounts=amounts)
def test_a_voucher_is_let_in_exactly_where_it_balances(books: Books, amounts: list[int]) -> None:
    def row(minor: int) -> dict[str, Any]:
        text = f"{abs(minor) // 100}.{abs(minor) % 100:02}"
        return {"account_code": "Cash", "debit" if minor > 0 else "credit": {"currency_code": "USD", "amount": text}}

    open_voucher = [row(minor) for minor in amounts]
    rest = -sum(amounts)
    balanced = [*open_voucher, row(rest)] if rest else open_voucher
    assert books.post("2024-03-15", balanced).status == 200
    if rest:
        answer = books.post("2024-03-15", open_voucher)
        assert (answer.status, answer.reason) == (400, "VOUCHER_UNBALANCED")
    near = books.post("2024-03-15", [*balanced, row(1)])
    assert (near.status, near.reason) == (400, "VOUCHER_UNBALANCED")


@examples
@given(path=st.text(max_size=60), query=st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=3))
def test_any_path_and_query_gets_a_typed_answer(books: Books, path: str, query: dict[str, str]) -> None:
    from urllib.parse import quote, urlencode

    for place in (f"/v1/ledger/{quote(path, safe='')}", f"/v1/ledger/companies/{quote(path, safe='')}/trial-balance"):
        answer = books.rest.send("GET", f"{place}?{urlencode(query)}")
        assert answer.status < 500, (place, query, answer.content)
        if answer.status != 200:
            assert answer.reason, (place, query, answer.content)


def test_nothing_is_broken_after_all_of_it(m: Commands, books: Books) -> None:
    assert books.send({**good(books), "request_id": request_id()}).status == 200
    assert m("check", "--json").ok()["ok"]
