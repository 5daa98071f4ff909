"""Domain to messages."""

from datetime import datetime

from businessm.masters.v1 import currency_pb2, party_pb2, uom_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from m_kit.etag import etag_of

from m_masters.domain.currencies import Currency
from m_masters.domain.parties import Party
from m_masters.domain.uoms import Uom


def timestamp(instant: datetime) -> Timestamp:
    """An instant as the wire has it."""
    stamp = Timestamp()
    stamp.FromDatetime(instant)
    return stamp


def party_message(party: Party) -> party_pb2.Party:
    """A party as answered."""
    return party_pb2.Party(
        id=str(party.id),
        name=party.name,
        kind=party.kind.name,
        code=party.code,
        email=party.email,
        phone=party.phone,
        language_code=party.language_code,
        archived=party.archived,
        etag=etag_of(party.id, party.revision),
        create_time=timestamp(party.create_time),
        update_time=timestamp(party.update_time),
    )


def currency_message(currency: Currency) -> currency_pb2.Currency:
    """A currency as answered."""
    return currency_pb2.Currency(
        id=str(currency.id),
        code=currency.code,
        name=currency.name,
        minor_unit_digits=currency.minor_unit_digits,
        symbol=currency.symbol,
        standard=currency.standard,
        archived=currency.archived,
        etag=etag_of(currency.id, currency.revision),
        create_time=timestamp(currency.create_time),
        update_time=timestamp(currency.update_time),
    )


def uom_message(uom: Uom) -> uom_pb2.Uom:
    """A unit of measure as answered."""
    return uom_pb2.Uom(
        id=str(uom.id),
        code=uom.code,
        name=uom.name,
        symbol=uom.symbol,
        whole=uom.whole,
        standard=uom.standard,
        archived=uom.archived,
        etag=etag_of(uom.id, uom.revision),
        create_time=timestamp(uom.create_time),
        update_time=timestamp(uom.update_time),
    )
