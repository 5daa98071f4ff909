"""PostgreSQL reads back exactly what record_text wrote."""

import uuid
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal

import asyncpg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from m_kit.testing import Address, connected

from m_engines.ledger.record_text import bytes_field, records_text, text_field, truth_field

quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
# What PostgreSQL's text can hold: everything but NUL and half a surrogate pair.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
awkward = st.text(st.sampled_from("\"\\{}(),' \tNULnul\n\r\u00a0🙂"))


@pytest.fixture
async def server(postgres_address: Address) -> AsyncIterator[asyncpg.Connection]:
    """Somebody who reads arrays of records."""
    connection = await connected(postgres_address)
    await connection.execute(
        "create type pg_temp.told as"
        " (said text, raw bytea, yes boolean, id uuid, day date, units numeric, further text)"
    )
    yield connection
    await connection.close()


@quick
@given(rows=st.lists(st.tuples(texts | awkward, st.binary(), st.booleans(), texts | awkward)))
@example(rows=[("", b"", False, ""), ('"', b"\\", True, "\\"), ('\\"', b'"', True, '"\\'), ("NULL", b"\0", False, ")")])
@example(rows=[("(,)", b"{}", True, '{"(a,b)"}'), (" a ", b",", False, "\n")])
async def test_what_was_written_is_read_back(
    server: asyncpg.Connection, rows: list[tuple[str, bytes, bool, str]]
) -> None:
    written = records_text(
        f"{text_field(said)},{bytes_field(raw)},{truth_field(yes)},,,,{text_field(further)}"
        for said, raw, yes, further in rows
    )
    read = await server.fetch("select said, raw, yes, further from unnest($1::text::pg_temp.told[])", written)
    assert [tuple(row) for row in read] == rows


async def test_what_stands_as_it_is_and_what_is_left_out(server: asyncpg.Connection) -> None:
    known = uuid.UUID("01a2086b-a543-7005-aa40-17550e7da418")
    written = records_text([f",,,{known},{date(2026, 6, 15)},{Decimal('1E+3')},", f",,,,,{Decimal('-0.50')},"])
    read = await server.fetch("select * from unnest($1::text::pg_temp.told[])", written)
    assert [tuple(row) for row in read] == [
        (None, None, None, known, date(2026, 6, 15), Decimal(1000), None),
        (None, None, None, None, None, Decimal("-0.50"), None),
    ]
    assert str(read[1]["units"]) == "-0.50"
