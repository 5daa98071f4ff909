"""Putaway rules as messages, and what they suggest."""

from collections.abc import Sequence
from decimal import Decimal

from businessm.wms.v1 import putaway_rule_pb2, putaway_rule_service_pb2
from m_kit.document import fill_document

from m_wms.convert.documents import quantity_message
from m_wms.domain.documents import StockedItem
from m_wms.domain.putaway import Put, PutawayRule


def putaway_rule_message(rule: PutawayRule) -> putaway_rule_pb2.PutawayRule:
    """As it is answered."""
    message = putaway_rule_pb2.PutawayRule(
        company_id=str(rule.company_id),
        warehouse_id=str(rule.warehouse_id),
        location_id=str(rule.location_id),
        item_id=str(rule.item_id) if rule.item_id else "",
        priority=rule.priority,
    )
    if rule.capacity is not None:
        message.capacity.CopyFrom(quantity_message(rule.capacity_uom_code, rule.capacity))
    return fill_document(message, rule)


def suggestion_message(
    item: StockedItem, places: Sequence[Put], left: Decimal
) -> putaway_rule_service_pb2.PutawaySuggestion:
    """Of one line."""
    message = putaway_rule_service_pb2.PutawaySuggestion(unassigned=quantity_message(item.uom_code, left))
    for put in places:
        message.places.add(location_id=put.location_id, quantity=quantity_message(item.uom_code, put.quantity))
    return message
