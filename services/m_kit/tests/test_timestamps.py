"""Instants as the wire has them."""

from datetime import UTC, datetime

from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st

from m_kit.document import fill_timestamp


@given(st.datetimes(timezones=st.timezones()))
def test_an_instant_is_filled_in_as_protobuf_itself_does_it(instant: datetime) -> None:
    try:
        same = instant.astimezone(UTC)
    except OverflowError:
        return
    ours, theirs = Timestamp(), Timestamp()
    fill_timestamp(ours, instant)
    theirs.FromDatetime(same)
    assert ours == theirs
