"""Domain to messages."""

from businessm.masters.v1 import currency_pb2, party_pb2, uom_pb2
from m_kit.document import fill_document

from m_masters.domain.currencies import Currency
from m_masters.domain.parties import Party
from m_masters.domain.uoms import Uom


def party_message(party: Party) -> party_pb2.Party:
    """A party as answered."""
    message = party_pb2.Party(
        name=party.name,
        kind=party.kind.name,
        code=party.code,
        email=party.email,
        phone=party.phone,
        language_code=party.language_code,
        archived=party.archived,
    )
    return fill_document(message, party)


def currency_message(currency: Currency) -> currency_pb2.Currency:
    """A currency as answered."""
    message = currency_pb2.Currency(
        code=currency.code,
        name=currency.name,
        minor_unit_digits=currency.minor_unit_digits,
        symbol=currency.symbol,
        standard=currency.standard,
        archived=currency.archived,
    )
    return fill_document(message, currency)


def uom_message(uom: Uom) -> uom_pb2.Uom:
    """A unit of measure as answered."""
    message = uom_pb2.Uom(
        code=uom.code,
        name=uom.name,
        symbol=uom.symbol,
        whole=uom.whole,
        standard=uom.standard,
        archived=uom.archived,
    )
    return fill_document(message, uom)
