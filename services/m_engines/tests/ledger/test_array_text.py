"""PostgreSQL reads back exactly what array_text wrote."""

import uuid
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from m_kit.testing import Address, connected

from m_engines.ledger.array_text import array_text

# What PostgreSQL's text can hold: everything but NUL and half a surrogate pair.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
awkward = st.text(st.sampled_from("\"\\{},' \tNULnul\n\r\u00a0🙂"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "int": st.integers(-(2**31), 2**31 - 1),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "numeric": st.decimals(-(10**18), 10**18, places=18),
    "uuid": st.uuids(),
    "date": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    "boolean": st.booleans(),
    "text": texts | awkward | st.sampled_from(["", "NULL", "null", "{}", '"', "\\", "\\x", "'", " "]),
    "bytea": st.binary(),
}
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@pytest.fixture
async def server(postgres_address: Address) -> AsyncIterator[asyncpg.Connection]:
    """Somebody who reads arrays."""
    connection = await connected(postgres_address)
    yield connection
    await connection.close()


@pytest.mark.parametrize("kind", VALUES)
@quick
@given(data=st.data())
async def test_what_was_written_is_read_back(server: asyncpg.Connection, kind: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(VALUES[kind] | st.none()))
    assert await server.fetchval(f"select $1::text::{kind}[]", array_text(kind, values)) == values


@quick
@given(values=st.lists(awkward))
@example(values=["NULL", "", '"', "\\", '\\"', "{", "}", "{}", ",", " ", "a,b", "\\N", "\n"])
async def test_no_text_is_mistaken_for_an_arrays_own_signs(server: asyncpg.Connection, values: list[str]) -> None:
    assert await server.fetchval("select $1::text::text[]", array_text("text", values)) == values


@pytest.mark.parametrize("kind", VALUES)
def test_nothing_is_an_empty_array_and_none_is_null(kind: str) -> None:
    assert array_text(kind, []) == "{}"
    assert array_text(kind, [None, None]) == "{NULL,NULL}"


async def test_numbers_with_exponents_and_signs_of_zero_are_what_they_mean(server: asyncpg.Connection) -> None:
    values = [Decimal("1E+3"), Decimal("1E-18"), Decimal("-0"), Decimal("0E-18")]
    read = await server.fetchval("select $1::text::numeric[]", array_text("numeric", values))
    assert [str(one + 0) for one in read] == ["1000", "1E-18", "0", "0E-18"]


def test_a_kind_that_nobody_writes_is_an_error() -> None:
    with pytest.raises(KeyError):
        array_text("jsonb", [uuid.uuid4()])
